"""What the platform's words prove (R32): eight checks, each by itself, and the verdict over them. Pure.

A check is passed, failed, waiting (nothing speaks for it yet) or not_checked (the terminal or the platform is silent
on it, so that it decides nothing). What has been passed once stays so: a later asking looks at later reports only.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from geopy.distance import geodesic

from backend.kernel.numbers import check_iccid
from backend.kernel.ports import PlatformFix, PlatformTerminal
from backend.modules.proof import words
from backend.modules.proof.words import Said

# Until so long after the work a wrong value may still be the technician's own test (a fuse pulled, a cold start).
SETTLING = timedelta(minutes=10)
# A position counts as that of the work until so long after it.
STILL_THERE = timedelta(minutes=30)
SYSTEMS = (12, 24)


@dataclass(frozen=True)
class Rule:
    """What a family of terminals needs, and its thresholds (`metres`, percent of 12 or 24 V, hours after the work)."""

    needs: tuple[str, ...]
    satellites: int
    metres: int
    volts_percent: int
    fix_hours: int
    wait_hours: int
    dark_hours: int


@dataclass(frozen=True)
class Done:
    """The work as recorded: event times, where the phone was, what was scanned, which vehicle the order names."""

    started_at: datetime
    finished_at: datetime
    place: tuple[float, float] | None
    number: str
    iccid: str
    plate: str
    vin: str
    zone: ZoneInfo


@dataclass(frozen=True)
class Seen:
    """What the platform said, and when it was asked."""

    terminal: PlatformTerminal
    fixes: Sequence[PlatformFix]
    at: datetime


@dataclass(frozen=True)
class Check:
    """One check with the value measured and the threshold, in words."""

    code: str
    state: str
    value_zh: str = ""
    value_en: str = ""
    wanted_zh: str = ""
    wanted_en: str = ""

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return asdict(self)


@dataclass(frozen=True)
class Case:
    """One check being judged: the reports since the work began, the located ones among them."""

    rule: Rule
    done: Done
    seen: Seen
    reports: Sequence[PlatformFix]
    located: Sequence[PlatformFix]

    @property
    def settled(self) -> bool:
        """Whether what is wrong now can no longer be part of the work."""
        return self.seen.at >= self.done.finished_at + SETTLING


Judged = tuple[str, Said]


def judge(rule: Rule, done: Done, seen: Seen, before: Sequence[Check] = ()) -> list[Check]:
    """Every check that the rule needs, in the usual order; `before` are the checks of the asking before."""
    known = {one.code: one for one in before}
    reports = [one for one in seen.fixes if one.received_at >= done.started_at]
    located = [one for one in reports if one.valid and one.fixed_at > done.started_at]
    case = Case(rule, done, seen, reports, located)
    return [_one(code, case, known) for code in _JUDGES if code in rule.needs]


def first_position(done: Done, seen: Seen) -> datetime | None:
    """When it was first located after the work began."""
    return min((one.fixed_at for one in seen.fixes if one.valid and one.fixed_at > done.started_at), default=None)


def unknown(rule: Rule, before: Sequence[Check] = ()) -> list[Check]:
    """The checks while nobody could ask: what was passed or has failed stays, all else is not checked."""
    known = {one.code: one for one in before}
    return [
        known[code]
        if code in known and known[code].state in ("passed", "failed")
        else _check(code, "not_checked", words.NOBODY_ASKED, rule)
        for code in _JUDGES
        if code in rule.needs
    ]


def verdict(checks: Sequence[Check]) -> str:
    """failed when one is; passed when it is online with a position and nothing is waited for; else waiting."""
    states = {one.code: one.state for one in checks}
    if "failed" in states.values():
        return "failed"
    if "waiting" in states.values() or any(states.get(code) != "passed" for code in ("online", "fix")):
        return "waiting"
    return "passed"


def is_over(rule: Rule, done: Done, at: datetime) -> bool:
    """Whether it has been waited for long enough."""
    return at >= done.finished_at + timedelta(hours=rule.wait_hours)


def next_asking(attempts: int, at: datetime, finished_at: datetime) -> datetime:
    """When to ask again: soon while the technician may still be there, then ever more seldom, each two hours at most."""
    if at < finished_at + STILL_THERE:
        return at + timedelta(minutes=2)
    return at + timedelta(minutes=min(120, 5 * 2 ** min(attempts // 4, 5)))


def plate_key(name: str) -> str:
    """A plate or a name on the platform as it is compared: full width to half, capitals, letters and digits only."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name)).upper()


def _names(name: str, plate: str) -> bool:
    """Whether a name on the platform holds this plate: 粤B·12345 张三 does, 粤B12345D is another vehicle's."""
    spaced = r"[\W_]*".join(re.escape(one) for one in plate)
    written = unicodedata.normalize("NFKC", name).upper()
    return re.search(rf"(?<![A-Z0-9]){spaced}(?![A-Z0-9挂学警港澳领使])", written) is not None


