"""Wire shapes of auth."""

from pydantic import BaseModel, ConfigDict, Field


class Wire(BaseModel):
    """Strict: what is not named is refused."""

    model_config = ConfigDict(extra="forbid")


class LoginIn(Wire):
    """A sign-in."""

    username: str = Field(min_length=1, max_length=64)
    password: str = Field(min_length=1, max_length=128)


class GrantOut(Wire):
    """A role at a centre; null means every centre."""

    role: str
    centre_id: str | None


class UserOut(Wire):
    """The person signed in."""

    id: str
    name: str
    username: str
    roles: list[GrantOut]
    technician_id: str | None


class SignedInOut(Wire):
    """Answer to a sign-in."""

    user: UserOut


class CentreBrief(Wire):
    """A centre by name, and the zone in which its times are said."""

    id: str
    name_zh: str
    name_en: str
    time_zone: str


class CompanyOut(Wire):
    """The company that runs this installation."""

    name: str


class MeOut(Wire):
    """Who is signed in, what he may do, and where."""

    user: UserOut
    actions: list[str]
    company: CompanyOut
    centres: list[CentreBrief]


class CentreOut(CentreBrief):
    """A service centre."""

    code: str
    address: str
    phone: str
    lat: float
    lng: float


class CentresOut(Wire):
    """All centres."""

    items: list[CentreOut]
