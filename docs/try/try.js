// The page's own part: boxes for texts, what is told while the program works, and what may be taken along.

const MOST = 5; // texts
const $ = (id) => document.getElementById(id);
const boxes = $("boxes");

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
  const words = box.querySelector("textarea").value.match(/\S+/g)?.length ?? 0;
  box.querySelector(".words").textContent = words ? `${words.toLocaleString("en")} words` : "";
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

async function take(file, box) {
  $("fault").textContent = "";
  const ending = file.name.toLowerCase().split(".").pop();
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  if (ending === "docx") text = readDocument((await ask("docx", { content: bytes })).xml ?? "");
  else if (ending === "txt") text = decode(bytes);
  else if (ending === "html" || ending === "htm") text = readPage(decode(bytes));
  if (!text.trim()) {
    fail(`${file.name}: no text could be read from it. Open it, copy its words and paste them.`);
    return;
  }
  box.querySelector("textarea").value = text;
  const name = box.querySelector("[type=text]");
  name.value ||= file.name.replace(/\.[^.]+$/, "").slice(0, 60);
  count(box);
}

function addBox(name = "") {
  const box = $("box").content.firstElementChild.cloneNode(true);
  box.querySelector("[type=text]").value = name;
  box.querySelector("textarea").addEventListener("input", () => count(box));
  box.querySelector("[type=file]").addEventListener("change", (event) => {
    if (event.target.files[0]) take(event.target.files[0], box);
  });
  box.querySelector(".away").addEventListener("click", () => {
    box.remove();
    rename();
    $("more").focus();
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    box.addEventListener(kind, (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      box.classList.toggle("over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files[0]) take(event.dataTransfer.files[0], box);
    });
  }
  boxes.append(box);
  rename();
  return box;
}

// What is written, a name each and no name twice; an empty box that nobody named is none.
function written() {
  const names = new Set();
  return [...boxes.children].flatMap((box, place) => {
    const [given, text] = [box.querySelector("[type=text]"), box.querySelector("textarea")].map((it) => it.value);
    if (!given.trim() && !text.trim() && boxes.children.length > 1) return [];
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
  if (told?.windows) say(`Reading … (part ${told.windows} of about ${size})`, Math.min(1, told.windows / size));
  if (id) {
    waiting.get(id)(data);
    waiting.delete(id);
  }
}

// Made from an address of this page's own, the thread is under this page's rules: no other address.
function start() {
  const source = `import ${JSON.stringify(new URL("worker.js", location.href).href)};`;
  worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })), { type: "module" });
  worker.onmessage = hear;
  worker.onerror = () => waiting.forEach((done) => done({ fault: "The program did not start. Load the page again." }));
}

async function ask(task, more = {}) {
  await kept;
  if (!worker) start();
  const id = ++asked;
  const answer = new Promise((done) => waiting.set(id, done));
  worker.postMessage({ id, task, ...more });
  const found = await answer;
  if (found.fault) fail(found.fault);
  return found;
}

const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;

async function load() {
  $("load").disabled = true;
  const { fault } = await ask("load");
  $("load").disabled = false;
  $("load").hidden = !fault;
  const stays = navigator.serviceWorker?.controller ? " and kept on this device: it works without a network now" : "";
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
  const names = [...boxes.children].map((box) => box.querySelector("[type=text]").value);
  return new URLSearchParams({ names: JSON.stringify(names), labels: $("labels").value });
}

function restore() {
  const given = new URLSearchParams(location.hash.slice(1));
  let names = [];
  try {
    names = JSON.parse(given.get("names") ?? "[]").map(String).slice(0, MOST);
  } catch {
    names = [];
  }
  for (const name of names.length ? names : ["", ""]) addBox(name);
  $("labels").value = given.get("labels") ?? "";
  $("lists").open = Boolean($("labels").value);
}

const several = (number, one, more = `${one}s`) => `${number} ${number === 1 ? one : more}`;

function tell({ rows }) {
  const said = rows.articles.map(({ doc }) => {
    const own = rows.attributions.filter((row) => row.doc === doc).length;
    return `${doc} hands the floor to somebody ${several(own, "time")}`;
  });
  const shared = rows.passages.filter((row) => row.kind !== "paraphrase").length;
  const like = rows.passages.length - shared;
  const both = `Between the texts there are ${several(shared, "pair")} of sentences that are the same or nearly so` +
    (like ? `, and ${like} more that may say the same thing in other words.` : ".");
  $("told").textContent = `${said.join("; ")}. ${said.length > 1 ? both : ""}`;
}

async function read() {
  const texts = written();
  $("result").hidden = true;
  const bare = texts.find(([, text]) => !text.trim());
  if (bare || !texts.length) {
    fail(bare ? `“${bare[0]}”: no words in it. Paste a text, or take the box away.` : "There is no text. Paste at least one; two or more are compared.");
    say("Nothing was read.");
    return;
  }
  size = Math.ceil(texts.reduce((all, [, text]) => all + text.length, 0) / 800) + 1; // characters a window, about
  fail("");
  say("Reading …", 0);
  $("read").disabled = true;
  const found = await ask("read", { given: { texts, labels: $("labels").value, speakers: "" } });
  $("read").disabled = false;
  $("load").hidden = true;
  if (found.fault) {
    say("Nothing was read.");
    return;
  }
  result = found;
  say("Read.");
  tell(found);
  URL.revokeObjectURL($("own").href);
  $("own").href = $("reader").src = URL.createObjectURL(new Blob([found.page], { type: "text/html" }));
  $("result").hidden = false;
  $("found").focus();
}

$("page").addEventListener("click", () => save(result.page, "reader.html", "text/html"));
$("tables").addEventListener("click", () => {
  const zip = Uint8Array.from(atob(result.tables), (sign) => sign.charCodeAt(0));
  save(zip, "tables.zip", "application/zip");
});
$("link").addEventListener("click", async () => {
  history.replaceState(null, "", `#${settings()}`);
  await navigator.clipboard.writeText(location.href).then(
    () => ($("copied").textContent = "Copied."),
    () => ($("copied").textContent = "It is in the address bar."),
  );
});
$("more").addEventListener("click", () => addBox().querySelector("[type=text]").focus());
$("load").addEventListener("click", load);
$("form").addEventListener("submit", (event) => {
  event.preventDefault();
  read();
});

// What keeps the files has to be at work before they are fetched; a browser without it loads them each time.
async function keep() {
  if (!navigator.serviceWorker) return false;
  const { serviceWorker } = navigator;
  const controlled = new Promise((done) => serviceWorker.addEventListener("controllerchange", done, { once: true }));
  await serviceWorker.register("keep.js");
  await serviceWorker.ready;
  // After a forced reload it is there and not at work for this page: then the files are fetched without it.
  if (!serviceWorker.controller) await Promise.race([controlled, new Promise((done) => setTimeout(done, 3000))]);
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
