"""Removed parts have an end (R33), and the way to the factory and back (R11)."""
