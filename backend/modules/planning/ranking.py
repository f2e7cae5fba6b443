"""Who should go: the engine's answer in people's words (R5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import public as inventory
from backend.modules.planning import errors, policies
from backend.modules.planning.day import Day, read_day
from backend.modules.planning.needs import Needs, needs_of
from backend.modules.planning.rework import same_first
from backend.modules.planning.roster import acquaintances, roster_of, stop_of
from backend.modules.planning.schemas import (
    NeedsOut,
    RankedOut,
    RankingOut,
    RuledOutOut,
    SkillNeed,
    StockNeed,
    TermOut,
    WordsOut,
)
from backend.modules.planning.words import Facts, Speaker, live, needs_manager, products_named
from backend.modules.technicians import public as technicians
from backend.modules.technicians.public import Technician
from backend.modules.work_orders import public as work_orders
from dispatch import Firmness, Ranking, RankOptions, Roster, Suggestion, rank

# What the van lacks rules out: the dispatcher may still send somebody by the warehouse, with a reason.
OPTIONS = RankOptions(stock=Firmness.HARD, centre=Firmness.SOFT)


@dataclass(frozen=True)
class Answer:
    """A ranking with all it was made from."""

    needs: Needs
    day: Day
    roster: Roster
    ranking: Ranking
    barred: list[Technician]
    speaker: Speaker


def rank_order(
    work: UnitOfWork,
    order_id: str,
    day: date | None = None,
    window: tuple[datetime | None, datetime | None] = (None, None),
) -> RankingOut:
    """Everybody in reach, best first, and why the others are out. Refuses 404, another centre's order (403)."""
    order = work_orders.order(work, order_id)
    work.actor.require_centre(order.centre_id)
    check_window(work, *window)
    return told(work, answer(work, needs_of(work, order, window), day))


def rank_visit(
    work: UnitOfWork, visit_id: str, window: tuple[datetime | None, datetime | None] = (None, None)
) -> RankingOut:
    """Who could go instead, or at another time: as if this visit were not in anybody's day. Refuses as `rank_order`."""
    visit = work_orders.visit(work, visit_id)
    work.actor.require_centre(visit.centre_id)
    check_window(work, *window)
    asked = window if window[0] or window[1] else (visit.window_start, visit.window_end)
    items = tuple(work_orders.items_of_visit(work, visit.id))
    needs = needs_of(work, work_orders.order(work, visit.order_id), asked, items)
    return told(work, answer(work, needs, without_visit=visit.id))


def answer(
    work: UnitOfWork,
    needs: Needs,
    day: date | None = None,
    without_visit: str | None = None,
    only: str | None = None,
) -> Answer:
    """The engine's answer for a visit; `only` asks about a single technician."""
    local = policies.local_day(needs.window_start, needs.time_zone)
    plan = read_day(work, day or local, needs.time_zone, work.actor.scope)
    people = [one for one in plan.technicians if only in (None, one.id)]
    barred = [one for one in people if one.partner_name and "manager" not in work.actor.roles]
    roster = roster_of(work, plan, needs, [one for one in people if one not in barred], without_visit)
    visiting = {trip.visit.id: trip for trips in plan.trips.values() for trip in trips}
    products = {one.code: one for one in inventory.products(work)}
    speaker = Speaker(plan, needs, technicians.skill_names(work), visiting, products)
    return Answer(needs, plan, roster, rank(stop_of(needs), roster, OPTIONS), barred, speaker)


def check_window(work: UnitOfWork, start: datetime | None, end: datetime | None) -> None:
    """Refuse a window that ends before it begins, is over, or lies too far ahead."""
    if start is not None and end is not None and end <= start:
        raise Refusal(errors.WINDOW_ORDER, field="window_end")
    if end is not None and end <= work.now:
        raise Refusal(errors.WINDOW_PAST, field="window_end")
    latest = max((at for at in (start, end) if at is not None), default=work.now)
    if (latest - work.now).days > policies.FURTHEST_DAYS:
        raise Refusal(errors.TOO_FAR_AHEAD, field="window_end", days=policies.FURTHEST_DAYS)


def told(work: UnitOfWork, found: Answer) -> RankingOut:
    """The answer as it goes over the wire."""
    people = {one.id: one for one in found.day.technicians}
    known = acquaintances(work, found.needs)
    out = [
        _out(people[one.technician_id], found.speaker.ruled_out(people[one.technician_id], one.reason))
        for one in found.ranking.ruled_out
    ]
    barred = [_out(one, needs_manager(one), overrulable=False) for one in found.barred]
    return RankingOut(
        needs=_needs(found),
        ranked=same_first(
            work,
            found.needs.order,
            [_ranked(found, one, people[one.technician_id], known) for one in found.ranking.suggestions],
        ),
        ruled_out=[*out, *barred],
    )


def _out(technician: Technician, why: WordsOut, *, overrulable: bool = True) -> RuledOutOut:
    return RuledOutOut(
        technician_id=technician.id,
        name=technician.name,
        code=why.code,
        params=why.params,
        zh=why.zh,
        en=why.en,
        overrulable=overrulable,
    )


def _needs(found: Answer) -> NeedsOut:
    needs, names = found.needs, found.speaker.skills
    return NeedsOut(
        skills=[
            SkillNeed(
                code=code,
                name_zh=names[code].name_zh if code in names else code,
                name_en=names[code].name_en if code in names else code,
                level=level,
            )
            for code, level in sorted(needs.skills.items())
        ],
        stock=[
            StockNeed(code=code, name_zh=zh, name_en=en, quantity=count)
            for code, zh, en, count in products_named(needs.stock, needs.products)
        ],
        minutes=needs.minutes,
        placed=needs.placed,
        window_start=needs.window_start,
        window_end=needs.window_end,
    )


def _ranked(found: Answer, one: Suggestion, technician: Technician, known: Mapping[str, str]) -> RankedOut:
    centre = found.day.centres.get(technician.centre_id)
    return RankedOut(
        technician_id=technician.id,
        name=technician.name,
        centre_name=centre.name_zh if centre else "",
        arrive=policies.moment(one.arrive),
        start=policies.moment(one.start),
        finish=policies.moment(one.leave),
        added_minutes=max(one.added_seconds, 0) // 60,
        distance_m=max(one.added_metres, 0),
        score=one.score.total,
        terms=[TermOut(code=code, seconds=value) for code, value in one.score.terms().items()],
        reasons=found.speaker.fits(technician, one, _facts(found, one, technician, known)),
        overrulable=True,
    )


def _facts(found: Answer, one: Suggestion, technician: Technician, known: Mapping[str, str]) -> Facts:
    every = found.ranking.suggestions
    loads = {it.technician_id: len(live(found.day.trips.get(it.technician_id, []))) for it in every}
    least = min(loads.values())
    centre = found.day.centres.get(technician.centre_id)
    lent = technician.centre_id != found.needs.order.centre_id and centre is not None
    stock = found.roster.technicians[found.roster.index[technician.id]].stock
    return Facts(
        nearest=one.added_metres == min(it.added_metres for it in every),
        lightest=loads[technician.id] == least and list(loads.values()).count(least) < len(loads),
        visits=loads[technician.id],
        last_here=known.get(technician.id),
        lent_from=(centre.name_zh, centre.name_en) if lent and centre is not None else None,
        stock=stock,
    )
