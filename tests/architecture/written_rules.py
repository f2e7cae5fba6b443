"""What README and docs say about the code, read back and compared: each function returns one sentence for each fault.

They take the tree's root, so that a test can show a document that lies and see it caught.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backend.kernel.settings import Settings

RULE_ROW = re.compile(r"^\| (R\d+) \|(.*)\|(.*)\|(.*)\|$", re.M)
SETTING_ROW = re.compile(r"^\| `(PAIGONG_\w+)` \|([^|]*)\|", re.M)
QUOTED = re.compile(r"`([^`]+)`")
TEST = re.compile(r"^\s*def (test_\w+)", re.M)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
DECISION_LINES = 40


def tested_rules(root: Path) -> dict[str, set[str]]:
    """The rules that tests name in their function names, and in which files."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted((root / "tests").rglob("test_*.py")):
        for name in TEST.findall(path.read_text(encoding="utf-8")):
            for rule in re.findall(r"(?<=_)R\d+(?=_)", name):
                found[rule].add(path.relative_to(root).as_posix())
    return found


def wrong_rule_rows(root: Path) -> list[str]:
    """README's rule table names a file that is not there, a test file without a test of that rule, or leaves a tested rule out."""
    rows = RULE_ROW.findall((root / "README.md").read_text(encoding="utf-8"))
    tested = tested_rules(root)
    found = [f"{rule} is tested but not in the table" for rule in sorted(tested.keys() - {row[0] for row in rows})]
    for rule, _, code, tests in rows:
        found += [f"{rule}: {path} is not there" for path in QUOTED.findall(code) if not (root / path).exists()]
        found += [f"{rule}: no test of it in {path}" for path in QUOTED.findall(tests) if path not in tested[rule]]
        found += [f"{rule}: names no {what}" for what, cell in (("code", code), ("test", tests)) if "`" not in cell]
    return found


def wrong_settings(root: Path) -> list[str]:
    """README's table of settings lacks one, invents one, or tells another default than the code."""
    told = {
        name: cell.strip().strip("`")
        for name, cell in SETTING_ROW.findall((root / "README.md").read_text(encoding="utf-8"))
    }
    real = {f"PAIGONG_{name.upper()}": _as_told(field.default) for name, field in Settings.model_fields.items()}
    return [
        f"{name}: README says {told.get(name, 'nothing')!r}, the code {real.get(name, 'nothing')!r}"
        for name in sorted(told.keys() | real.keys())
        if told.get(name) != real.get(name)
    ]


def _as_told(default: Any) -> str:
    return str(default).lower() if isinstance(default, bool) else str(default)


def dead_links(root: Path) -> list[str]:
    """Links of README and docs to files that are not there, pictures included."""
    found = []
    for path in _documents(root):
        for target in LINK.findall(path.read_text(encoding="utf-8")):
            if "://" not in target and not (path.parent / target).exists():
                found.append(f"{path.relative_to(root)}: {target}")
    return found


def _documents(root: Path) -> Iterator[Path]:
    yield root / "README.md"
    yield from sorted((root / "docs").rglob("*.md"))


def careless_decisions(root: Path) -> list[str]:
    """Decisions over 40 lines, without one of their four parts, not numbered one after the other, or missing in the index."""
    folder = root / "docs" / "decisions"
    paths = sorted(folder.glob("[0-9]*.md"))
    index = (folder / "README.md").read_text(encoding="utf-8") if (folder / "README.md").exists() else ""
    found = []
    for number, path in enumerate(paths, 1):
        text = path.read_text(encoding="utf-8")
        if not path.name.startswith(f"{number:04d}-"):
            found.append(f"{path.name}: should be number {number:04d}")
        if len(text.splitlines()) > DECISION_LINES:
            found.append(f"{path.name}: {len(text.splitlines())} lines, {DECISION_LINES} at most")
        found += [
            f"{path.name}: says no {part}"
            for part in ("Context", "Decision", "Consequences", "Check")
            if f"## {part}" not in text
        ]
        found += [f"{path.name}: {test} is not there" for test in _named_files(text) if not (root / test).exists()]
        if path.name not in index:
            found.append(f"{path.name}: not in the index")
    return found


def _named_files(text: str) -> list[str]:
    """Repository paths in backticks: those that start with a folder of ours."""
    return [
        path for path in QUOTED.findall(text) if re.match(r"(backend|dispatch|tests|pwa|docs|\.make)/[\w./-]+$", path)
    ]
