"""What README and docs say about the code, read back and compared: each function returns one sentence for each fault.

They take the tree's root, so that a test can show a document that lies and see it caught.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backend.demo.seed import ACCOUNTS
from backend.kernel.settings import Settings

RULE_ROW = re.compile(r"^\| (R\d+) \|(.*)\|(.*)\|(.*)\|$", re.M)
SETTING_ROW = re.compile(r"^\| `(PAIGONG_\w+)` \|([^|]*)\|", re.M)
QUOTED = re.compile(r"`([^`\n]+)`")
TEST = re.compile(r"^\s*def (test_\w+)", re.M)
LINK = re.compile(r"\]\(([^)#\s]*)#?([^)\s]*)\)")
HEADING = re.compile(r"^#+ (.+)$", re.M)
FENCED = re.compile(r"^```.*?^```$", re.M | re.S)
MACHINE_WORD = re.compile(r'`"?([a-z0-9]+(?:_[a-z0-9]+)+)"?`')
FOLDERS = ("backend", "dispatch", "tests", "pwa/src", "docs", ".make")
OWN_PATH = re.compile(r"(backend|dispatch|tests|pwa|docs|\.make)/[\w./-]+$")
SOURCE_FILE = re.compile(r"[\w./-]+\.(py|ts|vue|css|typ|csv|md)")
ACCOUNT_ROW = re.compile(r"^\| `([\w.]+)` \| ([\u4e00-\u9fff]+) [a-z ()]+ \|", re.M)
MAKE = re.compile(r"(?<=`)make ([a-z-]+)")
MAKE_LINE = re.compile(r"^(?:[A-Z_]+=\S+ )*make ([a-z-]+)", re.M)
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
    """The table of settings in docs/operations.md lacks one, invents one, or tells another default than the code."""
    operations = (root / "docs" / "operations.md").read_text(encoding="utf-8")
    told = {name: cell.strip().strip("`") for name, cell in SETTING_ROW.findall(operations)}
    real = {f"PAIGONG_{name.upper()}": _as_told(field.default) for name, field in Settings.model_fields.items()}
    return [
        f"{name}: operations.md says {told.get(name, 'nothing')!r}, the code {real.get(name, 'nothing')!r}"
        for name in sorted(told.keys() | real.keys())
        if told.get(name) != real.get(name)
    ]


def _as_told(default: Any) -> str:
    return str(default).lower() if isinstance(default, bool) else str(default)


def invented_words(root: Path) -> list[str]:
    """Words with an underscore that docs/operations.md says the program writes or reads, and no source knows."""
    known = "".join(path.read_text(encoding="utf-8") for path in sorted((root / "backend").rglob("*.py")))
    prose = FENCED.sub("", (root / "docs" / "operations.md").read_text(encoding="utf-8"))
    return [f"operations.md: {word}" for word in sorted(set(MACHINE_WORD.findall(prose))) if word not in known]


def wrong_accounts(root: Path) -> list[str]:
    """README's table of the demo's accounts lacks one, invents one, or calls its role otherwise than the demo."""
    told = set(ACCOUNT_ROW.findall((root / "README.md").read_text(encoding="utf-8")))
    return sorted(f"README.md: {name} {role}" for name, role in told ^ set(ACCOUNTS))


def unknown_targets(root: Path) -> list[str]:
    """Commands `make …` of README and docs that the Makefile does not know."""
    known = set(re.findall(r"^([a-z-]+):", (root / "Makefile").read_text(encoding="utf-8"), re.M))
    found = []
    for path in _documents(root):
        text = path.read_text(encoding="utf-8")
        told = {*MAKE.findall(text), *MAKE_LINE.findall("\n".join(FENCED.findall(text)))}
        found += [f"{path.relative_to(root)}: make {name}" for name in sorted(told - known)]
    return found


def dead_links(root: Path) -> list[str]:
    """Links of README and docs to files or headings that are not there, pictures included."""
    found = []
    for path in _documents(root):
        for target, heading in LINK.findall(path.read_text(encoding="utf-8")):
            file = path.parent / target if target else path
            if "://" not in target and not (file.exists() and (not heading or heading in _headings(file))):
                found.append(f"{path.relative_to(root)}: {target}{heading and '#'}{heading}")
    return found


def _headings(path: Path) -> set[str]:
    """The names under which a document's headings can be linked."""
    text = FENCED.sub("", path.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in HEADING.findall(text)}


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
        if path.name not in index:
            found.append(f"{path.name}: not in the index")
    return found


def lost_files(root: Path) -> list[str]:
    """Files that README or docs name in backticks, by their whole path or by its end, and that are not there."""
    there = [f"/{path.relative_to(root).as_posix()}" for folder in FOLDERS for path in _inside(root / folder)]
    return [
        f"{document.relative_to(root)}: {name}"
        for document in _documents(root)
        for name in QUOTED.findall(document.read_text(encoding="utf-8"))
        if OWN_PATH.match(name) or SOURCE_FILE.fullmatch(name)
        if not (root / name).exists() and not any(path.endswith(f"/{name}") for path in there)
    ]


def _inside(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if "__pycache__" not in path.parts)
