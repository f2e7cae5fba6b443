"""The import contracts of pyproject.toml, each shown an import that breaks it."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
MODULES = sorted(path.parent.name for path in (ROOT / "backend" / "modules").glob("*/__init__.py"))
GROUND = ("kernel", "migrations", "geocoding", "gps_platform", "routing")


def skeleton(root: Path) -> None:
    """An empty house with every package that the contracts name."""
    folders = ["dispatch", "backend", "backend/modules", *(f"backend/{one}" for one in GROUND)]
    folders += [f"backend/modules/{module}" for module in MODULES]
    for folder in folders:
        (root / folder).mkdir(parents=True)
        (root / folder / "__init__.py").touch()
    for process in ("cli", "app", "wiring"):
        (root / "backend" / f"{process}.py").touch()
    (root / "backend/modules/auth/endpoints.py").touch()
    (root / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8"), encoding="utf-8")


def broken_contracts(root: Path) -> tuple[bool, str]:
    """Whether the contracts are kept by the tree at `root`, and the report."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as c; c()",
            "--no-logo",
            "--no-cache",
        ],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode == 0, done.stdout + done.stderr


def test_the_house_keeps_its_contracts() -> None:
    kept, report = broken_contracts(ROOT)
    assert kept, report


def test_an_empty_house_keeps_them(tmp_path: Path) -> None:
    skeleton(tmp_path)
    kept, report = broken_contracts(tmp_path)
    assert kept, report


@pytest.mark.parametrize(
    ("file", "statement", "contract"),
    [
        ("backend/kernel/clock.py", "import backend.modules.auth", "processes"),
        ("backend/modules/auth/service.py", "import backend.wiring", "processes"),
        ("backend/gps_platform/traccar.py", "import backend.modules.auth", "processes"),
        ("backend/library.py", "", "processes"),
        ("backend/modules/customers/service.py", "import backend.modules.work_orders", "rows"),
        ("backend/modules/customers/service.py", "import backend.modules.inventory", "rows"),
        ("backend/modules/warehouse/__init__.py", "", "rows"),
        ("dispatch/day.py", "import backend.kernel", "dispatch-pure"),
        ("dispatch/day.py", "import sqlalchemy", "dispatch-pure"),
        ("backend/modules/work_orders/service.py", "import dispatch", "dispatch-door"),
        ("backend/modules/work_orders/service.py", "import backend.modules.auth.endpoints", "endpoints"),
    ],
)
def test_each_contract_sees_what_breaks_it(tmp_path: Path, file: str, statement: str, contract: str) -> None:
    skeleton(tmp_path)
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(statement + "\n")
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    name = next(row["name"] for row in settings["contracts"] if row["id"] == contract)
    kept, report = broken_contracts(tmp_path)
    assert not kept
    assert f"{name} BROKEN" in " ".join(report.split())
