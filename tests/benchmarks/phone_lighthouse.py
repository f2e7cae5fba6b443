"""Lighthouse on the phone face: the sign-in page and today's list, cold, on an emulated phone; median of so many runs.

Lighthouse is no package of this project. In a scratch folder `npm install lighthouse@12`, start the demo (`make run`), then
`.venv/bin/python -m tests.benchmarks.phone_lighthouse SCRATCH/node_modules/lighthouse/cli/index.js`.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.chromium import FLAGS, chromium_program
from tests.processes import free_port

ROOT = Path(__file__).parent.parent.parent
NODE = ROOT / ".venv" / "node" / "node"
LIMITS = {"performance": 97, "accessibility": 100, "best-practices": 100}
# Who comes for the first time: nothing of the app lies on the phone. The session and who it is stay.
OF_THE_APP = "service_workers,cache_storage,indexeddb"
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "speed-index")


def asked() -> argparse.Namespace:
    """What the caller wants."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lighthouse", type=Path, help="lighthouse/cli/index.js")
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="a server with the demo")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="a folder for the whole reports")
    return parser.parse_args()


def sign_in(page: Page, url: str) -> None:
    """As a technician of the demo."""
    page.goto(f"{url}/phone/")
    page.locator("input[autocomplete=username]").fill("tech.sz01")
    page.locator("input[type=password]").fill("paigong-demo")
    page.keyboard.press("Enter")
    page.locator("main.today").wait_for()


def forget_app(context: BrowserContext, url: str) -> None:
    """Take the app and its data off the browser, not the session."""
    line = context.new_cdp_session(context.pages[0])
    line.send("Storage.clearDataForOrigin", {"origin": url, "storageTypes": OF_THE_APP})
    line.send("Network.clearBrowserCache")
    line.detach()


def run(program: Path, address: str, port: int) -> dict[str, Any]:
    """One run of Lighthouse in the browser at `port`; its whole report."""
    done = subprocess.run(
        [
            str(NODE), str(program), address, f"--port={port}", "--disable-storage-reset", "--output=json", "--quiet",
            "--only-categories=performance,accessibility,best-practices",
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def lost(report: dict[str, Any]) -> list[str]:
    """The audits that cost points."""
    audits = [ref for name in LIMITS for ref in report["categories"][name]["auditRefs"] if ref["weight"]]
    found = [(ref["id"], report["audits"][ref["id"]]["score"]) for ref in audits]
    return [f"{name} {score}" for name, score in found if score is not None and score < 0.9]


def measure(given: argparse.Namespace, context: BrowserContext, port: int, path: str) -> bool:
    """Run a page so many times, print it, and say whether the medians keep the limits."""
    reports = []
    for number in range(given.runs):
        forget_app(context, given.url)
        report = run(given.lighthouse, f"{given.url}/phone/{path}", port)
        assert report["finalDisplayedUrl"].endswith(f"/phone/{path}"), report["finalDisplayedUrl"]
        reports.append(report)
        if given.keep:
            (given.keep / f"lighthouse-{path}-{number}.json").write_text(json.dumps(report), encoding="utf-8")
    kept = True
    for name, limit in LIMITS.items():
        scores = [round(one["categories"][name]["score"] * 100) for one in reports]
        kept &= statistics.median(scores) >= limit
        sys.stdout.write(f"{path} {name}: {statistics.median(scores):.0f} (of {scores}; at least {limit})\n")
    times = {name: [round(one["audits"][name]["numericValue"]) for one in reports] for name in TIMES}
    sys.stdout.write("".join(f"  {name}: {sorted(values)} ms\n" for name, values in times.items()))
    sys.stdout.write("".join(f"  costs points: {one}\n" for one in lost(reports[-1])))
    return kept


def main() -> int:
    """0 when both pages keep the limits."""
    given, port = asked(), free_port()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium_program(playwright, whole=True), locale="zh-CN",
            args=[*FLAGS, f"--remote-debugging-port={port}"],
        )  # fmt: skip
        page = context.pages[0]
        page.goto(f"{given.url}/phone/login")
        kept = measure(given, context, port, "login")
        sign_in(page, given.url)
        page.goto("about:blank")
        kept &= measure(given, context, port, "today")
        context.close()
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
