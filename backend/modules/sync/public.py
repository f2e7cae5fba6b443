"""What other modules may use of the inbox: the shape of a phone command, receipts of files, and what is asked about a refusal."""

from backend.modules.sync.commands import Handler, Held, PhoneAct, PhoneCommand
from backend.modules.sync.files import file_receipted, receive_file
from backend.modules.sync.unsent import Asked, OfficeSays

__all__ = [
    "Asked",
    "Handler",
    "Held",
    "OfficeSays",
    "PhoneAct",
    "PhoneCommand",
    "file_receipted",
    "receive_file",
]
