"""Phones that take pushes. One belongs to a sign-in: when that ends, by whatever way, nothing is pushed there any more."""

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.notifications.crew import repository, web_push
from backend.modules.notifications.crew.errors import NOT_A_TECHNICIAN
from backend.modules.notifications.crew.events import PushTurned
from backend.modules.notifications.crew.models import PhoneRow


def is_on(work: UnitOfWork, session_key: str) -> bool:
    """Whether this sign-in's phone takes pushes."""
    return repository.phone_of_session(work.session, session_key) is not None


def turn_on(work: UnitOfWork, session_key: str, endpoint: str, p256dh: str, auth_key: str, lang: str) -> None:
    """Push to this phone from now on. Said again, it takes the place of what the phone or the sign-in said before."""
    if work.actor.technician_id is None:
        raise Refusal(NOT_A_TECHNICIAN)
    web_push.check_subscription(work.ports.settings, endpoint, p256dh, auth_key)
    before = repository.phones_like(work.session, session_key, endpoint)
    for row in before:
        work.session.delete(row)
    work.session.flush()
    work.session.add(
        PhoneRow(
            session_key=session_key, endpoint=endpoint, p256dh=p256dh, auth=auth_key, user_id=work.actor.id,
            technician_id=work.actor.technician_id, lang=lang, since=work.now,
        )
    )  # fmt: skip
    if not any(row.user_id == work.actor.id for row in before):  # a phone says it again at each start
        work.record(PushTurned(user_id=work.actor.id, on=True))


def turn_off(work: UnitOfWork, session_key: str) -> None:
    """Nothing is pushed to this phone any more."""
    row = repository.phone_of_session(work.session, session_key)
    if row is not None:
        work.session.delete(row)
        work.record(PushTurned(user_id=row.user_id, on=False))


def live(work: UnitOfWork, technician_id: str) -> list[PhoneRow]:
    """The phones of a technician whose sign-in still holds; the others are forgotten."""
    kept = []
    for row in repository.phones_of(work.session, technician_id):
        if auth.session_lives(work, row.session_key):
            kept.append(row)
        else:
            work.session.delete(row)
    return kept
