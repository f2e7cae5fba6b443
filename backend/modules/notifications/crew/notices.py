"""From a fact to notices: one for each phone or channel that is to be told."""

from collections.abc import Iterable
from dataclasses import dataclass

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.notifications.crew import phones, repository, words
from backend.modules.notifications.crew.models import ChannelRow, NoticeRow
from backend.modules.notifications.crew.words import Pair


@dataclass(frozen=True)
class News:
    """What there is to tell. `tag`: what it is about, where newer news takes the place of older; `path` opens it."""

    cause: str
    code: str
    centre_id: str
    tag: str
    path: str
    values: dict[str, str | Pair]
    technician_id: str | None = None


def tell(work: UnitOfWork, news: News) -> None:
    """Tell the technician, by phone or else by his own channels, and the channels of the centre that want to know."""
    about = words.NOTICES[news.code][0]
    targets = [_channel(one) for one in _wanting(repository.channels_of_centre(work.session, news.centre_id), about)]
    if news.technician_id is not None and about != words.ALARMS:
        pushed = [_phone(one.id) for one in phones.live(work, news.technician_id)]
        targets += pushed or _own_channels(work, news.technician_id, about)
    said = words.say(news.code, news.values)
    for target in targets:
        _add(work, NoticeRow(
            cause=news.cause, target=target, code=news.code, technician_id=news.technician_id, centre_id=news.centre_id,
            tag=news.tag, said=said, path=news.path, created_at=work.now, due_at=work.now,
        ))  # fmt: skip


def told_otherwise(work: UnitOfWork, row: NoticeRow) -> bool:
    """A phone did not take it: whether another phone of his did or will, else his own channels are told now."""
    if row.technician_id is None:
        return False
    others = [one for one in repository.told_to(work.session, row.cause, row.technician_id) if one.id != row.id]
    if any(one.state in ("queued", "sent") and _is_phone(one.target) for one in others):
        return True
    channels = _own_channels(work, row.technician_id, words.NOTICES[row.code][0])
    for target in channels:
        again = {"cause", "code", "technician_id", "centre_id", "tag", "said", "path"}
        _add(
            work,
            NoticeRow(target=target, created_at=work.now, due_at=work.now, **row.model_dump(include=again)),
        )
    return bool(channels)


def _add(work: UnitOfWork, notice: NoticeRow) -> None:
    if repository.notice_of(work.session, notice.cause, notice.target) is not None:
        return  # the fact was delivered twice
    for older in repository.waiting_about(work.session, notice):
        older.state = "overtaken"
    work.session.add(notice)
    work.session.flush()


def _own_channels(work: UnitOfWork, technician_id: str, about: str) -> list[str]:
    return [_channel(one) for one in _wanting(repository.channels_of_technician(work.session, technician_id), about)]


def _wanting(channels: Iterable[ChannelRow], about: str) -> Iterable[ChannelRow]:
    return (one for one in channels if about in one.about)


def _phone(key: str) -> str:
    return f"push:{key}"


def _channel(row: ChannelRow) -> str:
    return f"channel:{row.id}"


def _is_phone(target: str) -> bool:
    return target.startswith("push:")
