"""Every select of telling one's own people."""

from collections.abc import Collection

from sqlmodel import Session, col, or_, select

from backend.modules.notifications.crew.models import ChannelRow, NoticeRow, PhoneRow


def anybody(session: Session) -> bool:
    """Whether there is any phone or channel at all."""
    return any(session.exec(select(table.id).limit(1)).first() is not None for table in (PhoneRow, ChannelRow))


def phones_of(session: Session, technician_id: str) -> list[PhoneRow]:
    """The phones of a technician that take pushes."""
    return list(session.exec(select(PhoneRow).where(PhoneRow.technician_id == technician_id)).all())


def phone_of_session(session: Session, session_key: str) -> PhoneRow | None:
    """The phone of a sign-in."""
    return session.exec(select(PhoneRow).where(PhoneRow.session_key == session_key)).first()


def phones_like(session: Session, session_key: str, endpoint: str) -> list[PhoneRow]:
    """What this phone, or this sign-in, has told before."""
    same = or_(PhoneRow.session_key == session_key, PhoneRow.endpoint == endpoint)
    return list(session.exec(select(PhoneRow).where(same)).all())


def channels(session: Session, scope: Collection[str] | None) -> list[ChannelRow]:
    """The channels of these centres and the company's; None: all."""
    query = select(ChannelRow).order_by(col(ChannelRow.id))
    if scope is not None:
        query = query.where(or_(col(ChannelRow.centre_id).in_(scope), col(ChannelRow.centre_id).is_(None)))
    return list(session.exec(query).all())


def lock_channel(session: Session, channel_id: str) -> ChannelRow | None:
    """One channel, held until the end of the transaction."""
    return session.exec(select(ChannelRow).where(ChannelRow.id == channel_id).with_for_update()).first()


def channels_of_technician(session: Session, technician_id: str) -> list[ChannelRow]:
    """His own channels that are switched on."""
    query = select(ChannelRow).where(ChannelRow.technician_id == technician_id, col(ChannelRow.active))
    return list(session.exec(query).all())


def channels_of_centre(session: Session, centre_id: str) -> list[ChannelRow]:
    """The channels of a centre and of the company that are switched on, nobody's own."""
    here = or_(ChannelRow.centre_id == centre_id, col(ChannelRow.centre_id).is_(None))
    query = select(ChannelRow).where(here, col(ChannelRow.technician_id).is_(None), col(ChannelRow.active))
    return list(session.exec(query).all())


def notice_of(session: Session, cause: str, target: str) -> NoticeRow | None:
    """What this fact has made for this way out."""
    return session.exec(select(NoticeRow).where(NoticeRow.cause == cause, NoticeRow.target == target)).first()


def waiting_about(session: Session, notice: NoticeRow) -> list[NoticeRow]:
    """What is still to go the same way about the same thing; a group hears of one who need not go and of another who must."""
    query = select(NoticeRow).where(
        NoticeRow.target == notice.target,
        NoticeRow.tag == notice.tag,
        NoticeRow.technician_id == notice.technician_id,
        NoticeRow.state == "queued",
    )
    return list(session.exec(query).all())


def told_to(session: Session, cause: str, technician_id: str) -> list[NoticeRow]:
    """The notices of a fact for one technician."""
    query = select(NoticeRow).where(NoticeRow.cause == cause, NoticeRow.technician_id == technician_id)
    return list(session.exec(query).all())


def given_up(session: Session, scope: Collection[str] | None, most: int) -> list[NoticeRow]:
    """The notices that nobody took, newest first."""
    query = select(NoticeRow).where(NoticeRow.state == "failed").order_by(col(NoticeRow.id).desc()).limit(most)
    if scope is not None:
        query = query.where(col(NoticeRow.centre_id).in_(scope))
    return list(session.exec(query).all())


def lock_notice(session: Session, notice_id: str) -> NoticeRow | None:
    """One notice, held until the end of the transaction."""
    return session.exec(select(NoticeRow).where(NoticeRow.id == notice_id).with_for_update()).first()
