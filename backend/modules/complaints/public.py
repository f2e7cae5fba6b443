"""What other modules may ask of complaints."""

from dataclasses import dataclass

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.complaints import repository, service
from backend.modules.complaints.lifecycle import step
from backend.modules.complaints.service import Step, act

__all__ = ["OpenedComplaint", "Step", "act", "may_act", "open_complaint", "unfinished"]


@dataclass(frozen=True)
class OpenedComplaint:
    """The number to tell the customer."""

    id: str
    no: str


def open_complaint(
    work: UnitOfWork,
    *,
    order_id: str | None,
    customer_id: str,
    centre_id: str,
    text: str,
    source: str,
    source_ref: str | None = None,
    contact_name: str = "",
    contact_phone: str = "",
) -> OpenedComplaint:
    """Register a complaint; the same `source_ref` gives the same complaint again."""
    complaint = service.open_complaint(
        work,
        service.NewComplaint(
            customer_id=customer_id,
            centre_id=centre_id,
            text=text,
            source=source,
            order_id=order_id,
            source_ref=source_ref,
            contact_name=contact_name,
            contact_phone=contact_phone,
        ),
    )
    return OpenedComplaint(complaint.id, complaint.no)


def unfinished(work: UnitOfWork) -> list[str]:
    """The ids of the complaints that are not archived yet, oldest first."""
    return repository.unfinished(work.session)


def may_act(work: UnitOfWork, complaint_id: str, act_name: str) -> bool:
    """Whether this step may be taken in the complaint's present state."""
    return step(service.one(work, complaint_id).state, act_name) is not None
