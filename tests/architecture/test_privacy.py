"""A module's rooms are private: others import its `public` and its `events`, nothing else. The import graph tells."""

from pathlib import Path

import grimp
import pytest

OPEN_DOORS = {"public", "events"}


def private_imports(graph: grimp.ImportGraph, house: str) -> list[str]:
    """Imports that reach behind a module's doors; only the wiring, which knows every module, may."""
    prefix = f"{house}.modules."
    found = []
    for importer in sorted(graph.modules):
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            if not imported.startswith(prefix) or importer == f"{house}.wiring":
                continue
            owner, _, room = imported.removeprefix(prefix).partition(".")
            own = f"{prefix}{owner}"
            inside = importer == own or importer.startswith(f"{own}.")
            if not inside and room not in OPEN_DOORS:
                found.append(f"{importer} imports {imported}")
    return found


def house_with(tmp_path: Path, sources: dict[str, str]) -> str:
    """Write a small house of two modules plus `sources`; returns its package name."""
    name = f"house_{tmp_path.name}"
    rooms = ["modules/a/public", "modules/a/events", "modules/a/service", "modules/b/service", "wiring"]
    for room in rooms:
        file = tmp_path / name / f"{room}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(sources.get(room, "").replace("HOUSE", name))
    for folder in ("", "modules", "modules/a", "modules/b"):
        (tmp_path / name / folder / "__init__.py").touch()
    return name


@pytest.mark.parametrize(
    ("importer", "statement", "expected"),
    [
        ("modules/b/service", "from HOUSE.modules.a import public", 0),
        ("modules/b/service", "from HOUSE.modules.a.events import x", 0),
        ("modules/b/service", "from HOUSE.modules.a import service", 1),
        ("modules/b/service", "def f():\n    import HOUSE.modules.a.service", 1),
        ("modules/a/public", "from HOUSE.modules.a import service", 0),
        ("wiring", "from HOUSE.modules.a import service", 0),
    ],
)
def test_the_guard_tells_doors_from_walls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, importer: str, statement: str, expected: int
) -> None:
    name = house_with(tmp_path, {importer: statement})
    monkeypatch.syspath_prepend(tmp_path)
    graph = grimp.build_graph(name, cache_dir=None)
    assert len(private_imports(graph, name)) == expected


def test_outsiders_import_only_public_and_events() -> None:
    found = private_imports(grimp.build_graph("backend", cache_dir=None), "backend")
    assert not found, "\n".join(found)
