"""The rules of the house as functions over a source tree: each returns one sentence for each place that breaks it.

They take the tree's root, so that a test can show a tree that breaks the rule and see it caught.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

PYTHON_FOLDERS = ("backend", "dispatch", "tests")
WRITTEN_BY_TOOLS = {"node_modules", "dist", "__pycache__", "coverage"}
FILE_LINES = 400
FUNCTION_LINES = 40
VUE_LINES = 250
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "core", "misc"}
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}
RANDOM = {"random", "numpy.random"}
OWN_RANDOM = {"Random", "Generator", "default_rng", "PCG64", "SeedSequence"}


def files(root: Path, *folders: str, suffixes: tuple[str, ...]) -> Iterator[Path]:
    """Source files under the folders, without what tools write."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            inside = path.relative_to(root).parts
            if path.suffix in suffixes and path.is_file() and not WRITTEN_BY_TOOLS & set(inside):
                yield path


def python_files(root: Path, *folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Each Python file's path from the root and its syntax tree."""
    for path in files(root, *(folders or PYTHON_FOLDERS), suffixes=(".py",)):
        yield path.relative_to(root).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def line_count(path: Path) -> int:
    """Lines of a text file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def long_files(root: Path) -> list[str]:
    """Python and TypeScript over 400 lines, Vue components over 250; generated files and migrations don't count."""
    found = []
    for path in files(root, *PYTHON_FOLDERS, "pwa/src", suffixes=(".py", ".ts", ".vue")):
        # A migration is written by Alembic as one list of columns and is never edited once it has run anywhere.
        if path.is_relative_to(root / "backend" / "migrations" / "versions"):
            continue
        limit = VUE_LINES if path.suffix == ".vue" else FILE_LINES
        lines = line_count(path)
        if lines > limit and not path.name.endswith(".gen.ts"):
            found.append(f"{path.relative_to(root)}: {lines} lines, {limit} at most")
    return found


def long_functions(root: Path) -> list[str]:
    """Functions over 40 lines; a migration's upgrade() is a list, not a function."""
    found = []
    for name, tree in python_files(root):
        if "/migrations/versions/" in name:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_LINES:
                    found.append(f"{name}:{node.lineno} {node.name}: {lines} lines, {FUNCTION_LINES} at most")
    return found


def empty_names(root: Path) -> list[str]:
    """Files and folders whose name says nothing of what is in them."""
    found = []
    for path in files(root, *PYTHON_FOLDERS, "pwa/src", suffixes=(".py", ".ts", ".vue", ".css")):
        parts = path.relative_to(root).with_suffix("").parts
        found += [f"{path.relative_to(root)}: named {part}" for part in parts if part.lower() in EMPTY_NAMES]
    return found


def packages_in_tests(root: Path) -> list[str]:
    """`__init__.py` under tests, which would hide the `dispatch` package behind tests/dispatch."""
    return [path.relative_to(root).as_posix() for path in sorted((root / "tests").rglob("__init__.py"))]


def hidden_packages(root: Path) -> list[str]:
    """Folders of Python without `__init__.py`: the import graph and the catalogue of refusals would not see into them."""
    folders = {path.parent for path in files(root, "backend", "dispatch", suffixes=(".py",))}
    # Alembic reads its migrations as files.
    seen_otherwise = {root / "backend" / "migrations" / "versions"}
    return [
        one.relative_to(root).as_posix()
        for one in sorted(folders - seen_otherwise)
        if not (one / "__init__.py").exists()
    ]


def stray_commits(root: Path) -> list[str]:
    """Calls of commit() or rollback() outside the unit of work: one request is one transaction."""
    return [
        f"{name}:{node.lineno} {node.func.attr}()"
        for name, tree in python_files(root, "backend")
        if name != "backend/kernel/unit_of_work.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in {"commit", "rollback"}
    ]


def stray_queries(root: Path) -> list[str]:
    """`select` of SQLAlchemy or SQLModel in a module's file that is not its repository."""
    found = []
    for name, tree in python_files(root, "backend/modules"):
        if "repository" in name:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("sqlalchemy", "sqlmodel")):
                found += [f"{name}:{node.lineno} select" for alias in node.names if alias.name == "select"]
    return found


