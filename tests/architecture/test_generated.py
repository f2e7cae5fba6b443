"""Generated files are committed and fresh: `make types` changes nothing."""

import subprocess
from pathlib import Path

import pytest

from backend import cli

ROOT = Path(__file__).parent.parent.parent
DOCUMENT = ROOT / "docs" / "api" / "openapi.json"
CLIENT = ROOT / "pwa" / "src" / "shared" / "api" / "schema.gen.ts"


def client_of(document: Path, target: Path) -> str:
    """The TypeScript types that openapi-typescript makes from a document, as `npm run types` does."""
    command = [".make/npm", "exec", "--", "openapi-typescript", str(document), "--output", str(target), "--alphabetize"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return target.read_text(encoding="utf-8")


def test_the_openapi_document_is_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["openapi"]) == 0
    assert capsys.readouterr().out == DOCUMENT.read_text(encoding="utf-8"), "the API has changed: run `make types`"


def test_the_typescript_client_is_fresh(tmp_path: Path) -> None:
    made = client_of(DOCUMENT, tmp_path / "schema.gen.ts")
    assert made == CLIENT.read_text(encoding="utf-8"), "the client is older than the document: run `make types`"


def test_another_document_gives_another_client(tmp_path: Path) -> None:
    changed = DOCUMENT.read_text(encoding="utf-8").replace('"/health"', '"/healthy"')
    (tmp_path / "openapi.json").write_text(changed, encoding="utf-8")
    made = client_of(tmp_path / "openapi.json", tmp_path / "schema.gen.ts")
    assert made != CLIENT.read_text(encoding="utf-8")
