// The page's own part: boxes for texts, what is told while the program works, and what may be taken along.

const MOST = 5; // texts
const $ = (id) => document.getElementById(id);
const boxes = $("boxes");
const several = (number, one) => `${number.toLocaleString("en")} ${one}${number === 1 ? "" : "s"}`;

// --- Boxes ---

function rename() {
  const all = [...boxes.children];
  all.forEach((box, place) => {
    box.querySelector("legend").textContent = `Text ${place + 1}`;
    box.querySelector("[type=text]").placeholder = `Text ${place + 1}`;
    box.querySelector(".away").hidden = all.length < 2;
  });
  $("more").hidden = all.length >= MOST;
}

function count(box) {
  const words = box.querySelector("textarea").value.match(/[\p{L}\p{N}]+(?:['’.,][\p{L}\p{N}]+)*/gu)?.length ?? 0;
  box.querySelector(".words").textContent = words ? several(words, "word") : "";
}

function readPage(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const around = "script,style,noscript,template,nav,aside,footer,form,button,svg,[hidden]";
  page.querySelectorAll(around).forEach((part) => part.remove());
  const story = page.querySelector("article") ?? page.querySelector("main") ?? page.body;
  const parts = [...story.querySelectorAll("h1,h2,h3,p,li,blockquote,figcaption")];
  const own = parts.filter((part) => !part.querySelector("p,li"));
  const lines = own.map((part) => part.textContent.replace(/\s+/g, " ").trim()).filter(Boolean);
  return lines.length ? lines.join("\n") : story.textContent.trim();
}

function readDocument(xml) {
  const word = new DOMParser().parseFromString(xml, "application/xml");
  const paragraphs = [...word.getElementsByTagNameNS("*", "p")];
  return paragraphs.map((one) => [...one.getElementsByTagNameNS("*", "t")].map((it) => it.textContent).join("")).join("\n");
}

function decode(bytes) {
  for (const encoding of bytes[0] === 0xff || bytes[0] === 0xfe ? ["utf-16"] : ["utf-8", "windows-1252"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  }
  return "";
}

async function open(file) {
  const ending = file.name.toLowerCase().split(".").pop();
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (ending === "docx") {
    const { xml, fault, lost } = await ask("docx", { content: bytes });
    if (lost) throw new Error(fault);
    return fault ? "" : readDocument(xml);
  }
  if (ending === "txt") return decode(bytes);
  return ending === "html" || ending === "htm" ? readPage(decode(bytes)) : "";
}

const taken = new Map(); // by box: the file that is being opened

async function take(file, box) {
  box.querySelector(".words").textContent = `Opening ${file.name} …`;
  let fault = `${file.name}: no text could be read from it. Open it, copy its words and paste them.`;
  const done = open(file).catch(({ message }) => ((fault = `${file.name}: ${message}`), ""));
  taken.set(box, done);
  const text = await done;
  if (taken.get(box) !== done) return; // another was chosen meanwhile, or the box was taken away
  if (text.trim()) {
    box.querySelector("textarea").value = text;
    box.querySelector("[type=text]").value ||= file.name.replace(/\.[^.]+$/, "").slice(0, 60);
  } else fail(fault);
  taken.delete(box);
  count(box);
  store();
}

/** Each file into a box of its own: the one it was dropped on, then those that are empty, then new ones. */
function takeAll(files, first) {
  fail("");
  const free = [...boxes.children].filter((box) => box !== first && !written(box) && !taken.has(box));
  const room = [...(first ? [first] : []), ...free];
  while (room.length < files.length && boxes.children.length < MOST) room.push(addBox());
  for (const [place, file] of [...files].entries()) if (room[place]) take(file, room[place]);
  if (files.length > room.length) fail(`There is room for ${several(MOST, "text")}: ${files[room.length].name} is left out. Take a box away first.`);
}

function addBox(name = "", text = "") {
  const box = $("box").content.firstElementChild.cloneNode(true);
  box.querySelector("[type=text]").value = name;
  box.querySelector("textarea").value = text;
  count(box);
  box.addEventListener("input", () => count(box));
  box.querySelector("[type=file]").addEventListener("change", (event) => takeAll(event.target.files, box));
  box.querySelector(".away").addEventListener("click", () => {
    box.remove();
    taken.delete(box);
    rename();
    store();
    $("more").focus();
  });
  boxes.append(box);
  rename();
  return box;
}

/** What is in a box; JavaScript lets half a sign pass, which no file can keep. */
const fields = (box) => ["[type=text]", "textarea"].map((it) => box.querySelector(it).value.replace(/\p{Surrogate}/gu, "\ufffd"));
const written = (box) => fields(box).some((it) => it.trim());

/** The texts, a name each and no name twice; an empty box that nobody named is none. */
function texts() {
  const names = new Set();
  return [...boxes.children].flatMap((box, place) => {
    if (!written(box) && boxes.children.length > 1) return [];
    const [given, text] = fields(box);
    let name = given.trim() || `Text ${place + 1}`;
    while (names.has(name)) name += " (2)";
    names.add(name);
    return [[name, text]];
  });
}

// --- The program, in a thread of its own ---

let worker = null;
let asked = 0;
let size = 0;
const waiting = new Map();

function say(words, done = null) {
  $("state").textContent = words;
  $("bar").hidden = done === null;
  $("bar").value = done ?? 0;
}

function fail(words) {
  $("fault").textContent = words;
}

function hear({ data }) {
  const { told, id } = data;
  if (told?.all) say(`Loading the program: ${megabytes(told.bytes)} of ${megabytes(told.all)} …`, told.bytes / told.all);
  if (told?.bytes === told?.all && told?.all) say("Starting the program …", 1);
  if (told?.windows && size) say(`Reading … (part ${told.windows} of about ${size})`, Math.min(1, told.windows / size));
  if (data.lost) stop(data);
  else if (id) waiting.get(id)(data);
  waiting.delete(id);
}

/** A thread that could not load the program is of no use: everybody is told, and the next question starts another. */
function stop(found) {
  worker.terminate();
  worker = null;
  waiting.forEach((done) => done(found));
  waiting.clear();
}

// Made from an address of this page's own, the thread is under this page's rules: no other address.
function start() {
  const source = `import ${JSON.stringify(new URL("worker.js", location.href).href)};`;
  worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })), { type: "module" });
  worker.onmessage = hear;
  worker.onerror = () => stop({ lost: true, fault: "The program cannot be fetched. Is there a network? Then press Read again." });
}

