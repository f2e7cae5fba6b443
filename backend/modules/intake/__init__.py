"""Intake: what a customer asks for becomes an order, and nobody types twice (R1, R2, R4).

Owns: vehicle sheets handed in (`vehicle_sheets`), call scripts (`call_scripts`).
Publishes: nothing; the orders it opens and the chases it notes are facts of work_orders.
Listens to: nothing.
"""
