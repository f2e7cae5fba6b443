"""HTTP: what the platform has shown, for the office and the phone; the rules; rework suggestions; the platform's events."""

import hmac
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from datetime import timedelta
from typing import Annotated, Literal

import structlog
from fastapi import APIRouter, Header, Path, Query, Request

from backend.gps_platform import UnreadableEvent, event_reader
from backend.kernel.errors import NOT_FOUND, Refusal
from backend.kernel.pagination import MAX_LIMIT, Page, cut_page, decode_cursor
from backend.kernel.unit_of_work import UnitOfWork, UnitsOfWork
from backend.modules.auth.public import allow
from backend.modules.proof import asking, deciding, policies, repository, views, watching
from backend.modules.proof import schemas as wire
from backend.modules.proof.errors import BAD_EVENT, BAD_SECRET, NEEDS_ONLINE, NOT_LISTENING, UNKNOWN_CHECK
from backend.modules.proof.events import ProofRuleChanged
from backend.modules.proof.lifecycle import OPEN
from backend.modules.proof.models import ProofRow, ProofRuleRow
from backend.modules.proof.rules import ANY, CHECKS, default_rules
from backend.modules.work_orders import public as work_orders

log = structlog.get_logger()
router = APIRouter(prefix="/api", tags=["proof"])
Id = Annotated[str, Path(max_length=36)]
Cursor = Annotated[str | None, Query(max_length=300)]
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]
Read = Annotated[UnitOfWork, allow("proofs.read")]
RECENT = timedelta(days=7)
# Somebody waits for the answer with the phone in his hand; what takes longer is written down when it comes.
PATIENCE_SECONDS = 4.0
MOST_EVENT_BYTES = 64 * 1024
_asking_now = ThreadPoolExecutor(max_workers=4, thread_name_prefix="proof-now")
LISTS: dict[str, tuple[str, ...]] = {
    "waiting": ("waiting",), "not_checked": ("not_checked",), "given_up": ("given_up",), "failed": ("failed",),
    "passed": ("passed",),
}  # fmt: skip


