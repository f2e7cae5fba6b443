"""Telling one's own people: pushes to technicians' phones, robots of group chats, mail. What goes out, and what came of it.

A fact makes one notice for each way out; each is handed over by itself and tried again by itself.
"""
