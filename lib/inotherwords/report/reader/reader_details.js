
// ---- details: what is known of the chosen place, beside the text
const TYPES = { direct: "in quotation marks", indirect: "in the article's words", mixed: "some of it in quotation marks" };
const LENDS = { neutral: "only reports", assertive: "lends weight", doubt: "casts doubt", blame: "blames", other: "none of report, weight, doubt, blame" };
const KINDS = { verbatim: "the same sentence, word for word", near: "the same sentence, some words changed", partly: "in part the same words, the rest other ones", paraphrase: "perhaps a paraphrase, perhaps another statement" };
const DIFFERENCES = { substance: "other words", different: "quite other words", moved: "stands elsewhere", spelling: "spelling", typography: "signs" };

function list(...rows) {
  const dl = make("dl");
  for (const [name, value] of rows) if (value) dl.append(make("dt", {}, name), make("dd", {}, bdi(value)));
  return dl;
}

/** What is under the details where they fill the window of a phone: not to be come to meanwhile. */
const covered = all(".skip, header, .bar, #results, main, .table, footer");

/** Draw what is known of the chosen place; return in a few words what was chosen. */
function drawDetails() {
  for (const piece of all(".piece.chosen")) piece.classList.remove("chosen", "at");
  const panel = one("#details");
  const piece = pieceOf(state.at);
  panel.hidden = !piece;
  for (const part of covered) part.inert = false;
  one(".work").classList.toggle("with", Boolean(piece));
  if (!piece) return "";
  const siglum = siglumOf(piece.id);
  const spans = [...new Set(spansOf(piece).map((span) => span.split(".")[0]))];
  const of = (letter) => spans.filter((span) => span[0] === letter).reverse(); // the innermost first
  const [labels, attributions, wire] = state.sentence ? [[], [], of("w")] : ["l", "a", "w"].map(of);
  labels.sort((a, b) => isShown(b) - isShown(a));
  const passages = of("s");
  const chosen = labels.length ? labels : attributions.length ? attributions.slice(0, 1) : [];
  for (const shown of state.show) {
    const marked = shown === siglum && chosen.length ? chosen : passages;
    for (const other of all(".piece[data-spans]", element[shown]))
      if (spansOf(other).some((span) => marked.includes(span.split(".")[0]))) other.classList.add("chosen");
  }
  piece.classList.add("chosen", "at");
  const box = one("#details > div");
  box.replaceChildren(make("p", {}, article(siglum), paragraph(piece)));
  one("#h-details").onkeydown = null;
  panel.classList.toggle("full", state.sentence);
  for (const part of covered) part.inert = state.sentence && !WIDE.matches;
  goOn(piece);
  for (const id of labels) drawLabel(box, details[id]);
  for (const id of attributions) drawAttribution(box, details[id]);
  const claims = new Set(of("c"));
  if (!chosen.length) // a sentence is chosen: all that it claims
    for (const other of all(".piece.chosen", element[siglum]))
      for (const id of spansOf(other)) if (id[0] === "c") claims.add(id);
  if (passages.length) drawVersions(box, passages, siglum, [...claims].flatMap((id) => details[id].versions));
  for (const id of wire) {
    box.append(make("h3", {}, "The agency copy behind it"));
    box.append(list(["has", details[id].wire_wording || "nothing here"], ["note", details[id].note]));
  }
  const like = passages.flatMap((id) => details[id].sides.map((side) => side.siglum));
  for (const id of claims) drawClaim(box, details[id], like);
  for (const id of of("e")) {
    const it = details[id];
    box.append(make("h3", {}, "Edit for the analysis"));
    box.append(list(["rule", it.rule], ["printed", it.before], ["analysed", it.after]));
  }
  const sure = attributions.map((id) => details[id].probability && `${details[id].probability}: how probable it is that a second reader would mark it, too`);
  const more = make("details", {}, make("summary", {}, "More: how it was found, how sure it is"));
  for (const id of labels) more.append(list(["found by its", details[id].decided_by]));
  for (const [place, id] of attributions.entries()) {
    const it = details[id];
    more.append(list(["kind of source", it.source_type], ["known by", it.resolved_by], ["found by", it.pattern], ["how sure", sure[place]], ["doubtful", it.doubtful]));
  }
  more.append(list(["part of the text", piece.parentElement.dataset.kind]));
  box.append(more);
  const what = labels.length
    ? `label “${details[labels[0]].text}”, ${details[labels[0]].actor}`
    : attributions.length
      ? `who says it, ${details[attributions[0]].speaker || "a source that is not named"}`
      : passages.length
        ? `a sentence with ${passages.length === 1 ? "another version" : `${passages.length} other versions`}`
        : `“${piece.textContent.trim().slice(0, 60)}”`;
  return `Chosen in ${siglum} ${short[siglum]}: ${what}. What is known of it stands under Details.`;
}

