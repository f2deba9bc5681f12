
// ---- preparing an article, once, when it is first shown
const prepared = new Set();
function prepare(siglum) {
  if (prepared.has(siglum)) return;
  prepared.add(siglum);
  const seen = new Set();
  const last = {};
  for (const piece of all(".piece[data-spans]", element[siglum])) {
    const spans = spansOf(piece);
    if (spans.filter((span) => span.endsWith(".content")).length > 1) piece.classList.add("within");
    for (const span of spans) {
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
  for (const segment of all(".segment", element[siglum])) {
    const begins = all(".piece[data-spans]", segment).filter((piece) => spansOf(piece).some((id) => id[0] === "s"));
    if (!begins.length) continue;
    const ids = new Set(begins.flatMap(spansOf).filter((id) => id[0] === "s"));
    const whose = (kept) => new Set([...ids].filter(kept).flatMap((id) => details[id].sides.map((side) => side.siglum)));
    const where = inOrder([...whose(() => true)]).filter((s) => s !== siglum);
    const sure = whose((id) => details[id].kind !== "paraphrase");
    const shown = where.length > 5 ? `${where.length} articles` : where.map((s) => (sure.has(s) ? s : `${s}?`)).join(" ");
    const button = make("button", { type: "button", className: "shared" }, "⇄ " + shown);
    const names = where.slice(0, 5).map((s) => (sure.has(s) ? short[s] : `perhaps ${short[s]}`));
    button.setAttribute("aria-label", `⇄ ${shown}: shared with ${names.join(", ")}`);
    button.addEventListener("click", () => choose(begins[0].id, true));
    segment.before(button);
  }
}

// ---- columns that scroll together
let scrolling = null; // the column that the reader moves; the others follow it
for (const text of all(".text")) {
  for (const name of ["pointerenter", "focusin", "wheel", "touchstart"]) text.addEventListener(name, () => { scrolling = text; }, { passive: true });
  text.addEventListener("scroll", () => {
    if (!state.together || scrolling !== text) return;
    const share = text.scrollTop / Math.max(1, text.scrollHeight - text.clientHeight);
    for (const siglum of state.show) {
      const other = one(".text", element[siglum]);
      if (other !== text) other.scrollTop = share * (other.scrollHeight - other.clientHeight);
    }
  });
}

/** Bring the versions of a chosen sentence to its height in the other columns. */
function alignColumns(piece) {
  if (!state.together) return;
  scrolling = null;
  const height = piece.getBoundingClientRect().top;
  for (const siglum of state.show) {
    const first = siglum !== siglumOf(piece.id) && one(".piece.chosen", element[siglum]);
    if (first) one(".text", element[siglum]).scrollBy({ top: first.getBoundingClientRect().top - height, behavior: "instant" });
  }
}

// ---- what the reader does
const toggled = (values, value) => (values.includes(value) ? values.filter((v) => v !== value) : [...values, value]);
document.addEventListener("click", (event) => {
  const show = event.target.closest("[data-show]");
  const layer = event.target.closest("[data-layer]");
  const link = event.target.closest('a[href^="#"]:not(.skip)');
  const piece = event.target.closest(".piece[data-spans]");
  if (show) {
    const shown = toggled(state.show, show.dataset.show);
    if (!shown.length) one("#status").textContent = "One article stays: choose another first.";
    else change({ show: inOrder(shown), at: shown.includes(siglumOf(state.at)) ? state.at : "" });
  } else if (layer) change({ layers: LAYERS.filter((name) => toggled(state.layers, layer.dataset.layer).includes(name)) });
  else if (link) {
    event.preventDefault();
    if (link.dataset.key) {
      change({ list: link.dataset.key, find: "", at: "" });
      goTo("h-results");
    } else if (link.dataset.view) {
      const view = new URLSearchParams(link.dataset.view);
      change({ at: "", find: "", list: "", to: view.get("to"), words: view.get("words") || "", gaps: view.has("gaps"), quoted: false });
      goTo(`h-${state.to}`);
    } else {
      if (!state.layers.length) state.layers = ["labels", "attributions"];
      choose(link.hash.slice(1));
    }
  } else if (piece && state.layers.length && !String(getSelection())) choose(piece.id);
});
document.addEventListener("keydown", (event) => {
  const piece = event.target.closest('.piece[role="button"]');
  if (event.key === "Escape" && state.at) return close();
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

/** Close the details; who came by keyboard is back where they were. */
function close() {
  const piece = pieceOf(state.at);
  change({ at: "" });
  if (piece.getAttribute("role") === "button") piece.focus({ preventScroll: true });
}

one("form").addEventListener("submit", (event) => {
  event.preventDefault();
  change({ find: one("#find").value, list: "", at: "" });
  if (state.find) goTo("h-results");
});
one("#clear").addEventListener("click", () => {
  one("#find").value = "";
  change(START);
});
one("#close").addEventListener("click", close);
one("#print").addEventListener("click", () => print());
one("#spelling").addEventListener("change", (event) => change({ spelling: event.target.checked }));
one("#together").addEventListener("change", (event) => change({ together: event.target.checked }));
one("#words")?.addEventListener("change", (event) => change({ words: event.target.value, to: state.to }));
one("#gaps")?.addEventListener("change", (event) => change({ gaps: event.target.checked, to: state.to }));
one("#quoted")?.addEventListener("change", (event) => change({ quoted: event.target.checked, to: state.to }));
one("#only")?.addEventListener("input", (event) => {
  const asked = event.target.value.trim().toLowerCase();
  for (const item of all(".chooser > div")) item.hidden = !item.textContent.toLowerCase().includes(asked);
});
for (const part of all(".tools, .filter")) part.hidden = false;
if (matchMedia("(max-width: 40rem)").matches) for (const key of all(".key")) key.open = false;
window.addEventListener("popstate", readAddress);
readAddress();
