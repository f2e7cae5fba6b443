"""Started by the server beside itself."""

from backend.gps_platform.simulated.beside import main

main()
