"""What other modules may ask of tracking: the address of an order's page, and the order behind an address."""

from backend.modules.tracking.links import open_link, order_behind, url_of

__all__ = ["open_link", "order_behind", "url_of"]
