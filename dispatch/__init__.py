"""The dispatch engine: who should make a visit, and does a day work out?

A *stop* is one visit to make; a *technician* has a shift, skills, a van and a route of planned
stops; *travel* tells how long the way takes. `rank` holds one stop against all technicians;
`check` judges one technician's day as ordered, `judge` a whole plan. Pure: no database, network, clock or chance.
Times are whole seconds on any one axis, places WGS-84 degrees, ids strings.

    from dispatch import Location, Roster, Skill, Stop, Technician, TravelModel, Window, check, rank

    stop = Stop("V1", Location(31.23, 121.47), Window(9 * 3600, 12 * 3600), service=2700,
                skills=(Skill("S03", level=2),), needs={"VD-4CH": 1}, customer_id="C7")
    li = Technician("T1", Location(31.30, 121.50), Window(8 * 3600, 18 * 3600), {"S03": 3})
    roster = Roster([li], TravelModel(detour=1.35), now=8 * 3600)
    ranking = rank(stop, roster)
    for one in ranking.suggestions:
        print(one.technician_id, one.position, one.start, one.score.total, one.score.terms())
    for out in ranking.ruled_out:
        print(out.technician_id, out.reason.code, out.reason.params)
    print(check(li.with_stop(stop, 0), roster.travel, roster.now).violations)

The law that a day obeys stands in `dispatch.model`; the command line in `dispatch/FORMAT.md`.
"""

from dispatch.check import Breach, DayReport, Rest, StopTimes, Violation, check
from dispatch.errors import InvalidProblem
from dispatch.judge import PlanReport, judge
from dispatch.model import (
    Break,
    Fixed,
    Location,
    PlannedStop,
    Skill,
    Stop,
    Technician,
    Window,
)
from dispatch.options import Firmness, RankOptions
from dispatch.rank import rank
from dispatch.ranking import Ranking, Reason, RuledOut, RuleOut, Score, Suggestion
from dispatch.roster import Roster
from dispatch.speed import SpeedProfile
from dispatch.travel import TableTravel, Travel, TravelModel, points

__all__ = [
    "Breach",
    "Break",
    "DayReport",
    "Firmness",
    "Fixed",
    "InvalidProblem",
    "Location",
    "PlanReport",
    "PlannedStop",
    "RankOptions",
    "Ranking",
    "Reason",
    "Rest",
    "Roster",
    "RuleOut",
    "RuledOut",
    "Score",
    "Skill",
    "SpeedProfile",
    "Stop",
    "StopTimes",
    "Suggestion",
    "TableTravel",
    "Technician",
    "Travel",
    "TravelModel",
    "Violation",
    "Window",
    "check",
    "judge",
    "points",
    "rank",
]
