"""Facts that papers tell: what was printed or taken out of the app, and by whom (R27)."""

from typing import ClassVar

from backend.kernel.events import Event


class PaperPrinted(Event):
    """Somebody printed a paper. `paper` is sheet, labels or slip; `about` the thing it is about, e.g. order:<id>."""

    name: ClassVar[str] = "paper.printed"
    paper: str
    about: str
    centre_id: str | None
    number: str
    lang: str

    @property
    def subject(self) -> str:
        """What the paper is about."""
        return self.about


class EvidenceExported(Event):
    """Somebody took an evidence pack out of the app; by the private link it was the customer."""

    name: ClassVar[str] = "evidence.exported"
    order_id: str
    centre_id: str
    order_no: str
    pictures: int
    manifest_sha256: str
    lang: str

    @property
    def subject(self) -> str:
        """The order."""
        return f"order:{self.order_id}"