function drawLabel(box, it) {
  box.append(make("h3", {}, "Label: “", bdi(it.text), "”"));
  box.append(list(["who is meant", it.actor], ["counted as", it.label], ["whose word", voices[it.voice] + (it.voice === "attributed" ? "; who chose the word stays open" : "")]));
}

function drawAttribution(box, it) {
  box.append(make("h3", {}, "Who says it: ", bdi(it.speaker || "a source that is not named")));
  const before = it.resolved_by.includes("before") ? ", named before" : "";
  box.append(
    list(
      ["who", it.taken_for && `this sentence names nobody; the program takes it for ${it.taken_for}${before}`],
      ["on the side of", it.side], ["told through", it.via], ["source", it.source],
      ["cue", it.cue && `${it.cue} (${LENDS[it.cue_class] || it.cue_class})`],
      ["what is said", it.content], ["how", TYPES[it.type] || it.type],
    ),
  );
}

function quotation(version) {
  const quote = make("blockquote", { dir: "auto" }, make("b", {}, version.siglum + " "));
  for (const [text, difference] of version.pieces) {
    const spelling = difference === "spelling" || difference === "typography";
    if (difference === "both") quote.append(make("u", { title: "both have it" }, text));
    else if (difference && (!spelling || state.spelling)) {
      quote.append(make("mark", { className: difference, title: DIFFERENCES[difference] }, text || "∅"));
    } else quote.append(text);
  }
  return quote;
}

/** The way from a chosen word to what is known of it, for who comes by keyboard or hears the page. */
function goOn(piece) {
  const go = make("button", { type: "button", className: "go", ariaLabel: "Go to details" }); // its words are in the style: no part of the text
  go.addEventListener("click", () => goTo("h-details"));
  piece.after(go);
}

/** The versions of the chosen sentence, one at a time: swiped, or by arrow keys, or by buttons. */
function drawVersions(box, ids, siglum, told) {
  const versions = ids.map((id) => {
    const base = details[id].sides.find((side) => side.siglum === siglum);
    return { id, it: details[id], base, other: details[id].sides.find((side) => side !== base) };
  }).filter(({ base, other }) => base && other);
  versions.sort((a, b) => rank(a.it) - rank(b.it));
  const those = (wanted) => versions.filter(wanted).map(({ other }) => other.siglum);
  const elsewhere = new Set();
  const where = Object.entries(SHARED).flatMap(([told, kinds]) => {
    const here = [...new Set(those(({ it }) => kinds.includes(it.kind)))].filter((other) => !elsewhere.has(other));
    for (const other of here) elsewhere.add(other);
    return here.length ? `${told} in ${named(here)}` : [];
  }).join("; ");
  box.append(make("h3", {}, where.charAt(0).toUpperCase() + where.slice(1)));
  if (versions.length) drawSlides(box, versions, Math.max(0, versions.findIndex(({ id }) => id === state.version)));
  const without = articles.filter((a) => a.siglum !== siglum && !elsewhere.has(a.siglum)).map((a) => a.siglum);
  const claimed = without.filter((other) => told.some((version) => version.siglum === other));
  if (without.length) {
    const below = claimed.length ? ` What it claims is told in ${named(claimed)}, too: see the claim below.` : "";
    box.append(make("p", { className: "note" }, `No version of this sentence in ${named(without)}.${below}`));
  }
}
const named = (sigla) => (sigla.length > 12 ? `${sigla.length} other articles` : sigla.join(", "));
const SHARED = { "the same sentence": ["verbatim", "near"], "part of the sentence": ["partly"], "perhaps the same, perhaps another statement,": ["paraphrase"] };
const rank = (it) => Object.keys(KINDS).indexOf(it.kind);

