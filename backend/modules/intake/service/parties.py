"""Who asks, and where the work is: known ones by id, new ones made on the way."""

from dataclasses import dataclass

from backend.geocoding import OfflineGeocoder, Point
from backend.kernel.errors import Refusal
from backend.kernel.numbers import check_phone
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.customers import public as customers
from backend.modules.customers.public import Customer, NewContact, NewCustomer, NewSite
from backend.modules.intake import errors
from backend.modules.intake.schemas import CustomerIn, SiteIn, WhoAndWhere


@dataclass(frozen=True)
class Parties:
    """The customer, the site, and whom to call."""

    customer: Customer
    site_id: str
    contact_name: str
    contact_phone: str


def parties_of(work: UnitOfWork, said: WhoAndWhere, new_customer: CustomerIn | None = None) -> Parties:
    """Resolve who and where; refuses another centre's customer, another's site, and windows gone by."""
    _check_window(work, said)
    customer = _customer(work, said, new_customer)
    site_id = _site(work, customer, said.site_id, said.site)
    name, phone = _contact(work, customer, said)
    return Parties(customer, site_id, name, phone)


def _check_window(work: UnitOfWork, said: WhoAndWhere) -> None:
    if said.window_start and said.window_end and said.window_end <= said.window_start:
        raise Refusal(errors.WINDOW_ORDER, field="window_end")
    last = said.window_end or said.window_start
    if last is not None and last <= work.now:
        raise Refusal(errors.WINDOW_PAST, field="window_start")


def _customer(work: UnitOfWork, said: WhoAndWhere, new: CustomerIn | None) -> Customer:
    if said.customer_id is not None:
        known = customers.customer(work, said.customer_id)
        work.actor.require_centre(known.centre_id)
        return known
    if new is None:
        raise Refusal(errors.NO_CUSTOMER, field="customer_id")
    contact = NewContact(new.contact_name, new.contact_phone, new.contact_role)
    return customers.add_customer(
        work,
        NewCustomer(_centre(work, said.centre_id), new.name, new.kind, new.note, contacts=(contact,)),
    )


def _centre(work: UnitOfWork, said: str | None) -> str:
    """The centre that serves a new customer: as said, else the only one in which the actor may open orders."""
    if said is None:
        scope = work.actor.scope
        own = [one.id for one in auth.centres(work) if scope is None or one.id in scope]
        if len(own) != 1:
            raise Refusal(errors.WHICH_CENTRE, field="centre_id")
        return own[0]
    work.actor.require_centre(said)
    return auth.centre(work, said).id


def _site(work: UnitOfWork, customer: Customer, site_id: str | None, new: SiteIn | None) -> str:
    if site_id is not None:
        known = customers.site(work, site_id)
        if known.customer_id != customer.id:
            raise Refusal(errors.SITE_OF_OTHER, field="site_id")
        return known.id
    if new is None:
        raise Refusal(errors.NO_SITE, field="site")
    return customers.add_site(work, customer.id, _placed(work, customer, new)).id


def _placed(work: UnitOfWork, customer: Customer, new: SiteIn) -> NewSite:
    """The site with its district and, where nobody placed it on the map, the district's point.

    Offline on purpose: a transaction must not wait for a service on the network.
    """
    centre = auth.centre(work, customer.centre_id)
    found = OfflineGeocoder().find(new.address, near=Point(centre.lat, centre.lng))
    lat, lng = new.lat, new.lng
    if lat is None and lng is None and found is not None:
        lat, lng = found.lat, found.lng
    return NewSite(
        address=new.address,
        name=new.name,
        landmark=new.landmark,
        district=found.name if found is not None else "",
        lat=lat,
        lng=lng,
    )


def _contact(work: UnitOfWork, customer: Customer, said: WhoAndWhere) -> tuple[str, str]:
    """Whom to call. A number that is new for the customer is kept with him; none said means his first contact."""
    known = customers.contacts(work, customer.id)
    if not said.contact_phone:
        first = known[0] if known else None
        return (said.contact_name or first.name, first.phone) if first else (said.contact_name, "")
    for one in known:
        if one.phone == check_phone(said.contact_phone).value:
            return said.contact_name or one.name, one.phone
    added = customers.add_contact(work, customer.id, NewContact(said.contact_name or customer.name, said.contact_phone))
    return added.name, added.phone
