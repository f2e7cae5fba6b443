"""What was done to a vehicle before, as the technician reads it on the phone with no signal."""
