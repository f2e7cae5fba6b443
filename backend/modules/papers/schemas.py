"""What papers say on the wire besides PDFs."""

from pydantic import BaseModel, ConfigDict


class Wire(BaseModel):
    """Strict."""

    model_config = ConfigDict(extra="forbid")


class BreakOut(Wire):
    """A link that did not hold when it arrived (R37), in words."""

    seq: int
    code: str
    finding: str
    finding_zh: str
    finding_en: str


class VisitPapersOut(Wire):
    """What can be printed of a visit."""

    visit_id: str
    visit_no: str
    title_zh: str
    title_en: str
    labels: int
    pieces: int
    chained_by_server: int
    breaks: list[BreakOut]


class OrderPapersOut(Wire):
    """What can be printed of an order; `evidence` False while nothing was done."""

    visits: list[VisitPapersOut]
    evidence: bool


class KeyOut(Wire):
    """The public key that evidence packs of this installation are sealed with."""

    algorithm: str
    public_key: str
    fingerprint: str
