"""Timelines of a vehicle, a terminal, a card: everything that the books were told, by event time, with who said so."""
