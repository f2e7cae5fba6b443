"""The browser of the browser tests: it starts, runs scripts and has Chinese glyphs."""

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_chromium_draws_chinese(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<canvas id='c' width='40' height='40'></canvas>")
    drawn = page.evaluate(
        """() => ['派', '工', '\\uE123'].map(sign => {
            const paper = document.getElementById('c').getContext('2d');
            paper.clearRect(0, 0, 40, 40);
            paper.font = '32px sans-serif';
            paper.fillText(sign, 2, 34);
            return paper.getImageData(0, 0, 40, 40).data.join();
        })"""
    )
    page.close()
    # A machine without the glyphs draws the same empty box for every sign.
    assert len(set(drawn)) == len(drawn)
