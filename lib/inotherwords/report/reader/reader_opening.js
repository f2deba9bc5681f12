
// ---- the opening: a screen at a time, by buttons, arrow keys or a swipe; without this script all are text
const screens = all(".screen");
const story = one("#story");

function drawStory() {
  const place = Math.min(Number(state.step) || 0, screens.length);
  root.classList.toggle("guided", place > 0);
  story.setAttribute("role", place ? "main" : "region"); // the articles are out of sight meanwhile
  for (const [number, screen] of screens.entries()) screen.hidden = number + 1 !== place;
  if (!place) return;
  const heading = make("span", { className: "heard" }, ` ${one("h2", screens[place - 1]).textContent}`);
  one("#step-of").replaceChildren(`${place} of ${screens.length}`, heading);
  one('[data-step="-1"]').disabled = place === 1;
  one('[data-step="1"]').textContent = place < screens.length ? "Next" : "Read the articles";
  one("#skip").hidden = place === screens.length; // there the button before it does the same
}

/** Go on or back; after the last screen come the articles. */
function step(by) {
  const place = Number(state.step) + by;
  if (place < 1) return;
  if (place > screens.length) return readArticles();
  change({ ...START, step: String(place) });
  scrollTo(0, 0);
  keepFocus();
}

/** Who goes on by a button can press it again; whose place is gone comes to the screen's heading, or the texts. */
function keepFocus() {
  const [from, step] = [document.activeElement, Number(state.step)];
  if (from !== document.body && from.checkVisibility() && !from.disabled) return;
  (step ? one("h2", screens[step - 1]) : one("#texts")).focus({ preventScroll: true });
}

function readArticles() {
  change({ ...START, layers: state.layers });
  for (const part of [...all(".text"), window]) part.scrollTo({ top: 0, behavior: "instant" });
  one("#texts").focus({ preventScroll: true });
}

for (const button of all("[data-step]")) button.addEventListener("click", () => step(Number(button.dataset.step)));
one("#skip").addEventListener("click", readArticles);
document.addEventListener("keydown", (event) => {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (by && state.step && !event.target.closest("select, input, .scroll")) step(by);
});

/** Do something with a swipe: 1 to the next, -1 to the one before. */
function onSwipe(part, todo) {
  let from = null;
  part.addEventListener("touchstart", (event) => { from = event.target.closest(".scroll, select") ? null : event.touches[0]; }, { passive: true });
  part.addEventListener("touchend", (event) => {
    if (!from) return;
    const [x, y] = [event.changedTouches[0].clientX - from.clientX, event.changedTouches[0].clientY - from.clientY];
    if (Math.abs(x) > 50 && Math.abs(x) > 2 * Math.abs(y)) todo(x < 0 ? 1 : -1);
  });
}
onSwipe(story, step);

// ---- a guess: who wrote it?
for (const item of all(".versions-of li")) {
  const [told, select] = [one(".told", item), one("select", item)];
  const answer = [...told.childNodes];
  told.replaceChildren(); // filled when it is asked for, so that all of it is announced
  const open = () => {
    const guessed = select.value;
    const verdict = !guessed ? "You have not guessed:" : guessed === told.dataset.siglum ? "Yes:" : `Not ${short[guessed]}:`;
    told.replaceChildren(make("b", {}, verdict), " ", ...answer);
    item.classList.add("open");
    told.scrollIntoView({ block: "nearest" });
  };
  select.addEventListener("change", open);
  one("button", item).addEventListener("click", open);
}
