"""Owns nothing of its own: reads the event log back as a trail in words (R29).

Publishes: nothing · Listens to: nothing, since every fact is in the log already.
"""
