"""Writing texts to customers from templates, and handing them to the carrier, each at most once per reference."""

from zoneinfo import ZoneInfo

import phonenumbers

from backend.kernel.ports import TextMessages
from backend.kernel.private_links import url_for
from backend.kernel.unit_of_work import UnitOfWork, UnitsOfWork
from backend.modules.auth import public as auth
from backend.modules.customers import public as customers
from backend.modules.inventory import public as inventory
from backend.modules.notifications import outgoing, repository
from backend.modules.notifications.models import MessageRow, TemplateRow
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders

LINK = "{link}"


def write(
    work: UnitOfWork, template: str, order_id: str, cause: str, technician_id: str | None = None, **words: str
) -> None:
    """Queue the text `template` to the contact of an order; `cause` makes a repeat harmless.

    `words` fill placeholders that the order does not know, or knows otherwise.
    """
    if repository.was_written(work.session, cause):
        return
    row = work.session.get(TemplateRow, template)
    order = work_orders.order(work, order_id)
    to = mobile_e164(order.contact_phone)
    if row is None or to is None:
        return  # a landline can't take a text; the agent calls
    text = _fill(work, row.zh, order, technician_id, words)
    state = "queued" if work.ports.text_messages is not None else "off"
    work.session.add(
        MessageRow(
            cause=cause, order_id=order_id, to_phone=to, template=template, text=text, state=state,
            created_at=work.now, due_at=work.now,
        )
    )  # fmt: skip


def was_told(work: UnitOfWork, cause: str) -> bool:
    """Whether this fact has made its text."""
    return repository.was_written(work.session, cause)


def send_one(work: UnitOfWork) -> bool:
    """Claim the oldest due message and hand it to the carrier after the commit; False when none is due.

    The claim is a lease: should the process die before the carrier's answer is noted, the message is sent again
    under the same reference, by which the carrier drops the repeat.
    """
    carrier = work.ports.text_messages
    if carrier is None:
        return False
    row = repository.claim_due(work.session, MessageRow, work.now)
    if row is None:
        return False
    outgoing.lease(row, work.now)
    claimed = (row.id, row.to_phone, whole_text(work, row))
    work.after_commit(lambda units: _hand_over(units, carrier, *claimed))
    return True


def _hand_over(units: UnitsOfWork, carrier: TextMessages, message_id: str, to: str, text: str) -> None:
    error: Exception | None = None
    try:
        carrier.send(to=to, text=text, reference=message_id)
    except Exception as failed:  # whatever the carrier does, the message stays and is tried again
        error = failed
    with units.write() as work:
        outgoing.note(work.session.get_one(MessageRow, message_id), work.now, error)


def whole_text(work: UnitOfWork, row: MessageRow) -> str:
    """The text as it is sent. The link is put in only here, since its token is a key that is never stored (R28)."""
    return row.text.replace(LINK, url_for(work.ports, f"tracking:{row.order_id}"))


def messages_of(work: UnitOfWork, order_id: str) -> list[MessageRow]:
    """The texts about an order, oldest first."""
    return repository.of_order(work.session, order_id)


def load_templates(work: UnitOfWork, texts: dict[str, tuple[str, str]]) -> None:
    """Put in the company's templates: code to (zh, en)."""
    for code, (zh, en) in texts.items():
        work.session.merge(TemplateRow(code=code, zh=zh, en=en))


def mobile_e164(phone: str) -> str | None:
    """A mobile number in E.164, or None when it can't take a text."""
    try:
        number = phonenumbers.parse(phone, "CN")
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.number_type(number) != phonenumbers.PhoneNumberType.MOBILE:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _fill(
    work: UnitOfWork, text: str, order: work_orders.OrderView, technician_id: str | None, more: dict[str, str]
) -> str:
    man = technicians.technician(work, technician_id).surname if technician_id else ""
    words = {
        "company": work.ports.settings.company_name,
        "order": order.no,
        "technician": man,
        "window": _window(work, order),
        "plate": _plates(work, order),
        "warranty": _warranty(work, order),
        **more,
    }
    for key, value in words.items():
        text = text.replace("{" + key + "}", value)
    return text


def _plates(work: UnitOfWork, order: work_orders.OrderView) -> str:
    items = work_orders.items(work, order.id)
    first = customers.vehicle(work, items[0].vehicle_id).label if items else ""
    return first if len(items) < 2 else f"{first}等{len(items)}辆"


def _warranty(work: UnitOfWork, order: work_orders.OrderView) -> str:
    """The first day on which a terminal of the order is out of warranty is the day after this one."""
    installed = inventory.installed_in(work, [one.vehicle_id for one in work_orders.items(work, order.id)])
    ends = [one.device.warranty_end for one in installed.values() if one.device.warranty_end is not None]
    return f"{min(ends):%Y-%m-%d}" if ends else ""


def _window(work: UnitOfWork, order: work_orders.OrderView) -> str:
    visits = [one for one in work_orders.visits_of(work, order.id) if one.state not in {"declined", "cancelled"}]
    if not visits:
        return ""
    zone = ZoneInfo(auth.centre(work, order.centre_id).time_zone)
    start, end = visits[-1].window_start.astimezone(zone), visits[-1].window_end.astimezone(zone)
    return f"{start.month}月{start.day}日{start:%H:%M}-{end:%H:%M}"
