"""Owns the phones' inbox: clients, their commands with the answers given, and the receipts of files. Knows no domain.

Publishes: nothing · Listens to: nothing. Other modules bring their commands as `PhoneCommand`s (phone_commands.py).
"""
