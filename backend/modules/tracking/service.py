"""The customer's page: gathers what it may show (R28), takes a rating or a complaint."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from backend.kernel.actor import CUSTOMER
from backend.kernel.errors import Refusal
from backend.kernel.money import yuan
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.complaints import public as complaints
from backend.modules.customers import public as customers
from backend.modules.technicians import public as technicians
from backend.modules.tracking import extras, links, repository, signing, story
from backend.modules.tracking.errors import ALREADY_RATED, BAD_RATING, NOT_DONE_YET, SAY_WHAT
from backend.modules.tracking.events import CustomerComplained, CustomerRated
from backend.modules.tracking.models import RatingRow
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.public import OrderView, VisitView

ON_THE_ROAD = frozenset({"en_route", "on_site", "working"})
OVER = frozenset({"completed", "failed", "suspended"})


@dataclass(frozen=True)
class Plate:
    """A plate as it is drawn."""

    text: str
    colour: str


@dataclass(frozen=True)
class Page:
    """What the template needs."""

    lang: str
    company: str
    centre: str
    order_no: str
    kind: str
    man: str
    plates: tuple[Plate, ...]
    vehicle_count: int
    fee: str | None
    rated: int | None
    evidence: bool
    signing: signing.Signing | None
    extras: tuple[extras.Extra, ...]
    story: story.Story


def page(work: UnitOfWork, token: str, lang: str) -> Page:
    """The page behind a token."""
    order = work_orders.order(work, links.order_behind(work, token))
    visit = _visit_to_show(work, order)
    to_sign, asked_of = work_orders.visit_to_sign(work, order.id) or (None, "")
    if to_sign is not None and (visit is None or visit.state in OVER):
        visit = to_sign  # nobody is coming: what is told is of whoever is to be signed for
    facts = _facts(work, order, visit, to_sign=visit is not None and visit == to_sign)
    centre = auth.centre(work, order.centre_id)
    items = work_orders.items(work, order.id)
    vehicles = customers.vehicles(work, [item.vehicle_id for item in items[:2]])
    return Page(
        lang=lang,
        company=work.ports.settings.company_name,
        centre=centre.name_zh if lang == "zh" else centre.name_en,
        order_no=order.no,
        kind=order.kind,
        man=facts.man,
        plates=tuple(Plate(one.plate, one.plate_colour) for one in vehicles.values() if one.plate),
        vehicle_count=len(items),
        fee=None if visit is None or visit.fees_total_fen is None else yuan(visit.fees_total_fen),
        rated=facts.rated,
        evidence=order.state in {"completed", "closed"} and visit is not None and visit.arrived_at is not None,
        signing=signing.signing(work, to_sign, asked_of or order.contact_name, lang) if to_sign else None,
        extras=extras.extras(work, order.id, lang),
        story=story.tell(facts, lang),
    )


def rate(work: UnitOfWork, token: str, score: int | None, comment: str) -> None:
    """Take a rating of 1 to 5, once, after the work is done."""
    order = work_orders.order(work, links.order_behind(work, token))
    if score is None or not 1 <= score <= 5:
        raise Refusal(BAD_RATING, field="score")
    if order.state not in {"completed", "closed"}:
        raise Refusal(NOT_DONE_YET)
    if repository.rating_of(work.session, order.id) is not None:
        raise Refusal(ALREADY_RATED)
    visit = _visit_to_show(work, order)
    work.session.add(
        RatingRow(
            order_id=order.id,
            technician_id=visit.technician_id if visit else None,
            score=score,
            comment=comment.strip()[:500],
            at=work.now,
        )
    )
    work.actor = CUSTOMER
    work.record(CustomerRated(order_id=order.id, centre_id=order.centre_id, score=score, comment=comment.strip()[:500]))


def complain(work: UnitOfWork, token: str, text: str) -> str:
    """Open a complaint from the page; returns its number."""
    order = work_orders.order(work, links.order_behind(work, token))
    if not text.strip():
        raise Refusal(SAY_WHAT, field="text")
    work.actor = CUSTOMER
    opened = complaints.open_complaint(
        work,
        order_id=order.id,
        customer_id=order.customer_id,
        centre_id=order.centre_id,
        text=text.strip()[:1000],
        source="tracking",
    )
    work.record(CustomerComplained(order_id=order.id, centre_id=order.centre_id, complaint_id=opened.id))
    return opened.no


def _visit_to_show(work: UnitOfWork, order: OrderView) -> VisitView | None:
    """The visit under way, else the last one that was not taken back; of a crew the lead's (R35)."""
    visits = [one for one in work_orders.visits_of(work, order.id) if one.state not in {"declined", "cancelled"}]
    under_way = [one for one in visits if one.state not in OVER]

    def lead_and_latest(one: VisitView) -> tuple[bool, datetime]:
        return one.lead_visit_id is None, one.dispatched_at or one.planned_start

    return max(under_way or visits, key=lead_and_latest, default=None)


def _facts(work: UnitOfWork, order: OrderView, visit: VisitView | None, *, to_sign: bool = False) -> story.Facts:
    centre = auth.centre(work, order.centre_id)
    site = customers.site(work, order.site_id) if order.site_id else None
    man = technicians.technician(work, visit.technician_id) if visit else None
    rating = repository.rating_of(work.session, order.id)
    return story.Facts(
        kind=order.kind,
        order_state=order.state,
        visit_state=visit.state if visit else None,
        now=work.now,
        zone=ZoneInfo(centre.time_zone),
        created_at=order.created_at,
        man=man.called if man else "",
        man_phone=man.phone if man else "",
        centre_phone=centre.phone,
        window=(visit.window_start, visit.window_end) if visit else None,
        sent_at=visit.dispatched_at if visit else None,
        set_off_at=visit.set_off_at if visit else None,
        arrived_at=visit.arrived_at if visit else None,
        done_at=_done_at(order, visit),
        man_at=_point(visit.last_lat, visit.last_lng) if visit and visit.state in ON_THE_ROAD else None,
        site_at=_point(site.lat, site.lng) if site else None,
        rated=rating.score if rating else None,
        to_sign=to_sign,
        awaits_proof=any(one.platform_verdict == "waiting" for one in work_orders.items(work, order.id)),
    )


def _done_at(order: OrderView, visit: VisitView | None) -> datetime | None:
    if order.state not in {"completed", "closed"}:
        return None
    return order.completed_at or (visit.completed_at if visit else None)


def _point(lat: float | None, lng: float | None) -> tuple[float, float] | None:
    return None if lat is None or lng is None else (lat, lng)
