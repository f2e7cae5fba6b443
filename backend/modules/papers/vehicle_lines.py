"""One vehicle on a service sheet: a card with everything, or a line of the list when there are many."""

from typing import Any

from backend.modules.customers import public as customers
from backend.modules.papers.around_visit import AroundVisit
from backend.modules.papers.frame import Frame, grouped
from backend.modules.work_orders import public as work_orders

Pairs = list[list[str | None]]
SWAPS = frozenset({"swap_device", "swap_both", "remove", "transfer"})


def vehicle(frame: Frame, there: AroundVisit, item: work_orders.ItemView) -> dict[str, Any]:
    """The vehicle's plate, its facts for a card and its lines for the list. None is a blank for the pen."""
    found = there.vehicles.get(item.vehicle_id)
    family = there.families.get(item.family)
    facts, wide = _facts(frame, there, item), _wide(frame, there, item)
    result, tone = _result(frame, item)
    return {
        "seq": item.seq,
        "plate": found.label if found and found.label else frame.say("no_plate"),
        "colour": found.plate_colour if found else "none",
        "regulated": bool(found and found.regulated),
        "family": frame.choose(family.name_zh, family.name_en) if family else item.family,
        "about": _about(frame, there, found),
        "facts": facts,
        "wide": wide,
        "result": result,
        "tone": tone,
        "terminals": _numbers(item.old_device_no, item.new_device_no) or _installed(there, item)[:1],
        "sims": _numbers(grouped(item.old_iccid), grouped(item.new_iccid)) or _installed(there, item)[1:],
        "work": _work(frame, there, item),
    }


def _about(frame: Frame, there: AroundVisit, found: customers.Vehicle | None) -> str:
    if found is None:
        return ""
    fleet = f"{frame.say('fleet_no')} {found.fleet_no}" if found.fleet_no else ""
    vin = f"{frame.say('vin')} {found.vin}" if found.vin and found.plate else ""
    return " · ".join(filter(None, (_type_of(frame, there, found.vehicle_type), fleet, vin)))


def _type_of(frame: Frame, there: AroundVisit, written: str) -> str:
    """The type of a vehicle as it was written; in English by its name, where it is one that is known."""
    known = customers.type_of(written, there.types) if frame.lang == "en" else None
    return known.name_en if known else written


def _numbers(old: str | None, new: str | None) -> list[str]:
    """Old and new of a swap on two lines, the new one marked by an arrow where both are there."""
    if old and new and old != new:
        return [old, f"→ {new}"]
    return [one for one in (new or old,) if one]


def _installed(there: AroundVisit, item: work_orders.ItemView) -> list[str]:
    now_in = there.installed.get(item.from_vehicle_id or item.vehicle_id)
    if now_in is None:
        return []
    return [now_in.device.terminal_no, *([grouped(now_in.sim.iccid)] if now_in.sim else [])]


def _facts(frame: Frame, there: AroundVisit, item: work_orders.ItemView) -> Pairs:
    """The numbers: before the work what is in the vehicle, and blanks for what will be."""
    if item.state != "recorded":
        return _facts_before(frame, there, item)
    swap = item.act in SWAPS or item.act == "swap_sim"
    pairs: Pairs = []
    if item.act:
        pairs.append([frame.say("act"), frame.say(f"act_{item.act}")])
    if item.from_vehicle_id:
        pairs.append([frame.say("from_vehicle"), there.label(item.from_vehicle_id)])
    pairs += [
        [frame.say(key), value]
        for key, value in (
            ("old_terminal" if swap else "terminal", item.old_device_no),
            ("new_terminal" if swap else "terminal", item.new_device_no),
            ("old_sim" if swap else "sim", grouped(item.old_iccid)),
            ("new_sim" if swap else "sim", grouped(item.new_iccid)),
            ("mounting", item.mounting),
        )
        if value
    ]
    if item.old_device_end and item.act in SWAPS:
        pairs.append([frame.say("old_end"), frame.say(f"end_{item.old_device_end}")])
    return [*pairs, [frame.say("done_at"), frame.time(item.event_time)]]


