"""Ranking on towns small enough to reckon by hand."""

from typing import Any

import pytest

from dispatch import (
    Break,
    Firmness,
    Fixed,
    InvalidProblem,
    PlannedStop,
    RankOptions,
    Reason,
    Roster,
    RuleOut,
    Skill,
    SpeedProfile,
    Stop,
    Technician,
    TravelModel,
    Window,
    rank,
)
from tests.dispatch.towns import HERE, HOUR, east, person, visit

# 36 km/h everywhere, always: 1 km of road takes 100 s
STEADY = TravelModel(detour=1.0, normal_kmh=36.0, profile=SpeedProfile())
HARD = RankOptions(stock=Firmness.HARD, centre=Firmness.HARD)
NOON = 12 * HOUR


def why_not(stop: Stop, technician: Technician, now: int | None = None, options: RankOptions = HARD) -> Reason:
    """The reason this one technician is out."""
    ranking = rank(stop, Roster([technician], STEADY, now), options)
    assert ranking.suggestions == ()
    (out,) = ranking.ruled_out
    return out.reason


def test_R5_the_nearest_who_can_comes_first() -> None:
    """Ten, three and five kilometres away."""
    team = [person("far", start=east(10)), person("near", start=east(3)), person("mid", start=east(5))]
    ranking = rank(visit(), Roster(team, STEADY))
    assert [one.technician_id for one in ranking.suggestions] == ["near", "mid", "far"]
    nearest = ranking.suggestions[0]
    assert nearest.added_seconds == pytest.approx(300, abs=5)
    assert nearest.added_metres == pytest.approx(3000, abs=50)
    assert (nearest.position, nearest.start, nearest.leave) == (0, 9 * HOUR, 10 * HOUR)


def test_R5_the_stop_goes_where_it_adds_the_least_travel() -> None:
    """Between two visits on either side, not before or after them."""
    route = (PlannedStop(visit("A", location=east(-9))), PlannedStop(visit("B", location=east(9))))
    technician = person(start=east(-9), route=route)
    (one,) = rank(visit(), Roster([technician], STEADY)).suggestions
    assert one.position == 1
    assert one.added_seconds == pytest.approx(0, abs=3)
    assert one.start == pytest.approx(10 * HOUR + 900, abs=10)


def test_R5_slack_is_the_narrowest_gap_from_there_on() -> None:
    """The visit planned for eleven could start at most half an hour later."""
    planned = PlannedStop(visit("A", window=Window(11 * HOUR, 11 * HOUR + 1800)))
    stop = visit(window=Window(9 * HOUR, 10 * HOUR))
    (one,) = rank(stop, Roster([person(route=(planned,))], STEADY)).suggestions
    assert (one.position, one.slack) == (0, 1800)


@pytest.mark.parametrize(
    ("changes", "code", "facts"),
    [
        (
            {"skills": {"S03": 1}},
            RuleOut.SKILL_MISSING,
            {"skill": "S03", "level_needed": 2, "level_has": 1},
        ),
        (
            {"skills": {}},
            RuleOut.SKILL_MISSING,
            {"skill": "S03", "level_needed": 2, "level_has": 0},
        ),
        ({"centre": "south"}, RuleOut.OTHER_CENTRE, {"centre": "south", "centre_needed": "north"}),
        ({"shift": None}, RuleOut.OFF_DUTY, {}),
        (
            {"shift": Window(13 * HOUR, 18 * HOUR)},
            RuleOut.NOT_ON_SHIFT,
            {"from": 13 * HOUR, "until": 18 * HOUR, "needed": HOUR},
        ),
        (
            {"shift": Window(8 * HOUR, 10 * HOUR)},
            RuleOut.NOT_ON_SHIFT,
            {"from": 8 * HOUR, "until": 10 * HOUR, "needed": HOUR},
        ),
        (
            {"absences": (Window(9 * HOUR, 13 * HOUR),)},
            RuleOut.ABSENT,
            {"from": 9 * HOUR, "until": 13 * HOUR},
        ),
        ({"max_stops": 0}, RuleOut.DAY_FULL, {"stops": 0, "max": 0}),
        (
            {"stock": {"BD-1": 1}},
            RuleOut.STOCK_MISSING,
            {"product": "BD-1", "needed": 2, "short": 1},
        ),
    ],
)
def test_R5_who_is_ruled_out_is_told_why(changes: dict[str, Any], code: RuleOut, facts: dict[str, Any]) -> None:
    """A visit at ten to noon; one thing wrong with the technician at a time."""
    stop = visit(
        window=Window(10 * HOUR, NOON),
        skills=(Skill("S03", 2),),
        needs={"BD-1": 2},
        centre="north",
    )
    fit: dict[str, Any] = {"skills": {"S03": 2}, "stock": {"BD-1": 2}, "centre": "north"}
    assert rank(stop, [person(**fit)], HARD).ruled_out[:] == []
    assert why_not(stop, person(**(fit | changes))) == Reason(code, facts)