def stray_sentences(root: Path) -> list[str]:
    """Refusals' sentences written elsewhere than in an errors.py."""
    return [
        f"{name}:{node.lineno} Sentence(…)"
        for name, tree in python_files(root, "backend")
        if not name.endswith("/errors.py")
        for node in ast.walk(tree)
        if _is_call_of(node, "Sentence")
    ]


def _is_call_of(node: ast.AST, name: str) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def careless_models(root: Path) -> list[str]:
    """Models with postponed annotations (SQLModel can't read them) or a relationship that loads by itself."""
    found = []
    for name, tree in python_files(root, "backend/modules"):
        if "models" not in name:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == "__future__":
                found.append(f"{name}:{node.lineno} postponed annotations")
            if _is_call_of(node, "Relationship") and not re.search(r"'lazy': 'raise'|lazy='raise'", ast.unparse(node)):
                found.append(f"{name}:{node.lineno} Relationship without lazy='raise'")
    return found


def impure_dispatch(root: Path) -> list[str]:
    """A clock, the environment or the global random generator in the engine (its command line and stopwatch may)."""
    found = []
    for name, tree in python_files(root, "dispatch"):
        if name in {"dispatch/__main__.py", "dispatch/stopwatch.py"}:
            continue
        for node in ast.walk(tree):
            what = _impurity(node)
            if what:
                found.append(f"{name}:{getattr(node, 'lineno', 0)} {what}")
    return found


def _impurity(node: ast.AST) -> str | None:
    if isinstance(node, ast.Import):
        banned = [alias.name for alias in node.names if alias.name.split(".")[0] in {"os", "time", "secrets", "socket"}]
        return f"import {banned[0]}" if banned else None
    if isinstance(node, ast.ImportFrom):
        if (node.module or "").split(".")[0] in {"os", "time", "secrets", "socket"}:
            return f"from {node.module}"
        shared = [alias.name for alias in node.names if node.module in RANDOM and alias.name not in OWN_RANDOM]
        return f"from {node.module} import {shared[0]}" if shared else None
    if isinstance(node, ast.Attribute):
        owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
        if (owner, node.attr) in CLOCKS or (owner == "random" and node.attr not in OWN_RANDOM):
            return f"{owner}.{node.attr}"
    return None


def skipped_tests(root: Path) -> list[str]:
    """Tests that are switched off, in Python or TypeScript, by themselves or by another: a test runs or it is deleted."""
    off = re.compile(
        r"mark\.(skip|xfail)|pytest\.(skip|xfail|importorskip)\(|\b(it|test|describe)\.(skip|skipIf|runIf|todo|only|fails)\b"
    )
    found = []
    for path in files(root, "tests", "pwa/src", suffixes=(".py", ".ts")):
        if path.name == "source_rules.py":
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if off.search(line):
                found.append(f"{path.relative_to(root)}:{number}")
    return found


def silent_modules(root: Path) -> list[str]:
    """Modules whose `__init__.py` does not say what they own."""
    return [
        name
        for name, tree in python_files(root, "backend/modules")
        if re.fullmatch(r"backend/modules/\w+/__init__\.py", name)
        if "Owns" not in (ast.get_docstring(tree) or "")
    ]


def loose_locks(root: Path) -> list[str]:
    """Lock files that name a host, or hold a package without a hash."""
    found = []
    for path in sorted(root.glob("requirements*.txt")):
        text = path.read_text(encoding="utf-8")
        if re.search(r"://|^--|\bfile:", text, re.M):
            found.append(f"{path.name}: names a host or an index")
        for requirement in re.split(r"\n(?=[A-Za-z0-9])", text):
            if "==" in requirement and "--hash=sha256:" not in requirement:
                found.append(f"{path.name}: {requirement.splitlines()[0]} has no hash")
    return found + _loose_package_lock(root / "pwa" / "package-lock.json")


def _loose_package_lock(path: Path) -> list[str]:
    if not path.exists():
        return []
    found = []
    for name, entry in json.loads(path.read_text(encoding="utf-8"))["packages"].items():
        if "resolved" in entry:
            found.append(f"package-lock.json: {name} names a host")
        if name and not {"link", "inBundle", "integrity"} & set(entry):
            found.append(f"package-lock.json: {name} has no hash")
    return found
