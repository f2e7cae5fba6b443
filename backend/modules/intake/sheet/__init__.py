"""A vehicle list that a customer hands in, read from .xlsx or .csv and checked cell by cell. Pure: no database.

`reading.read_sheet` turns bytes into a grid of cells or refuses the file as a whole; `columns.find_header` says which
column is what; `checking.check_rows` reports every fault of every row; `faulty_file.write_faulty` makes the .xlsx to mend.
"""
