"""README and docs tell the truth: rules, settings, links, decisions, the tables of docs/architecture.md."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import printed_tables
from tests.architecture import written_rules as rules

ROOT = Path(__file__).parent.parent.parent
Guard = Callable[[Path], list[str]]
GOOD_ROW = "| R1 | what | `backend/a.py` | `tests/test_a.py` |\n"
DECISION = "# 0001\n## Context\n## Decision\n## Consequences\n## Check\n"


@pytest.mark.parametrize(
    "guard",
    [
        *(rules.wrong_rule_rows, rules.wrong_settings, rules.invented_words, rules.dead_links, rules.lost_files),
        *(rules.wrong_accounts, rules.unknown_targets, rules.careless_decisions),
    ],
    ids=lambda guard: guard.__name__,
)
def test_the_documents_are_true(guard: Guard) -> None:
    found = guard(ROOT)
    assert not found, "\n".join([guard.__doc__ or "", *found])


def test_the_tables_of_the_architecture_are_fresh() -> None:
    written = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert printed_tables.with_tables(written) == written, "run `python -m tests.architecture.printed_tables`"


def test_a_changed_table_is_seen() -> None:
    written = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert printed_tables.with_tables(written.replace("| `order.completed` |", "| `order.done` |")) == written


def tree(root: Path, readme: str, **files: str) -> Path:
    """A small repository: README, one source file, one test of R1, and more files."""
    contents = {"README.md": readme, "backend/a.py": "", "tests/test_a.py": "def test_R1_it_works(): ...\n", **files}
    for name, content in contents.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("readme", "files", "report"),
    [
        (GOOD_ROW.replace("backend/a", "backend/b"), {}, "R1: backend/b.py is not there"),
        (GOOD_ROW, {"tests/test_a.py": "def test_R11_x(): ...\n"}, "R1: no test of it in tests/test_a.py"),
        (GOOD_ROW, {"tests/test_b.py": "def test_R1_R2_x(): ...\n"}, "R2 is tested but not in the table"),
        (GOOD_ROW.replace("`backend/a.py`", ""), {}, "R1: names no code"),
    ],
)
def test_a_wrong_rule_row_is_seen(tmp_path: Path, readme: str, files: dict[str, str], report: str) -> None:
    assert rules.wrong_rule_rows(tree(tmp_path / "good", GOOD_ROW)) == []
    assert report in rules.wrong_rule_rows(tree(tmp_path / "bad", readme, **files))


@pytest.mark.parametrize(
    ("find", "put"),
    [("| `8000` |", "| `9000` |"), ("PAIGONG_SMS_KEY", "PAIGONG_SMS_WORD"), ("| `true` |", "| `false` |")],
)
def test_a_wrong_setting_is_seen(tmp_path: Path, find: str, put: str) -> None:
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert find in operations
    assert rules.wrong_settings(tree(tmp_path, "", **{"docs/operations.md": operations.replace(find, put)}))


@pytest.mark.parametrize(("find", "put"), [("`tech.sz01`", "`tech.sz1`"), ("| 财务 finance |", "| 会计 finance |")])
def test_a_wrong_account_is_seen(tmp_path: Path, find: str, put: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert find in readme
    assert len(rules.wrong_accounts(tree(tmp_path, readme.replace(find, put)))) == 2


def test_an_unknown_target_is_seen(tmp_path: Path) -> None:
    readme = "```\nmake run\nA_B=c make walk\n```\n`make test`, `make rest`; people\nmake mistakes"
    root = tree(tmp_path, readme, Makefile="run: x\n\t@y\n\ntest:\n\t@z\n")
    assert rules.unknown_targets(root) == ["README.md: make rest", "README.md: make walk"]


def test_an_invented_word_is_seen(tmp_path: Path) -> None:
    operations = "Look for `mail_lost` and `mail_found`.\n```\n`in_an_example`\n```\n"
    root = tree(tmp_path, "", **{"docs/operations.md": operations, "backend/a.py": 'log.warning("mail_lost")\n'})
    assert rules.invented_words(root) == ["operations.md: mail_found"]


def test_a_dead_link_is_seen(tmp_path: Path) -> None:
    readme = "[a](backend/a.py) [b](docs/b.md#part-2) ![c](docs/c.png) [d](https://example.org#x) [e](docs/b.md#part-3)"
    root = tree(tmp_path, readme, **{"docs/b.md": "# Part 2\n[up](../README.md) [no](no.md) [here](#part-2)"})
    assert rules.dead_links(root) == ["README.md: docs/c.png", "README.md: docs/b.md#part-3", "docs/b.md: no.md"]


@pytest.mark.parametrize(
    ("name", "text", "report"),
    [
        ("0002-a.md", DECISION, "0002-a.md: should be number 0001"),
        ("0001-a.md", DECISION + "x\n" * 40, "0001-a.md: 45 lines, 40 at most"),
        ("0001-a.md", DECISION.replace("## Check", ""), "0001-a.md: says no Check"),
        ("0001-b.md", DECISION, "0001-b.md: not in the index"),
    ],
)
def test_a_careless_decision_is_seen(tmp_path: Path, name: str, text: str, report: str) -> None:
    root = tree(tmp_path, "", **{f"docs/decisions/{name}": text, "docs/decisions/README.md": "0001-a.md 0002-a.md"})
    assert rules.careless_decisions(root) == [report]


def test_a_lost_file_is_seen(tmp_path: Path) -> None:
    readme = "`backend/a.py`, `a.py`, `test_a.py`, `backend/`, `a.py` again, `other.py`, `tests/b/`, `b/a.py`, `x = 1`, `paper.pdf`"
    lost = ["README.md: other.py", "README.md: tests/b/", "README.md: b/a.py"]
    assert rules.lost_files(tree(tmp_path, readme)) == lost
