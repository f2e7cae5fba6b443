"""HTTP: the page itself (no account, the token is the key), and the link for the desk."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, select_autoescape
from pydantic import BaseModel, ConfigDict

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow
from backend.modules.tracking import links, service
from backend.modules.tracking.words import WORDS, say
from backend.modules.work_orders import public as work_orders

router = APIRouter(tags=["tracking"])
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=select_autoescape(), trim_blocks=True,
    lstrip_blocks=True,
)  # fmt: skip
# Nobody else may keep or index a page that one customer's secret opens, nor learn the link from a Referer.
PRIVATE = {"cache-control": "no-store", "referrer-policy": "no-referrer", "x-robots-tag": "noindex, nofollow"}


class LinkOut(BaseModel):
    """The private link of an order."""

    model_config = ConfigDict(extra="forbid")
    url: str
    expires_at: datetime | None


@router.get("/api/orders/{order_id}/tracking-link")
def tracking_link(order_id: str, work: Annotated[UnitOfWork, allow("tracking.link")]) -> LinkOut:
    """The link to read out or send again (R4)."""
    order = work_orders.order(work, order_id)
    work.actor.require_centre(order.centre_id)
    row = links.link_of(work, order_id)
    return LinkOut(url=links.url_of(work, order_id), expires_at=row.expires_at if row else None)


@router.get("/t/{token:path}", response_class=HTMLResponse, include_in_schema=False)
def show(token: str, request: Request, lang: str = "", sent: str = "") -> HTMLResponse:
    """The customer's page."""
    language = _language(lang, request.headers.get("accept-language", ""))
    try:
        with request.app.state.house.units.read() as work:
            page = service.page(work, token, language)
    except Refusal:
        return _render("gone.html", language, status=404, page=None)
    return _render("track.html", language, page=page, sent=sent[:20], token=token)


@router.post("/t/{token}/rating", include_in_schema=False, response_model=None)
def rate(
    token: str,
    request: Request,
    score: Annotated[str, Form()] = "",
    comment: Annotated[str, Form()] = "",
    lang: Annotated[str, Form()] = "",
) -> HTMLResponse | RedirectResponse:
    """Take the rating and show the page again."""
    language = _language(lang, "")
    try:
        with request.app.state.house.units.write() as work:
            service.rate(work, token, int(score) if score.isdecimal() and len(score) < 3 else None, comment)
    except Refusal as refusal:
        return _refused(refusal, language, token)
    return RedirectResponse(f"/t/{token}?lang={language}", status_code=303, headers=PRIVATE)


@router.post("/t/{token}/complaint", include_in_schema=False, response_model=None)
def complain(
    token: str, request: Request, text: Annotated[str, Form()] = "", lang: Annotated[str, Form()] = ""
) -> HTMLResponse | RedirectResponse:
    """Open a complaint and show the page again with its number."""
    language = _language(lang, "")
    try:
        with request.app.state.house.units.write() as work:
            number = service.complain(work, token, text)
    except Refusal as refusal:
        return _refused(refusal, language, token)
    return RedirectResponse(f"/t/{token}?lang={language}&sent={number}", status_code=303, headers=PRIVATE)


def _language(asked: str, accepted: str) -> str:
    if asked in WORDS:
        return asked
    return "en" if accepted.lower().startswith("en") else "zh"


def _refused(refusal: Refusal, lang: str, token: str) -> HTMLResponse:
    message = refusal.as_wire()["message"][lang]
    return _render("gone.html", lang, status=refusal.sentence.status, page=None, message=message, token=token)


def _render(name: str, lang: str, status: int = 200, **values: object) -> HTMLResponse:
    def words(key: str, **params: object) -> str:
        return say(lang, key, **params)

    html = TEMPLATES.get_template(name).render(lang=lang, say=words, **values)
    return HTMLResponse(html, status_code=status, headers=PRIVATE)
