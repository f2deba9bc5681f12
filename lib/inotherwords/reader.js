"use strict";
// The page works without this script: texts and tables are in the HTML. Here is only what switches, searches
// and leads to a place. What comes from an article is set as text (textContent), never as HTML.
const { articles, details } = JSON.parse(document.getElementById("data").textContent);
const root = document.documentElement;
const one = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const LAYERS = ["labels", "attributions", "passages", "segments"];
const short = Object.fromEntries(articles.map((a) => [a.siglum, a.short]));

/** Make an element with properties and children (elements or plain text). */
function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}
const bdi = (text) => make("bdi", {}, text);
const article = (siglum) => make("span", {}, make("b", {}, siglum), " ", bdi(short[siglum]));
const spansOf = (piece) => (piece.dataset.spans || "").split(" ").filter(Boolean);
const siglumOf = (id) => id.replace(/\d+$/, "");
const offsetOf = (id) => Number(id.slice(siglumOf(id).length));

// ---- what the view is: all of it is in the address after the #
const state = { show: [], layers: [], at: "", find: "", list: "", spelling: false, together: true };

function readAddress() {
  const raw = location.hash.slice(1);
  if (raw && !raw.includes("=")) {
    const piece = document.getElementById(raw);
    if (piece && piece.classList.contains("piece")) choose(raw);
    return;
  }
  const given = new URLSearchParams(raw);
  const known = (text, values) => values.filter((value) => (text || "").split(",").includes(value));
  state.show = known(given.get("show"), articles.map((a) => a.siglum));
  if (!state.show.length) state.show = [articles[0].siglum];
  state.layers = known(given.get("layers"), LAYERS);
  const at = document.getElementById(given.get("at") || "");
  state.at = at && at.classList.contains("piece") ? at.id : "";
  state.find = given.get("find") || "";
  state.list = given.get("list") || "";
  state.spelling = given.has("spelling");
  state.together = given.get("apart") === null;
  draw();
  if (state.at) lead(state.at);
}

function writeAddress() {
  const given = new URLSearchParams({ show: state.show.join(",") });
  if (state.layers.length) given.set("layers", state.layers.join(","));
  for (const name of ["at", "find", "list"]) if (state[name]) given.set(name, state[name]);
  if (state.spelling) given.set("spelling", "yes");
  if (!state.together) given.set("apart", "yes");
  history.replaceState(null, "", "#" + given.toString().replaceAll("%2C", ","));
}

function change(changes) {
  Object.assign(state, changes);
  writeAddress();
  draw();
}

// ---- drawing the view
function draw() {
  root.dataset.count = state.show.length;
  root.classList.toggle("several", state.show.length > 1);
  if (state.layers.length) root.dataset.layers = state.layers.join(" ");
  else delete root.dataset.layers;
  for (const a of articles) document.getElementById(a.siglum).hidden = !state.show.includes(a.siglum);
  for (const b of all("[data-show]")) b.setAttribute("aria-pressed", state.show.includes(b.dataset.show));
  for (const b of all("[data-layer]")) b.setAttribute("aria-pressed", state.layers.includes(b.dataset.layer));
  for (const key of all("[data-key-of]")) key.hidden = !state.layers.includes(key.dataset.keyOf);
  one("#spelling").checked = state.spelling;
  one("#together").checked = state.together;
  if (document.activeElement !== one("#find")) one("#find").value = state.find;
  makeButtons();
  drawDetails();
  drawPlaces();
}

/** Pieces that can be chosen are buttons, one of each article in the order of the Tab key; arrows go on. */
function makeButtons() {
  for (const text of all(".text")) {
    let first = true;
    for (const piece of all(".piece", text)) {
      const starts =
        (state.layers.includes("labels") && piece.classList.contains("label-first")) ||
        (state.layers.includes("attributions") && piece.classList.contains("role-first")) ||
        (state.layers.includes("passages") && piece.classList.contains("wire")) ||
        (state.layers.includes("segments") && piece.classList.contains("edit"));
      if (starts) {
        piece.setAttribute("role", "button");
        piece.tabIndex = first ? 0 : -1;
        first = false;
      } else {
        piece.removeAttribute("role");
        piece.removeAttribute("tabindex");
      }
      if (starts) piece.setAttribute("aria-pressed", piece.id === state.at);
      else piece.removeAttribute("aria-pressed");
    }
  }
}

