"""What other modules may ask of notifications."""

from backend.modules.notifications.service import load_templates

__all__ = ["load_templates"]
