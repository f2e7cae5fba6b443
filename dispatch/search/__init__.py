"""The search for a plan: ruin and recreate on flat arrays, compiled (`entry.search`).

tables, tasks, columns, build   the problem as arrays
clockwork, chain                the arithmetic of one day
ruin, recreate, crews, anneal   one step of the search, and whether it is kept
opening, regions, conduct       where it begins, who works on what, and until when

Nothing is imported here: tasks, columns and clock serve where numba, which the rest needs, is missing.
"""
