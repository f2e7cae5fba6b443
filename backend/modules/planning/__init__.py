"""Planning: who goes where and when (R5–R8). The only caller of the dispatch engine.

Owns: no tables; visits belong to work_orders, and the board is read from what is there.
Publishes: nothing; dispatches, undos and reassignments are facts of work_orders.
Listens to: nothing.
"""
