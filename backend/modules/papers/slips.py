"""领料单 and 退料单: what went between the store and a van, with two places to sign."""

from backend.kernel.errors import NOT_FOUND, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.inventory import public as inventory
from backend.modules.papers.frame import Paper, frame_of, grouped
from backend.modules.papers.words import Lang

TITLES = {"issue": "issue_slip", "return": "return_slip", "transfer": "transfer_slip", "receipt": "receipt_slip"}


def stock_slip(work: UnitOfWork, paper_id: str, lang: Lang) -> tuple[Paper, inventory.StockSlip]:
    """The slip of one of the keeper's papers; refuses 404 and 403."""
    slip = inventory.stock_slip(work, paper_id)
    if not slip.centre_id:
        raise Refusal(NOT_FOUND)
    frame = frame_of(work, slip.centre_id, lang)
    title = frame.say(TITLES[slip.kind])
    who = auth.names_of(work, {slip.by}).get(slip.by, "")
    facts = [
        ("at", frame.time(slip.at)),
        ("entered_by", who),
        ("from_place", slip.from_name),
        ("to_place", slip.to_name),
    ]
    data = frame.data(
        title, None, no=slip.no, facts=[[frame.say(key), value] for key, value in facts if value],
        note=slip.note, note_label=frame.say("note"), lines_title=frame.say("lines"),
        count=frame.say("lines_count", n=len(slip.lines)),
        other_signs=frame.say("giver_signs" if slip.kind == "return" else "receiver_signs"),
        lines=[
            {
                "what": frame.choose(one.name_zh, one.name_en), "number": grouped(one.number),
                "quantity": str(one.quantity), "note": "",
            }
            for one in slip.lines
        ],
    )  # fmt: skip
    plain = TITLES[slip.kind].replace("_", "-")
    return Paper("slip", data, frame.files, f"{title} {slip.no}.pdf", f"{plain}-{slip.no}.pdf"), slip