function list(...rows) {
  const dl = make("dl");
  for (const [name, value] of rows) if (value) dl.append(make("dt", {}, name), make("dd", {}, bdi(value)));
  return dl;
}

function leading(id, ...children) {
  return make("a", { href: "#" + id }, ...children);
}

/** What is known of the chosen place, beside the text. */
function drawDetails() {
  for (const piece of all(".piece.chosen")) piece.classList.remove("chosen", "at");
  const panel = one("#details");
  const piece = state.at && document.getElementById(state.at);
  panel.hidden = !piece;
  one(".work").classList.toggle("with", Boolean(piece));
  if (!piece) return;
  const spans = [...new Set(spansOf(piece).map((span) => span.split(".")[0]))];
  const of = (letter) => spans.filter((span) => span[0] === letter);
  const labels = of("l");
  const attributions = of("a").reverse();
  const siglum = siglumOf(piece.id);
  const marked = labels.length ? labels : attributions.length ? attributions.slice(0, 1) : of("s");
  for (const other of all(".piece[data-spans]", document.getElementById(siglum)))
    if (spansOf(other).some((span) => marked.includes(span.split(".")[0]))) other.classList.add("chosen");
  piece.classList.add("chosen", "at");
  const box = one("#details > div");
  box.replaceChildren(make("p", {}, article(siglum)));
  for (const id of labels) {
    const it = details[id];
    box.append(make("h3", {}, "Label: “", bdi(it.text), "”"));
    box.append(list(["who is meant", it.actor], ["counted as", it.label], ["voice", it.voice]));
  }
  for (const id of attributions) {
    const it = details[id];
    box.append(make("h3", {}, "Attribution: ", bdi(it.speaker || "a source that is not named")));
    box.append(
      list(
        ["doubtful", it.doubtful], ["side", it.side], ["kind of source", it.source_type], ["via", it.via],
        ["source", it.source], ["cue", it.cue && `${it.cue} (${it.cue_class})`], ["type", it.type],
        ["found by", it.pattern], ["probability", it.probability], ["what is said", it.content],
      ),
    );
  }
  for (const id of of("w")) {
    box.append(make("h3", {}, "The agency copy behind it (wire)"));
    box.append(list(["has", details[id].wire_wording || "nothing here"], ["note", details[id].note]));
  }
  drawVersions(box, of("s"), siglum);
  for (const id of of("c")) drawClaim(box, details[id], siglum);
  for (const id of of("e")) {
    const it = details[id];
    box.append(make("h3", {}, "Edit for the analysis"));
    box.append(list(["rule", it.rule], ["printed", it.before], ["analysed", it.after]));
  }
  box.append(make("h3", {}, "Part of the text"), list(["kind", piece.parentElement.dataset.kind]));
}

function pieces(version) {
  const quote = make("blockquote", { dir: "auto" });
  for (const [text, difference] of version.pieces) {
    const spelling = ["spelling", "typography"].includes(difference);
    if (difference && (!spelling || state.spelling)) {
      quote.append(make("mark", { className: difference, title: difference }, text || "∅"));
    } else quote.append(text);
  }
  return quote;
}

/** The versions of the chosen sentence: the base is the article in which it was chosen. */
function drawVersions(box, ids, siglum) {
  if (!ids.length) return;
  box.append(make("h3", {}, `The same sentence elsewhere; base: ${siglum}`));
  for (const id of ids) {
    const it = details[id];
    const base = it.sides.find((side) => side.siglum === siglum);
    const other = it.sides.find((side) => side !== base);
    if (!base || !other) continue;
    const kind = it.kind === "paraphrase" ? "perhaps a paraphrase, or another statement" : it.kind;
    const take = make("button", { type: "button" }, `Take ${other.siglum} as base`);
    take.addEventListener("click", () => choose(other.at));
    const headline = make("p", {}, article(other.siglum), ` · ${kind} · similarity ${it.similarity} `, take);
    box.append(headline);
    const text = pieces(other);
    text.prepend(make("b", {}, other.siglum + " "));
    if (it.kind !== "paraphrase") {
      const own = pieces(base);
      own.prepend(make("b", {}, base.siglum + " "));
      box.append(own);
    }
    box.append(text);
  }
}