async function ask(task, more = {}) {
  await kept;
  if (!worker) start();
  const id = ++asked;
  return new Promise((done) => {
    waiting.set(id, done);
    worker.postMessage({ id, task, ...more });
  });
}

const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;

async function load() {
  $("load").disabled = true;
  const { fault = "" } = await ask("load");
  fail(fault);
  $("load").disabled = false;
  $("load").hidden = !fault;
  const stays = navigator.serviceWorker?.controller ? " and kept on this device: it works without a network now" : "";
  if ($("read").disabled) return; // a text is being read meanwhile
  say(fault ? "The program is not loaded." : `The program is loaded${stays}.`);
}

// --- What was found, and taking it along ---

let result = null;

function save(content, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function settings() {
  const names = [...boxes.children].map((box) => fields(box)[0]);
  return new URLSearchParams({ names: JSON.stringify(names), labels: $("labels").value });
}

// What is written is kept within this tab, so that loading the page again loses nothing.
function store() {
  try {
    sessionStorage.setItem(location.pathname + location.hash, JSON.stringify({ texts: [...boxes.children].map(fields), labels: $("labels").value }));
  } catch {
    sessionStorage.clear(); // rather nothing than what is no longer there
  }
}

/** What this tab has kept; else the names and the list that a link brings. */
function restore() {
  const given = new URLSearchParams(location.hash.slice(1));
  let [texts, labels] = [[], given.get("labels") ?? ""];
  try {
    const kept = JSON.parse(sessionStorage.getItem(location.pathname + location.hash));
    if (kept) ({ texts, labels } = kept);
    else texts = JSON.parse(given.get("names") ?? "[]").map((name) => [String(name)]);
  } catch {
    texts = [];
  }
  for (const text of texts.length ? texts.slice(0, MOST) : [[], []]) addBox(...text);
  $("labels").value = labels;
  $("lists").open = Boolean(labels);
}

function tell({ rows }) {
  const said = rows.articles.map(({ doc }) => {
    const own = rows.attributions.filter((row) => row.doc === doc).length;
    return `${doc} ${own ? `quotes or reports somebody ${several(own, "time")}` : "quotes and reports nobody"}`;
  });
  const like = rows.passages.filter((row) => row.kind === "paraphrase").length;
  const shared = rows.passages.length - like;
  const pairs = (number) => several(number, "pair") + " of sentences";
  const both = shared ? `Between the texts there ${shared === 1 ? "is" : "are"} ${pairs(shared)} with the same words, or partly so` : "No sentence of one has the words of another";
  const more = like ? `; ${pairs(like)} may say the same thing in other words.` : ".";
  $("told").textContent = `${said.join("; ")}, as far as the program finds; it does not look into headlines. ${said.length > 1 ? both + more : ""}`;
}

async function read() {
  fail("");
  $("result").hidden = true;
  $("read").disabled = true;
  if (taken.size) say("Opening the files …", 0);
  await Promise.all([...taken.values()]);
  const given = texts();
  const bare = given.find(([, text]) => !text.trim());
  let found = { fault: $("fault").textContent }; // of a file
  if (bare) found.fault ||= `“${bare[0]}”: no words in it. Paste a text, or take the box away.`;
  else if (!given.length) found.fault ||= "There is no text. Paste at least one; two or more are compared.";
  if (!found.fault) {
    size = Math.ceil(given.reduce((all, [, text]) => all + text.length, 0) / 800) + 1; // characters a window, about
    say("Reading …", 0);
    found = await ask("read", { given: { texts: given, labels: $("labels").value, speakers: "" } });
    $("load").hidden = !found.lost;
  }
  $("read").disabled = false;
  if (found.fault) {
    fail(found.fault);
    say("Nothing was read.");
    $("read").focus();
    return;
  }
  result = found;
  say("Read.");
  tell(found);
  URL.revokeObjectURL($("own").href);
  $("own").href = $("reader").src = URL.createObjectURL(new Blob([found.page], { type: "text/html" }));
  $("result").hidden = false;
  $("found").focus({ preventScroll: true });
  $("found").scrollIntoView();
}

$("page").addEventListener("click", () => save(result.page, "reader.html", "text/html"));
$("tables").addEventListener("click", () => {
  const zip = Uint8Array.from(atob(result.tables), (sign) => sign.charCodeAt(0));
  save(zip, "tables.zip", "application/zip");
});
$("link").addEventListener("click", async () => {
  history.replaceState(null, "", `#${settings()}`);
  store();
  await navigator.clipboard.writeText(location.href).then(
    () => ($("copied").textContent = "Copied."),
    () => ($("copied").textContent = "It is in the address bar."),
  );
});
$("more").addEventListener("click", () => {
  addBox().querySelector("[type=text]").focus();
  store();
});
$("load").addEventListener("click", load);
$("form").addEventListener("input", store);
// A file dropped beside the boxes would take the page's place.
for (const kind of ["dragover", "drop", "dragleave"]) {
  document.addEventListener(kind, (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    const over = event.target.closest?.("fieldset");
    for (const box of boxes.children) box.classList.toggle("over", kind === "dragover" && box === over);
    if (kind === "drop") takeAll(event.dataTransfer.files, over);
  });
}
$("form").addEventListener("submit", (event) => {
  event.preventDefault();
  read();
});

// What keeps the files has to be at work before they are fetched; a browser without it loads them each time,
// as it does after a forced reload, and where the network went before it was there.
async function keep() {
  if (!navigator.serviceWorker) return false;
  const { serviceWorker } = navigator;
  const soon = (it) => Promise.race([it, new Promise((done) => setTimeout(done, 3000))]);
  const controlled = new Promise((done) => serviceWorker.addEventListener("controllerchange", done, { once: true }));
  await soon(serviceWorker.register("keep.js").then(() => serviceWorker.ready));
  if (!serviceWorker.controller) await soon(controlled);
  return Boolean(await caches.match(new URL("model/weights.bin", location.href)));
}

restore();
const usable = typeof WebAssembly === "object" && typeof Worker === "function";
const kept = usable ? keep().catch(() => false) : Promise.resolve(false);
if (!usable) {
  say("This browser cannot run the program (no WebAssembly). Use a newer one, or install the program.");
  $("read").disabled = $("load").disabled = true;
} else {
  const how = navigator.serviceWorker ? "once, and is then kept on this device" : "each time: this browser cannot keep it";
  say(`The program, SIZE MB, comes when you read a text; ${how}.`);
  if (await kept) load();
}
