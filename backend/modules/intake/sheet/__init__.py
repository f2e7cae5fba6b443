"""A vehicle list that a customer hands in, read from .xlsx or .csv and checked cell by cell. Pure: no database.

What every list shares is in `backend.kernel.sheets`; `columns.find_header` says which column is what here;
`checking.check_rows` reports every fault of every row.
"""
