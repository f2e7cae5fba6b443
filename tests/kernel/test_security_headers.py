"""What a page may do is said with every answer, and differs only below the path that needs more."""

from fastapi import FastAPI

from backend.app import PHONE_POLICY, SECURITY_HEADERS
from backend.kernel.security_headers import SecurityHeaders
from tests.asgi_client import AsgiClient

WASM = "'wasm-unsafe-eval'"


def served() -> AsgiClient:
    """Two faces that answer anything."""
    app = FastAPI()
    app.get("/{path:path}")(lambda path: {"path": path})
    app.add_middleware(
        SecurityHeaders, headers=SECURITY_HEADERS, under={"/phone/": {"content-security-policy": PHONE_POLICY}}
    )
    return AsgiClient(app)


def test_only_the_phone_may_start_its_barcode_reader() -> None:
    """WebAssembly is allowed below /phone/ and nowhere else; all other headers are the same."""
    phone, desk = served().get("/phone/assets/reader.js").headers, served().get("/desk/").headers
    assert WASM in phone["content-security-policy"]
    assert WASM not in desk["content-security-policy"]
    assert WASM not in served().get("/t/phone/").headers["content-security-policy"]
    assert {name: phone[name] for name in SECURITY_HEADERS if name != "content-security-policy"} == {
        name: desk[name] for name in SECURITY_HEADERS if name != "content-security-policy"
    }