def _facts_before(frame: Frame, there: AroundVisit, item: work_orders.ItemView) -> Pairs:
    pairs: Pairs = []
    now_in = _installed(there, item)
    if item.from_vehicle_id:
        pairs.append([frame.say("from_vehicle"), there.label(item.from_vehicle_id)])
    if now_in:
        pairs += [[frame.say(key), value] for key, value in zip(("terminal", "sim"), now_in, strict=False)]
    if item.state != "open":
        return pairs
    keys = ("new_terminal", "new_sim", "mounting", "done_at")
    return [*pairs, *([frame.say(key), None] for key in keys)]


def _wide(frame: Frame, there: AroundVisit, item: work_orders.ItemView) -> Pairs:
    """Fault, cause, remedy, parts, test: sentences that need the whole width."""
    repair = there.order.kind != "install"
    if item.state == "open":
        keys = ("cause", "remedy", "parts", "test") if repair else ("parts", "test")
        return [[frame.say(key), None] for key in keys]
    why = there.removals.get(item.removal_reason or "")
    said = (
        ("removal_reason", " · ".join(filter(None, (frame.choose(*why) if why else "", item.removal_note)))),
        ("fault", fault_of(frame, there, item) if repair else ""),
        ("cause", cause_of(frame, there, item)),
        ("remedy", item.remedy),
        ("parts", parts_of(frame, there, item)),
        ("test", item.test_result),
        ("suspended", item.suspend_reason if item.state == "suspended" else ""),
        ("missing", item.missing if item.state == "suspended" else ""),
    )
    return [[frame.say(key), value] for key, value in said if value]


def _work(frame: Frame, there: AroundVisit, item: work_orders.ItemView) -> list[str]:
    done = frame.say(f"act_{item.act}") if item.act and item.state == "recorded" else ""
    told = (
        done,
        cause_of(frame, there, item),
        item.remedy,
        item.mounting,
        parts_of(frame, there, item),
        item.test_result,
    )
    return [one for one in told if one]


def _result(frame: Frame, item: work_orders.ItemView) -> tuple[str | None, str]:
    """The platform's verdict of a vehicle that is done, else why it is not; nothing yet before the work."""
    if item.state == "suspended":
        return frame.say("suspended_because", reason=item.suspend_reason), "wait"
    if item.state == "cancelled":
        return frame.say("not_done"), "plain"
    if item.state != "recorded":
        return None, "plain"
    tone = {"passed": "done", "failed": "late", "waiting": "wait"}.get(item.platform_verdict, "plain")
    return frame.say(f"verdict_{item.platform_verdict}"), tone


def fault_of(frame: Frame, there: AroundVisit, item: work_orders.ItemView) -> str:
    """The fault found; what the customer reported while nobody has said."""
    code = item.fault_code or there.order.fault_code
    fault = there.faults.get(code or "") or symptom_of(there)
    return frame.choose(fault.symptom_zh, fault.symptom_en) if fault else there.order.symptom


def symptom_of(there: AroundVisit) -> work_orders.Fault | None:
    """The fault of the list that the reported symptom is, if it was chosen from it."""
    return next((one for one in there.faults.values() if one.symptom_zh == there.order.symptom), None)


def cause_of(frame: Frame, there: AroundVisit, item: work_orders.ItemView) -> str:
    """The cause found."""
    cause = there.causes.get(item.cause_code or "")
    return frame.choose(cause.zh, cause.en) if cause else ""


def product_name(frame: Frame, there: AroundVisit, code: str) -> str:
    """A product of the price list in the paper's language; its code while the list does not know it."""
    product = there.products.get(code)
    return frame.choose(product.name_zh, product.name_en) if product else code


def parts_of(frame: Frame, there: AroundVisit, item: work_orders.ItemView) -> str:
    """Parts with their quantities."""
    joint = "，" if frame.lang == "zh" else ", "
    return joint.join(f"{product_name(frame, there, code)} ×{n}" for code, n in item.parts.items() if n > 0)
