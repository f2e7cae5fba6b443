"""The keeper's papers: one for each act, with an id that whoever asks has made, so that asking twice is one act."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy.exc import IntegrityError

from backend.kernel.errors import NOT_FOUND, NOT_YOURS, Refusal
from backend.kernel.ids import new_id
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory.local_time import local_day
from backend.modules.inventory.models import PlaceRow
from backend.modules.inventory.stocking.errors import NO_PLACE, SAME_ID
from backend.modules.inventory.stocking.models import StockPaperRow

_LETTERS = {"receipt": "SH", "issue": "LL", "return": "TL", "transfer": "DB"}


@dataclass(frozen=True)
class Load:
    """What goes on a paper: numbers as scanned or typed, parts by code."""

    devices: Sequence[str] = ()
    sims: Sequence[str] = ()
    parts: Mapping[str, int] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """How many devices, cards and parts."""
        return {"devices": len(self.devices), "sims": len(self.sims), "parts": sum(self.parts.values())}

    def __bool__(self) -> bool:
        """Whether there is anything at all."""
        return bool(self.devices or self.sims or self.parts)


def reachable_place(
    work: UnitOfWork, place_id: str, field: str, kinds: tuple[str, ...] = ("warehouse", "van")
) -> PlaceRow:
    """A warehouse or van within the actor's centres; refuses 404 and 403."""
    place = work.session.get(PlaceRow, place_id)
    if place is None or place.kind not in kinds or place.centre_id is None:
        raise Refusal(NO_PLACE, field=field)
    work.actor.require_centre(place.centre_id)
    return place


def write_paper(
    work: UnitOfWork,
    kind: str,
    paper_id: str | None,
    asked: Mapping[str, Any],
    from_place: PlaceRow | None,
    to_place: PlaceRow,
    counts: dict[str, int],
    note: str = "",
) -> tuple[StockPaperRow, bool]:
    """The paper, and whether it is new. One that is there with the same content is the answer to being asked twice;
    with other content it refuses 409."""
    key = paper_id or new_id()
    said = hashlib.sha256(orjson.dumps([kind, dict(asked)], option=orjson.OPT_SORT_KEYS)).hexdigest()
    known = work.session.get(StockPaperRow, key)
    if known is None:
        fresh = StockPaperRow(
            id=key,
            kind=kind,
            no=_no(work, kind, key, to_place),
            from_place=from_place.id if from_place else None,
            to_place=to_place.id,
            asked=said,
            counts=counts,
            note=note,
            at=work.now,
            by=work.actor.id,
        )
        try:
            with work.session.begin_nested():
                work.session.add(fresh)
        except IntegrityError:  # asked twice at the same moment
            known = work.session.get_one(StockPaperRow, key)
        else:
            return fresh, True
    if known.asked != said:
        raise Refusal(SAME_ID, field="id")
    return known, False


def own_paper(work: UnitOfWork, paper_id: str, *, lock: bool = False) -> StockPaperRow:
    """A paper that leads from or to a place of the actor's centres, held when asked; refuses 404 and 403."""
    paper = work.session.get(StockPaperRow, paper_id, with_for_update=lock or None, populate_existing=True)
    if paper is None:
        raise Refusal(NOT_FOUND)
    if not any(work.actor.reaches(centre) for centre in centres_of(work, paper)):
        raise Refusal(NOT_YOURS)
    return paper


def centres_of(work: UnitOfWork, paper: StockPaperRow) -> list[str]:
    """The centres of both ends."""
    ends = [work.session.get(PlaceRow, one) for one in (paper.from_place, paper.to_place) if one]
    return [one.centre_id for one in ends if one is not None and one.centre_id]


def _no(work: UnitOfWork, kind: str, key: str, place: PlaceRow) -> str:
    """A number to say aloud: letters of the kind, local day, end of the id. It follows from the id: no counter to race."""
    day = local_day(work, work.now, place.centre_id)
    return f"{_LETTERS[kind]}{day:%y%m%d}-{key[-5:].upper()}"
