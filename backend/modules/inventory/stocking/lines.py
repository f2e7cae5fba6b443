"""The lines of a paper against the books: every device, card and part must be in the place it is said to leave."""

from collections.abc import Sequence
from typing import Any

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import policies, repository
from backend.modules.inventory.custody import Occasion, Thing, in_stock, move_parts
from backend.modules.inventory.errors import STOCK_FAULTS
from backend.modules.inventory.models import DeviceRow, PlaceRow, SimRow
from backend.modules.inventory.stocking.papers import Load

# What is wrong with a line, for people.
REASONS: dict[str, tuple[str, str]] = {
    "unknown": ("账上没有这个号码", "Not in the books"),
    "not_here": ("账上不在这里，在{where}", "By the books it is not here but at {where}"),
    "bound": ("要返厂或报废的，不能再发", "It is bound for the factory or scrap and not to be handed out"),
    "moved": ("进账以后动过", "It has moved since it came in"),
    "twice": ("写了两遍", "Named twice"),
    "too_few": ("账上只有 {have} 个，要 {wanted} 个", "The books have {have}, wanted are {wanted}"),
    "known": ("已经在账上", "In the books already"),
    "product": ("价目表里没有这种东西", "The price list has no such thing"),
}
_KINDS = {
    "warehouse": ("仓库", "the warehouse"), "van": ("{name}车上", "{name}'s van"), "transit": ("在途", "on the road"),
    "factory": ("厂家", "the factory"), "scrap": ("报废", "scrap"), "vehicle": ("客户车上", "a customer's vehicle"),
    "customer": ("客户手上", "the customer's"), "lost": ("遗失", "lost things"),
    "void": ("录错的号码里", "numbers entered by mistake"),
}  # fmt: skip


def things_at(work: UnitOfWork, place: PlaceRow, load: Load) -> list[Thing]:
    """The named devices and cards, held; refuses with all faults at once when any line does not fit the place."""
    things: list[Thing] = []
    faults: list[dict[str, Any]] = []
    for field, numbers, find in (("devices", load.devices, find_device), ("sims", load.sims, find_sim)):
        for number in sorted(numbers):  # held in one order, so that two papers never wait for each other
            thing = find(work, number)
            wrong = _misfit(work, thing, place, things)
            if wrong is not None:
                faults.append(fault(field, number, *wrong))
            elif thing is not None:
                things.append(thing)
    for code, quantity in sorted(load.parts.items()):
        have = in_stock(work, place.id, code)
        if have < quantity:
            faults.append(fault("parts", code, "too_few", {"have": have, "wanted": quantity}))
    if faults:
        raise Refusal(STOCK_FAULTS, field=faults[0]["field"], count=len(faults), faults=faults)
    return things


def why_not_from(work: UnitOfWork, kind: str, number: str, place: PlaceRow) -> tuple[str, str] | None:
    """What a paper that takes this device or card from this place would be refused for, in words; None when nothing."""
    thing = find_sim(work, number) if kind == "sim" else find_device(work, number)
    wrong = _misfit(work, thing, place, ())
    told = fault("", number, *wrong) if wrong else None
    return (told["zh"], told["en"]) if told else None


def carry_parts(work: UnitOfWork, code: str, quantity: int, from_place: str, to_place: str, occasion: Occasion) -> None:
    """Move parts that were seen to be there; refuses 422 when another paper took them in the same moment."""
    moved = move_parts(work, code, quantity, from_place, to_place, occasion)
    if moved < quantity:
        short = fault("parts", code, "too_few", {"have": moved, "wanted": quantity})
        raise Refusal(STOCK_FAULTS, field="parts", count=1, faults=[short])


def fault(field: str, number: str, reason: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
    """One line that does not fit, with the sentence for people."""
    told = params or {}
    zh, en = REASONS[reason]
    where = told.get("where", ("", ""))
    numbers = {key: value for key, value in told.items() if key != "where"}
    return {
        "field": field, "number": number, "reason": reason, **numbers,
        "zh": zh.format(**{**told, "where": where[0]}), "en": en.format(**{**told, "where": where[1]}),
    }  # fmt: skip


def place_words(place: PlaceRow) -> tuple[str, str]:
    """A place in a sentence, in both languages."""
    zh, en = _KINDS[place.kind]
    return zh.format(name=place.name), en.format(name=place.name)


def find_device(work: UnitOfWork, number: str) -> DeviceRow | None:
    """The device with this terminal number, else the only one with this IMEI, held."""
    return repository.lock_one_device(work.session, policies.terminal_key(number), policies.imei_key(number))


def find_sim(work: UnitOfWork, number: str) -> SimRow | None:
    """The card with this ICCID, held."""
    key, _ = policies.iccid_key(number)
    return repository.lock_sim(work.session, key) if key else None


def _misfit(
    work: UnitOfWork, thing: Thing | None, place: PlaceRow, taken: Sequence[Thing]
) -> tuple[str, dict[str, Any]] | None:
    if thing is None:
        return "unknown", {}
    if thing.place_id != place.id:
        return "not_here", {"where": place_words(work.session.get_one(PlaceRow, thing.place_id))}
    if thing in taken:
        return "twice", {}
    if place.kind == "warehouse" and thing.bound_for in ("factory", "scrap"):
        return "bound", {}
    return None


def number_of(thing: Thing) -> str:
    """The number by which people know a device or card."""
    return thing.iccid if isinstance(thing, SimRow) else thing.terminal_no
