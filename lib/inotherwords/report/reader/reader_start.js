
// ---- preparing an article, once, when it is first shown
const prepared = new Set();
const ends = new Map(); // by label: its last piece
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
      if (span[0] === "l") ends.set(span, piece);
      if (span[0] === "w") last[span] = piece;
      if (seen.has(span)) continue;
      seen.add(span);
      if (role) piece.classList.add("role-first");
    }
  }
  for (const piece of Object.values(last)) piece.classList.add("wire");
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
    button.addEventListener("click", () => {
      chooseHere(begins[0].id, true);
      one("#h-details").focus({ preventScroll: true });
    });
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

/** Bring versions of a chosen sentence to its height in the other columns: those asked for, or all sure ones,
 * and where there is none the sentence that has the same claim. */
function alignColumns(piece, asked = null) {
  if (!state.together && !asked) return;
  const sure = spansOf(piece).filter((id) => id[0] === "s" && details[id].kind !== "paraphrase").flatMap((id) => details[id].sides);
  const told = spansOf(piece).filter((id) => id[0] === "c").flatMap((id) => details[id].versions);
  const claimed = told.filter((it) => it.link !== "paraphrase" && !sure.some(({ siglum }) => siglum === it.siglum));
  scrolling = null;
  const topOf = (it) => it.closest(".segment").getBoundingClientRect().top;
  for (const { siglum, at } of asked || [...claimed, ...sure]) {
    if (siglum === siglumOf(piece.id) || !state.show.includes(siglum)) continue;
    one(".text", element[siglum]).scrollBy({ top: topOf(pieceOf(at)) - topOf(piece), behavior: "instant" });
  }
}

const closeMenus = () => all(".menu[open]").forEach((menu) => { menu.open = false; });

// ---- what the reader does
const toggled = (values, value) => (values.includes(value) ? values.filter((v) => v !== value) : [...values, value]);
/** With shared sentences alone on, what is chosen of one is the sentence, whatever else stands there. */
const versionsFirst = (piece) => String(state.layers) === "passages" && spansOf(piece).some((id) => id[0] === "s");
document.addEventListener("click", (event) => {
  const show = event.target.closest("[data-show]");
  const layer = event.target.closest("[data-layer]");
  const link = event.target.closest('a[href^="#"]:not(.skip)');
  const piece = event.target.closest(".piece[data-spans]");
  if (show) {
    const shown = toggled(state.show, show.dataset.show);
    if (!shown.length) say("One article stays: choose another first.", true);
    else change({ show: inOrder(shown), at: shown.includes(siglumOf(state.at)) ? state.at : "" });
  } else if (layer) {
    const name = layer.dataset.layer;
    const layers = state.several ? toggled(state.layers, name) : state.layers.includes(name) ? [] : [name];
    change({ layers: LAYERS.filter((one) => layers.includes(one)), at: state.sentence ? "" : state.at });
  }
  else if (link) {
    event.preventDefault();
    if (link.dataset.key) answer({ list: link.dataset.key });
    else if (link.dataset.to) {
      change({ to: link.dataset.to });
      goTo(`h-${state.to}`);
    } else {
      if (!state.layers.length || state.step) state.layers = [link.dataset.layerOf || "labels"];
      choose(link.hash.slice(1));
    }
  } else if (piece && state.layers.length && !String(getSelection())) chooseHere(piece.id, versionsFirst(piece));
  if (!event.target.closest(".menu")) closeMenus();
});
document.addEventListener("keydown", (event) => {
  const piece = event.target.closest('.piece[role="button"]');
  const menu = one(".menu[open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    one("summary", menu).focus();
  } else if (event.key === "Escape" && state.at) return close();
  if (!piece) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    chooseHere(piece.id, versionsFirst(piece));
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
  const sign = state.sentence && piece.closest(".segment").previousElementSibling; // ⇄, by which it was chosen
  change({ at: "" });
  if (sign && sign.matches(".shared")) sign.focus({ preventScroll: true });
  else if (piece.getAttribute("role") === "button") piece.focus({ preventScroll: true });
}

one("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const fault = faultOf(one("#find").value);
  if (!fault) return answer({ find: one("#find").value });
  say(fault, true);
  one("#find").focus();
});
one("#find").closest("details").addEventListener("toggle", (event) => {
  if (event.target.open) one("#find").focus();
});
one("#clear").addEventListener("click", () => {
  one("#find").value = "";
  change(START);
});
for (const button of all("[data-walk]")) button.addEventListener("click", () => walk(Number(button.dataset.walk)));
one("#who")?.addEventListener("change", (event) => change({ who: event.target.value, at: "" }));
one("#several").addEventListener("change", (event) => change({ several: event.target.checked, layers: event.target.checked ? state.layers : state.layers.slice(0, 1) }));
one("#again")?.addEventListener("click", () => change({ ...START, step: "1" }));
// A page that has been made in the browser has no address that would lead anywhere else.
one("#copy").hidden = one("#link").hidden = location.protocol === "blob:";
one("#copy").addEventListener("click", async () => {
  one("#address").value = location.href;
  one("#address").select();
  const here = location.protocol === "file:" ? " It works on this computer only, where the page lies." : "";
  let copied = true;
  try {
    await navigator.clipboard.writeText(location.href);
  } catch { // where a page may not write there: the address is chosen, to be copied by hand
    copied = document.execCommand("copy");
  }
  say((copied ? "The link to this view is copied." : "The address of this view is selected: copy it.") + here, true);
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
for (const part of all(".bar, .filter, .steps, .guess")) part.hidden = false;
if (!WIDE.matches) for (const key of all(".key")) key.open = false;
for (const part of all(".bar, .steps")) new ResizeObserver(measure).observe(part);
window.addEventListener("popstate", () => {
  readAddress();
  keepFocus();
});
readAddress();
