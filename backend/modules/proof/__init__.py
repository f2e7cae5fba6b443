"""Owns proof by the GPS platform (平台验证, R13, R32): what was asked and answered about each vehicle, and what dies early.

Publishes: ProofOpened, ProofAwaited, ProofDecided, ProofGivenUp, ProofRuleChanged, TerminalDark, ReworkDecided.
Listens to: ItemRecorded.
"""
