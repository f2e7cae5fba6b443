"""What a phone fetches before it shows anything: little, packed, and never twice. No browser is needed to weigh it."""

import asyncio
import gzip
import re
from pathlib import Path

import httpx
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from backend.app import DIST, Assets

ASSETS = DIST / "phone" / "assets"
SCRIPT_LIMIT, STYLE_LIMIT = 70 * 1024, 10 * 1024


def with_all_it_imports(names: set[str]) -> set[str]:
    """These files and every script that the browser fetches because of them."""
    found, waiting = set[str](), list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            script = (ASSETS / name).read_text(encoding="utf-8") if name.endswith(".js") else ""
            waiting += re.findall(r'(?:from|import)\s*"\./([^"]+\.js)"', script)
    return found


def weight(names: set[str], ending: str) -> int:
    """How many bytes these are in gzip."""
    return sum(len(gzip.compress((ASSETS / name).read_bytes())) for name in names if name.endswith(ending))


def named() -> set[str]:
    """The scripts and styles that the page itself asks for; today's list comes with them."""
    return set(
        re.findall(r"/phone/assets/([\w.-]+\.(?:js|css))", (DIST / "phone" / "index.html").read_text(encoding="utf-8"))
    )


def of_screen(screen: str) -> set[str]:
    """The files of a screen that is fetched when it is gone to."""
    return {one.name for one in ASSETS.glob(f"{screen}-*")}


def test_the_page_asks_for_one_script_and_one_style() -> None:
    """On a weak line each further file costs a turn; whoever is signed in needs nothing more for today's list."""
    assert sorted(name.rsplit(".", 1)[1] for name in named()) == ["css", "js"]
    assert with_all_it_imports(named()) == named()
    assert not of_screen("TodayScreen")


def test_the_start_is_small_also_with_the_sign_in() -> None:
    """At most 70 KB of script and 10 KB of style."""
    own = of_screen("LoginScreen")
    assert len(own) == 2, "the sign-in is not in the build"
    start = with_all_it_imports(named() | own)
    assert weight(start, ".js") <= SCRIPT_LIMIT
    assert weight(start, ".css") <= STYLE_LIMIT


def test_a_heavy_screen_would_be_seen() -> None:
    """The control: with the visit in it, the start would be over its limit, so what is imported does count."""
    assert weight(with_all_it_imports(named() | of_screen("VisitScreen")), ".js") > SCRIPT_LIMIT


def test_files_with_a_hash_in_their_names_go_packed_and_are_kept(tmp_path: Path) -> None:
    """A weak line carries the packed file, once; who cannot unpack it gets it as it is."""
    (tmp_path / "app-1a2b.js").write_text("export const words = 'carry on'\n" * 200, encoding="utf-8")
    app = FastAPI()
    app.mount("/assets", GZipMiddleware(Assets(directory=tmp_path), minimum_size=1024))

    async def fetch(accepts: str) -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://phone") as client:
            return await client.get("/assets/app-1a2b.js", headers={"accept-encoding": accepts})

    packed, plain = asyncio.run(fetch("gzip")), asyncio.run(fetch("identity"))
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert "immutable" in packed.headers["cache-control"]
    assert packed.text == plain.text
