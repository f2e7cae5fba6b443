"""Owns users, their roles at service centres, sessions, the centres, and the table role × action.

Publishes: SignedIn, SignedOut · Listens to: nothing.
"""
