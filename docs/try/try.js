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

/** What a box says of its text: how many words were read, until the text is another. */
function note(box, words = "") {
  box.querySelector(".words").textContent = words;
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
  note(box, `Opening ${file.name} …`);
  let fault = `${file.name}: no text could be read from it. Open it, copy its words and paste them.`;
  const done = open(file).catch(({ message }) => ((fault = `${file.name}: ${message}`), ""));
  taken.set(box, done);
  const text = await done;
  if (taken.get(box) !== done) return; // another was chosen meanwhile, or the box was taken away
  if (text.trim()) {
    box.querySelector("textarea").value = text;
    box.querySelector("[type=text]").value ||= file.name.replace(/\.[^.]+$/, "").slice(0, 60);
  } else fail(fault, true);
  taken.delete(box);
  note(box);
  changed();
}

/** Each file into a box of its own: the one it was dropped on, then those that are empty, then new ones. */
function takeAll(files, first) {
  fail("");
  const free = [...boxes.children].filter((box) => box !== first && !written(box) && !taken.has(box));
  const room = [...(first ? [first] : []), ...free];
  while (room.length < files.length && boxes.children.length < MOST) room.push(addBox());
  for (const [place, file] of [...files].entries()) if (room[place]) take(file, room[place]);
  if (files.length > room.length) fail(`There is room for ${several(MOST, "text")}: ${files[room.length].name} is left out. Take a box away first.`, true);
}

function addBox(name = "", text = "") {
  const box = $("box").content.firstElementChild.cloneNode(true);
  box.querySelector("[type=text]").value = name;
  box.querySelector("textarea").value = text;
  box.querySelector("textarea").addEventListener("input", () => note(box));
  box.querySelector("[type=file]").addEventListener("change", (event) => takeAll(event.target.files, box));
  box.querySelector(".away").addEventListener("click", () => {
    box.remove();
    taken.delete(box);
    rename();
    changed();
    $("more").focus();
  });
  boxes.append(box);
  rename();
  return box;
}

/** What is in a box; JavaScript lets half a sign pass, which no file can keep. */
const fields = (box) => ["[type=text]", "textarea"].map((it) => box.querySelector(it).value.replace(/\p{Surrogate}/gu, "\ufffd"));
const written = (box) => fields(box).some((it) => it.trim());

/** The boxes that have a text; an empty one that nobody named has none. */
const used = () => [...boxes.children].filter((box) => written(box) || boxes.children.length === 1);

/** The texts, a name each and no name twice. */
function texts() {
  const names = new Set();
  return used().map((box) => {
    const [given, text] = fields(box);
    let name = given.trim() || legend(box);
    while (names.has(name)) name += " (2)";
    names.add(name);
    return [name, text];
  });
}
const legend = (box) => box.querySelector("legend").textContent;

// --- The program, in a thread of its own ---

let worker = null;
let asked = 0;
let size = 0;
const waiting = new Map();

let began = 0; // when the work that is shown began

/** Tell what goes on, and how much of it is done; of 1 nobody knows how long the rest takes. */
function say(words, done = null) {
  if ($("state").textContent !== words) $("state").textContent = words; // read out once
  $("bar").hidden = done === null;
  began = done === null ? 0 : began || Date.now();
  if (done < 1) $("bar").value = done ?? 0;
  else $("bar").removeAttribute("value");
}
setInterval(() => ($("passed").textContent = began ? `${Math.round((Date.now() - began) / 1000)} s` : ""), 1000);

/** Tell a fault, or besides others, where one looks: it comes into sight and is read out. */
function fail(words, besides = false) {
  $("fault").textContent = [besides && $("fault").textContent, words].filter(Boolean).join("\n");
  if (!words) return;
  $("fault").focus({ preventScroll: true });
  $("fault").scrollIntoView({ block: "center" });
}

let busy = false; // a text is being read

/** A button that can do nothing now; it keeps the focus. */
const rest = (name, whether) => $(name).setAttribute("aria-disabled", whether);

function hideLoad(whether) {
  if (whether && document.activeElement === $("load")) $("read").focus();
  $("load").hidden = whether;
}

