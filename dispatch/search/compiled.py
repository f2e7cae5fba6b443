"""How the search's inner loops are compiled: without the interpreter's lock, and kept on disk.

Numba looks only at the file of the function it loads from its cache, so a change in a file that
this function calls would go unnoticed. The folder of the cache is therefore named after the content
of all files of the search.
"""

import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numba
from numba.core import types
from numba.extending import intrinsic

Function = TypeVar("Function", bound=Callable[..., Any])

_HERE = Path(__file__).parent


def _cache() -> Path:
    content = hashlib.sha256(numba.__version__.encode())
    for file in sorted(_HERE.glob("*.py")):
        content.update(file.read_bytes())
    name = f"search-{content.hexdigest()[:16]}"
    try:
        folder = _HERE / "__pycache__" / name
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # Installed where this user may not write
        folder = Path(tempfile.gettempdir()) / name
    return folder


numba.config.CACHE_DIR = str(_cache())  # type: ignore[attr-defined]

# No counting of references: what compiled code works on is kept alive by its callers, and it makes nothing
_njit: Any = numba.njit
_compile: Callable[..., Any] = _njit(cache=True, nogil=True, error_model="numpy", _nrt=False, no_cfunc_wrapper=True)


def jit(function: Function) -> Function:
    """Compile `function` at its first call; the type checker sees the plain one."""
    compiled: Function = _compile(function)
    return compiled


def _apart(_context: Any) -> Any:
    def generate(context: Any, builder: Any, _signature: Any, _arguments: Any) -> Any:
        builder.function.attributes.add("noinline")
        return context.get_dummy_value()

    return types.none(), generate


# First line of a function that stays a function of its own, however often it is called: the compiler
# would copy the larger ones into each caller, and take twice as long
_intrinsic: Any = intrinsic
apart: Callable[[], None] = _intrinsic(_apart)