function drawClaim(box, claim, siglum) {
  box.append(make("h3", {}, "Claim: “", bdi(claim.title), "”"));
  const told = make("ul");
  for (const it of claim.versions) {
    const how = it.told + (it.speaker ? ": " + it.speaker : "") + (it.doubtful ? " (doubtful)" : "");
    const perhaps = it.link === "paraphrase" ? " (perhaps another statement)" : "";
    told.append(make("li", {}, leading(it.at, article(it.siglum)), " ", bdi(how), perhaps));
  }
  const without = articles.filter((a) => !claim.versions.some((it) => it.siglum === a.siglum));
  if (without.length) told.append(make("li", {}, "No version found in " + without.map((a) => a.short).join(", ")));
  box.append(told);
  const missing = make("ul");
  for (const it of claim.missing) {
    const nowhere = it.nowhere_in.length ? `; in ${it.nowhere_in.join(", ")} nowhere else either` : "";
    const kind = it.kind === "source" ? "Source" : "Actor";
    missing.append(make("li", {}, `${kind} `, bdi(it.name), `: named in ${it.told_in.join(", ")}; missing in ${it.missing_in.join(", ")}${nowhere}${it.candidate ? " (perhaps another statement)" : ""}`));
  }
  if (claim.missing.length) box.append(make("p", {}, "Names that a version lacks:"), missing);
}

// ---- search and places
const counted = (n) => (n === 1 ? "1 place" : `${n} places`);
const texts = {}; // by article: its text, and where each piece begins in it (in the script's own units)
for (const a of articles) {
  const starts = [];
  let text = "";
  for (const piece of all(".piece", document.getElementById(a.siglum))) {
    if (piece.previousElementSibling === null && text) text += " ";
    starts.push([text.length, piece]);
    text += piece.textContent;
  }
  texts[a.siglum] = { text, starts };
}

function pieceAt(siglum, place) {
  const { starts } = texts[siglum];
  let low = 0;
  for (let high = starts.length - 1; low < high; ) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle][0] <= place) low = middle;
    else high = middle - 1;
  }
  return starts[low];
}

function found(words) {
  const escaped = words.trim().replace(/[.*+?^${}()|[\]\\\/-]/g, "\\$&");
  if (!escaped) return [];
  const pattern = escaped.replace(/\s+/g, "\\s+").replace(/['’‘]/g, "['’‘]").replace(/["“”„]/g, '["“”„]');
  const search = new RegExp("(?<![\\p{L}\\p{N}])" + pattern.replace(/\\-/g, "-") + "[\\p{L}\\p{N}]*", "giu");
  return articles.flatMap((a) =>
    [...texts[a.siglum].text.matchAll(search)].map((m) => ({ siglum: a.siglum, start: m.index, end: m.index + m[0].length })),
  );
}

/** The places of a number in a table: its pieces. */
function listed(key) {
  const link = all("[data-key]").find((candidate) => candidate.dataset.key === key);
  if (!link) return [];
  return link.dataset.places.split(" ").flatMap((id) => {
    const siglum = siglumOf(id);
    const entry = texts[siglum].starts.find(([, piece]) => piece.id === id);
    if (!entry) return [];
    const label = spansOf(entry[1]).find((span) => key[0] === "l" && details[span]?.voice);
    const length = label ? details[label].text.length : entry[1].textContent.length;
    return [{ siglum, start: entry[0], end: entry[0] + length, note: label ? details[label].voice : "" }];
  });
}

function range({ siglum, start, end }) {
  const made = document.createRange();
  const [[first, from], [last, to]] = [pieceAt(siglum, start), pieceAt(siglum, end - 1)];
  made.setStart(from.lastChild, Math.min(start - first, from.lastChild.length));
  made.setEnd(to.lastChild, Math.min(end - last, to.lastChild.length));
  return made;
}