function hear({ data }) {
  const { told, id } = data;
  if (told?.all) say(`Loading the program: ${megabytes(told.bytes)} of ${megabytes(told.all)} …`, told.bytes / told.all);
  if (told?.bytes === told?.all && told?.all) say("Starting the program …", 1);
  if (told?.windows && size) say(`Reading … (part ${told.windows} of about ${Math.max(size, told.windows)})`, told.windows / size);
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
  rest("load", true);
  const { fault } = await ask("load");
  if (fault) fail(fault);
  rest("load", false);
  hideLoad(!fault);
  const stays = navigator.serviceWorker?.controller ? " and kept on this device: it works without a network now" : "";
  if (busy) return;
  say(fault ? "The program is not loaded." : `The program is loaded${stays}.`);
}

// --- What was found, and taking it along ---

let result = null;
let seen = ""; // the texts and the list that it is of

const shown = () => JSON.stringify([texts(), $("labels").value]);

/** What was found stays as it was of these texts, or is said to be of others. */
function changed() {
  store();
  if ($("result").hidden) return;
  const other = shown() !== seen;
  $("stale").hidden = !other;
  say(other ? "The texts, their names or the list were changed after they were read. Press Read again." : "Read.");
}

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

/** What has to be known first: boxes with the same text, texts too short to tell their language. */
function warn(given, from, short) {
  const same = new Map();
  for (const [place, [name, text]] of given.entries()) {
    const signs = text.replace(/\s+/g, "");
    const box = from[place] === name ? name : `${from[place]} (${name})`;
    same.set(signs, [...(same.get(signs) ?? []), box]);
  }
  const told = [...same.values()].filter((which) => which.length > 1).map((which) => `The same text is in ${which.join(" and ")}, so that there is nothing to compare between them. Paste another into one of these boxes, or take one away.`);
  if (short.length) told.push(`Too few words to tell the language: ${short.map((name) => `“${name}”`).join(", ")}. Only English is read: of a text in another language, what is said here is wrong.`);
  $("first").textContent = told.join("\n");
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
  if (busy) return;
  busy = true;
  rest("read", true);
  fail("");
  $("result").hidden = true;
  if (taken.size) say("Opening the files …", 1);
  await Promise.all([...taken.values()]);
  const [given, from, own] = [texts(), used(), shown()];
  const bare = given.find(([, text]) => !text.trim());
  let found = { fault: $("fault").textContent }; // of a file
  if (bare) found.fault ||= `“${bare[0]}”: no words in it. Paste a text, or take the box away.`;
  else if (!given.length) found.fault ||= "There is no text. Paste at least one; two or more are compared.";
  if (!found.fault) {
    size = Math.ceil(given.reduce((all, [, text]) => all + text.length, 0) / 800) + 1; // characters a window, about
    say("Reading …", 1);
    found = await ask("read", { given: { texts: given, labels: $("labels").value, speakers: "" } });
    hideLoad(!found.lost);
  }
  busy = false;
  rest("read", false);
  if (found.fault) {
    say("Nothing was read.");
    fail(found.fault);
    return;
  }
  [result, seen] = [found, own];
  warn(given, from.map(legend), found.short);
  tell(found);
  URL.revokeObjectURL($("own").href);
  $("own").href = $("reader").src = URL.createObjectURL(new Blob([found.page], { type: "text/html" }));
  $("result").hidden = false;
  changed();
  if (!$("stale").hidden) return; // somebody is writing
  for (const [place, { words }] of found.rows.articles.entries()) note(from[place], several(words, "word"));
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
  changed();
});
$("load").addEventListener("click", () => {
  if ($("load").getAttribute("aria-disabled") === "true") return;
  fail("");
  load();
});
$("form").addEventListener("input", changed);
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
  say("");
  $("read").disabled = $("load").disabled = true;
  fail("This browser cannot run the program (no WebAssembly). Use a newer one, or install the program.");
} else {
  const how = navigator.serviceWorker ? "once, and is then kept on this device" : "each time: this browser cannot keep it";
  say(`The program, SIZE MB, comes when you read a text; ${how}.`);
  if (await kept) load();
}
