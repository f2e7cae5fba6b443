"""Every select of auth."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from backend.modules.auth.models import CentreRow, GrantRow, UserRow


def all_centres(session: Session) -> list[CentreRow]:
    """All centres in the order they were opened."""
    return list(session.exec(select(CentreRow).order_by(col(CentreRow.id))).all())


def user_named(session: Session, username: str) -> UserRow | None:
    """The person with this user name."""
    return session.exec(select(UserRow).where(UserRow.username == username)).first()


def active_users_with(session: Session, role: str, centre_id: str) -> list[UserRow]:
    """The active users who hold `role` at this centre or at headquarters."""
    here = (col(GrantRow.centre_id) == centre_id) | col(GrantRow.centre_id).is_(None)
    holders = select(GrantRow.user_id).where(GrantRow.role == role, here)
    query = select(UserRow).where(col(UserRow.active), col(UserRow.id).in_(holders)).order_by(UserRow.id)
    return list(session.exec(query).all())


def grants_of(session: Session, user_id: str) -> tuple[tuple[str, str | None], ...]:
    """The (role, centre) pairs of a user, sorted."""
    rows = session.exec(select(GrantRow).where(GrantRow.user_id == user_id)).all()
    return tuple(sorted(((row.role, row.centre_id) for row in rows), key=str))


def names_by_id(session: Session, ids: Collection[str]) -> dict[str, str]:
    """The names of these users."""
    return dict(session.exec(select(UserRow.id, UserRow.name).where(col(UserRow.id).in_(ids))).all())
