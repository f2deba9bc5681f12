
// ---- places: the words searched for or listed, in a concordance and on the strips
const MOST = 500; // places listed at once
const counted = (n) => (n === 1 ? "1 place" : `${n} places`);
const read = {}; // by article, once it is asked for: its text, its pieces, where each and each span begins

/** The text of an article in the script's own units, with an empty line between segments: no phrase runs on. */
function textOf(siglum) {
  if (read[siglum]) return read[siglum];
  const pieces = all(".piece", element[siglum]);
  const starts = [];
  const spans = new Map(); // by id: the stretches [start, end] of its words
  let text = "";
  for (const piece of pieces) {
    if (piece.previousElementSibling === null && text) text += "\n\n";
    const [start, end] = [text.length, text.length + piece.textContent.length];
    for (const id of spansOf(piece)) {
      if (!spans.has(id)) spans.set(id, []);
      const own = spans.get(id);
      if (own.at(-1)?.[1] === start) own.at(-1)[1] = end;
      else own.push([start, end]);
    }
    starts.push(start);
    text += piece.textContent;
  }
  read[siglum] = { text, pieces, starts, spans, at: new Map(pieces.map((piece, place) => [piece.id, starts[place]])) };
  return read[siglum];
}

/** The pieces over a stretch of the text. */
function piecesOver(siglum, start, end) {
  const { pieces, starts } = textOf(siglum);
  return pieces.filter((piece, place) => starts[place] < end && start < starts[place] + piece.textContent.length);
}

/** The piece over a place in the text, and where it begins. */
function pieceAt(siglum, place) {
  const { starts, pieces } = textOf(siglum);
  let low = 0;
  for (let high = starts.length - 1; low < high; ) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle] <= place) low = middle;
    else high = middle - 1;
  }
  return [starts[low], pieces[low]];
}

// A pattern is read as the library reads one (text/wordlists.py); but here the text has the signs of its page.
const BRACKETS = /^([^\][]+|([^\][]+ )?\[[^\][ ]([^\][]*[^\][ ])?\]( [^\][]+)?)$/;
const LETTER = "[\\p{L}\\p{N}_]";
const BEGINS = `(?<!${LETTER})(?!(?<=${LETTER}['’])(?:s|t|d|m|ll|re|ve)(?!${LETTER}))`;
const ENDS = `(?!${LETTER}|['’]t(?!${LETTER}))`;
const GAP = "[”“’'\"]?(?:\\r?\\n|[ \u00a0-])[(“”‘„'\"]?";
const trimmed = (words) => words.replace(/^[ "“”]+|[ "“”]+$/g, "");

/** Why nothing can be looked for with these words, or "". */
function faultOf(words) {
  const pattern = trimmed(words);
  if (!/[^ *]/.test(pattern)) return "Write a word to find.";
  return BRACKETS.test(pattern) ? "" : "Square brackets stand round one or more whole words, once.";
}

