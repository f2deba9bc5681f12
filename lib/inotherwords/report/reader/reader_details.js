
// ---- details: what is known of the chosen place, beside the text
const VOICES = {
  own: "the article's own",
  attributed: "attributed: in a paraphrase of a source; whose word it is stays open",
  quoted: "quoted: inside a source's quotation marks",
  heading: "a heading of the article",
  caption: "a caption",
};
const TYPES = { direct: "direct: all in quotation marks", indirect: "indirect: a paraphrase", mixed: "mixed: some of it in quotation marks" };
const LENDS = { neutral: "only reports", assertive: "lends weight", doubt: "casts doubt", blame: "blames", other: "none of report, weight, doubt, blame" };
const KINDS = { verbatim: "word for word", near: "reworded", paraphrase: "perhaps a paraphrase, perhaps another statement" };
const DIFFERENCES = { substance: "other words", different: "quite other words", moved: "stands elsewhere", spelling: "spelling", typography: "signs" };

function list(...rows) {
  const dl = make("dl");
  for (const [name, value] of rows) if (value) dl.append(make("dt", {}, name), make("dd", {}, bdi(value)));
  return dl;
}

/** Draw what is known of the chosen place; return in a few words what was chosen. */
function drawDetails() {
  for (const piece of all(".piece.chosen")) piece.classList.remove("chosen", "at");
  const panel = one("#details");
  const piece = pieceOf(state.at);
  panel.hidden = !piece;
  one(".work").classList.toggle("with", Boolean(piece));
  if (!piece) return "";
  const siglum = siglumOf(piece.id);
  const spans = [...new Set(spansOf(piece).map((span) => span.split(".")[0]))];
  const of = (letter) => spans.filter((span) => span[0] === letter).reverse(); // the innermost first
  const [labels, attributions, wire] = state.sentence ? [[], [], []] : ["l", "a", "w"].map(of);
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
  for (const id of labels) drawLabel(box, details[id]);
  for (const id of attributions) drawAttribution(box, details[id]);
  for (const id of wire) {
    box.append(make("h3", {}, "The agency copy behind it"));
    box.append(list(["has", details[id].wire_wording || "nothing here"], ["note", details[id].note]));
  }
  const claims = new Set(of("c"));
  if (!chosen.length) // a sentence is chosen: all that it claims
    for (const other of all(".piece.chosen", element[siglum]))
      for (const id of spansOf(other)) if (id[0] === "c") claims.add(id);
  if (passages.length) drawVersions(box, passages, siglum, [...claims].flatMap((id) => details[id].versions));
  for (const id of claims) drawClaim(box, details[id]);
  for (const id of of("e")) {
    const it = details[id];
    box.append(make("h3", {}, "Edit for the analysis"));
    box.append(list(["rule", it.rule], ["printed", it.before], ["analysed", it.after]));
  }
  box.append(make("h3", {}, "Part of the text"), list(["kind", piece.parentElement.dataset.kind]));
  const what = labels.length
    ? `label “${details[labels[0]].text}”, ${details[labels[0]].actor}`
    : attributions.length
      ? `attribution, ${details[attributions[0]].speaker || "a source that is not named"}`
      : passages.length
        ? `a sentence with ${passages.length === 1 ? "another version" : `${passages.length} other versions`}`
        : `“${piece.textContent.trim().slice(0, 60)}”`;
  return `Chosen in ${siglum} ${short[siglum]}: ${what}. What is known of it stands under Details.`;
}

function drawLabel(box, it) {
  box.append(make("h3", {}, "Label: “", bdi(it.text), "”"));
  box.append(list(["who is meant", it.actor], ["counted as", it.label], ["voice", VOICES[it.voice]], ["found by its", it.decided_by]));
}

function drawAttribution(box, it) {
  const sure = it.probability && `${it.probability}: how probable it is that a second reader would mark it, too`;
  box.append(make("h3", {}, "Attribution: ", bdi(it.speaker || "a source that is not named")));
  box.append(
    list(
      ["on the side of", it.side], ["kind of source", it.source_type], ["known by", it.resolved_by], ["told through", it.via],
      ["source", it.source], ["cue", it.cue && `${it.cue} (${LENDS[it.cue_class] || it.cue_class})`],
      ["what is said", it.content], ["type", TYPES[it.type] || it.type], ["found by", it.pattern],
      ["how sure", sure], ["doubtful", it.doubtful],
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

/** The versions of the chosen sentence, those on show first; the base is the article in which it was chosen. */
function drawVersions(box, ids, siglum, told) {
  box.append(make("h3", {}, `Versions elsewhere; base: ${siglum}`));
  const elsewhere = new Set();
  const versions = ids.map((id) => {
    const base = details[id].sides.find((side) => side.siglum === siglum);
    return { it: details[id], base, other: details[id].sides.find((side) => side !== base) };
  }).filter(({ base, other }) => base && other);
  versions.sort((a, b) => state.show.includes(b.other.siglum) - state.show.includes(a.other.siglum) || rank(a.it) - rank(b.it));
  for (const { it, base, other } of versions) {
    elsewhere.add(other.siglum);
    const take = make("button", { type: "button" }, `Take ${other.siglum} as base`);
    take.addEventListener("click", () => choose(other.at, true));
    box.append(make("p", {}, article(other.siglum), ` · ${KINDS[it.kind] || it.kind} · similarity ${it.similarity} `, take));
    box.append(quotation(base), quotation(other));
    if (it.kind === "paraphrase") box.append(make("p", { className: "note" }, "Not compared word by word: too little stands in the same order. Underlined with dots is what both have."));
  }
  const without = articles.filter((a) => a.siglum !== siglum && !elsewhere.has(a.siglum)).map((a) => a.siglum);
  const claimed = without.filter((other) => told.some((version) => version.siglum === other));
  const named = (sigla) => (sigla.length > 12 ? `${sigla.length} other articles` : sigla.join(", "));
  if (without.length) {
    const below = claimed.length ? ` What it claims is told in ${named(claimed)}, too: see the claim below.` : "";
    box.append(make("p", { className: "note" }, `No version of this sentence in ${named(without)}.${below}`));
  }
}
const rank = (it) => ["verbatim", "near", "paraphrase"].indexOf(it.kind);

function drawClaim(box, claim) {
  box.append(make("h3", {}, "Claim: “", bdi(claim.title), "”"));
  const told = make("ul");
  for (const it of claim.versions) {
    const how = it.told + (it.speaker ? ": " + it.speaker : "") + (it.doubtful ? " (doubtful)" : "");
    told.append(make("li", {}, make("a", { href: "#" + it.at }, article(it.siglum), paragraph(pieceOf(it.at))), " ", bdi(how), it.link === "paraphrase" ? " (perhaps another statement)" : ""));
  }
  const without = articles.filter((a) => !claim.versions.some((it) => it.siglum === a.siglum));
  if (without.length) told.append(make("li", {}, without.length > 12 ? `Not found in ${without.length} other articles` : `Not found in ${without.map((a) => `${a.siglum} ${a.short}`).join(", ")}`));
  box.append(told);
}
