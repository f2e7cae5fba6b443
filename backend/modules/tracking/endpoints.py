"""HTTP: the page itself (no account, the token is the key), and the link for the desk."""

import base64
import hashlib
from collections.abc import Callable, Mapping
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
from backend.modules.tracking import extras, links, service, signing
from backend.modules.tracking.words import WORDS, say
from backend.modules.work_orders import public as work_orders

router = APIRouter(tags=["tracking"])
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=select_autoescape(), trim_blocks=True,
    lstrip_blocks=True,
)  # fmt: skip
# Nobody else may keep or index a page that one customer's secret opens, nor learn the link from a Referer.
PAD = (Path(__file__).parent / "templates" / "sign.js").read_text(encoding="utf-8").strip()
PRIVATE = {"cache-control": "no-store", "referrer-policy": "no-referrer", "x-robots-tag": "noindex, nofollow"}
# The one script of the page is the pad, in the page itself: a file of its own would be another trip over a slow network.
_DIGEST = base64.b64encode(hashlib.sha256(PAD.encode()).digest()).decode()
SIGNING_POLICY = {
    "content-security-policy": "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    f"script-src 'sha256-{_DIGEST}'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
}


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
    policy = SIGNING_POLICY if page.signing else {}
    return _render("track.html", language, policy=policy, page=page, sent=sent[:20], token=token, pad=PAD)


@router.post("/t/{token}/rating", include_in_schema=False, response_model=None)
def rate(
    token: str,
    request: Request,
    score: Annotated[str, Form()] = "",
    comment: Annotated[str, Form()] = "",
    lang: Annotated[str, Form()] = "",
) -> HTMLResponse | RedirectResponse:
    """Take the rating and show the page again."""
    stars = int(score) if score.isdecimal() and len(score) < 3 else None
    return _taken(request, token, lang, lambda work, _: service.rate(work, token, stars, comment))


@router.post("/t/{token}/complaint", include_in_schema=False, response_model=None)
def complain(
    token: str, request: Request, text: Annotated[str, Form()] = "", lang: Annotated[str, Form()] = ""
) -> HTMLResponse | RedirectResponse:
    """Open a complaint and show the page again with its number."""
    return _taken(request, token, lang, lambda work, _: service.complain(work, token, text))


@router.post("/t/{token}/signature", include_in_schema=False, response_model=None)
def sign(
    token: str,
    request: Request,
    visit: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    drawing: Annotated[str, Form()] = "",
    confirm: Annotated[str, Form()] = "",
    lang: Annotated[str, Form()] = "",
) -> HTMLResponse | RedirectResponse:
    """Take the signature of a customer who was away, and show the page again (R37)."""
    confirmed = confirm == "1"
    return _taken(
        request, token, lang,
        lambda work, language: signing.sign(work, token, visit[:36], name, drawing, confirmed, language), "signed",
    )  # fmt: skip


@router.post("/t/{token}/signature/decline", include_in_schema=False, response_model=None)
def decline_to_sign(
    token: str,
    request: Request,
    visit: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
    lang: Annotated[str, Form()] = "",
) -> HTMLResponse | RedirectResponse:
    """The customer will not sign and says why."""
    return _taken(request, token, lang, lambda work, _: signing.decline(work, token, visit[:36], reason), "declined")


@router.post("/t/{token}/extra", include_in_schema=False, response_model=None)
def answer_extra(
    token: str,
    request: Request,
    extra: Annotated[str, Form()] = "",
    answer: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
    lang: Annotated[str, Form()] = "",
) -> HTMLResponse | RedirectResponse:
    """The customer agrees to extra work, or not (R17)."""
    return _taken(
        request, token, lang, lambda work, _: extras.answer(work, token, extra[:36], answer, reason), "extra_done"
    )


def _taken(
    request: Request, token: str, lang: str, act: Callable[[UnitOfWork, str], str | None], sent: str = ""
) -> HTMLResponse | RedirectResponse:
    """Do what the customer sent and show the page again; `sent`, or what `act` answers, says what was done."""
    language = _language(lang, "")
    try:
        with request.app.state.house.units.write() as work:
            told = act(work, language) or sent
    except Refusal as refusal:
        return _refused(refusal, language, token)
    return RedirectResponse(f"/t/{token}?lang={language}" + (f"&sent={told}" if told else ""), 303, PRIVATE)


def _language(asked: str, accepted: str) -> str:
    if asked in WORDS:
        return asked
    return "en" if accepted.lower().startswith("en") else "zh"


def _refused(refusal: Refusal, lang: str, token: str) -> HTMLResponse:
    message = refusal.as_wire()["message"][lang]
    return _render("gone.html", lang, status=refusal.sentence.status, page=None, message=message, token=token)


def _render(
    name: str, lang: str, status: int = 200, policy: Mapping[str, str] | None = None, **values: object
) -> HTMLResponse:
    def words(key: str, **params: object) -> str:
        return say(lang, key, **params)

    html = TEMPLATES.get_template(name).render(lang=lang, say=words, **values)
    return HTMLResponse(html, status_code=status, headers={**PRIVATE, **(policy or {})})
