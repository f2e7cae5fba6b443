"""Wire shapes of what customers are asked."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

SignatureState = Literal["asked", "declined"]


class SignatureLinkOut(BaseModel):
    """A signature that the customer was asked for by his link (R37): asked, signed, declined with a reason, lapsed."""

    model_config = ConfigDict(extra="forbid")
    state: str
    asked_at: datetime
    asked_of: str
    answered_at: datetime | None
    how: str
    reason: str
