"""What other modules may call of intake: opening orders as an agent would, and loading its defaults."""

from backend.modules.intake.service.installations import open_installation
from backend.modules.intake.service.repairs import open_repair
from backend.modules.intake.service.scripts import Script, default_scripts, load_scripts

__all__ = ["Script", "default_scripts", "load_scripts", "open_installation", "open_repair"]
