"""Whatever the town looks like, a ranking keeps its promises. The judge is `check`."""

import os
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dispatch import (
    Breach,
    DayReport,
    Firmness,
    Fixed,
    Location,
    PlannedStop,
    RankOptions,
    Roster,
    Stop,
    Suggestion,
    Technician,
    TravelModel,
    Window,
    check,
    judge,
    rank,
)
from tests.dispatch.towns import crews, minutes, stops, teams, technicians

# Other towns at each run; `make fuzz` tries many more of them at once.
MANY = int(os.environ.get("PAIGONG_FUZZ_EXAMPLES", "100"))
TRAVEL = TravelModel()
OF_TIME = {Breach.LATE, Breach.LOCKED_MOVED, Breach.SHIFT_OVERRUN, Breach.BREAK_LOST}
moments = st.one_of(st.none(), minutes)
PLACE = Location(31.0, 121.5)


def of_time(report: DayReport) -> list[Breach]:
    return [violation.code for violation in report.violations if violation.code in OF_TIME]


@settings(max_examples=MANY, deadline=None)
@given(stops("V"), teams(), moments)
def test_R5_every_technician_has_exactly_one_fate(stop: Stop, team: list[Technician], now: int | None) -> None:
    """Suggested, ruled out with a reason, or further down: one of the three, and only one."""
    ranking = rank(stop, Roster(team, TRAVEL, now))
    fates = [one.technician_id for one in ranking.suggestions]
    fates += [one.technician_id for one in ranking.ruled_out] + list(ranking.further)
    assert sorted(fates) == sorted(one.id for one in team)
    totals = [one.score.total for one in ranking.suggestions]
    assert totals == sorted(totals)


@settings(max_examples=MANY, deadline=None)
@given(stops("V"), teams(), moments)
def test_R5_what_is_suggested_passes_the_judge(stop: Stop, team: list[Technician], now: int | None) -> None:
    """A day that worked out before still does; one that did not gets no worse."""
    people = {one.id: one for one in team}
    options = RankOptions(stock=Firmness.HARD, centre=Firmness.HARD)
    for one in rank(stop, Roster(team, TRAVEL, now), options).suggestions:
        before = check(people[one.technician_id], TRAVEL, now)
        after = check(people[one.technician_id].with_stop(stop, one.position), TRAVEL, now)
        if not of_time(before):
            assert of_time(after) == []
        assert len(after.violations) <= len(before.violations)
        assert any(window.start <= one.start <= window.end for window in stop.windows)
        assert one.slack >= 0
        assert one.short == {}


# Somebody who came early and was done with his first stop before the shift began.
EARLY = Technician(
    "T",
    PLACE,
    shift=Window(28860, 36060),
    route=(PlannedStop(Stop("T-0", PLACE, Window(21600, 21600), 0), 28800, 28800, Fixed.STARTED),),
)


@settings(max_examples=MANY, deadline=None)
@given(stops("V"), technicians(), moments)
@example(Stop("V", PLACE, Window(21600, 28800), 0), EARLY, None)
def test_R5_nobody_is_ruled_out_who_could_go(stop: Stop, technician: Technician, now: int | None) -> None:
    """If a sound day has any place for the stop, the judge and the ranking both find it."""
    options = RankOptions(stock=Firmness.HARD, centre=Firmness.SOFT)
    ranking = rank(stop, Roster([technician], TRAVEL, now), options)
    before = check(technician, TRAVEL, now)
    places = range(technician.started, len(technician.route) + 1)
    days = [check(technician.with_stop(stop, place), TRAVEL, now) for place in places]
    if before.violations == ():
        possible = any(day.violations == () for day in days)
        assert bool(ranking.suggestions) == possible


@settings(max_examples=MANY, deadline=None)
@given(stops("V"), technicians(), moments)
def test_R5_the_times_suggested_are_the_times_of_the_day(stop: Stop, technician: Technician, now: int | None) -> None:
    """Where no break leaves a choice, arrival, start and travel are what the judge measures."""
    if technician.due_break(technician.ready_at(now)) is not None:
        return
    before = check(technician, TRAVEL, now)
    for one in rank(stop, Roster([technician], TRAVEL, now)).suggestions:
        day = check(technician.with_stop(stop, one.position), TRAVEL, now)
        times = day.stops[one.position]
        assert (one.arrive, one.start, one.leave) == (times.arrive, times.start, times.leave)
        assert one.added_seconds == day.drive_seconds - before.drive_seconds
        assert abs(one.added_metres - (day.drive_metres - before.drive_metres)) <= 1


@settings(max_examples=100, deadline=None)
@given(stops("V"), teams(), moments, st.sampled_from(list(Firmness)))
def test_R5_the_terms_add_up_and_the_reasons_can_be_told(
    stop: Stop, team: list[Technician], now: int | None, firmness: Firmness
) -> None:
    """The total is the sum of the named terms, exactly; every reason has its facts."""
    options = RankOptions(stock=firmness, centre=firmness, candidates=2)
    ranking = rank(stop, Roster(team, TRAVEL, now), options)
    for one in ranking.suggestions:
        score = one.score
        terms = score.travel + score.balance + score.continuity
        terms += score.risk + score.stock + score.centre
        assert score.total == terms == sum(score.terms().values())
        assert score.travel == one.added_seconds
        assert all(isinstance(term, int) for term in score.terms().values())
    for out in ranking.ruled_out:
        facts = out.reason.params
        assert all(isinstance(fact, (int, str)) for fact in facts.values())
        if "short" in facts:
            assert int(facts["short"]) > 0


@settings(max_examples=MANY, deadline=None)
@given(stops("V"), crews(), st.sampled_from([(), ("A0",), ("CREW",)]))
def test_R5_nobody_else_is_kept_waiting(stop: Stop, team: list[Technician], after: tuple[str, ...]) -> None:
    """A crew still starts together, and what comes after others still does, the new stop included."""
    if judge(team, (), TRAVEL).all_violations:
        return
    stop = replace(stop, after=after)
    options = RankOptions(stock=Firmness.HARD)
    for one in rank(stop, Roster(team, TRAVEL), options).suggestions:
        changed = [_with(person, stop, one) if person.id == one.technician_id else person for person in team]
        assert judge(changed, (), TRAVEL).all_violations == ()


def _with(person: Technician, stop: Stop, one: Suggestion) -> Technician:
    """The technician with the stop as suggested; its start is agreed where others depend on it."""
    planned = PlannedStop(stop, one.start if stop.coupled else None)
    return replace(person, route=(*person.route[: one.position], planned, *person.route[one.position :]))


@settings(max_examples=60, deadline=None)
@given(stops("V"), teams(), moments)
def test_the_same_question_gets_the_same_answer(stop: Stop, team: list[Technician], now: int | None) -> None:
    """Nothing but the arguments counts, not even the order of the technicians."""
    first = rank(stop, Roster(team, TRAVEL, now))
    second = rank(stop, Roster(team[::-1], TRAVEL, now))
    assert first.suggestions == second.suggestions
    assert {o.technician_id: o.reason for o in first.ruled_out} == {o.technician_id: o.reason for o in second.ruled_out}
