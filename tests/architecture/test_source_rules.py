"""The house keeps its own rules, and each guard is shown a tree that breaks it (a guard that sees nothing guards nothing)."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import source_rules as rules

ROOT = Path(__file__).parent.parent.parent
Rule = Callable[[Path], list[str]]

# rule, a file that breaks it, its content, a piece of what must be reported
BREAKERS: list[tuple[Rule, str, str, str]] = [
    (rules.long_files, "backend/modules/auth/service.py", "x = 1\n" * 401, "401 lines"),
    (rules.long_files, "pwa/src/desk/Board.vue", "<p/>\n" * 251, "251 lines"),
    (rules.long_files, "pwa/src/shared/day.ts", "//\n" * 401, "401 lines"),
    (rules.long_functions, "dispatch/day.py", "def f():\n" + "    x = 1\n" * 40, "41 lines"),
    (rules.empty_names, "backend/modules/auth/utils.py", "", "named utils"),
    (rules.empty_names, "pwa/src/common/day.ts", "", "named common"),
    (rules.packages_in_tests, "tests/dispatch/__init__.py", "", "tests/dispatch/__init__.py"),
    (rules.hidden_packages, "backend/modules/auth/rooms/errors.py", "", "backend/modules/auth/rooms"),
    (rules.stray_commits, "backend/modules/auth/service.py", "def f(s):\n    s.commit()\n", "commit()"),
    (rules.stray_commits, "backend/modules/auth/service.py", "def f(s):\n    s.rollback()\n", "rollback()"),
    (rules.stray_queries, "backend/modules/auth/service.py", "from sqlmodel import select\n", "select"),
    (rules.stray_sentences, "backend/modules/auth/service.py", "NO = Sentence('no', 400, '', '')\n", "Sentence"),
    (rules.careless_models, "backend/modules/auth/models.py", "from __future__ import annotations\n", "postponed"),
    (rules.careless_models, "backend/modules/auth/models.py", "items = Relationship()\n", "lazy"),
    (rules.impure_dispatch, "dispatch/day.py", "import time\n", "import time"),
    (rules.impure_dispatch, "dispatch/day.py", "from os import environ\n", "from os"),
    (rules.impure_dispatch, "dispatch/day.py", "import random\nx = random.random()\n", "random.random"),
    (rules.impure_dispatch, "dispatch/day.py", "import numpy as np\nx = np.random.rand()\n", "random.rand"),
    (rules.impure_dispatch, "dispatch/day.py", "from random import Random, shuffle\n", "import shuffle"),
    (rules.impure_dispatch, "dispatch/day.py", "from datetime import datetime\nx = datetime.now()\n", "datetime.now"),
    (rules.skipped_tests, "tests/test_x.py", "@pytest.mark." + "skip\ndef test_x(): ...\n", "test_x.py:1"),
    (rules.skipped_tests, "pwa/src/day.test.ts", "it." + "skip('x', () => {})\n", "day.test.ts:1"),
    (rules.skipped_tests, "pwa/src/day.test.ts", "it." + "only('x', () => {})\n", "day.test.ts:1"),
    (rules.silent_modules, "backend/modules/auth/__init__.py", '"""Sign in."""\n', "auth/__init__.py"),
    (rules.loose_locks, "requirements.txt", "--index-url https://pypi.example/simple\n", "names a host"),
    (rules.loose_locks, "requirements.txt", "a==1 \\\n    --hash=sha256:00\nb==2\n", "b==2 has no hash"),
    (
        rules.loose_locks,
        "pwa/package-lock.json",
        json.dumps({"packages": {"node_modules/a": {"resolved": "https://x", "integrity": "sha512-0"}}}),
        "a names a host",
    ),
    (rules.loose_locks, "pwa/package-lock.json", json.dumps({"packages": {"node_modules/a": {}}}), "a has no hash"),
]
BREAKER_IDS = [f"{rule.__name__}-{number}" for number, (rule, *_) in enumerate(BREAKERS)]
RULES = sorted({rule for rule, *_ in BREAKERS}, key=lambda rule: rule.__name__)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_its_rule(rule: Rule) -> None:
    found = rule(ROOT)
    assert not found, "\n".join([rule.__doc__ or "", *found])


@pytest.mark.parametrize(("rule", "path", "content", "report"), BREAKERS, ids=BREAKER_IDS)
def test_the_guard_sees_a_tree_that_breaks_the_rule(
    tmp_path: Path, rule: Rule, path: str, content: str, report: str
) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")
    found = rule(tmp_path)
    assert len(found) == 1
    assert report in found[0]


def test_a_guard_sees_the_same_wherever_the_house_stands(tmp_path: Path) -> None:
    """Folders that tools write are left out inside the house; one above it may be called as it likes."""
    house = tmp_path / "dist"
    for name in ("backend/utils.py", "backend/dist/common.py"):
        (house / name).parent.mkdir(parents=True, exist_ok=True)
        (house / name).touch()
    assert rules.empty_names(house) == ["backend/utils.py: named utils"]


def test_a_seeded_generator_of_its_own_is_no_impurity(tmp_path: Path) -> None:
    (tmp_path / "dispatch").mkdir()
    code = "import random\nimport numpy as np\na = random.Random(7)\nb = np.random.default_rng(7)\n"
    (tmp_path / "dispatch" / "day.py").write_text(code)
    assert rules.impure_dispatch(tmp_path) == []
