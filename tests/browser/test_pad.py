"""The pad of the customer's page by itself: what is drawn stands where the finger was, also on a phone that was turned."""

import pytest
from playwright.sync_api import Browser, Page

from backend.modules.tracking.endpoints import PAD

SHEET = """<style>body { margin: 0 } canvas { width: 100%; height: 180px; display: block }</style>
<form id="sign"><input name="drawing" type="hidden"><div hidden><canvas id="pad"></canvas></div><button type="button" id="wipe">x</button></form>"""
INK_AT = """([x, y]) => {
  const pad = document.getElementById('pad'), box = pad.getBoundingClientRect()
  const scale = [pad.width / box.width, pad.height / box.height]
  const found = pad.getContext('2d').getImageData((x - box.left) * scale[0] - 6, (y - box.top) * scale[1] - 6, 12, 12).data
  return found.some((part, at) => at % 4 === 0 && part < 128)
}"""
UPRIGHT, SIDEWAYS = {"width": 390, "height": 844}, {"width": 844, "height": 390}


@pytest.fixture
def page(browser: Browser) -> Page:
    """The pad on a phone held upright."""
    page = browser.new_page(viewport=UPRIGHT)  # type: ignore[arg-type]
    page.set_content(SHEET + f"<script>{PAD}</script>")
    return page


def stroke(page: Page, x: float) -> list[float]:
    """Draws downwards at `x` and gives a place on the stroke."""
    page.mouse.move(x, 40)
    page.mouse.down()
    page.mouse.move(x, 120, steps=4)
    page.mouse.up()
    return [x, 80.0]


def test_R37_a_stroke_stands_where_the_finger_was(page: Page) -> None:
    assert page.evaluate(INK_AT, stroke(page, 370.0))
    assert not page.evaluate(INK_AT, [200.0, 80.0])


def test_R37_so_it_does_on_a_phone_that_was_turned_before_or_while_signing(page: Page) -> None:
    page.set_viewport_size(SIDEWAYS)  # type: ignore[arg-type]
    assert page.evaluate(INK_AT, stroke(page, 800.0))
    page.set_viewport_size(UPRIGHT)  # type: ignore[arg-type]
    assert page.evaluate(INK_AT, stroke(page, 100.0))
    assert page.evaluate(INK_AT, [800.0 * 390 / 844, 80.0])  # what was drawn before is still there
