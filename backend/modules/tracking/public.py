"""What other modules may ask of tracking: the address of an order's page."""

from backend.modules.tracking.links import open_link, url_of

__all__ = ["open_link", "url_of"]
