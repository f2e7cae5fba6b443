"""What other modules may use of the inbox: the shape of a phone command, and receipts of files."""

from backend.modules.sync.commands import Handler, Held, PhoneAct, PhoneCommand
from backend.modules.sync.files import file_receipted, receive_file

__all__ = ["Handler", "Held", "PhoneAct", "PhoneCommand", "file_receipted", "receive_file"]
