"""What is left in Chinese on an English screen: all that is nobody's name, address or own word."""

import re

from playwright.sync_api import Page
from sqlalchemy import text

from tests.browser.conftest import Stage

HAN = re.compile(r"[\u3400-\u9fff]")
RUN = re.compile(r"[\w（）·—-]*[\u3400-\u9fff][\w（）·—、，-]*")
SHOWN = """() => {
  const found = []
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walk.nextNode()) {
    const on = walk.currentNode.parentElement
    if (!['SCRIPT', 'STYLE'].includes(on.tagName) && !on.closest('.plate, .ava, :not(html)[lang=zh-CN]')) found.push(walk.currentNode.textContent)
  }
  for (const on of document.querySelectorAll('[placeholder]')) found.push(on.getAttribute('placeholder'))
  return found
}"""
# What is Chinese in every language: who and where, and what somebody wrote himself.
PROPER = {
    "customers": ("name",),
    "contacts": ("name",),
    "technicians": ("name", "partner_name"),
    "users": ("name",),
    "sites": ("name", "address", "landmark", "district"),
    "vehicles": ("plate", "driver_name"),
    "order_items": ("remedy",),
    "visits": ("no_signature_reason",),
    "carrier_tasks": ("note",),
    "return_batches": ("factory", "address", "carrier", "note"),
    "return_lines": ("note",),
}
LEGAL = re.compile(r"^(深圳|广州|东莞|佛山)(市)?|(股份)?有限(责任)?公司$")


def proper_words(stage: Stage) -> set[str]:
    """Every name, address and own word of the demo."""
    found = {"南粤车联", "中文"}
    with stage.house.units.read() as work:
        for table, columns in PROPER.items():
            for column in columns:
                rows = work.session.execute(text(f"SELECT DISTINCT {column} FROM {table} WHERE {column} <> ''"))
                found |= {
                    part
                    for (value,) in rows
                    for part in (str(value), LEGAL.sub("", str(value)), *RUN.findall(str(value)))
                }
    return found


def left_in_chinese(page: Page, proper: set[str]) -> list[str]:
    """Texts on the page with Chinese that is nobody's name."""
    told = []
    for shown in page.evaluate(SHOWN):
        runs = RUN.findall(shown)
        if any(run not in proper and not (len(run) >= 4 and any(run in word for word in proper)) for run in runs):
            told.append(shown.strip())
    return sorted(set(told))
