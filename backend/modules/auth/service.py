"""Signing in and out. Passwords are argon2id; a session is a random cookie of which only the hash is stored."""

import hashlib
import secrets
import threading
from datetime import datetime, timedelta

from pwdlib import PasswordHash
from sqlmodel import Session

from backend.kernel.actor import Actor
from backend.kernel.errors import BAD_CSRF, NOT_SIGNED_IN, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import repository
from backend.modules.auth.errors import TOO_MANY_TRIES, WRONG_PASSWORD
from backend.modules.auth.events import SignedIn, SignedOut
from backend.modules.auth.models import SessionRow, UserRow

PASSWORDS = PasswordHash.recommended()
# Hashing costs 0.2 CPU seconds and 64 MiB: two at once at most, whatever the number of callers.
_hashing = threading.BoundedSemaphore(2)
MAX_FAILURES = 8
WINDOW = timedelta(minutes=5)


class FailureCounter:
    """Counts wrong passwords per user name in this process, so that guessing is slowed before any hashing."""

    def __init__(self) -> None:
        """Nobody has failed yet."""
        self._failures: dict[str, list[datetime]] = {}
        self._lock = threading.Lock()

    def check(self, username: str, now: datetime) -> None:
        """Refuse (429) after too many failures in the window."""
        with self._lock:
            recent = [at for at in self._failures.get(username, []) if now - at < WINDOW]
            self._failures[username] = recent
        if len(recent) >= MAX_FAILURES:
            raise Refusal(TOO_MANY_TRIES, seconds=int((recent[0] + WINDOW - now).total_seconds()) + 1)

    def failed(self, username: str, now: datetime) -> None:
        """One more failure."""
        with self._lock:
            self._failures.setdefault(username, []).append(now)
            if len(self._failures) > 10_000:  # a flood of invented names must not fill the memory
                self._failures.clear()


FAILURES = FailureCounter()


def hash_password(password: str) -> str:
    """The argon2id hash to store."""
    with _hashing:
        return PASSWORDS.hash(password)


_DUMMY = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$3i7jKQ1fRVrBqXnSMkbYRQYKDCe3GGhjM5zQMtDEwtU"


def check_password(session: Session, username: str, password: str, now: datetime) -> UserRow:
    """The active user with this name and password; refuses 401, or 429 after too many wrong ones."""
    FAILURES.check(username, now)
    user = repository.user_named(session, username)
    with _hashing:  # an unknown name costs as much time as a wrong password
        matches = PASSWORDS.verify(password, user.password_hash if user else _DUMMY)
    if user is None or not user.active or not matches:
        FAILURES.failed(username, now)
        raise Refusal(WRONG_PASSWORD, field="password")
    return user


def open_session(work: UnitOfWork, user: UserRow, hours: int) -> tuple[str, str]:
    """Open a session for a checked user; returns the session token and the CSRF token."""
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    expires = work.now + timedelta(hours=hours)
    work.session.add(
        SessionRow(token_hash=digest(token), user_id=user.id, csrf=csrf, created_at=work.now, expires_at=expires)
    )
    work.actor = Actor(id=user.id, name=user.name)
    work.record(SignedIn(user_id=user.id))
    return token, csrf


def sign_out(work: UnitOfWork, token: str | None) -> None:
    """End the session behind this cookie."""
    row = work.session.get(SessionRow, digest(token or ""))
    if row is not None:
        work.session.delete(row)
        work.record(SignedOut(user_id=row.user_id))


def actor_of(session: Session, token: str | None, csrf: str | None, now: datetime, *, unsafe: bool) -> Actor:
    """The person behind a cookie; refuses 401 without a live session, 403 when an unsafe request lacks its CSRF token."""
    row = session.get(SessionRow, digest(token)) if token else None
    if row is None or row.expires_at <= now:
        raise Refusal(NOT_SIGNED_IN)
    if unsafe and not secrets.compare_digest((csrf or "").encode(), row.csrf.encode()):
        raise Refusal(BAD_CSRF)
    user = user_of_session(session, row.token_hash, now)
    if user is None:
        raise Refusal(NOT_SIGNED_IN)
    return Actor(
        id=user.id, name=user.name, grants=repository.grants_of(session, user.id), technician_id=user.technician_id
    )


def user_of_session(session: Session, token_hash: str, now: datetime) -> UserRow | None:
    """The active person behind a session that holds; None when either is over."""
    row = session.get(SessionRow, token_hash)
    user = session.get(UserRow, row.user_id) if row is not None and row.expires_at > now else None
    return user if user is not None and user.active else None


def digest(token: str) -> str:
    """What is stored of a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()
