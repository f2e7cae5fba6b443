"""How large a list may be; every limit is told in the sentence that refuses it."""

MAX_MEGABYTES = 10
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024
MAX_ROWS = 10_000
# Rows that stand in the file though nothing can be read in them (coloured, say).
MAX_WRITTEN = 100_000
MAX_COLUMNS = 60
MAX_CELL = 200
HEADER_WITHIN = 10
# What a zip may unpack to: 10,000 full rows take about 20 MB of XML.
MAX_UNPACKED = 100 * 1024 * 1024
MAX_PARTS = 500
