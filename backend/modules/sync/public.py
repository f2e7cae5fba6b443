"""What other modules may use of the inbox: the shape of a phone command, receipts of files, and what is asked about a refusal."""

from backend.modules.sync.commands import Handler, Held, PhoneAct, PhoneCommand
from backend.modules.sync.files import receive_file, require_file
from backend.modules.sync.unsent import Asked, OfficeSays

__all__ = [
    "Asked",
    "Handler",
    "Held",
    "OfficeSays",
    "PhoneAct",
    "PhoneCommand",
    "receive_file",
    "require_file",
]
