"""The business, one folder a room. A row may use the rows below it, never its neighbours (docs/decisions/0002)."""
