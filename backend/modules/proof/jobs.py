"""Timed work of proof by the platform."""

from backend.kernel.jobs import TimedJob
from backend.modules.proof.asking import ask_one
from backend.modules.proof.watching import watch_one

JOBS = (TimedJob("proof.ask", ask_one), TimedJob("proof.watch", watch_one))
