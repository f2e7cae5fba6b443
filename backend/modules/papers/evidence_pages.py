"""What the pages of an evidence pack say: data for the template, and each fact once more as a statement to check."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.papers import seal
from backend.modules.papers.accepted import accepted_line, unsigned
from backend.modules.papers.around_visit import AroundVisit
from backend.modules.papers.frame import Frame
from backend.modules.papers.pieces import Piece
from backend.modules.papers.service_sheet import fees
from backend.modules.papers.shrinking import page_picture
from backend.modules.papers.vehicle_lines import vehicle
from backend.modules.proof import public as proof
from backend.modules.work_orders import public as work_orders

WELL_KNOWN = "/.well-known/paigong-evidence.json"
Statements = list[tuple[str, str]]


@dataclass(frozen=True)
class Told:
    """The template's data, the statements on the pages as (label, value), and plates by item."""

    data: dict[str, Any]
    statements: Statements
    plates: dict[str, str]


def pages_of_pack(
    work: UnitOfWork,
    frame: Frame,
    told: Sequence[AroundVisit],
    pieces: Sequence[Piece],
    shown: Mapping[str, proof.Shown],
) -> Told:
    """Everything on the pages."""
    first = told[0]
    plates = {item.id: there.label(item.vehicle_id) for there in told for item in there.items}
    facts = [
        [frame.say("order_no"), first.order.no],
        [frame.say("kind"), frame.say(f"kind_{first.order.kind}")],
        [frame.say("customer"), first.customer.name],
        [frame.say("opened"), frame.time(first.order.created_at)],
        [frame.say("made_at"), f"{frame.second(work.now)} {offset(frame)}"],
    ]
    visits = [_visit(frame, one, pieces, shown) for one in told]
    names = work_orders.photo_codes(work)
    pictures = _pictures(frame, pieces, plates, names)
    print_ = seal.fingerprint(work.ports)
    data = frame.data(
        frame.say("evidence_pack"), None, no=first.order.no, facts=facts,
        address=first.site.address if first.site else "", address_label=frame.say("address"), visits=visits,
        pictures=pictures, pictures_count=frame.say("pictures_count", n=len(pictures)), fingerprint=print_,
        how=frame.say("how_to_check", url=f"{frame.settings.base_url}{WELL_KNOWN}"),
    )  # fmt: skip
    statements: Statements = [(label, value) for label, value in facts] + [(frame.say("key_fingerprint"), print_)]
    for one in visits:
        statements += [(label, value) for label, value in one["statements"]]
    for one in pictures:
        statements += [(f"{one['title']} {label}", value) for label, value in one["statements"]]
    return Told(data, [(label, value) for label, value in statements if value], plates)


def offset(frame: Frame) -> str:
    """The centre's offset from UTC: evidence must say whose clock it means."""
    hours = frame.now.astimezone(frame.zone).strftime("%z")
    return f"UTC{hours[:3]}:{hours[3:]}"


def _visit(
    frame: Frame, there: AroundVisit, pieces: Sequence[Piece], shown: Mapping[str, proof.Shown]
) -> dict[str, Any]:
    visit = there.visit
    times = [[frame.say(key), frame.second(at)] for key, at in there.moments]
    vehicles = [vehicle(frame, there, one) for one in there.items]
    proofs = [[there.label(one.vehicle_id), _proof(frame, shown[one.id])] for one in there.items if one.id in shown]
    signed = _signature(frame, there, pieces)
    bill = fees(frame, there)
    money = [[frame.say("total"), bill["total"]]] if bill else []
    if bill and bill["open"]:
        money.append([frame.say("open"), bill["open"]])
    numbers = [
        (f"{one['plate']} {frame.say(key)}", value)
        for one in vehicles
        for key, values in (("terminal", one["terminals"]), ("sim", one["sims"]), ("check", [one["result"] or ""]))
        for value in values
    ]
    return {
        "no": visit.no,
        "facts": [[frame.say("visit_no"), visit.no], [frame.say("technician"), there.technician.name]],
        "times": times,
        "clock_flag": visit.clock_flag,
        "vehicles": vehicles,
        "proofs": [one for one in proofs if one[1]],
        "fees": bill,
        "signature": signed,
        "statements": [
            [frame.say("visit_no"), visit.no],
            [frame.say("technician"), there.technician.name],
            *([f"{visit.no} {label}", value] for label, value in times),
            *([frame.say("plate"), one["plate"]] for one in vehicles),
            *numbers,
            *([f"{plate} {frame.say('platform_proof')}", told] for plate, told in proofs),
            *([f"{visit.no} {label}", value] for label, value in money),
            [frame.say("signature"), signed["line"]],
        ],
    }


