
"use strict";
// The page works without this script: texts and tables are in the HTML. Here is only what switches, searches
// and leads to a place. What comes from an article is set as text (textContent), never as HTML.
// This file: what the view is, and drawing it. The other four: places, details, the opening, how it starts.
const { articles, details, voices, first } = JSON.parse(document.getElementById("data").textContent);
const root = document.documentElement;
const one = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const LAYERS = ["labels", "attributions", "passages", "segments"];
const TABLES = ["labels", "speakers", "swaps", "words"];
const short = Object.fromEntries(articles.map((a) => [a.siglum, a.short]));
const element = Object.fromEntries(articles.map((a) => [a.siglum, document.getElementById(a.siglum)]));

/** Make an element with properties and children (elements or plain text). */
function make(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
const bdi = (text) => make("bdi", {}, text);
/** Where in its article a piece stands: " · par. 7", or "" in a headline. */
const paragraph = (piece) => {
  const { number } = piece.closest("p").dataset;
  return number ? ` · par. ${number}` : "";
};
const article = (siglum) => make("span", {}, make("b", {}, siglum), " ", bdi(short[siglum]));
const spansOf = (piece) => (piece.dataset.spans || "").split(" ").filter(Boolean);
const siglumOf = (id) => id.replace(/\d+$/, "");
const pieceOf = (id) => {
  const found = document.getElementById(id || "");
  return found && found.classList.contains("piece") ? found : null;
};

// ---- what the view is: all of it is in the address after the #
const WIDE = matchMedia("(min-width: 60rem)"); // two articles open where there is room
const START = { show: first.slice(0, WIDE.matches ? 2 : 1), layers: [], who: "1", step: "", at: "", sentence: false, version: "", find: "", list: "", words: "", to: "", several: false, gaps: false, quoted: false, spelling: false, together: true };
const state = { ...START };

/** Take the view from an address; what it does not know or does not understand is as at the start. */
function readAddress() {
  let raw = location.hash.slice(1);
  if (pieceOf(raw)) { // a plain link to a place, as without scripts
    raw = addressOf({ ...START, at: raw, show: [siglumOf(raw)] }).slice(1);
    history.replaceState(null, "", "#" + raw);
  }
  const given = new URLSearchParams(raw);
  const known = (text, values) => values.filter((value) => (text || "").split(",").includes(value));
  const show = known(given.get("show"), articles.map((a) => a.siglum));
  Object.assign(state, START, {
    show: show.length ? show : START.show,
    step: raw ? known(given.get("step"), screens.map((screen, place) => String(place + 1)))[0] || "" : screens.length ? "1" : "",
    layers: known(given.get("layers"), LAYERS),
    who: known(given.get("who"), all("#who option").map((option) => option.value))[0] || START.who,
    version: given.get("version") || "",
    several: given.has("several") || known(given.get("layers"), LAYERS).length > 1,
    at: pieceOf(given.get("at")) ? given.get("at") : "",
    find: given.get("find") || "",
    list: given.get("list") || "",
    words: given.get("words") || "",
    to: known(given.get("to"), TABLES)[0] || "",
    sentence: given.has("sentence"),
    gaps: given.has("gaps"),
    quoted: given.has("quoted"),
    spelling: given.has("spelling"),
    together: !given.has("apart"),
  });
  draw();
  if (state.at) lead(state.at);
  else if (state.to) goTo(`h-${state.to}`);
  else if (state.find || state.list) begin();
}

function addressOf(view) {
  if (view.step) return `#step=${view.step}`;
  const given = new URLSearchParams({ show: view.show.join(",") });
  if (view.layers.length) given.set("layers", view.layers.join(","));
  if (view.who !== START.who) given.set("who", view.who);
  for (const name of ["at", "version", "find", "list", "words", "to"]) if (view[name]) given.set(name, view[name]);
  for (const name of ["sentence", "several", "gaps", "quoted", "spelling"]) if (view[name]) given.set(name, "yes");
  if (!view.together) given.set("apart", "yes");
  return "#" + given.toString().replaceAll("%2C", ",");
}

/** Change the view; the one before is what the browser's Back leads to. */
function change(changes) {
  Object.assign(state, { to: "", step: "" }, changes);
  const address = addressOf(state);
  if (address !== location.hash) history.pushState(null, "", address);
  draw();
}

// ---- drawing the view
function draw() {
  drawStory();
  root.dataset.count = Math.min(state.show.length, 2);
  root.classList.toggle("several", state.show.length > 1);
  if (state.layers.length) root.dataset.layers = state.layers.join(" ");
  else delete root.dataset.layers;
  for (const a of articles) element[a.siglum].classList.toggle("on", state.show.includes(a.siglum));
  root.dataset.who = state.who;
  for (const siglum of state.show) {
    prepare(siglum);
    frame(siglum);
  }
  if (one("#who")) one("#who").value = state.who;
  for (const b of all("[data-show]")) b.setAttribute("aria-pressed", state.show.includes(b.dataset.show));
  one("#how-many").textContent = `${state.show.length} of ${articles.length}`;
  for (const b of all("[data-layer]")) b.setAttribute("aria-pressed", state.layers.includes(b.dataset.layer));
  for (const key of all("[data-key-of]")) key.hidden = !state.layers.includes(key.dataset.keyOf);
  one("#spelling").checked = state.spelling;
  one("#together").checked = state.together;
  one("#several").checked = state.several;
  one("#address").value = location.href;
  if (document.activeElement !== one("#find")) one("#find").value = state.find;
  drawTables();
  drawSheet();
  makeButtons();
  const told = drawDetails();
  const listed = drawPlaces();
  say(state.at ? told : listed);
  measure();
}

const isShown = (id) => id[0] === "l" && (state.who === "all" || state.who === String(details[id].code));

/** Frame the labels of who is chosen; each piece has the voice of the innermost of them. */
function frame(siglum) {
  for (const piece of all(".piece[data-spans]", element[siglum])) {
    const labels = state.layers.includes("labels") ? spansOf(piece).filter(isShown) : [];
    const first = labels.findLast((id) => details[id].at === piece.id);
    const { voice } = details[labels.at(-1)] || {};
    if (voice) piece.dataset.voice = voice === "heading" || voice === "caption" ? "own" : voice;
    else delete piece.dataset.voice;
    if (first) piece.dataset.actor = details[first].code;
    else delete piece.dataset.actor;
    piece.classList.toggle("label-first", Boolean(first));
    piece.classList.toggle("label-last", labels.length > 0 && ends.get(labels.at(-1)) === piece);
    piece.classList.toggle("nested", labels.length > 1);
  }
}

/** Keep what is led to below the bar and above the steps, as high as they are now. */
function measure() {
  root.style.setProperty("--top", `${one(".bar").offsetHeight}px`);
  root.style.setProperty("--bottom", `${one(".steps").offsetHeight}px`);
}

/** Announce something; what cannot be seen otherwise is shown in the bar, too. */
function say(text, seen = false) {
  one("#status").textContent = text;
  one("#status").classList.toggle("seen", seen);
}

function drawTables() {
  const asked = state.words.trim().toLowerCase();
  const has = (row) => all("th, td.word", row).some((cell) => cell.textContent.toLowerCase().includes(asked));
  if (one("#words")) {
    if (document.activeElement !== one("#words")) one("#words").value = state.words;
    for (const row of all("#swaps tbody tr")) row.hidden = !has(row);
  }
  if (one("#gaps")) {
    one("#gaps").checked = state.gaps;
    one("#quoted").checked = state.quoted;
    for (const row of all("#speakers tbody tr")) row.hidden = (state.gaps && "whole" in row.dataset) || (state.quoted && "unquoted" in row.dataset);
  }
}

/** Paper has two pages: two articles at the most, and questions; what will be printed is said beforehand. */
function drawSheet() {
  const [left, names] = [state.show.slice(2), (sigla) => sigla.map((s) => `${s} ${short[s]}`).join(", ")];
  const questions = state.layers.length && state.show.length > 1 ? "" : ", with questions and lines to write on";
  one("#printed").textContent = `Prints ${names(state.show.slice(0, 2))}${questions}${left.length ? "; two at most: choose others to print them" : ""}.`;
  for (const a of articles) element[a.siglum].classList.toggle("unprinted", left.includes(a.siglum));
  one("#unprinted").hidden = !left.length;
  one("#unprinted").textContent = `Not on this sheet, for want of room: ${names(left)}.`;
}

const chooses = (piece) =>
  (state.layers.includes("labels") && piece.classList.contains("label-first")) ||
  (state.layers.includes("attributions") && piece.classList.contains("role-first")) ||
  (state.layers.includes("passages") && piece.classList.contains("wire")) ||
  (state.layers.includes("segments") && piece.classList.contains("edit"));

/** Pieces that can be chosen are buttons, one of each article in the order of the Tab key; arrows go on. */
function makeButtons() {
  for (const old of all(".go")) old.remove();
  for (const siglum of state.show) {
    const pieces = all(".piece[data-spans]", element[siglum]);
    const buttons = pieces.filter(chooses);
    const reached = buttons.find((piece) => piece.id === state.at) || buttons[0];
    for (const piece of all(".piece[aria-hidden]", element[siglum])) piece.removeAttribute("aria-hidden");
    for (const piece of all(".piece[role]", element[siglum])) {
      for (const name of ["role", "tabindex", "aria-pressed", "aria-label"]) piece.removeAttribute(name);
    }
    for (const piece of buttons) {
      piece.setAttribute("role", "button");
      piece.setAttribute("aria-pressed", piece.id === state.at);
      piece.setAttribute("aria-label", nameOf(piece));
      piece.tabIndex = piece === reached ? 0 : -1;
    }
  }
}

/** What a button in the text is called: all words of the label, which may be cut, and what they are. */
function nameOf(piece) {
  const label = spansOf(piece).findLast((id) => isShown(id) && details[id].at === piece.id);
  if (label && state.layers.includes("labels")) return `${wordsOf(piece, label)}: ${details[label].actor}, ${voices[details[label].voice]}`;
  const role = spansOf(piece).findLast((id) => id[0] === "a");
  if (role && state.layers.includes("attributions")) {
    const [id, part] = role.split(".");
    return `${piece.textContent}: ${part} of ${details[id].speaker || "a source not named"}`;
  }
  return piece.classList.contains("wire") ? `${piece.textContent}: agency copy known` : piece.textContent;
}

/** The words of a label up to where another begins; what is named with the first piece is not read again. */
function wordsOf(piece, label) {
  let words = piece.textContent;
  for (let next = piece.nextElementSibling; next && spansOf(next).includes(label) && !chooses(next); next = next.nextElementSibling) {
    next.setAttribute("aria-hidden", "true");
    words += next.textContent;
  }
  return words;
}

// ---- leading to a place
function goTo(id) {
  closeMenus();
  one(`#${id}`).scrollIntoView();
  one(`#${id}`).focus({ preventScroll: true });
}

/** Bring a place into sight, and where columns stand side by side the names above them as well. */
function bring(piece) {
  measure();
  piece.scrollIntoView({ block: "center", behavior: "instant" }); // done before the next is asked
  if (WIDE.matches && state.show.length > 1) one("h2", piece.closest("article")).scrollIntoView({ block: "nearest" });
}

function lead(id) {
  const piece = document.getElementById(id);
  bring(piece);
  alignColumns(piece);
  if (state.version && one("#details .now")) one("#details").scrollTop = one("#details .now").offsetTop - 8; // a link to it shows it
  if (piece.getAttribute("role") === "button") piece.focus({ preventScroll: true });
}

/** Choose a place that may be anywhere, or the whole sentence that begins there, and go there: a label is
 * shown with the others of the same actor. */
function choose(id, sentence = false, version = "") {
  const labels = spansOf(document.getElementById(id)).filter((span) => span[0] === "l");
  const who = !labels.length || labels.some(isShown) ? state.who : String(details[labels.at(-1)].code);
  change({ at: id, sentence, version, who, show: inOrder(shownWith(id)) });
  lead(id);
}

const shownWith = (id) => (state.show.includes(siglumOf(id)) ? state.show : [...state.show, siglumOf(id)]);

/** Choose a place in sight: whatever opens beside it, its words stay where they are on the screen. */
function chooseHere(id, sentence) {
  const piece = document.getElementById(id);
  const before = piece.getBoundingClientRect().top;
  change({ at: id, sentence, version: "" });
  for (const part of [piece.closest(".text"), window]) part.scrollBy({ top: piece.getBoundingClientRect().top - before, behavior: "instant" });
  alignColumns(piece);
  if (!WIDE.matches) piece.scrollIntoView({ block: "nearest" }); // not under the details
  if (piece.getAttribute("role") === "button") piece.focus({ preventScroll: true });
}

const inOrder = (show) => articles.map((a) => a.siglum).filter((siglum) => show.includes(siglum));