function drawPlaces() {
  const places = state.find ? found(state.find) : state.list ? listed(state.list) : [];
  const asked = Boolean(state.find || state.list);
  one("#results").hidden = !asked;
  for (const piece of all(".piece.hit")) piece.classList.remove("hit");
  if (window.Highlight) CSS.highlights.set("found", new Highlight(...places.map(range)));
  else for (const place of places) pieceAt(place.siglum, place.start)[1].classList.add("hit");
  const inArticles = new Set(places.map((place) => place.siglum)).size;
  const summary = `${counted(places.length)} in ${inArticles} of ${articles.length} articles`;
  one("#status").textContent = asked ? summary : "";
  drawStrips(places);
  if (!asked) return;
  one("#h-results").textContent = state.find ? `“${state.find}”: ${summary}` : `${summary}`;
  const body = make("tbody");
  for (const place of places) {
    const { text } = texts[place.siglum];
    const id = pieceAt(place.siglum, place.start)[1].id;
    const link = leading(id, bdi(text.slice(place.start, Math.min(place.end, place.start + 90))));
    body.append(make("tr", {}, make("th", { scope: "row" }, article(place.siglum)),
      make("td", { className: "left" }, bdi(text.slice(Math.max(0, place.start - 60), place.start))),
      make("td", { className: "word" }, link, place.note ? make("small", {}, ` ${place.note}`) : ""),
      make("td", {}, bdi(text.slice(place.end, place.end + 60)))));
  }
  const head = make("tr");
  for (const name of ["Article", "before", "words", "after"]) head.append(make("th", { scope: "col" }, name));
  const scroll = make("div", { className: "scroll", tabIndex: 0 }, make("table", {}, make("thead", {}, head), body));
  scroll.setAttribute("role", "group");
  scroll.setAttribute("aria-labelledby", "h-results");
  one("#results > div").replaceChildren(scroll);
  if (state.find) filterSwaps(state.find);
}

function drawStrips(places) {
  for (const a of articles) {
    const strip = one(`[data-strip="${a.siglum}"]`);
    const mark = (start, end, name) => {
      const length = texts[a.siglum].text.length;
      const it = make("i", { className: name });
      it.style.left = `${(100 * start) / length}%`;
      it.style.width = `${(100 * (end - start)) / length}%`;
      return it;
    };
    const here = places.filter((place) => place.siglum === a.siglum);
    const chosen = [];
    const ids = state.at ? spansOf(document.getElementById(state.at)).filter((id) => id[0] === "s") : [];
    for (const side of ids.flatMap((id) => details[id].sides)) {
      const entry = side.siglum === a.siglum && texts[a.siglum].starts.find(([, p]) => p.id === side.at);
      if (entry) chosen.push([entry[0], entry[0] + side.pieces.reduce((n, [text]) => n + text.length, 0)]);
    }
    if (state.at && siglumOf(state.at) === a.siglum) {
      const entry = texts[a.siglum].starts.find(([, p]) => p.id === state.at);
      chosen.push([entry[0], entry[0] + entry[1].textContent.length]);
    }
    strip.replaceChildren(...chosen.map(([s, e]) => mark(s, e, "chosen")), ...here.map((p) => mark(p.start, p.end, "")));
    one(`[data-count="${a.siglum}"]`, one(".tools")).textContent = here.length ? counted(here.length) : "";
  }
}

function filterSwaps(words) {
  one("#filter").value = words;
  const asked = words.trim().toLowerCase();
  for (const row of all("#swaps tbody tr")) row.hidden = !row.textContent.toLowerCase().includes(asked);
}

// ---- leading to a place
function lead(id) {
  const piece = document.getElementById(id);
  piece.scrollIntoView({ block: "center" });
  if (piece.getAttribute("role") === "button") piece.focus({ preventScroll: true });
}

function showPlaces() {
  one("#results").scrollIntoView();
  one("#h-results").focus({ preventScroll: true });
}

function choose(id) {
  const siglum = siglumOf(id);
  const show = state.show.includes(siglum) ? state.show : [...state.show, siglum];
  change({ at: id, show: articles.map((a) => a.siglum).filter((s) => show.includes(s)) });
  lead(id);
}

