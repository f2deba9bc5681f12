
// ---- the opening: a screen at a time, by buttons, arrow keys or a swipe; without this script all are text
const screens = all(".screen");
const story = one("#story");

function drawStory() {
  const place = Math.min(Number(state.step) || 0, screens.length);
  root.classList.toggle("guided", place > 0);
  story.setAttribute("role", place ? "main" : "region"); // the articles are out of sight meanwhile
  for (const [number, screen] of screens.entries()) screen.hidden = number + 1 !== place;
  if (!place) return;
  one("#step-of").textContent = `${place} of ${screens.length}`;
  one('[data-step="-1"]').disabled = place === 1;
  one('[data-step="1"]').textContent = place < screens.length ? "Next" : "Read the articles";
}

/** Go on or back; after the last screen come the articles. */
function step(by) {
  const place = Number(state.step) + by;
  if (place < 1) return;
  if (place > screens.length) return readArticles();
  change({ ...START, step: String(place) });
  scrollTo(0, 0);
  one("h2", screens[place - 1]).focus({ preventScroll: true });
}

function readArticles() {
  change({ ...START, layers: state.layers });
  scrollTo(0, 0);
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
  told.hidden = true;
  const open = () => {
    const guessed = select.value;
    one(".verdict", item).textContent = !guessed ? "" : guessed === told.dataset.siglum ? "Yes:" : `Not ${short[guessed]}:`;
    item.classList.add("open");
    told.hidden = false;
  };
  select.addEventListener("change", open);
  one("button", item).addEventListener("click", open);
}
