"""A list that somebody hands in, read from .xlsx or .csv and told about cell by cell. Pure: no database, no trade.

`reading.read_sheet` turns bytes into a grid of cells or refuses the file as a whole; `columns.find_header` says which
column is what by the words of whoever asks; `faults.fault_at` tells what is wrong with a cell;
`faulty_file.write_faulty` makes the .xlsx to mend.
"""