@router.get("/proofs")
def list_proofs(
    work: Read,
    state: Literal["waiting", "not_checked", "given_up", "failed", "passed"] = "waiting",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[wire.ProofLineOut]:
    """Proofs of the centres in scope: what is open oldest first, what is decided newest first."""
    rows = repository.page(work.session, work.actor.scope, LISTS[state], decode_cursor(cursor, 1), limit)
    kept, following = cut_page(rows, limit, lambda row: (row.id,))
    return Page(items=views.lines(work, kept), next=following)


@router.get("/proofs/counts")
def count_proofs(work: Read) -> wire.CountsOut:
    """How many there are of each."""
    found = repository.counts(work.session, work.actor.scope, work.now - RECENT)
    return wire.CountsOut(
        **{state: found.get(state, 0) for state in LISTS},
        rework=repository.open_reworks(work.session, work.actor.scope),
    )


@router.get("/orders/{order_id}/proofs")
def proofs_of_order(order_id: Id, work: Read) -> wire.ProofsOut:
    """Every proof of an order with all answers."""
    work.actor.require_centre(work_orders.order(work, order_id).centre_id)
    return wire.ProofsOut(items=views.details(work, repository.of_order(work.session, order_id)))


@router.get("/vehicles/{vehicle_id}/proof")
def proof_of_vehicle(vehicle_id: Id, work: Read, request: Request) -> wire.VehicleProofOut:
    """The last proof of a vehicle."""
    request.app.state.house.require_vehicle(work, vehicle_id)
    row = repository.newest_of_vehicle(work.session, vehicle_id, work.actor.scope)
    return wire.VehicleProofOut(proof=views.brief(row) if row else None)


@router.post("/proofs/{proof_id}/recheck")
def recheck(proof_id: Id, work: Annotated[UnitOfWork, allow("proofs.recheck")]) -> wire.ProofDetailOut:
    """Ask the platform again at the next tick; what is proven stays so."""
    row = deciding.claim(work, proof_id)
    if row.state != "passed" and work.ports.gps_platform is not None:
        deciding.wake(work, row)
    return views.detail(work, row)


@router.post("/proofs/{proof_id}/settle")
def settle(
    proof_id: Id, body: wire.SettleIn, work: Annotated[UnitOfWork, allow("proofs.settle")]
) -> wire.ProofDetailOut:
    """Decide by hand, with a reason."""
    row = deciding.settle_by_hand(work, proof_id, passed=body.passed, reason=body.reason, version=body.version)
    return views.detail(work, row)


@router.get("/proof-rules")
def list_rules(work: Read) -> wire.RulesOut:
    """What each family needs, and the checks there are."""
    known = repository.rules(work.session) or {row.family: row for row in default_rules()}
    return wire.RulesOut(
        items=[_rule(row, work) for _, row in sorted(known.items())],
        families=[
            wire.FamilyOut(family=code, name_zh=one.name_zh, name_en=one.name_en)
            for code, one in work_orders.families(work).items()
            if code not in known
        ],
        checks=views.checks([policies.Check(code, "not_checked").as_json() for code in CHECKS]),
        call_wait_hours=round(work_orders.proof_wait(work) / timedelta(hours=1)),
    )


@router.put("/proof-wait")
def put_call_wait(body: wire.CallWaitPut, work: Annotated[UnitOfWork, allow("proofs.rules")]) -> wire.CallWaitPut:
    """Alter how long the call after the work waits for its proof; then the customer is called all the same."""
    work_orders.set_proof_wait(work, timedelta(hours=body.hours))
    work.record(ProofRuleChanged(family=ANY, changed={"call_wait_hours": body.hours}))
    return body


@router.put("/proof-rules/{family}")
def put_rule(
    family: Annotated[str, Path(max_length=20)],
    body: wire.RulePut,
    work: Annotated[UnitOfWork, allow("proofs.rules")],
) -> wire.RuleOut:
    """Alter what a family of terminals needs, or give it a rule of its own; '*' is any other."""
    if family != ANY and family not in work_orders.families(work):
        raise Refusal(NOT_FOUND, field="family")
    unknown = next((code for code in body.needs if code not in CHECKS), None)
    if unknown is not None:
        raise Refusal(UNKNOWN_CHECK, field="needs", value=unknown)
    if not {"online", "fix"} <= set(body.needs):
        raise Refusal(NEEDS_ONLINE, field="needs")
    said = body.model_dump() | {"needs": [code for code in CHECKS if code in body.needs]}
    row = work.session.merge(ProofRuleRow(family=family, **said))
    work.session.flush()
    work.record(ProofRuleChanged(family=family, changed=said))
    return _rule(row, work)


@router.get("/reworks")
def list_reworks(
    work: Read, state: wire.ReworkState = "open", limit: Limit = 50, cursor: Cursor = None
) -> Page[wire.ReworkOut]:
    """Suggestions to do a vehicle again, newest first."""
    rows = repository.reworks(work.session, work.actor.scope, state, decode_cursor(cursor, 1), limit)
    kept, following = cut_page(rows, limit, lambda row: (row.id,))
    return Page(items=views.suggestions(work, kept), next=following)


@router.post("/reworks/{rework_id}/accept")
def accept_rework(
    rework_id: Id, body: wire.VersionIn, work: Annotated[UnitOfWork, allow("reworks.decide")]
) -> wire.ReworkOut:
    """Open the repair, linked."""
    return views.suggestions(work, [watching.accept(work, rework_id, body.version)])[0]


@router.post("/reworks/{rework_id}/dismiss")
def dismiss_rework(
    rework_id: Id, body: wire.ReasonIn, work: Annotated[UnitOfWork, allow("reworks.decide")]
) -> wire.ReworkOut:
    """Put it aside with a reason."""
    return views.suggestions(work, [watching.dismiss(work, rework_id, body.version, body.reason)])[0]


@router.get("/phone/proofs", tags=["phone"])
def phone_proofs(work: Annotated[UnitOfWork, allow("phone.proof")]) -> wire.PhoneProofsOut:
    """What the platform has shown of the technician's own work of the last two days, and whatever is open."""
    rows = repository.of_technician(work.session, work.actor.technician_id or "", work.now - timedelta(days=2))
    return wire.PhoneProofsOut(connected=work.ports.gps_platform is not None, items=[views.brief(one) for one in rows])


@router.post("/phone/items/{item_id}/proof", tags=["phone"])
def check_now(item_id: Id, work: Annotated[UnitOfWork, allow("phone.proof")], request: Request) -> wire.PhoneProofOut:
    """Ask the platform at once; answered within five seconds, by what is known until then."""
    units: UnitsOfWork = request.app.state.house.units
    # This request's own transaction must not hold the writer while the platform is asked: it is not used.
    with units.read(work.actor) as look:
        row = _own(look, item_id)
    platform, in_time = work.ports.gps_platform, True
    if platform is not None and (row.state in OPEN or row.state in ("given_up", "failed")):
        asked = _asking_now.submit(asking.ask_and_write, units, platform, asking.question_of(row, "phone"))
        try:
            asked.result(PATIENCE_SECONDS)
        except NotYet:
            in_time = False
    with units.read(work.actor) as look:
        return wire.PhoneProofOut(in_time=in_time, proof=views.brief(_own(look, item_id)))


@router.post("/platform/events")
def platform_event(
    body: wire.PlatformEventIn,
    request: Request,
    secret: Annotated[str, Query(max_length=200)] = "",
    authorization: Annotated[str, Header(max_length=300)] = "",
) -> wire.HeardOut:
    """The platform says that a terminal went online or offline. Terminals that nobody asked about are passed over.

    The secret comes as a bearer token, or as `?secret=` from platforms that can set no header.
    """
    house = request.app.state.house
    wanted: str = house.settings.platform_webhook_secret
    if not wanted:
        raise Refusal(NOT_LISTENING)
    given = authorization.removeprefix("Bearer ") or secret
    if not hmac.compare_digest(wanted.encode(), given.encode("utf-8", "replace")):
        raise Refusal(BAD_SECRET)
    if int(request.headers.get("content-length") or 0) > MOST_EVENT_BYTES:
        raise Refusal(BAD_EVENT)
    try:
        told = event_reader(house.settings)(body.root)
    except UnreadableEvent as error:
        log.info("platform_event_unreadable", error=str(error))
        raise Refusal(BAD_EVENT) from None
    with house.units.write() as work:
        return wire.HeardOut(concerned=sum(watching.heard(work, one.number, one.kind, one.at) for one in told))


def _own(work: UnitOfWork, item_id: str) -> ProofRow:
    row = repository.newest_of_item(work.session, item_id)
    if row is None or row.technician_id != work.actor.technician_id:
        raise Refusal(NOT_FOUND)
    return row


def _rule(row: ProofRuleRow, work: UnitOfWork) -> wire.RuleOut:
    family = work_orders.families(work).get(row.family)
    return wire.RuleOut(
        **{name: getattr(row, name) for name in wire.RuleOut.model_fields if name not in ("name_zh", "name_en")},
        name_zh=family.name_zh if family else "其他各类",
        name_en=family.name_en if family else "Any other",
    )