def card_key(iccid: str) -> str:
    """A card's number as it is compared: its first 19 places, since makers print letters in the 20th."""
    checked = check_iccid(iccid)
    return checked.key or checked.value or iccid.strip().upper()


def _one(code: str, case: Case, known: Mapping[str, Check]) -> Check:
    if code in known and known[code].state == "passed":
        return known[code]
    state, said = _JUDGES[code](case)
    return _check(code, state, said, case.rule)


def _check(code: str, state: str, said: Said, rule: Rule) -> Check:
    wanted = words.wanted(code, rule.satellites, rule.metres, rule.volts_percent)
    return Check(code, state, said.zh, said.en, wanted.zh, wanted.en)


def _online(case: Case) -> Judged:
    terminal = case.seen.terminal
    last = max([one.received_at for one in case.reports], default=None) or terminal.last_seen
    if last is not None and last > case.done.started_at:
        return "passed", words.last_report(last, case.done.zone)
    if terminal.online:
        return "passed", words.ONLINE
    return "waiting", words.never_seen(last, case.done.zone)


def _fix(case: Case) -> Judged:
    if case.located:
        return "passed", words.fixed_at(case.located[0].fixed_at, case.done.zone)
    if not case.reports and not case.seen.terminal.online:
        return "waiting", words.NO_REPORT
    late = case.seen.at >= case.done.finished_at + timedelta(hours=case.rule.fix_hours)
    return "failed" if late else "waiting", words.NO_FIX


def _satellites(case: Case) -> Judged:
    counts = [one.satellites for one in case.located if one.satellites is not None]
    if counts:
        best = max(counts)
        return "passed" if best >= case.rule.satellites else "waiting", words.satellites(best)
    return ("not_checked", words.SILENT) if case.located else ("waiting", words.NO_POSITION)


def _near(case: Case) -> Judged:
    place, rule = case.done.place, case.rule
    if place is None:
        return "not_checked", words.NO_PLACE
    until = case.done.finished_at + STILL_THERE
    at_work = [_metres(place, one) for one in case.located if one.fixed_at <= until]
    if at_work:
        nearest = min(at_work)
        if nearest <= rule.metres:
            return "passed", words.metres(nearest)
        return "failed" if case.settled else "waiting", words.metres(nearest)
    if not case.located:
        return "waiting", words.NO_POSITION
    first = _metres(place, case.located[0])
    # It came out of a garage and was first seen on its way: that tells nothing of where the work was done.
    return ("passed", words.metres(first)) if first <= rule.metres else ("not_checked", words.left_first(first))


def _ignition(case: Case) -> Judged:
    told = [one.ignition for one in case.reports if one.ignition is not None]
    if True in told:
        return "passed", words.IGNITION_BOTH if False in told else words.IGNITION_ON
    if told:
        return "waiting", words.IGNITION_OFF
    return ("not_checked", words.SILENT) if case.located else ("waiting", words.NO_REPORT)


def _power(case: Case) -> Judged:
    told = [one for one in case.reports if one.external_volts is not None]
    if not told:
        return ("not_checked", words.SILENT) if case.located else ("waiting", words.NO_REPORT)
    last = told[-1].external_volts or 0.0
    if any(abs(last - system) <= system * case.rule.volts_percent / 100 for system in SYSTEMS):
        return "passed", words.volts(last)
    after = told[-1].received_at >= case.done.finished_at + SETTLING
    return "failed" if after else "waiting", words.volts(last)


def _card(case: Case) -> Judged:
    if not case.done.iccid:
        return "not_checked", words.NO_CARD
    told = [one.iccid for one in case.reports if one.iccid]
    number = told[-1] if told else case.seen.terminal.iccid
    if not number:
        return ("not_checked", words.SILENT) if case.located else ("waiting", words.NO_REPORT)
    if card_key(number) == card_key(case.done.iccid):
        return "passed", words.number(number)
    # What the platform remembers may be the card before; what the terminal says since the work is not.
    return "failed" if told or case.settled else "waiting", words.other_card(number)


def _vehicle(case: Case) -> Judged:
    terminal, done = case.seen.terminal, case.done
    told = [one.vin for one in case.reports if one.vin]
    vin = told[-1] if told else terminal.vin
    if vin and done.vin:
        same = plate_key(vin) == plate_key(done.vin)
        return ("passed", words.number(vin)) if same else ("failed", words.other_vehicle(f"VIN {vin}"))
    name, plate = plate_key(terminal.name), plate_key(done.plate)
    if not plate or not name or name == plate_key(terminal.number):
        return "not_checked", words.NAMELESS
    if _names(terminal.name, plate):
        return "passed", words.number(terminal.name)
    return "failed", words.other_vehicle(terminal.name)


def _metres(place: tuple[float, float], fix: PlatformFix) -> int:
    return round(float(geodesic(place, (fix.lat, fix.lng)).m))


_JUDGES: dict[str, Callable[[Case], Judged]] = {
    "online": _online,
    "fix": _fix,
    "satellites": _satellites,
    "near": _near,
    "ignition": _ignition,
    "power": _power,
    "card": _card,
    "vehicle": _vehicle,
}
