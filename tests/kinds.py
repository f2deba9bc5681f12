"""A page with one of each kind of what it has: what its form may do wrong, it does there."""

# A kind: the names, classes and marks of a part and of all within it, whatever it says and links to.
KEEP_ONE = """() => {
  const seen = new Set(), told = (it) => [...it.attributes].map(({ name, value }) =>
    /^(id|href|title|aria-label|data-(ids?|spans|number|key))$/.test(name) ? name : `${name}=${value}`);
  const kind = (it, top) => (it === top ? "" : kind(it.parentElement, top)) + it.tagName + told(it);
  for (const part of document.querySelectorAll("tbody tr, p, li")) {
    const within = [part, ...part.querySelectorAll("*")], around = part.parentElement;
    const kinds = within.map((it) => around.tagName + around.className + kind(it, part));
    if (kinds.every((it) => seen.has(it))) part.remove();
    kinds.forEach((it) => seen.add(it));
  }
}"""


def keep_one_of_a_kind(page):
    """Take away the rows, paragraphs and items of which all has been seen: to look at them takes minutes."""
    page.evaluate(KEEP_ONE)
