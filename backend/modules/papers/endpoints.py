"""HTTP: papers as PDF for the office, the phone and, by the private link, the customer; the key of the seal."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from backend.kernel.actor import CUSTOMER
from backend.kernel.errors import Refusal
from backend.kernel.events import Event
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow
from backend.modules.papers import labels, overview, seal, slips
from backend.modules.papers import schemas as wire
from backend.modules.papers.around_visit import require_visit
from backend.modules.papers.errors import NO_WORK_YET
from backend.modules.papers.events import EvidenceExported, PaperPrinted
from backend.modules.papers.evidence_pack import Pack, evidence_pack, facts_of
from backend.modules.papers.frame import Paper
from backend.modules.papers.kept_packs import in_turn, kept_or_made
from backend.modules.papers.service_sheet import service_sheet
from backend.modules.papers.typeset import typeset
from backend.modules.papers.words import Lang
from backend.modules.work_orders import public as work_orders

router = APIRouter(tags=["papers"])
PDF = "application/pdf"
AS_PDF: dict[int | str, dict[str, Any]] = {200: {"content": {PDF: {"schema": {"type": "string", "format": "binary"}}}}}
Id = Annotated[str, Path(max_length=36)]
DONE = frozenset({"completed", "closed"})
# Names and addresses stand on papers: no cache between here and the reader may keep them.
PRIVATE = {"cache-control": "no-store", "referrer-policy": "no-referrer", "x-robots-tag": "noindex, nofollow"}


@router.get("/api/papers/orders/{order_id}")
def papers_of_order(order_id: Id, work: Annotated[UnitOfWork, allow("orders.read")]) -> wire.OrderPapersOut:
    """What can be printed of an order, and whether its chains of evidence held."""
    return overview.order_papers(work, order_id)


@router.get("/api/papers/visits/{visit_id}/sheet.pdf", response_class=Response, responses=AS_PDF)
def sheet(
    visit_id: Id, request: Request, work: Annotated[UnitOfWork, allow("papers.print")], lang: Lang = "zh"
) -> Response:
    """《安装任务派工单》 or 《维修服务单》: blank before the work, filled in afterwards."""
    paper = service_sheet(work, visit_id, lang)
    visit = work_orders.visit(work, visit_id)
    return _printed(request, work, paper, "sheet", f"order:{visit.order_id}", visit.centre_id, visit.no, lang)


@router.get("/api/papers/visits/{visit_id}/labels.pdf", response_class=Response, responses=AS_PDF)
def labels_of_visit(
    visit_id: Id, request: Request, work: Annotated[UnitOfWork, allow("papers.print")], lang: Lang = "zh"
) -> Response:
    """The return labels of everything that a visit took out."""
    visit = require_visit(work, visit_id)
    paper = labels.return_labels(work, labels.labels_of_visit(work, visit_id), lang)
    return _printed(request, work, paper, "labels", f"order:{visit.order_id}", visit.centre_id, visit.no, lang)


@router.get("/api/papers/return-labels.pdf", response_class=Response, responses=AS_PDF)
def return_labels(
    request: Request,
    work: Annotated[UnitOfWork, allow("removed.label")],
    id: Annotated[list[str], Query(min_length=1, max_length=labels.MOST)],  # noqa: A002 - the name in the address
    lang: Lang = "zh",
) -> Response:
    """The return labels (60 × 40 mm) of these removed parts, one a page."""
    paper = labels.return_labels(work, id, lang)
    return _printed(request, work, paper, "labels", f"removed:{id[0]}", None, paper.plain_name, lang)


@router.get("/api/papers/stock/{paper_id}/slip.pdf", response_class=Response, responses=AS_PDF)
def slip(
    paper_id: Id, request: Request, work: Annotated[UnitOfWork, allow("stock.read")], lang: Lang = "zh"
) -> Response:
    """领料单 or 退料单 of one of the keeper's papers."""
    paper, told = slips.stock_slip(work, paper_id, lang)
    return _printed(request, work, paper, "slip", f"stock_paper:{told.id}", told.centre_id, told.no, lang)


@router.get("/api/papers/orders/{order_id}/evidence.pdf", response_class=Response, responses=AS_PDF)
def evidence(
    order_id: Id,
    request: Request,
    work: Annotated[UnitOfWork, allow("papers.evidence")],
    lang: Lang = "zh",
    item_id: Annotated[str | None, Query(max_length=36)] = None,
) -> Response:
    """The evidence pack of an order, or of one vehicle of it; the export is logged (R27, R37)."""
    order = work_orders.order(work, order_id)
    work.actor.require_centre(order.centre_id)
    pack = evidence_pack(work, order, lang, item_id)
    return _exported(request, work, pack, lang)


@router.get("/t/{token}/evidence.pdf", include_in_schema=False, response_class=Response)
def evidence_for_the_customer(token: str, request: Request, lang: Lang = "zh") -> Response:
    """The same by the customer's private link, once the work is done; made anew only when something has changed."""
    house = request.app.state.house
    with house.units.read(CUSTOMER) as look:
        order_id = house.order_behind_link(look, token)
    with in_turn(), house.units.read(CUSTOMER) as work:
        order = work_orders.order(work, order_id)
        if order.state not in DONE:
            raise Refusal(NO_WORK_YET)
        return _exported(request, work, kept_or_made(work, facts_of(work, order, lang)), lang)


@router.get("/.well-known/paigong-evidence.json", include_in_schema=False)
def key(request: Request) -> wire.KeyOut:
    """The public key of the seal, for whoever checks a pack: it is no secret."""
    ports = request.app.state.house.units.ports
    return wire.KeyOut(
        algorithm="Ed25519", public_key=seal.public_key(ports).hex(), fingerprint=seal.fingerprint(ports)
    )


def _exported(request: Request, work: UnitOfWork, pack: Pack, lang: Lang) -> Response:
    order = pack.order
    fact = EvidenceExported(
        order_id=order.id, centre_id=order.centre_id, order_no=order.no, pictures=pack.pictures,
        manifest_sha256=pack.manifest_sha256, lang=lang,
    )  # fmt: skip
    return _logged(request, work, pack.content, pack.name, pack.plain_name, fact)


def _printed(
    request: Request, work: UnitOfWork, paper: Paper, what: str, about: str, centre_id: str | None, no: str, lang: Lang
) -> Response:
    content = typeset(paper.template, paper.data, paper.files)
    fact = PaperPrinted(paper=what, about=about, centre_id=centre_id, number=no, lang=lang)
    return _logged(request, work, content, paper.name, paper.plain_name, fact)


def _logged(request: Request, work: UnitOfWork, content: bytes, name: str, plain_name: str, fact: Event) -> Response:
    # Reading is done on a connection that can't write; the log of what left the app has a transaction of its own.
    with request.app.state.house.units.write(work.actor) as log:
        log.record(fact)
    disposition = f"inline; filename=\"{plain_name}\"; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=PDF, headers={"content-disposition": disposition, **PRIVATE})