def test_R5_only_the_first_test_failed_is_told() -> None:
    """Skill comes before shift, shift before stock."""
    stop = visit(skills=(Skill("S03"),), needs={"BD-1": 1})
    assert why_not(stop, person(shift=None)).code is RuleOut.SKILL_MISSING
    assert why_not(stop, person(shift=None, skills={"S03": 1})).code is RuleOut.OFF_DUTY


def test_R5_a_taken_window_is_told_with_the_free_minutes() -> None:
    """Locked from 9:30 to 12:00: half an hour is free, an hour is needed."""
    locked = PlannedStop(visit("L", service=9000), 9 * HOUR + 1800, None, Fixed.LOCKED)
    stop = visit(window=Window(9 * HOUR, 11 * HOUR))
    reason = why_not(stop, person(route=(locked,)))
    assert reason == Reason(RuleOut.WINDOW_TAKEN, {"free": 1800, "needed": HOUR})


def test_R5_too_far_away_is_told_with_the_arrival() -> None:
    """72 km take two hours; at nine it would have to be."""
    reason = why_not(visit(window=Window(8 * HOUR, 9 * HOUR)), person(start=east(72)))
    assert reason.code is RuleOut.TOO_LATE
    assert reason.params["arrive"] == pytest.approx(10 * HOUR, abs=120)
    assert reason.params["latest"] == 9 * HOUR
    assert reason.params["by"] == pytest.approx(HOUR, abs=120)


def test_R5_a_window_that_is_past_is_too_late_for_everybody() -> None:
    """Asked at noon for a window that closed at eleven."""
    reason = why_not(visit(window=Window(9 * HOUR, 11 * HOUR)), person(), now=NOON)
    assert reason == Reason(RuleOut.TOO_LATE, {"arrive": NOON, "latest": 11 * HOUR, "by": HOUR})


def test_R5_making_another_visit_late_is_told_with_its_name() -> None:
    """From 36 km out nobody is back for the visit that must start at 11:30."""
    due = PlannedStop(visit("due", window=Window(11 * HOUR, 11 * HOUR + 1800)))
    stop = visit(location=east(36), window=Window(9 * HOUR, 10 * HOUR + 1800))
    technician = person(start=HERE, shift=Window(9 * HOUR, 18 * HOUR), route=(due,))
    reason = why_not(stop, technician)
    assert (reason.code, reason.params["visit"]) == (RuleOut.MAKES_LATE, "due")
    assert reason.params["by"] == pytest.approx(1800, abs=180)


def test_R5_working_past_the_shift_is_told_with_the_overrun() -> None:
    """An hour's work from half past four, then an hour home: half an hour too much."""
    stop = visit(location=east(36), window=Window(16 * HOUR + 1800, 17 * HOUR))
    reason = why_not(stop, person(end=HERE))
    assert reason.code is RuleOut.SHIFT_OVERRUN
    assert reason.params["by"] == pytest.approx(1800, abs=120)


def test_R5_a_break_that_would_be_lost_is_told() -> None:
    """Four hours of work right across lunch."""
    lunch = Break(Window(11 * HOUR, 13 * HOUR), HOUR)
    stop = visit(window=Window(10 * HOUR, 10 * HOUR + 1800), service=4 * HOUR)
    reason = why_not(stop, person(pause=lunch))
    assert reason.code is RuleOut.BREAK_LOST
    assert reason.params == {"from": 11 * HOUR, "until": 13 * HOUR, "seconds": HOUR}


