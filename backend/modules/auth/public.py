"""What other modules may use of auth: `allow(action)` for endpoints, centres, users."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import Depends, Request

from backend.kernel.errors import NOT_ALLOWED, NOT_FOUND, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import repository, service
from backend.modules.auth.errors import OTHER_PERSON, USERNAME_TAKEN
from backend.modules.auth.models import CentreRow, GrantRow, UserRow
from backend.modules.auth.permissions import FIELD as FIELD
from backend.modules.auth.permissions import PERMISSIONS

SESSION_COOKIE = "pg_session"
CSRF_COOKIE = "pg_csrf"
CSRF_HEADER = "x-csrf-token"
# Whose work a phone is about to send: on a shared one the cookie may have become another person's meanwhile (R36).
PERSON_HEADER = "x-person"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Allowed:
    """The dependency behind `allow`: signs in, checks role × action, opens the unit of work."""

    def __init__(self, action: str) -> None:
        """`action` must stand in the permissions table."""
        self.action = action
        self.roles = PERMISSIONS[action]

    def __call__(self, request: Request) -> Iterator[UnitOfWork]:
        """A unit of work whose actor is narrowed to the centres where the action is allowed."""
        units = request.app.state.house.units
        unsafe = request.method not in SAFE_METHODS
        token, csrf = request.cookies.get(SESSION_COOKIE), request.headers.get(CSRF_HEADER)
        # The session is looked up on a reading connection of its own: a writer waiting for its turn holds no thread.
        with units.read() as look:
            actor = service.actor_of(look.session, token, csrf, look.now, unsafe=unsafe)
        if request.headers.get(PERSON_HEADER, actor.id) != actor.id:
            raise Refusal(OTHER_PERSON)
        if not actor.roles & self.roles:
            raise Refusal(NOT_ALLOWED)
        open_work = units.write if unsafe else units.read
        with open_work(actor.narrowed_to(self.roles)) as work:
            yield work


def allow(action: str) -> Any:
    """Endpoint dependency for one action of the table; commits before the answer leaves (scope="function")."""
    return Depends(Allowed(action), scope="function")


def may(work: UnitOfWork, action: str, centre_id: str | None = None) -> bool:
    """Whether the actor's roles allow another action as well (e.g. seeing whole phone numbers); at this centre, if named."""
    roles = PERMISSIONS[action]
    return bool(work.actor.roles & roles) and (centre_id is None or work.actor.narrowed_to(roles).reaches(centre_id))


def session_key(request: Request) -> str:
    """What a sign-in is known by where it may be stored: the hash of its cookie."""
    return service.digest(request.cookies.get(SESSION_COOKIE, ""))


def session_lives(work: UnitOfWork, key: str) -> bool:
    """Whether the sign-in of this `session_key` still holds, and its person may still sign in."""
    return service.user_of_session(work.session, key, work.now) is not None


@dataclass(frozen=True)
class Centre:
    """A service centre; coordinates in WGS-84 degrees."""

    id: str
    code: str
    name_zh: str
    name_en: str
    address: str
    phone: str
    lat: float
    lng: float
    time_zone: str


@dataclass(frozen=True)
class User:
    """A person who signs in, with (role, centre_id) grants."""

    id: str
    name: str
    username: str
    phone: str | None
    technician_id: str | None
    grants: tuple[tuple[str, str | None], ...]


def centres(work: UnitOfWork) -> list[Centre]:
    """All centres in the order they were opened."""
    return [Centre(**row.model_dump()) for row in repository.all_centres(work.session)]


def centre(work: UnitOfWork, centre_id: str) -> Centre:
    """One centre; refuses 404."""
    row = work.session.get(CentreRow, centre_id)
    if row is None:
        raise Refusal(NOT_FOUND, field="centre_id")
    return Centre(**row.model_dump())


def add_centre(work: UnitOfWork, centre: Centre) -> Centre:
    """Open a centre."""
    work.session.add(CentreRow(**vars(centre)))
    work.session.flush()
    return centre


def user(work: UnitOfWork, user_id: str) -> User:
    """One user; refuses 404."""
    row = work.session.get(UserRow, user_id)
    if row is None:
        raise Refusal(NOT_FOUND)
    return _user(work, row)


def names_of(work: UnitOfWork, ids: Collection[str]) -> dict[str, str]:
    """The names of these users by id; whoever is unknown is left out."""
    return repository.names_by_id(work.session, ids)


def users_with(work: UnitOfWork, role: str, centre_id: str) -> list[User]:
    """The active users who hold `role` at this centre or at headquarters."""
    return [_user(work, row) for row in repository.active_users_with(work.session, role, centre_id)]


def add_user(
    work: UnitOfWork,
    *,
    username: str,
    name: str,
    password_hash: str,
    grants: list[tuple[str, str | None]],
    phone: str | None = None,
    technician_id: str | None = None,
) -> User:
    """Add a person with roles; refuses a taken user name. `password_hash` comes from `hash_password`."""
    if repository.user_named(work.session, username) is not None:
        raise Refusal(USERNAME_TAKEN, field="username", username=username)
    row = UserRow(username=username, name=name, phone=phone, password_hash=password_hash, technician_id=technician_id)
    work.session.add(row)
    work.session.flush()
    for role, centre_id in grants:
        work.session.add(GrantRow(user_id=row.id, role=role, centre_id=centre_id))
    work.session.flush()
    return _user(work, row)


hash_password = service.hash_password


def _user(work: UnitOfWork, row: UserRow) -> User:
    grants = repository.grants_of(work.session, row.id)
    return User(row.id, row.name, row.username, row.phone, row.technician_id, grants)
