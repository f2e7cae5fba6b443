"""Technical ground: database, unit of work, events, errors, clock, files. Knows no business word but who acts."""
