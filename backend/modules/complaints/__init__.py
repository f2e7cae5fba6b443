"""Owns complaints (投诉): class, severity, one responsible person, two deadlines, the path to the archive (R23).

Publishes: ComplaintOpened, UrgentComplaint, ComplaintMoved, ComplaintLate.
Listens to: FollowUpDissatisfied. It stands in the same row as followups and hears it by the fact's name (see subscribers.py).
"""