def test_R5_stock_promised_to_planned_visits_is_not_there_twice() -> None:
    """Two terminals on the van, both spoken for."""
    planned = PlannedStop(visit("A", needs={"BD-1": 2}))
    technician = person(stock={"BD-1": 2}, route=(planned,))
    stop = visit(needs={"BD-1": 1})
    reason = why_not(stop, technician)
    assert reason == Reason(RuleOut.STOCK_MISSING, {"product": "BD-1", "needed": 1, "short": 1})
    (one,) = rank(stop, [technician]).suggestions
    assert (one.short, one.score.stock) == ({"BD-1": 1}, RankOptions().stock_detour)


def test_R5_each_term_of_the_score_comes_from_its_own_fact() -> None:
    """Workload, a known customer, another centre, a thin margin: each moves one term only."""
    stop = visit(window=Window(9 * HOUR, 12 * HOUR), customer_id="C", centre="north")
    busy = (PlannedStop(visit("A", window=Window(14 * HOUR, 17 * HOUR))),)
    options = RankOptions(balance=0.5, continuity=700, other_centre=300)

    def terms(**changes: Any) -> dict[str, int]:
        technician = person(**({"centre": "north"} | changes))
        (one,) = rank(stop, Roster([technician], STEADY), options).suggestions
        return {name: term for name, term in one.score.terms().items() if term}

    assert terms() == {}
    assert terms(route=busy) == {"balance": 1800}
    assert terms(recent_customers=frozenset({"C"})) == {"continuity": -700}
    assert terms(centre="south") == {"centre": 300}
    late_shift = Window(11 * HOUR + 1800 + 600, 20 * HOUR)  # 20 of the 30 comfortable minutes left
    assert terms(shift=late_shift) == {"risk": 300}


def test_R5_urgent_visits_dislike_thin_margins_more() -> None:
    """Priority 100 doubles the risk."""
    technician = person(shift=Window(12 * HOUR, 20 * HOUR))

    def risk(priority: int) -> int:
        stop = visit(window=Window(9 * HOUR, 12 * HOUR + 600), priority=priority)
        return rank(stop, [technician]).suggestions[0].score.risk

    assert risk(100) == 2 * risk(0) == 1200


def test_nothing_goes_before_what_has_started() -> None:
    """However near it would be."""
    fact = PlannedStop(visit("F", location=east(9)), 9 * HOUR, 10 * HOUR, Fixed.STARTED)
    (one,) = rank(visit(), Roster([person(route=(fact,))], STEADY)).suggestions
    assert one.position == 1
    assert one.arrive == pytest.approx(10 * HOUR + 900, abs=10)


def test_a_day_that_is_late_already_can_still_take_more() -> None:
    """The nine o'clock visit is lost whatever happens; the evening is free."""
    lost = PlannedStop(visit("lost", window=Window(7 * HOUR, 7 * HOUR)))
    evening = visit(window=Window(14 * HOUR, 16 * HOUR))
    (one,) = rank(evening, Roster([person(route=(lost,))], STEADY)).suggestions
    assert one.position == 1
    morning = visit(window=Window(8 * HOUR, 8 * HOUR + 1800))
    assert why_not(morning, person(route=(lost,))).code is RuleOut.WINDOW_TAKEN
    free = PlannedStop(visit("free"))
    at_nine = visit(window=Window(9 * HOUR, 9 * HOUR + 1800))
    (one,) = rank(at_nine, Roster([person(route=(lost, free))], STEADY)).suggestions
    assert (one.position, one.slack) == (1, 1800)


def test_only_the_most_promising_are_tried_exactly() -> None:
    """The rest is named, in order of promise."""
    team = [person(f"T{n}", start=east(n)) for n in range(9)]
    ranking = rank(visit(), Roster(team, STEADY), RankOptions(candidates=3))
    assert [one.technician_id for one in ranking.suggestions] == ["T0", "T1", "T2"]
    assert ranking.further == tuple(f"T{n}" for n in range(3, 9))


