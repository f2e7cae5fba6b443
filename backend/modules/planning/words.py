"""Why somebody fits or does not, as a short phrase with a number in it: '14:47 才到，超 17 分'."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from backend.modules.inventory.public import Product
from backend.modules.planning import policies
from backend.modules.planning.day import IDLE, Day, Trip
from backend.modules.planning.needs import Needs
from backend.modules.planning.schemas import WordsOut
from backend.modules.technicians.public import Skill, Technician
from dispatch import Reason, Suggestion

_STATE = {
    "planned": ("已排好", "planned"),
    "dispatched": ("已派单", "dispatched"),
    "accepted": ("已接单", "accepted"),
    "en_route": ("人已在路上", "already on the way"),
    "on_site": ("人在现场", "on site"),
    "working": ("正在施工", "at work"),
}
Phrase = tuple[str, str]


@dataclass(frozen=True)
class Speaker:
    """Knows the names behind the ids of one ranking."""

    day: Day
    needs: Needs
    skills: Mapping[str, Skill]
    visiting: Mapping[str, Trip]
    products: Mapping[str, Product]

    def product(self, code: str) -> Phrase:
        """What people call a product, without what is said in brackets; its code when the price list has none."""
        known = self.products.get(code)
        return (known.name_zh.split("（")[0], known.name_en.split(" (")[0]) if known else (code, code)

    def clock(self, at: int | datetime) -> str:
        """Local wall-clock time, 14:05."""
        moment = policies.moment(at) if isinstance(at, int) else at
        return moment.astimezone(ZoneInfo(self.needs.time_zone)).strftime("%H:%M")

    def ruled_out(self, technician: Technician, reason: Reason) -> WordsOut:
        """Why he cannot."""
        tell = _TELL.get(reason.code.value, Speaker._unknown)
        zh, en = tell(self, technician, reason.params)
        return WordsOut(code=reason.code.value, params=dict(reason.params), zh=zh, en=en)

    def _unknown(self, technician: Technician, params: Mapping[str, Any]) -> Phrase:
        return "排不进去", "does not fit in"

    def _skill(self, technician: Technician, params: Mapping[str, Any]) -> Phrase:
        skill = self.skills.get(str(params["skill"]))
        zh, en = (skill.name_zh, skill.name_en) if skill else (str(params["skill"]),) * 2
        if int(params["level_has"]) == 0:
            return f"没有{zh}资格", f"not qualified for {en.lower()}"
        has, needed = params["level_has"], params["level_needed"]
        return f"{zh}只到 {has} 级，要 {needed} 级", f"{en} at level {has} only, {needed} is needed"

    def _centre(self, technician: Technician, params: Mapping[str, Any]) -> Phrase:
        centre = self.day.centres.get(technician.centre_id)
        return (f"属{centre.name_zh}", f"belongs to {centre.name_en}") if centre else self._unknown(technician, params)

    def _off_duty(self, technician: Technician, params: Mapping[str, Any]) -> Phrase:
        away = self.day.absences.get(technician.id)
        if away:
            until = self.clock(away[-1].end)
            return f"请假到 {until}", f"away until {until}"
        return "当天不上班", "not working that day"

    def _shift(self, technician: Technician, params: Mapping[str, Any]) -> Phrase:
        if int(params["from"]) > policies.seconds(self.needs.window_start):
            at = self.clock(int(params["from"]))
            return f"{at} 才上班", f"starts at {at}"
        at = self.clock(int(params["until"]))
        return f"{at} 就下班", f"finishes at {at}"

    def _absent(self, technician: Technician, params: Mapping[str, Any]) -> Phrase:
        start, end = self.clock(int(params["from"])), self.clock(int(params["until"]))
        return f"{start}–{end} 请假", f"away {start}–{end}"

    def _full(self, technician: Technician, params: Mapping[str, Any]) -> Phrase:
        return (
            f"当天已有 {params['stops']} 单，最多 {params['max']} 单",
            f"{params['stops']} visits already, {params['max']} at most",
        )

    def _stock(self, technician: Technician, params: Mapping[str, Any]) -> Phrase:
        (zh, en), short, needed = self.product(str(params["product"])), int(params["short"]), int(params["needed"])
        if short >= needed:
            return f"车上没有{zh}", f"on the van no {en}"
        return (
            f"车上{zh}只有 {needed - short}，要 {needed}",
            f"{en} on the van: {needed - short}, {needed} are needed",
        )

    def _window(self, technician: Technician, params: Mapping[str, Any]) -> Phrase:
        taken = self._in_the_way(technician)
        if taken is not None:
            at = self.clock(taken.start(self.day.now))
            zh, en = _STATE[taken.visit.state]
            return f"{at} {taken.customer_name}，{zh}", f"{at} {taken.customer_name}, {en}"
        free, needed = int(params["free"]) // 60, int(params["needed"]) // 60
        return f"只空 {free} 分，要 {needed} 分", f"{free} min free, {needed} needed"

    def _in_the_way(self, technician: Technician) -> Trip | None:
        start, end = self.needs.window_start, self.needs.window_end
        for trip in self.day.trips.get(technician.id, []):
            overlaps = trip.start(self.day.now) < end and trip.end(self.day.now) > start
            if overlaps and trip.visit.state in _STATE:
                return trip
        return None

    def _late(self, technician: Technician, params: Mapping[str, Any]) -> Phrase:
        going = self._in_the_way(technician)
        if going is not None and going.visit.state in ("en_route", "on_site", "working"):
            return self._window(technician, {"free": 0, "needed": 0})
        at, by = self.clock(int(params["arrive"])), _minutes(params["by"])
        return f"{at} 才到，超 {by} 分", f"arrives {at}, {by} min late"

    def _makes_late(self, technician: Technician, params: Mapping[str, Any]) -> Phrase:
        trip = self.visiting.get(str(params["visit"]))
        by = _minutes(params["by"])
        at = self.clock(trip.visit.window_end if trip else int(params["latest"]))
        name = trip.customer_name if trip else ""
        return f"会让 {at} 前的{name}晚 {by} 分", f"{name} (due by {at}) would be {by} min late"

    def _overrun(self, technician: Technician, params: Mapping[str, Any]) -> Phrase:
        at, by = self.clock(int(params["finish"])), _minutes(params["by"])
        return f"{at} 才做完，超下班 {by} 分", f"done at {at}, {by} min past the shift"

    def _break(self, technician: Technician, params: Mapping[str, Any]) -> Phrase:
        return "午休排不下", "leaves no room for the break"

    def fits(self, technician: Technician, one: Suggestion, facts: "Facts") -> list[WordsOut]:
        """What speaks for him and what to watch, the most telling first."""
        told = [self._distance(one, facts), *self._van(facts)]
        if facts.last_here:
            month, day = facts.last_here[5:7].lstrip("0"), facts.last_here[8:].lstrip("0")
            told.append(
                _words(
                    "knows_customer",
                    {"on": facts.last_here},
                    f"{month}月{day}日去过这家",
                    f"was there on {facts.last_here}",
                )
            )
        if facts.lightest:
            told.append(_words("light_day", {"visits": facts.visits}, "当天活最少", "has the lightest day"))
        if facts.lent_from:
            told.append(_words("lent", {}, f"从{facts.lent_from[0]}借", f"lent by {facts.lent_from[1]}"))
        if technician.partner_name:
            told.append(
                _words(
                    "partner",
                    {"name": technician.partner_name},
                    f"外协 {technician.partner_name}",
                    f"partner {technician.partner_name}",
                )
            )
        told.append(self._margin(one))
        return told

    def _distance(self, one: Suggestion, facts: "Facts") -> WordsOut:
        km, minutes = max(one.added_metres, 0) / 1000, max(one.added_seconds, 0) // 60
        params = {"km": round(km, 1), "minutes": minutes}
        if facts.nearest:
            return _words("nearest", params, f"离得最近，{km:.1f} 公里", f"nearest, {km:.1f} km")
        return _words("detour", params, f"多跑 {minutes} 分，{km:.1f} 公里", f"{minutes} min more driving, {km:.1f} km")

    def _van(self, facts: "Facts") -> list[WordsOut]:
        told = []
        for code in list(self.needs.stock)[:2]:
            count = facts.stock.get(code, 0)
            zh, en = self.product(code)
            told.append(
                _words(
                    "stock",
                    {"product": code, "count": count},
                    f"车上{zh}有 {count}",
                    f"{en} on the van: {count}",
                )
            )
        return told

    def _margin(self, one: Suggestion) -> WordsOut:
        minutes = max(one.slack, 0) // 60
        if one.slack < 900:
            return _words("tight", {"minutes": minutes}, f"只余 {minutes} 分，堵车就超", f"only {minutes} min to spare")
        return _words("margin", {"minutes": minutes}, "后面不耽误", "delays nobody after")


@dataclass(frozen=True)
class Facts:
    """What is known of one suggestion among all."""

    nearest: bool
    lightest: bool
    visits: int
    last_here: str | None
    lent_from: tuple[str, str] | None
    stock: Mapping[str, int]


def needs_manager(technician: Technician) -> WordsOut:
    """A partner may only be sent by a manager (R7)."""
    return _words(
        "needs_manager", {"partner": technician.partner_name}, "外协，要经理批准", "partner: needs a manager's approval"
    )


def live(trips: list[Trip]) -> list[Trip]:
    """The visits that take time."""
    return [one for one in trips if one.visit.state not in IDLE]


def products_named(codes: Mapping[str, int], products: Mapping[str, Product]) -> list[tuple[str, str, str, int]]:
    """(code, zh, en, count) of needed products."""
    return [
        (code, products[code].name_zh, products[code].name_en, count) if code in products else (code, code, code, count)
        for code, count in codes.items()
    ]


def _words(code: str, params: dict[str, Any], zh: str, en: str) -> WordsOut:
    return WordsOut(code=code, params=params, zh=zh, en=en)


def _minutes(by: Any) -> int:
    return max(1, -(-int(by) // 60))


_TELL: dict[str, Callable[[Speaker, Technician, Mapping[str, Any]], Phrase]] = {
    "skill_missing": Speaker._skill,
    "other_centre": Speaker._centre,
    "off_duty": Speaker._off_duty,
    "not_on_shift": Speaker._shift,
    "absent": Speaker._absent,
    "day_full": Speaker._full,
    "stock_missing": Speaker._stock,
    "window_taken": Speaker._window,
    "too_late": Speaker._late,
    "makes_late": Speaker._makes_late,
    "shift_overrun": Speaker._overrun,
    "break_lost": Speaker._break,
}