function expressionOf(pattern) {
  const words = pattern.split(/\s+/).map((word) => {
    const escaped = word.replace(/^[\][]+|[\][]+$/g, "").replace(/[.+?^${}()|[\]\\/]/g, "\\$&");
    const inside = escaped.replace(/\*/g, LETTER + "*").replace(/['’]/g, "['’]");
    return (word.startsWith("[") ? "(?<counts>" : "") + inside + (word.endsWith("]") ? ")" : "");
  });
  const capitals = pattern === pattern.toUpperCase() && pattern !== pattern.toLowerCase();
  return new RegExp(`${BEGINS}${words.join(GAP)}${ENDS}`, capitals ? "gdu" : "gdiu");
}

function found(words) {
  if (faultOf(words)) return [];
  const search = expressionOf(trimmed(words));
  return articles.flatMap(({ siglum }) =>
    [...textOf(siglum).text.matchAll(search)].map((m) => {
      const [start, end] = m.indices.groups?.counts ?? m.indices[0];
      return { siglum, start, parts: [[start, end]] };
    }),
  );
}

/** The places of a number in a table, given as ids of labels or attributions, or as place+length. Of an
 * attribution it is all of its source; where it names none, all the rest of its words. */
let keyed = null;
function listed(key) {
  keyed ??= new Map(all("[data-key]").map((link) => [link.dataset.key, link]));
  const link = keyed.get(key);
  if (!link) return [];
  return link.dataset.ids.split(" ").flatMap((id) => {
    const [at, length] = details[id] ? [details[id].at, 0] : id.split("+");
    const siglum = siglumOf(at);
    const start = textOf(siglum).at.get(at);
    if (start === undefined) return [];
    const { spans } = textOf(siglum);
    const of = (...names) => names.flatMap((name) => spans.get(name) ?? []).sort((a, b) => a[0] - b[0]);
    const own = [of(id), of(`${id}.source`), of(`${id}.cue`, `${id}.content`), [[start, start + Number(length)]]];
    const parts = own.find((found) => found.length);
    return [{ siglum, start: parts[0][0], parts, note: details[id]?.voice || "" }];
  });
}

function titleOf(key) {
  const link = keyed.get(key);
  if (!link) return "Nothing";
  if (link.dataset.title) return link.dataset.title;
  const [first, second] = all("th, td", link.closest("tr"));
  return `${first.textContent} (${second.textContent})`;
}

/** Whether a number in a table is of one article: then it tells nothing of the others. */
const isOfOne = (link) => (link?.closest("td")?.dataset.head || "all") !== "all";

const ranges = ({ siglum, parts }) => parts.map(([start, end]) => range(siglum, start, end));
function range(siglum, start, end) {
  const made = document.createRange();
  const [[first, from], [last, to]] = [pieceAt(siglum, start), pieceAt(siglum, end - 1)];
  made.setStart(from.lastChild, Math.min(start - first, from.lastChild.length));
  made.setEnd(to.lastChild, Math.min(end - last, to.lastChild.length));
  return made;
}

/** Go to the next of the places that are lit, or the one before; its article is shown with the others. */
let walked = [];
let last = -1;
function walk(by) {
  last = (last + by + walked.length) % walked.length;
  const piece = pieceAt(walked[last].siglum, walked[last].start)[1];
  change({ at: "", show: inOrder(shownWith(piece.id)) });
  bring(piece);
  say(`${where()} · ${at()}`);
}

/** Where one is among the places that are lit: which of how many of what. */
const where = () => `${last < 0 ? counted(walked.length) : `${last + 1} of ${walked.length}`}: ${titleNow()}`;
const linkNow = () => (state.find ? null : keyed.get(state.list));
const titleNow = () => (state.find ? `“${state.find}”` : titleOf(state.list));

/** In which article, if the title does not say it, and in which paragraph that is. */
function at() {
  if (last < 0) return "";
  const { siglum, start } = walked[last];
  const told = isOfOne(linkNow()) && linkNow().dataset.title;
  return `${told ? "" : `${siglum} ${short[siglum]}`}${paragraph(pieceAt(siglum, start)[1])}`.replace(/^ · /, "");
}

/** Stand at the first place in sight, so that “Next place” is the next stop of the Tab key. A search leads
 * to it, a question to the sentence that answers it. */
function begin() {
  last = walked.findIndex((place) => state.show.includes(place.siglum));
  drawPlaces();
  if (last < 0) return goTo("h-results");
  const piece = pieceAt(walked[last].siglum, walked[last].start)[1];
  closeMenus();
  bring(piece);
  if (state.list) {
    one("#h-results").scrollIntoView({ behavior: "instant" }); // the answer above its words, if both have room
    if (piece.getBoundingClientRect().bottom > innerHeight) bring(piece);
  }
  one("#walk span").focus({ preventScroll: true });
}

/** Light the places of an answer in all articles that have room, and put the answer above them. */
function answer(changes) {
  last = -1;
  change({ at: "", find: "", list: "", show: articles.length > 6 ? state.show : articles.map((a) => a.siglum), ...changes });
  begin();
}

/** Draw what is searched for or listed; return it as a sentence. */
function drawPlaces() {
  const places = state.find ? found(state.find) : state.list ? listed(state.list) : [];
  const asked = Boolean(state.find || state.list);
  one("#results").hidden = one("#searched").hidden = !asked;
  walked = places;
  one("#walk").hidden = !places.length;
  last = Math.min(last, places.length - 1);
  const seen = places.filter((place) => state.show.includes(place.siglum));
  const here = seen.filter((place) => place === places[last]);
  for (const piece of all(".piece.hit")) piece.classList.remove("hit");
  if (window.Highlight) {
    CSS.highlights.set("found", new Highlight(...seen.flatMap(ranges)));
    CSS.highlights.set("here", new Highlight(...here.flatMap(ranges)));
  } else for (const { siglum, parts } of seen) for (const piece of parts.flatMap((part) => piecesOver(siglum, ...part))) piece.classList.add("hit");
  const counts = new Map();
  for (const place of places) counts.set(place.siglum, (counts.get(place.siglum) || 0) + 1);
  drawStrips(places, counts);
  if (!asked) return "";
  const title = titleNow();
  const none = (state.find && faultOf(state.find)) || one("#results").dataset.none;
  const link = linkNow();
  const alone = isOfOne(link);
  const of = alone ? (link.dataset.title ? "" : ` in ${places[0].siglum} ${short[places[0].siglum]}`) : ` in ${counts.size} of ${articles.length} articles`;
  const summary = places.length ? `${title}: ${counted(places.length)}${of}` : `${title}: ${none}`;
  one("#h-results").textContent = summary;
  const without = articles.filter((a) => !counts.has(a.siglum));
  const spread = articles.filter((a) => counts.has(a.siglum)).map((a) => `${counts.get(a.siglum)} in ${a.siglum} ${a.short}`);
  if (without.length) spread.push(without.length > 12 ? `none in the other ${without.length}` : `none in ${without.map((a) => `${a.siglum} ${a.short}`).join(", ")}`);
  one("#spread").textContent = alone || spread.length > 13 || !places.length ? "" : spread.join(" · ");
  one("#searched").textContent = `${summary}. ${one("#spread").textContent}`;
  one("#results details").hidden = !places.length;
  one("#results details > div").replaceChildren(concordance(places));
  if (!places.length) return summary;
  one("#walk b").textContent = where();
  one("#walk i").textContent = at();
  const never = without.length ? [`none in ${without.map((a) => a.siglum).join(", ")}`] : [];
  const few = [...counts].sort().map(([siglum, n]) => `${siglum} ${n}`).concat(never).join(" · ");
  one("#walk small").textContent = one("#spread").textContent && few;
  return summary;
}

const AROUND = 60; // signs before and after a place, less a word that would be cut
const before = (text, start) => text.slice(Math.max(0, start - AROUND), start).replace(start > AROUND ? /^\S{0,20}\s/ : "", "");
const after = (text, end) => text.slice(end, end + AROUND).replace(end + AROUND < text.length ? /\s\S{0,20}$/ : "", "");

function concordance(places) {
  const body = make("tbody");
  for (const place of places.slice(0, MOST)) {
    const { text } = textOf(place.siglum);
    const piece = pieceAt(place.siglum, place.start)[1];
    const link = make("a", { href: "#" + piece.id });
    const words = place.parts.map((part) => text.slice(...part)).join(" … ");
    link.append(bdi(words.slice(0, 90)));
    body.append(make("tr", {}, make("th", { scope: "row" }, article(place.siglum), make("small", { className: "par" }, paragraph(piece))),
      make("td", { className: "left" }, bdi(before(text, place.start))),
      make("td", { className: "word" }, link, place.note ? make("small", {}, ` ${place.note}`) : ""),
      make("td", {}, bdi(after(text, place.parts.at(-1)[1])))));
  }
  const head = make("tr");
  for (const name of ["Article", "before", "words", "after"]) head.append(make("th", { scope: "col" }, name));
  const scroll = make("div", { className: "scroll", tabIndex: 0 }, make("table", {}, make("thead", {}, head), body));
  scroll.setAttribute("role", "group");
  scroll.setAttribute("aria-labelledby", "h-results");
  if (places.length > MOST) scroll.append(make("p", {}, `Listed are the first ${MOST} of ${places.length} places.`));
  return scroll;
}

/** Mark what is searched for and what is chosen, with its versions, on the strip of each article. */
function drawStrips(places, counts) {
  const marks = new Map(articles.map((a) => [a.siglum, { chosen: [], hit: [] }]));
  for (const place of places) marks.get(place.siglum).hit.push(...place.parts);
  for (const [siglum, start, end] of chosenPlaces()) marks.get(siglum).chosen.push([start, end]);
  for (const a of articles) {
    const strip = one(`[data-strip="${a.siglum}"]`);
    for (const [name, spans] of Object.entries(marks.get(a.siglum))) {
      const scale = (place) => Math.round((1000 * place) / textOf(a.siglum).text.length);
      const path = spans.map(([start, end]) => `M${scale(start)} 0h${Math.max(6, scale(end) - scale(start))}v10h-${Math.max(6, scale(end) - scale(start))}z`);
      one(`.${name}`, strip).setAttribute("d", path.join(""));
    }
    one(`[data-count="${a.siglum}"]`).textContent = counts.has(a.siglum) ? counted(counts.get(a.siglum)) : "";
  }
}

/** The chosen place and the versions of its sentence: [article, start, end]. */
function chosenPlaces() {
  if (!state.at) return [];
  const piece = pieceOf(state.at);
  const sides = spansOf(piece).filter((id) => id[0] === "s").flatMap((id) => details[id].sides);
  const own = textOf(siglumOf(state.at)).at.get(state.at);
  return [
    [siglumOf(state.at), own, own + piece.textContent.length],
    ...sides.map((side) => {
      const start = textOf(side.siglum).at.get(side.at);
      return [side.siglum, start, start + side.pieces.reduce((n, [text]) => n + text.length, 0)];
    }),
  ];
}
