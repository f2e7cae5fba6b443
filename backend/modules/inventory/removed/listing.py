"""Looking at removed parts: the open list, who has how many, what the label prints, the way a thing has gone."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.kernel.errors import NOT_FOUND, NOT_YOURS, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.inventory.custody import place_id
from backend.modules.inventory.models import PlaceRow, ProductRow
from backend.modules.inventory.removed import repository
from backend.modules.inventory.removed.events import RemovedLimitChanged
from backend.modules.inventory.removed.models import RemovedLimitRow, RemovedRow
from backend.modules.inventory.removed.shapes import OwnRemoved, ReturnLabel

USUAL_DAYS = 7
UNREGISTERED = ("未登记终端", "Unregistered terminal")
CARD = ("SIM 卡", "SIM card")


@dataclass(frozen=True)
class Standing:
    """How long an entry has been open, in whole days, and whether that is late: '' , 'late' or 'very_late'."""

    days: int
    late: str


@dataclass(frozen=True)
class Share:
    """How many open entries are with one technician, or in a centre's store (no technician)."""

    centre_id: str | None
    technician_id: str | None
    count: int
    late: int
    losses: int
    oldest: datetime


def standing(row: RemovedRow, place: PlaceRow, now: datetime, limits: Mapping[str, int]) -> Standing:
    """The age of an entry. Late is what lies on a van past the limit, very late past twice that."""
    days = ((row.ended_at or now) - row.removed_at) // timedelta(days=1)
    limit = limit_of(limits, row.centre_id)
    if row.state == "ended" or place.kind != "van" or days < limit:
        return Standing(days, "")
    return Standing(days, "very_late" if days >= 2 * limit else "late")


def limit_of(limits: Mapping[str, int], centre_id: str | None) -> int:
    """The days after which something on a van is late."""
    return limits.get(centre_id or "", USUAL_DAYS)


def set_limit(work: UnitOfWork, centre_id: str, days: int) -> None:
    """Change a centre's limit; refuses 403 and 404."""
    work.actor.require_centre(centre_id)
    auth.centre(work, centre_id)
    row = work.session.get(RemovedLimitRow, centre_id) or RemovedLimitRow(centre_id=centre_id, days=days)
    row.days = days
    work.session.add(row)
    work.session.flush()
    work.record(RemovedLimitChanged(centre_id=centre_id, days=days))


def shares(work: UnitOfWork) -> list[Share]:
    """Who has how many open entries, the oldest first."""
    limits = repository.limits(work.session)
    found: dict[tuple[str | None, str | None], list[tuple[RemovedRow, bool]]] = {}
    for row, place in repository.not_ended(work.session, work.actor.scope):
        is_late = bool(standing(row, place, work.now, limits).late)
        found.setdefault((row.centre_id, place.technician_id), []).append((row, is_late))
    made = [
        Share(
            centre_id=centre,
            technician_id=technician,
            count=len(some),
            late=sum(is_late for _, is_late in some),
            losses=sum(row.state == "loss_asked" for row, _ in some),
            oldest=min(row.removed_at for row, _ in some),
        )
        for (centre, technician), some in found.items()
    ]
    return sorted(made, key=lambda one: one.oldest)


def before_of(work: UnitOfWork, days: int | None) -> datetime | None:
    """The moment before which something must have been taken out to be this many days old."""
    return None if days is None else work.now - timedelta(days=days)


def found(work: UnitOfWork, removed_id: str) -> repository.Found:
    """One entry within the actor's reach; a technician reaches what he took out or has on his van."""
    one = repository.one_found(work.session, removed_id)
    if one is None:
        raise Refusal(NOT_FOUND)
    row, place, _ = one
    own = work.actor.technician_id
    if own is not None and not work.actor.roles - auth.FIELD:
        if own not in (row.technician_id, place.technician_id):
            raise Refusal(NOT_YOURS)
    elif row.centre_id is not None:
        work.actor.require_centre(row.centre_id)
    return one


def return_label(work: UnitOfWork, removed_id: str) -> ReturnLabel:
    """What the return label of an entry prints; refuses 404 and 403."""
    row, _, product = found(work, removed_id)
    zh, en = product_names(row, product)
    return ReturnLabel(
        id=row.id,
        label_no=row.label_no,
        kind=row.kind,
        number=row.number,
        second_number=row.second_number,
        product_name_zh=zh,
        product_name_en=en,
        plate=row.plate,
        plate_colour=row.plate_colour,
        symptom_zh=row.symptom_zh,
        symptom_en=row.symptom_en,
        removed_at=row.removed_at,
        removed_by=row.technician_name,
        order_no=row.order_no,
        centre_id=row.centre_id,
        bound_for=row.bound_for,
        code=f"{work.ports.settings.base_url}/desk/stock/removed/{row.id}",
    )


def own_open_list(work: UnitOfWork, technician_id: str) -> list[OwnRemoved]:
    """What a technician has on his van and must hand in, oldest first (R33)."""
    return [
        OwnRemoved(
            **{name: getattr(row, name) for name in _COPIED},
            product_name_zh=product_names(row, product)[0],
            product_name_en=product_names(row, product)[1],
        )
        for row, _, product in repository.on_van(work.session, place_id("van", technician_id))
    ]


_COPIED = (
    "id", "label_no", "kind", "thing_id", "number", "plate", "plate_colour", "symptom_zh", "symptom_en", "order_no",
    "visit_id", "removed_at", "bound_for", "state",
)  # fmt: skip


def product_names(row: RemovedRow, product: ProductRow | None) -> tuple[str, str]:
    """What the thing is called in both languages."""
    if product is not None:
        return product.name_zh, product.name_en
    return CARD if row.kind == "sim" else UNREGISTERED


def own_limit(work: UnitOfWork, centre_ids: Collection[str]) -> int:
    """The limit that a technician works under: the strictest of his centres."""
    limits = repository.limits(work.session)
    return min((limit_of(limits, one) for one in centre_ids), default=USUAL_DAYS)


def removed_on_visits(work: UnitOfWork, visit_ids: Iterable[str]) -> dict[str, list[str]]:
    """The ids of the entries that each of these visits opened, for the papers that go with them."""
    opened: dict[str, list[str]] = {}
    for visit_id, removed_id in repository.of_visits(work.session, visit_ids):
        opened.setdefault(visit_id, []).append(removed_id)
    return opened
