"""Planning: who goes where and when (R5–R8). The only caller of the dispatch engine.

Owns: day plans; visits belong to work_orders, and the board is read from what is there.
Publishes: plan.asked, plan.stopped, plan.accepted, plan.undone; what a plan changes is told by the visits themselves.
Listens to: nothing.
"""
