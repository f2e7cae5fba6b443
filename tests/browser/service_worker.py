"""What Chromium itself tells a page's service worker, told in its place."""

from typing import Any

from playwright.sync_api import Page


def tell_worker(page: Page, what: str, **more: Any) -> None:
    """Hand this to the worker, by the name that the browser's own protocol has for it: a push, or a sync."""
    session = page.context.new_cdp_session(page)
    known: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda said: known.extend(one["registrationId"] for one in said["registrations"]),
    )
    session.send("ServiceWorker.enable")
    for _ in range(80):
        if known:
            break
        page.wait_for_timeout(100)
    told = {"origin": page.evaluate("location.origin"), "registrationId": known[-1], **more}
    session.send(f"ServiceWorker.{what}", told)