def _proof(frame: Frame, shown: proof.Shown) -> str:
    """What the platform has shown, check by check; empty while it has not answered."""
    if not shown.checks:
        return ""
    marks = {"passed": "✓", "failed": "✗"}
    checks = [
        f"{marks.get(one.state, '·')} {frame.choose(one.name_zh, one.name_en)} {frame.choose(one.value_zh, one.value_en)}"
        for one in shown.checks
    ]
    at = [frame.second(shown.decided_at)] if shown.decided_at else []
    return " · ".join([*at, *(one.strip() for one in checks)])


def _signature(frame: Frame, there: AroundVisit, pieces: Sequence[Piece]) -> dict[str, Any]:
    """Who signed, with the picture; of signatures in parts all are told and the newest is shown."""
    visit, sha256 = there.visit, there.signature_sha
    piece = next((one for one in pieces if one.kind == "signature" and one.sha256 == sha256), None)
    if there.in_parts:
        line = accepted_line(frame, there.accepted, visit.no_signature_reason)
    elif sha256 is None:
        line = unsigned(frame, visit.no_signature_reason)
    else:
        by_link = frame.say("by_link") if piece and piece.chained_by == "link" else ""
        line = " · ".join(filter(None, (visit.signer, frame.second(piece.taken_at) if piece else "", by_link)))
    image = page_picture(piece.original) if piece and piece.original else None
    if image is None or piece is None:
        missing = frame.say("missing_picture") if sha256 else ""
        return {"image": None, "hash": sha256 or "", "line": " · ".join(filter(None, (line, missing)))}
    name = f"sign-{piece.no}{image.suffix}"
    frame.files[name] = image.content
    return {"image": name, "hash": piece.sha256, "line": line}


def _pictures(
    frame: Frame, pieces: Sequence[Piece], plates: dict[str, str], names: dict[str, tuple[str, str]]
) -> list[dict[str, Any]]:
    photos = [one for one in pieces if one.kind == "photo" and one.shown]
    with ThreadPoolExecutor(2) as hands:  # decoding lets the interpreter go
        shrunk = list(hands.map(lambda one: page_picture(one.original) if one.original else None, photos))
    told = []
    for number, (one, picture) in enumerate(zip(photos, shrunk, strict=True), 1):
        if picture is not None:
            frame.files[f"photo-{one.no}{picture.suffix}"] = picture.content
        told.append(_picture(frame, one, plates, names, f"photo-{one.no}{picture.suffix}" if picture else None, number))
    return told


def _picture(
    frame: Frame, one: Piece, plates: dict[str, str], names: dict[str, tuple[str, str]], image: str | None, number: int
) -> dict[str, Any]:
    zh, en = names.get(one.code, (one.code, one.code))
    place = frame.say("no_place") if one.lat is None or one.lng is None else f"{one.lat:.6f}, {one.lng:.6f}"
    taken = frame.second(one.taken_at)
    notes = [frame.say(one.finding)] if one.finding else []
    if not one.link:
        notes.append(frame.say("not_chained"))
    elif one.chained_by == "server":
        notes.append(frame.say("chained_by_server"))
    return {
        "image": image,
        "title": " ".join(filter(None, (f"{one.no}", one.code, frame.choose(zh, en)))),
        "plate": plates.get(one.item_id or "", ""),
        "taken": taken,
        "place": place,
        "hash": one.sha256,
        "link": one.link[:24],
        "notes": notes,
        "alarm": one.finding not in ("", "restarted"),
        "statements": [
            [frame.say("taken"), taken],
            [frame.say("place"), place],
            [frame.say("hash"), one.sha256],
        ],
    }
