"""The HTTP application: routers of every module, one way to answer errors, the built faces as static files."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse, RedirectResponse
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from backend.kernel import errors, invalid_input
from backend.kernel.body_limit import BodyLimit, too_large
from backend.kernel.errors import Refusal
from backend.kernel.jobs import Ticker
from backend.kernel.observability import RequestLog
from backend.kernel.security_headers import SecurityHeaders
from backend.kernel.weak_lines import PackedBelow
from backend.wiring import JOBS, ROUTERS, House, at_start

log = structlog.get_logger()
DIST = Path(__file__).parent.parent / "pwa" / "dist"
# The largest thing that comes in is a photo of 15 MB; nothing larger is read, whoever sends it.
MOST_MEGABYTES = 16
SECURITY_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "content-security-policy": "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'",
}
# The phone's reader of barcodes is WebAssembly; no other page may start any.
PHONE_POLICY = SECURITY_HEADERS["content-security-policy"].replace(
    "script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"
)


class Assets(StaticFiles):
    """Files whose names carry a hash of what is in them: no browser needs to ask for one a second time."""

    def file_response(self, *args: Any, **more: Any) -> Response:
        """The file, to be kept for a year."""
        response = super().file_response(*args, **more)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def product_version() -> str:
    """The installed version."""
    try:
        return version("paigong")
    except PackageNotFoundError:
        return "0.1.0"


def create_app(house: House, *, background: bool = True) -> FastAPI:
    """The application over a house. `background` also runs the courier and the timed jobs in this process."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        ticker = Ticker(house.units, JOBS, house.settings.tick_seconds)
        if background:
            at_start(house)
            house.courier.start()
            ticker.start()
        yield
        if background:
            ticker.stop()
            house.courier.stop()
        house.units.database.close()

    app = FastAPI(
        title="Paigong 派工",
        version=product_version(),
        lifespan=lifespan,
        openapi_url="/api/openapi.json",
        docs_url=None,  # the framework's own pages load scripts from a foreign host, which the policy below forbids
        redoc_url=None,
    )
    app.state.house = house
    for router in ROUTERS:
        app.include_router(router)

    _serve_health(app)
    _answer_errors(app)
    _answer_faults(app)
    _serve_faces(app)
    app.add_middleware(
        SecurityHeaders, headers=SECURITY_HEADERS, under={"/phone/": {"content-security-policy": PHONE_POLICY}}
    )
    app.add_middleware(PackedBelow, start="/api/phone/")
    app.add_middleware(BodyLimit, megabytes=MOST_MEGABYTES)
    app.add_middleware(RequestLog)
    return app


def _serve_health(app: FastAPI) -> None:
    @app.get("/health", tags=["health"])
    def health(request: Request) -> dict[str, str]:
        """Ready: the database answers."""
        with request.app.state.house.units.read() as work:
            work.session.connection()
            platform = work.ports.gps_platform
            return {
                "status": "ok",
                "version": product_version(),
                "travel": work.ports.travel,
                "gps_platform": platform.state if platform else "none",
            }


def _answer_errors(app: FastAPI) -> None:
    @app.exception_handler(Refusal)
    def refused(_: Request, refusal: Refusal) -> JSONResponse:
        headers = {"retry-after": "5"} if refusal.sentence.status == 503 else None
        return JSONResponse(refusal.as_wire(), status_code=refusal.sentence.status, headers=headers)

    @app.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        return JSONResponse(invalid_input.body_of(error.errors()), status_code=422)

    @app.exception_handler(HTTPException)
    def http_error(_: Request, error: HTTPException) -> JSONResponse:
        if error.status_code == 413:
            return too_large(MOST_MEGABYTES)
        known = {404: errors.NOT_FOUND, 405: errors.METHOD_NOT_ALLOWED}
        sentence = known.get(error.status_code, errors.BAD_JSON)
        return JSONResponse(Refusal(sentence).as_wire(), status_code=error.status_code)


def _answer_faults(app: FastAPI) -> None:
    @app.exception_handler(PoolTimeout)
    @app.exception_handler(InterfaceError)
    @app.exception_handler(OperationalError)
    def database_away(_: Request, error: Exception) -> JSONResponse:
        log.error("database_away", error=repr(error))
        return JSONResponse(Refusal(errors.BUSY).as_wire(), status_code=503, headers={"retry-after": "5"})

    @app.exception_handler(IntegrityError)
    def taken_meanwhile(_: Request, error: Exception) -> JSONResponse:
        # Two people at the same moment, and the second met the first one's row; looked at again it is refused in words.
        log.warning("taken_meanwhile", error=repr(error))
        return JSONResponse(Refusal(errors.CHANGED_MEANWHILE).as_wire(), status_code=409)

    @app.exception_handler(DataError)
    @app.exception_handler(OverflowError)
    def does_not_fit(_: Request, error: Exception) -> JSONResponse:
        # A zero byte, or a number past 64 bits: the input's fault; the transaction has been rolled back.
        log.warning("value_does_not_fit", error=repr(error))
        return JSONResponse(Refusal(errors.BAD_JSON).as_wire(), status_code=errors.BAD_JSON.status)

    @app.exception_handler(Exception)
    def broken(_: Request, error: Exception) -> JSONResponse:
        log.error("internal_error", exc_info=error)
        return JSONResponse(Refusal(errors.BROKEN).as_wire(), status_code=500)


def _serve_faces(app: FastAPI) -> None:
    """The desk and the phone face; each is one page whose paths the browser resolves."""

    @app.get("/", include_in_schema=False)
    def home() -> RedirectResponse:
        return RedirectResponse("/desk/")

    for face in ("desk", "phone"):
        _serve_face(app, face, DIST / face)


def _serve_face(app: FastAPI, face: str, folder: Path) -> None:
    if (folder / "assets").is_dir():
        assets = GZipMiddleware(Assets(directory=folder / "assets"), minimum_size=1024)
        app.mount(f"/{face}/assets", assets, name=f"{face}-assets")

    @app.get(f"/{face}/{{path:path}}", include_in_schema=False)
    def page(path: str) -> Any:
        wanted = (folder / path).resolve()
        if path and wanted.is_file() and wanted.is_relative_to(folder.resolve()):
            return FileResponse(wanted, headers={"cache-control": "no-cache"})
        if not (folder / "index.html").is_file():
            return JSONResponse(Refusal(errors.NOT_FOUND).as_wire(), status_code=404)
        return FileResponse(folder / "index.html", headers={"cache-control": "no-cache"})
