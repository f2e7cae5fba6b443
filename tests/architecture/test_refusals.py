"""The catalogue of refusals: every one is a sentence for people, in Chinese and in English, with a fitting status."""

import importlib
import pkgutil
import re

import pytest

import backend
from backend.kernel.errors import Sentence

CHINESE = re.compile(r"[\u4e00-\u9fff]")
BRACES = re.compile(r"\{(\w+)\}")
SERVER_STATUSES = {500, 503}


def catalogue() -> dict[str, Sentence]:
    """Every sentence of every errors.py, by code; those that tests make up for themselves are not among them."""
    return {
        one.code: one
        for found in pkgutil.walk_packages(backend.__path__, "backend.")
        if found.name.endswith(".errors")
        for one in vars(importlib.import_module(found.name)).values()
        if isinstance(one, Sentence)
    }


def faults(sentence: Sentence) -> list[str]:
    """What is wrong with one sentence, each as a few words."""
    zh, en = BRACES.sub("", sentence.zh), BRACES.sub("", sentence.en)
    only_filled = not zh.strip() and not en.strip()
    checks = {
        "code is not snake_case": re.fullmatch(r"[a-z][a-z0-9_]*", sentence.code),
        "status is no refusal": 400 <= sentence.status < 500 or sentence.status in SERVER_STATUSES,
        "zh is not Chinese": only_filled or CHINESE.search(zh),
        "zh does not end like a sentence": sentence.zh.endswith(("。", "！", "？", "}")),
        "en is not English": only_filled or (re.search(r"[A-Za-z]", en) and not CHINESE.search(en)),
        "en does not end like a sentence": sentence.en.endswith((".", "!", "?", "}")),
        "en holds machine words": not re.search(r"\b(null|None|NaN|JSON|HTTP|SQL|[a-z]+_[a-z_]+)\b", en),
        "braces differ": _filled(sentence.zh) == _filled(sentence.en),
    }
    return [f"{sentence.code}: {what}" for what, holds in checks.items() if not holds]


def _filled(text: str) -> set[str]:
    """The things filled into a text; `{state_zh}` and `{state_en}` are one thing in two languages."""
    return {re.sub(r"_(zh|en)$", "", name) for name in BRACES.findall(text)}


def test_every_refusal_is_a_sentence_in_both_languages() -> None:
    entries = catalogue()
    assert len(entries) > 20
    found = [fault for sentence in entries.values() for fault in faults(sentence)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("status", "zh", "en", "fault"),
    [
        (200, "不行。", "No.", "status is no refusal"),
        (502, "不行。", "No.", "status is no refusal"),
        (400, "No.", "No.", "zh is not Chinese"),
        (400, "不行", "No.", "zh does not end like a sentence"),
        (400, "不行。", "不行.", "en is not English"),
        (400, "不行。", "No", "en does not end like a sentence"),
        (400, "不行。", "The order_id is null.", "en holds machine words"),
        (400, "{plate} 不行。", "No.", "braces differ"),
    ],
)
def test_the_guard_sees_a_bad_sentence(
    monkeypatch: pytest.MonkeyPatch, status: int, zh: str, en: str, fault: str
) -> None:
    monkeypatch.setattr(Sentence, "catalogue", {})
    assert f"planted: {fault}" in faults(Sentence("planted", status, zh, en))


def test_one_code_has_one_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Sentence, "catalogue", {})
    Sentence("planted", 400, "不行。", "No.")
    with pytest.raises(ValueError, match="planted"):
        Sentence("planted", 400, "不要。", "Don't.")
