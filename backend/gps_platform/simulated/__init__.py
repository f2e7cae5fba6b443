"""A simulated fleet that speaks Traccar's protocol over real HTTP, for tests and for the demo.

Its vehicles need no background: where each is and what its terminal says follows from the seed, the terminal and the time.
"""

from backend.gps_platform.simulated.fleet import Fleet, read_fleet
from backend.gps_platform.simulated.server import Simulator, serving
from backend.gps_platform.simulated.terminals import Behaviour, SimulatedTerminal

__all__ = ["Behaviour", "Fleet", "SimulatedTerminal", "Simulator", "read_fleet", "serving"]
