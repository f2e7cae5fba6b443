"""Settling number cases: what accepting, keeping or correcting does to ledger and custody, shown before, undone after."""