/** The versions, each beside the sentence that was chosen: where there is room all of them, else one at a time. */
function drawSlides(box, versions, place) {
  const part = make("div", { className: "versions", tabIndex: 0 });
  part.setAttribute("role", "group");
  part.setAttribute("aria-label", "Versions of the sentence: left and right arrow keys lead to the next");
  const turn = (by) => {
    change({ version: versions[(place + by + versions.length) % versions.length].id });
    one("#details .now").scrollIntoView({ block: "nearest" });
    one("#details .versions").focus({ preventScroll: true });
  };
  const button = (text, todo) => {
    const made = make("button", { type: "button" }, text);
    made.addEventListener("click", todo);
    return made;
  };
  const where = make("span", {}, `${place + 1} of ${versions.length}`);
  where.setAttribute("role", "status");
  if (versions.length > 1) {
    part.append(make("p", { className: "turn" }, button("‹ Previous", () => turn(-1)), " ", where, " ", button("Next ›", () => turn(1))));
    const onArrow = (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (by) turn(by);
    };
    part.addEventListener("keydown", onArrow);
    one("#h-details").onkeydown = onArrow; // which has the focus when they open
    onSwipe(part, turn);
  }
  for (const [number, { it, base, other }] of versions.entries()) {
    const slide = make("div", { className: number === place ? "slide now" : "slide" });
    slide.append(quotation(base), make("p", { className: "note" }, article(other.siglum), `, ${KINDS[it.kind] || it.kind}:`), quotation(other));
    if (slide.textContent.includes("∅")) slide.append(make("p", { className: "note" }, "∅: nothing stands here; the other version has words in this place."));
    if (it.kind === "paraphrase") slide.append(make("p", { className: "note" }, "Not compared word by word: too little stands in the same order. Underlined with dots is what both have."));
    slide.append(make("p", {}, button(`Compare all with ${other.siglum} ${short[other.siglum]}`, () => {
      choose(other.at, true);
      one("#h-details").focus({ preventScroll: true });
    }), " ", button("Show them side by side", () => {
      change({ show: inOrder([base.siglum, other.siglum]) }); // no column between the two
      alignColumns(pieceOf(state.at), [other]);
      one("#h-details").focus({ preventScroll: true });
    })));
    part.append(slide);
  }
  box.append(part);
}

function drawClaim(box, claim, perhaps) {
  box.append(make("h3", {}, "The same claim, in the words of each"));
  const told = make("ul");
  for (const it of claim.versions) {
    const how = voices[it.told] + (it.speaker ? ": " + it.speaker : "") + (it.doubtful ? " (doubtful)" : "");
    told.append(make("li", {}, make("a", { href: "#" + it.at }, article(it.siglum), paragraph(pieceOf(it.at))), ": “", bdi(it.words), "”, ", bdi(how), it.link === "paraphrase" ? " (perhaps another statement)" : ""));
  }
  const absent = articles.filter((a) => !claim.versions.some((it) => it.siglum === a.siglum));
  const [like, without] = [true, false].map((is) => absent.filter((a) => perhaps.includes(a.siglum) === is));
  const names = (those) => those.length > 12 ? `${those.length} other articles` : those.map((a) => `${a.siglum} ${a.short}`).join(", ");
  if (like.length) told.append(make("li", {}, `Perhaps in ${names(like)}: a sentence there is like this one, but whether it claims the same stays open`));
  if (without.length) told.append(make("li", {}, `Not found in ${names(without)}: the program found no such sentence there; it may be told in other words`));
  box.append(told);
}
