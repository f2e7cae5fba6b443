"""What a visit lacks before it can be completed (R15): one pure function, for the phone's list and for the refusal."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from backend.modules.work_orders.regulated import CONSENT
from backend.modules.work_orders.shapes import Missing, Photo

JOB_OF_ACT = {
    "swap_device": "swap_device",
    "swap_sim": "swap_sim",
    "swap_both": "swap_device",
    "remove": "remove",
    "transfer": "swap_device",
}
JOB_OF_KIND = {"repair": "repair", "removal": "remove", "transfer": "swap_device", "inspection": "repair"}
NUMBERS_OF_ACT: dict[str, tuple[str, ...]] = {
    "install": ("new_device_no",),
    "swap_device": ("old_device_no", "new_device_no", "old_device_end"),
    "swap_sim": ("new_iccid",),
    "swap_both": ("old_device_no", "new_device_no", "old_device_end", "new_iccid"),
    "remove": ("old_device_no", "old_device_end"),
    "transfer": ("old_device_no",),
    "none": (),
}


class ItemPapers:
    """What the papers of one item look like."""

    def __init__(
        self, item_id: str, state: str, wanted: Sequence[str], taken: Sequence[str], lacks: Sequence[str] = ()
    ) -> None:
        """`wanted` and `taken` are photo codes; `lacks` is what a removal from a regulated vehicle still needs (R39)."""
        self.lacks = lacks
        self.item_id = item_id
        self.state = state
        self.wanted = wanted
        self.taken = frozenset(taken)


def photo_job(kind: str, family: str, act: str | None) -> str:
    """Which row of the photo rules an item falls under: what was done, else the kind of order, else the family."""
    if act in JOB_OF_ACT:
        return JOB_OF_ACT[act]
    if act == "none" or kind in JOB_OF_KIND:
        return JOB_OF_KIND.get(kind, "repair")
    return family or "install"


def wanted_photos(
    rules: Mapping[str, Sequence[str]], kind: str, family: str, act: str | None, *, guarded: bool = False
) -> Sequence[str]:
    """The required photo codes of an item; `rules` maps job to required codes, '*' is the fallback.

    `guarded`: a terminal leaves a regulated vehicle, so the consent to it is wanted whatever the rules say (R39).
    """
    wanted = rules.get(photo_job(kind, family, act), rules.get("*", ()))
    return [*wanted, CONSENT] if guarded and CONSENT not in wanted else wanted


def taken_photos(item_ids: Sequence[str], photos: Iterable[Photo]) -> dict[str, list[str]]:
    """Item id to the codes of its photos; one of the visit as a whole counts only where there is one vehicle."""
    taken: dict[str | None, list[str]] = {}
    for photo in photos:
        taken.setdefault(photo.item_id, []).append(photo.code)
    whole = taken.get(None, []) if len(item_ids) == 1 else []
    return {one: taken.get(one, []) + whole for one in item_ids}


def missing_papers(
    items: Sequence[ItemPapers],
    *,
    total_fen: int | None,
    collected_fen: int | None,
    signature_sha: str | None,
    no_signature_reason: str,
    accepted: Collection[str] = (),
) -> list[Missing]:
    """Everything that is missing, item by item, then fees and signature; empty means the visit can be completed.

    A suspended item needs no photos: nothing was done. With nothing recorded at all no fees are asked for. `accepted`
    are the vehicles that the customer signed for one by one (R35); who has none of a shared list needs no signature.
    """
    lacking: list[Missing] = []
    for item in items:
        if item.state == "open":
            lacking.append(Missing("item_open", item.item_id))
        if item.state in ("open", "recorded"):
            lacking += [Missing("removal_missing", item.item_id, {"what": one}) for one in item.lacks]
            lacking += [
                Missing("photo_missing", item.item_id, {"code": code}) for code in item.wanted if code not in item.taken
            ]
    if any(item.state != "suspended" for item in items):
        lacking += _missing_money(total_fen, collected_fen)
    if signature_sha is None and not no_signature_reason and not _all_accepted(items, accepted):
        lacking.append(Missing("signature_missing"))
    return lacking


def _all_accepted(items: Sequence[ItemPapers], accepted: Collection[str]) -> bool:
    done = [item.item_id for item in items if item.state == "recorded"]
    return not items or (bool(done) and all(one in accepted for one in done))


def _missing_money(total_fen: int | None, collected_fen: int | None) -> list[Missing]:
    if total_fen is None:
        return [Missing("fees_open")]
    if (collected_fen or 0) < total_fen:
        return [Missing("payment_open", None, {"open_fen": str(total_fen - (collected_fen or 0))})]
    return []


def missing_number(act: str, values: Mapping[str, str | None]) -> str | None:
    """The first field that this act can't do without and that is empty, or None."""
    return next((name for name in NUMBERS_OF_ACT[act] if not values.get(name)), None)
