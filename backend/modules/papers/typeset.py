"""Typesetting: a template, its data and its pictures become a PDF, or PNG pages for looking at."""

import io
import json
import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import segno
import typst

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _fonts() -> typst.Fonts:
    # Reading eight megabytes of glyphs once a process, not once a paper.
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(pylopdf_fonts_zh_cn.sans_path().parent)],
    )


def typeset(template: str, data: Mapping[str, Any], files: Mapping[str, bytes] | None = None) -> bytes:
    """The PDF of `templates/<template>.typ`; `files` are pictures and attachments by the names that `data` uses."""
    made = _compile(template, data, files or {}, format="pdf")
    assert isinstance(made, bytes)
    return made


def pictures_of(
    template: str, data: Mapping[str, Any], files: Mapping[str, bytes] | None = None, *, dots_per_inch: int
) -> list[bytes]:
    """Each page as a PNG, as a printer of that resolution would put it on paper."""
    made = _compile(template, data, files or {}, format="png", ppi=float(dots_per_inch))
    return made if isinstance(made, list) else [made]


def _compile(template: str, data: Mapping[str, Any], files: Mapping[str, bytes], **how: Any) -> bytes | list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for source in TEMPLATES.glob("*.typ"):
            shutil.copy(source, root)
        for name, content in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        compiler = typst.Compiler(str(root / f"{template}.typ"), root=folder, font_paths=_fonts())
        made = compiler.compile(**how)
    assert made is not None
    return made


def qr_svg(text: str) -> bytes:
    """A QR code with the white border that scanners need."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue()
