"""A real Chromium for browser tests. `python -m tests.chromium` prints the whole browser that would be used."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The same engine without what only a window needs: a quarter less work. It shows no notifications.
SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_program(playwright: Playwright, *, whole: bool = False) -> str | None:
    """The program to start: the one named in PAIGONG_CHROMIUM, the system's, or Playwright's own download.

    A headless shell is taken where there is one, unless the `whole` browser is asked for.
    """
    named = os.environ.get("PAIGONG_CHROMIUM")
    if named:
        return shutil.which(named)
    for name in WHOLE if whole else (*SHELLS, *WHOLE):
        found = shutil.which(name)
        if found:
            return found
    own = playwright.chromium.executable_path
    return own if Path(own).is_file() else None


def launch(playwright: Playwright, *extra_flags: str, whole: bool = False) -> Browser:
    """Start Chromium without a window; `extra_flags` add to FLAGS, for example a fake camera's."""
    program = chromium_program(playwright, whole=whole)
    if program is None:
        raise RuntimeError("no Chromium: run `.make/chromium`, or name one in PAIGONG_CHROMIUM")
    return playwright.chromium.launch(executable_path=program, args=[*FLAGS, *extra_flags])


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright for the tests of one module (its event loop must not outlive them)."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for the tests of one module; a context of its own is each test's business."""
    started = launch(playwright)
    yield started
    started.close()


def main() -> int:
    """Print the whole browser's path; exit 1 where there is none."""
    with sync_playwright() as started:
        program = chromium_program(started, whole=True)
    sys.stdout.write(f"{program or 'none'}\n")
    return 0 if program else 1


if __name__ == "__main__":
    sys.exit(main())
