"""Where an order stands, told to its customer: one sentence, a timeline, one button. Pure."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from geopy.distance import geodesic

from backend.modules.tracking.words import MONTHS, say

# Straight line to road, and the trade's daytime city speed (reference data, section 7).
DETOUR, KM_PER_HOUR = 1.35, 25.0


@dataclass(frozen=True)
class Facts:
    """All that the page may know (R28). Times aware; coordinates WGS-84 degrees."""

    kind: str
    order_state: str
    visit_state: str | None
    now: datetime
    zone: ZoneInfo
    created_at: datetime
    man: str = ""
    man_phone: str = ""
    centre_phone: str = ""
    window: tuple[datetime, datetime] | None = None
    sent_at: datetime | None = None
    set_off_at: datetime | None = None
    arrived_at: datetime | None = None
    done_at: datetime | None = None
    man_at: tuple[float, float] | None = None
    site_at: tuple[float, float] | None = None
    rated: int | None = None
    awaits_proof: bool = False
    to_sign: bool = False


@dataclass(frozen=True)
class Step:
    """A line of the timeline; `state` is done, at or to."""

    state: str
    text: str
    time: str


@dataclass(frozen=True)
class Story:
    """What the page says."""

    say_1: str
    say_2: str
    sub: str
    tone: str
    steps: tuple[Step, ...]
    km: int | None
    call_label: str
    call_phone: str
    may_rate: bool
    extra: dict[str, str] = field(default_factory=dict)


def tell(facts: Facts, lang: str) -> Story:
    """The story of an order in one language."""
    chapter = chapter_of(facts)
    km = distance_km(facts) if chapter == "way" else None
    words = {"man": facts.man, "window": window_text(facts, lang), "kind": say(lang, facts.kind), "n": 0}
    second = say(lang, f"{chapter}_2", **words) if chapter != "way" else _eta_text(facts, lang)
    sub_key = "done_sub" if chapter == "rated" else f"{chapter}_sub"
    may_call_man = chapter in {"sent", "way", "there"} and bool(facts.man_phone)
    return Story(
        say_1=say(lang, f"{chapter}_1", **words),
        say_2=second,
        sub=say(lang, sub_key, **words),
        tone={
            "way": "move",
            "there": "move",
            "done": "done",
            "rated": "done",
            "failed": "wait",
            "sign": "move",
            "hold": "wait",
            "proof": "wait",
        }.get(chapter, "plain"),
        steps=_steps(facts, lang, words),
        km=km,
        call_label=say(lang, "call_man" if may_call_man else "call_centre", **words),
        call_phone=facts.man_phone if may_call_man else facts.centre_phone,
        may_rate=chapter == "done",
    )


def chapter_of(facts: Facts) -> str:
    """Which of the sentences holds now."""
    if facts.order_state in {"cancelled", "rejected"}:
        return "off"
    if facts.to_sign:
        return "sign"
    if facts.order_state in {"completed", "closed"}:
        if facts.rated is not None:
            return "rated"
        return "proof" if facts.awaits_proof else "done"
    by_visit = {
        "dispatched": "sent",
        "accepted": "sent",
        "en_route": "way",
        "on_site": "there",
        "working": "there",
        "failed": "failed",
    }
    if facts.visit_state in by_visit:
        return by_visit[facts.visit_state]
    return "hold" if facts.order_state == "on_hold" else "received"


def distance_km(facts: Facts) -> int | None:
    """Road kilometres still to go, rounded up so that nobody can be followed to the door (R28)."""
    if facts.man_at is None or facts.site_at is None:
        return None
    straight: float = geodesic(facts.man_at, facts.site_at).km
    return max(1, round(straight * DETOUR))


def eta(facts: Facts) -> datetime | None:
    """When he will be there: set-off plus the way at city speed."""
    km = distance_km(facts)
    if km is None or facts.set_off_at is None:
        return None
    return facts.set_off_at + timedelta(hours=km / KM_PER_HOUR)


def window_text(facts: Facts, lang: str) -> str:
    """The appointment as people say it: 今天 14:00–16:00."""
    if facts.window is None:
        return ""
    start, end = (moment.astimezone(facts.zone) for moment in facts.window)
    return f"{day_text(start, facts, lang)} {start:%H:%M}–{end:%H:%M}"


def day_text(moment: datetime, facts: Facts, lang: str) -> str:
    """Today, tomorrow, yesterday, or the date."""
    local = moment.astimezone(facts.zone)
    days = (local.date() - facts.now.astimezone(facts.zone).date()).days
    named = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days)
    if named:
        return say(lang, named)
    return say(lang, "date", m=local.month, d=local.day, mon=MONTHS[local.month - 1])


def _eta_text(facts: Facts, lang: str) -> str:
    arrival = eta(facts)
    if arrival is None:  # the phone did not tell where it is: better the appointment than a guess
        return say(lang, "way_unknown", window=window_text(facts, lang))
    minutes = (arrival - facts.now).total_seconds() / 60
    if minutes < 5:
        return say(lang, "way_soon")
    return say(lang, "way_2", n=round(minutes / 5) * 5)


def _steps(facts: Facts, lang: str, words: dict[str, object]) -> tuple[Step, ...]:
    if chapter_of(facts) == "off":
        return (Step("done", say(lang, "step_received", **words), _time(facts.created_at, facts, lang)),)
    arrival = eta(facts)
    about = say(lang, "about", t=f"{arrival.astimezone(facts.zone):%H:%M}") if arrival else ""
    sent_key = "step_sent" if facts.sent_at else "step_sent_todo"
    moments = [
        (say(lang, "step_received", **words), facts.created_at, ""),
        (say(lang, sent_key, **words), facts.sent_at, ""),
        (say(lang, "step_way"), facts.set_off_at, ""),
        (say(lang, "step_there"), facts.arrived_at, about),
        (say(lang, "step_done"), facts.done_at, ""),
    ]
    last = max(i for i, (_, at, _) in enumerate(moments) if at is not None)
    finished = facts.done_at is not None
    return tuple(
        Step(
            "to" if i > last else "at" if i == last and not finished else "done",
            text,
            _time(at, facts, lang) if at else expected,
        )
        for i, (text, at, expected) in enumerate(moments)
    )


def _time(moment: datetime, facts: Facts, lang: str) -> str:
    local = moment.astimezone(facts.zone)
    today = local.date() == facts.now.astimezone(facts.zone).date()
    return f"{local:%H:%M}" if today else f"{day_text(moment, facts, lang)} {local:%H:%M}"
