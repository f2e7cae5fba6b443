"""Why something is in nobody's day and what would help, and what a change would break: short phrases with numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from backend.modules.inventory.public import Product
from backend.modules.planning import policies
from backend.modules.planning.schemas import WordsOut
from backend.modules.technicians.public import Skill
from dispatch import Breach, Violation
from dispatch.plan import Advice, Help, Unassigned, Why
from dispatch.replan import Option

HALF_A_DAY = 12 * 3600
Params = Mapping[str, str | int]
Phrase = tuple[str, str]

FAILURES: dict[str, Phrase] = {
    "nobody": ("这一天没有可排的人", "nobody can be planned on that day"),
    "broke_off": ("排了几次都中断，请再试一次", "it broke off several times; please try again"),
    "engine": (
        "排的时候出错了，已记录，请再试",
        "something went wrong while planning and was recorded; please try again",
    ),
}


def words(code: str, phrase: Phrase, params: Params | None = None) -> WordsOut:
    """A phrase as it goes over the wire."""
    return WordsOut(code=code, params=dict(params or {}), zh=phrase[0], en=phrase[1])


@dataclass(frozen=True)
class Narrator:
    """Knows the names behind the ids of one problem."""

    zone: str
    skills: Mapping[str, Skill]
    products: Mapping[str, Product]
    people: Mapping[str, str]
    stops: Mapping[str, str]

    def why(self, one: Unassigned) -> WordsOut:
        """Why nobody goes."""
        return words(one.why.value, _WHY[one.why](self, one.params), one.params)

    def help(self, advice: Advice) -> WordsOut:
        """One thing that would help."""
        return words(advice.code.value, _HELP[advice.code](self, advice.params), advice.params)

    def breach(self, name: str, one: Violation) -> WordsOut:
        """What `name`'s day would break."""
        return words(one.code.value, _BREACH[one.code](self, name, one.params), one.params)

    def option(self, one: Option, name: str, moved: int) -> Phrase:
        """One way to fit a visit in."""
        at, more = self.clock(one.start), round(one.added_travel / 60)
        told = (f"{name} {at}", f"{name} at {at}")
        drive = (
            (f"多跑 {more} 分", f"{more} min more driving")
            if more >= 0
            else (f"少跑 {-more} 分", f"{-more} min less driving")
        )
        if one.bumped is not None:
            gone = self.stop(one.bumped)
            return f"{told[0]}，{gone}让出来，{drive[0]}", f"{told[1]}; {gone} gives way, {drive[1]}"
        if moved:
            others = f"{moved} other visit{'s' if moved > 1 else ''} moved"
            return f"{told[0]}，另外 {moved} 单要动，{drive[0]}", f"{told[1]}; {others}, {drive[1]}"
        return f"{told[0]}，别人不动，{drive[0]}", f"{told[1]}, nobody else moves, {drive[1]}"

    def clock(self, at: str | int | datetime) -> str:
        """Local wall-clock time, 14:05."""
        moment = at if isinstance(at, datetime) else policies.moment(int(at))
        return moment.astimezone(ZoneInfo(self.zone)).strftime("%H:%M")

    def skill(self, params: Params) -> Phrase:
        """A skill with its level."""
        code = str(params.get("skill", ""))
        known, level = self.skills.get(code), params.get("level", params.get("level_needed", 1))
        zh, en = (known.name_zh, known.name_en.lower()) if known else (code, code)
        return f"{zh} {level} 级", f"{en} level {level}"

    def product(self, params: Params) -> Phrase:
        """A product as people call it."""
        code = str(params.get("product", ""))
        known = self.products.get(code)
        return (known.name_zh.split("（")[0], known.name_en.split(" (")[0]) if known else (code, code)

    def person(self, params: Params) -> str:
        """A technician's name."""
        return self.people.get(str(params.get("technician", "")), "")

    def stop(self, key: str | int | None) -> str:
        """The customer behind a stop."""
        return self.stops.get(str(key), "")

    def _no_skill(self, params: Params) -> Phrase:
        zh, en = self.skill(params)
        return f"当天没有人会{zh}", f"nobody at work has {en}"

    def _no_stock(self, params: Params) -> Phrase:
        zh, en = self.product(params)
        return f"会做的人车上没有{zh}", f"no {en} on the vans of those who could"

    def _no_shift(self, params: Params) -> Phrase:
        if int(params["until"]) - int(params["from"]) > HALF_A_DAY:
            return "会做的人这天都不上班", "nobody who could is at work that day"
        span = f"{self.clock(params['from'])}–{self.clock(params['until'])}"
        return f"{span} 会做的人都不上班", f"nobody who could is at work {span}"

    def _too_far(self, params: Params) -> Phrase:
        until = self.clock(params["until"])
        return f"谁去都赶不上 {until}", f"nobody can be there by {until}"

    def _day_full(self, params: Params) -> Phrase:
        return "会做的人都排满了", "everybody who could is booked"

    def _no_crew(self, params: Params) -> Phrase:
        return "要两个人，凑不齐", "it takes two, and there is no second"

    def _waits_for(self, params: Params) -> Phrase:
        name = self.stop(params.get("stop"))
        return f"要等{name}先做，而那单也没排上", f"has to wait for {name}, which is not placed either"

    def _technician(self, params: Params) -> Phrase:
        zh, en = self.skill(params) if params.get("skill") else ("", "")
        after = self.clock(params["after"]) if params.get("after") else ""
        told = (f"{after} 以后" if after else "") + "再有一位" + (f"会{zh}的" if zh else "") + "师傅"
        who = "one more technician" + (f" with {en}" if en else "") + (f" after {after}" if after else "")
        return told, who

    def _move(self, params: Params) -> Phrase:
        name, whose = self.stop(params.get("stop")), self.person(params)
        return f"把{whose}的{name}挪开", f"if {whose}'s visit to {name} were moved"

    def _widen(self, params: Params) -> Phrase:
        at, name = self.clock(params["start"]), self.person(params)
        return f"客户肯约 {at}，{name}能去", f"if it may start at {at}, {name} can go"

    def _stock(self, params: Params) -> Phrase:
        (zh, en), name = self.product(params), self.person(params)
        return f"给{name}领 {params.get('short', 1)} 个{zh}", f"{params.get('short', 1)} × {en} for {name}'s van"

    def _late(self, name: str, params: Params) -> Phrase:
        at, by, visit = self.clock(params["latest"]), max(1, -(-int(params["by"]) // 60)), self.stop(params["visit"])
        return f"{name} {at} 前的{visit}会晚 {by} 分", f"{name}: {visit} (due by {at}) would be {by} min late"

    def _locked(self, name: str, params: Params) -> Phrase:
        return self._late(name, {**params, "latest": params["planned"]})

    def _overrun(self, name: str, params: Params) -> Phrase:
        at = self.clock(params["finish"])
        return f"{name}要做到 {at}，过了下班", f"{name} would work until {at}, past the shift"

    def _break(self, name: str, params: Params) -> Phrase:
        return f"{name}的午休排不下", f"no room for {name}'s break"

    def _unskilled(self, name: str, params: Params) -> Phrase:
        zh, en = self.skill(params)
        return f"{name}没有{zh}", f"{name} does not have {en}"

    def _unstocked(self, name: str, params: Params) -> Phrase:
        zh, en = self.product(params)
        return f"{name}车上{zh}还差 {params['short']}", f"{en} on {name}'s van: {params['short']} short"

    def _full(self, name: str, params: Params) -> Phrase:
        return f"{name}当天最多 {params['max']} 单", f"{name} takes {params['max']} visits at most"

    def _off(self, name: str, params: Params) -> Phrase:
        return f"{name}当天不上班", f"{name} is not at work that day"


_WHY: dict[Why, Callable[[Narrator, Params], Phrase]] = {
    Why.NO_SKILL: Narrator._no_skill,
    Why.NO_STOCK: Narrator._no_stock,
    Why.NO_SHIFT: Narrator._no_shift,
    Why.TOO_FAR: Narrator._too_far,
    Why.DAY_FULL: Narrator._day_full,
    Why.NO_CREW: Narrator._no_crew,
    Why.WAITS_FOR: Narrator._waits_for,
}
_HELP: dict[Help, Callable[[Narrator, Params], Phrase]] = {
    Help.TECHNICIAN: Narrator._technician,
    Help.MOVE: Narrator._move,
    Help.WIDEN: Narrator._widen,
    Help.STOCK: Narrator._stock,
}
_BREACH: dict[Breach, Callable[[Narrator, str, Params], Phrase]] = {
    Breach.LATE: Narrator._late,
    Breach.LOCKED_MOVED: Narrator._locked,
    Breach.SHIFT_OVERRUN: Narrator._overrun,
    Breach.BREAK_LOST: Narrator._break,
    Breach.SKILL_MISSING: Narrator._unskilled,
    Breach.STOCK_MISSING: Narrator._unstocked,
    Breach.DAY_FULL: Narrator._full,
    Breach.NOT_ON_SHIFT: Narrator._off,
}
