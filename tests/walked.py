"""What every reader page has to do, whichever articles are in it: a walk by clicks in two windows."""

import re

SIZES = [(1366, 768), (390, 844)]


def walk(page, address, barriers):
    """Go through the opening, each layer, a search, the questions and a shared sentence, as far as there are.

    The text is on the first screen, nothing is wider than the window, axe finds nothing, no script fails.
    """
    faults = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.emulate_media(reduced_motion="reduce")

    def is_sound():
        assert page.evaluate("document.documentElement.scrollWidth") == page.viewport_size["width"]
        assert barriers(page, contrast=False) == []

    def begins():
        return (
            page.locator("article:visible .text p").first.bounding_box()["y"] / page.viewport_size["height"]
        )

    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.goto("about:blank")
        page.goto(f"{address}#step=1")
        for _ in range(page.locator(".screen").count()):
            assert page.locator(".screen:visible h2").is_visible()
            is_sound()
            page.locator("[data-step='1']").click()
        for layer in ("labels", "attributions", "passages"):
            page.click(f"[data-layer={layer}]")
            assert page.locator(f"[data-key-of={layer}]").is_visible()
            assert begins() < 0.5, (width, layer)
            is_sound()
        if page.locator(".shared:visible").count():
            page.locator(".shared:visible").first.click()
            assert page.locator("#details .slide.now").is_visible()
            is_sound()
            page.click("#close")
        find = page.locator(".menu summary", has_text="Find")
        find.click()
        page.fill("#find", "the")
        page.keyboard.press("Enter")
        assert int(re.search(r": (\d+) places?", page.locator("#h-results").inner_text())[1]) > 0
        for place in range(page.locator(".asked a").count()):
            find.click()
            page.locator(".asked a").nth(place).click()
            assert page.evaluate("CSS.highlights.get('found').size") > 0
            is_sound()
        assert "list=" in page.url or "find=" in page.url
    assert faults == []