// ---- preparing the page, once
for (const text of all(".text")) {
  const seen = new Set();
  const last = {};
  for (const piece of all(".piece", text)) {
    for (const span of spansOf(piece)) {
      const role = span.split(".")[1];
      if (role) piece.classList.add(role);
      if (span[0] === "e") piece.classList.add("edit");
      if (span[0] === "l" || span[0] === "w") last[span] = piece;
      if (seen.has(span)) continue;
      seen.add(span);
      if (span[0] === "l") piece.classList.add("label-first");
      if (role) piece.classList.add("role-first");
    }
  }
  for (const [span, piece] of Object.entries(last)) piece.classList.add(span[0] === "l" ? "label-last" : "wire");
  for (const segment of all(".segment", text)) {
    const ids = new Set(all(".piece", segment).flatMap(spansOf).filter((id) => id[0] === "s"));
    if (!ids.size) continue;
    const own = text.parentElement.id;
    const where = [...new Set([...ids].flatMap((id) => details[id].sides.map((s) => s.siglum)))].filter((s) => s !== own).sort();
    const begins = all(".piece", segment).find((piece) => spansOf(piece).some((id) => id[0] === "s"));
    const button = make("button", { type: "button", className: "shared" }, "⇄ " + where.join(" "));
    button.setAttribute("aria-label", `⇄ ${where.join(" ")}: shared with ${where.map((s) => short[s]).join(", ")}`);
    button.addEventListener("click", () => choose(begins.id));
    segment.before(button);
  }
}

root.classList.add("js");
for (const element of all(".tools, .filter")) element.hidden = false;
const toggled = (values, value) => (values.includes(value) ? values.filter((v) => v !== value) : [...values, value]);
document.addEventListener("click", (event) => {
  const target = event.target;
  const show = target.closest("[data-show]");
  const layer = target.closest("[data-layer]");
  const link = target.closest('a[href^="#"]:not(.skip)');
  const piece = target.closest(".piece[data-spans]");
  if (show) {
    const shown = toggled(state.show, show.dataset.show);
    if (shown.length) change({ show: articles.map((a) => a.siglum).filter((s) => shown.includes(s)) });
  } else if (layer) change({ layers: LAYERS.filter((name) => toggled(state.layers, layer.dataset.layer).includes(name)) });
  else if (link) {
    event.preventDefault();
    if (link.dataset.key) {
      change({ list: link.dataset.key, find: "" });
      showPlaces();
    } else {
      if (!state.layers.length) state.layers = ["labels", "attributions"];
      choose(link.hash.slice(1));
    }
  } else if (piece && state.layers.length) choose(piece.id);
});
document.addEventListener("keydown", (event) => {
  const piece = event.target.closest('.piece[role="button"]');
  if (event.key === "Escape" && state.at) return change({ at: "" });
  if (!piece) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    choose(piece.id);
    return;
  }
  const row = all('.piece[role="button"]', piece.closest(".text"));
  const place = row.indexOf(piece);
  const next = { ArrowRight: row[place + 1], ArrowDown: row[place + 1], ArrowLeft: row[place - 1], ArrowUp: row[place - 1], Home: row[0], End: row.at(-1) }[event.key];
  if (!next) return;
  event.preventDefault();
  piece.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
});
one("form").addEventListener("submit", (event) => {
  event.preventDefault();
  change({ find: one("#find").value, list: "" });
  showPlaces();
});
one("#clear").addEventListener("click", () => {
  one("#find").value = "";
  filterSwaps("");
  change({ at: "", find: "", list: "", layers: [], show: [articles[0].siglum] });
});
one("#close").addEventListener("click", () => change({ at: "" }));
one("#print").addEventListener("click", () => print());
one("#spelling").addEventListener("change", (event) => change({ spelling: event.target.checked }));
one("#together").addEventListener("change", (event) => change({ together: event.target.checked }));
one("#filter").addEventListener("input", (event) => filterSwaps(event.target.value));
let scrolling = null; // the column that the reader moves; the others follow it
for (const text of all(".text")) {
  for (const name of ["pointerenter", "focusin", "wheel"]) text.addEventListener(name, () => { scrolling = text; }, { passive: true });
  text.addEventListener("scroll", () => {
    if (!state.together || scrolling !== text) return;
    const share = text.scrollTop / Math.max(1, text.scrollHeight - text.clientHeight);
    for (const other of all(".text")) if (other !== text) other.scrollTop = share * (other.scrollHeight - other.clientHeight);
  });
}
window.addEventListener("hashchange", readAddress);
state.show = [articles[0].siglum];
draw();
readAddress();