def test_nobody_can_is_only_said_when_all_were_tried() -> None:
    """The nearest two would lose their lunch; the third is asked although two are enough."""
    lunch = Break(Window(11 * HOUR, 13 * HOUR), HOUR)
    stop = visit(window=Window(10 * HOUR, 10 * HOUR + 1800), service=4 * HOUR)
    team = [person("A", pause=lunch), person("B", pause=lunch), person("C", start=east(5))]
    ranking = rank(stop, Roster(team, STEADY), RankOptions(candidates=1))
    assert [one.technician_id for one in ranking.suggestions] == ["C"]
    assert [out.technician_id for out in ranking.ruled_out] == ["A", "B"]


def test_an_empty_team_is_no_error() -> None:
    """There is just nobody."""
    ranking = rank(visit(), [])
    assert (ranking.suggestions, list(ranking.ruled_out), ranking.further) == ((), [], ())


def test_two_of_the_same_id_are_refused() -> None:
    """The error says which."""
    with pytest.raises(InvalidProblem) as refusal:
        Roster([person("A"), person("B"), person("A")])
    assert refusal.value.field == "technicians[2].id"


def test_senseless_weights_are_refused() -> None:
    """By the name of the weight."""
    with pytest.raises(InvalidProblem, match="balance"):
        RankOptions(balance=float("nan"))
    with pytest.raises(InvalidProblem, match="candidates"):
        RankOptions(candidates=0)


def test_R5_an_absence_in_the_middle_counts_for_what_is_planned() -> None:
    """Put off past the absence, the planned visit would start two minutes after its window."""
    window = Window(10 * HOUR + 1800, 12 * HOUR - 120)
    away = Window(11 * HOUR + 1800, 12 * HOUR)
    technician = person(route=(PlannedStop(visit("due", window=window)),), absences=(away,))
    stop = visit(window=Window(9 * HOUR + 2700, 10 * HOUR))
    reason = why_not(stop, technician)
    facts: dict[str, str | int] = {"visit": "due", "arrive": 12 * HOUR, "latest": 12 * HOUR - 120, "by": 120}
    assert reason == Reason(RuleOut.MAKES_LATE, facts)


def test_R5_room_is_found_to_the_minute_along_the_whole_route() -> None:
    """Two hours fit before a free visit and one due at noon; a minute more does not."""
    due = PlannedStop(visit("due", window=Window(12 * HOUR, 12 * HOUR)))
    technician = person(route=(PlannedStop(visit("free")), due))
    at_nine = Window(9 * HOUR, 9 * HOUR)
    (one,) = rank(visit(window=at_nine, service=7200), [technician]).suggestions
    assert (one.position, one.slack) == (0, 0)
    reason = why_not(visit(window=at_nine, service=7260), technician)
    assert reason == Reason(RuleOut.WINDOW_TAKEN, {"free": 7200, "needed": 7260})


def test_R5_the_break_may_be_taken_on_the_spot_before_the_work() -> None:
    """There at eleven, lunch, and on with the work at twelve."""
    lunch = Break(Window(11 * HOUR, 11 * HOUR + 600), HOUR)
    noon = visit(location=east(36), window=Window(12 * HOUR, 12 * HOUR + 600))
    technician = person(pause=lunch, route=(PlannedStop(visit("A")),))
    (one,) = rank(noon, Roster([technician], STEADY)).suggestions
    assert one.arrive == one.rests[0] == pytest.approx(11 * HOUR, abs=60)
    assert one.start == pytest.approx(12 * HOUR, abs=60)


def test_R5_who_has_nothing_to_do_does_not_drive_home() -> None:
    """Home is ten kilometres away: without the visit nobody would have gone there."""
    idle = person(end=east(10))
    (one,) = rank(visit(), Roster([idle], STEADY)).suggestions
    assert one.added_seconds == pytest.approx(1000, abs=5)
    assert one.added_metres == pytest.approx(10_000, rel=0.01)
    assert one.score.balance == 0
