"""HTTP: signing in and out, who am I, the centres."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from backend.kernel.actor import Actor
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public, service
from backend.modules.auth.permissions import actions_of
from backend.modules.auth.schemas import (
    CentreBrief,
    CentreOut,
    CentresOut,
    CompanyOut,
    GrantOut,
    LoginIn,
    MeOut,
    SignedInOut,
    UserOut,
)

router = APIRouter(prefix="/api", tags=["auth"])


@router.post("/auth/login")
def login(body: LoginIn, request: Request, response: Response) -> SignedInOut:
    """Sign in; sets the session cookie (httpOnly) and the CSRF cookie."""
    house = request.app.state.house
    # The password is hashed on a reading connection: 0.2 s must not hold SQLite's only writer.
    with house.units.read() as look:
        row = service.check_password(look.session, body.username, body.password, look.now)
        user = public.user(look, row.id)
    with house.units.write() as work:
        token, csrf = service.open_session(work, row, house.settings.session_hours)
    seconds = house.settings.session_hours * 3600
    secure = house.settings.secure_cookies
    response.set_cookie(
        public.SESSION_COOKIE, token, max_age=seconds, httponly=True, samesite="lax", secure=secure, path="/"
    )
    response.set_cookie(public.CSRF_COOKIE, csrf, max_age=seconds, samesite="lax", secure=secure, path="/")
    return SignedInOut(user=_user_out(user))


@router.post("/auth/logout", status_code=204)
def logout(request: Request, work: Annotated[UnitOfWork, public.allow("session.own")]) -> Response:
    """End this session."""
    service.sign_out(work, request.cookies.get(public.SESSION_COOKIE))
    response = Response(status_code=204)
    response.delete_cookie(public.SESSION_COOKIE, path="/")
    response.delete_cookie(public.CSRF_COOKIE, path="/")
    return response


@router.get("/auth/me")
def me(request: Request, work: Annotated[UnitOfWork, public.allow("session.own")]) -> MeOut:
    """Who is signed in, what he may do, and at which centres."""
    actor = work.actor
    centres = [
        CentreBrief(id=one.id, name_zh=one.name_zh, name_en=one.name_en, time_zone=one.time_zone)
        for one in public.centres(work)
        if _belongs(actor, one.id)
    ]
    return MeOut(
        user=_user_out(public.user(work, actor.id)),
        actions=actions_of(actor.roles),
        company=CompanyOut(name=request.app.state.house.settings.company_name),
        centres=centres,
    )


@router.get("/centres")
def list_centres(work: Annotated[UnitOfWork, public.allow("centres.read")]) -> CentresOut:
    """All service centres."""
    return CentresOut(items=[CentreOut(**vars(one)) for one in public.centres(work)])


def _belongs(actor: Actor, centre_id: str) -> bool:
    return any(centre in (None, centre_id) for _, centre in actor.grants)


def _user_out(user: public.User) -> UserOut:
    return UserOut(
        id=user.id,
        name=user.name,
        username=user.username,
        roles=[GrantOut(role=role, centre_id=centre) for role, centre in user.grants],
        technician_id=user.technician_id,
    )
