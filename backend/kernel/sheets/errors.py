"""How a file is refused that is no list, or none that could be read."""

from backend.kernel.errors import Sentence

SHEET_EMPTY = Sentence(
    "sheet_empty", 422, "文件是空的，没有读到任何内容。", "The file is empty; nothing could be read."
)
SHEET_OLD_EXCEL = Sentence(
    "sheet_old_excel",
    422,
    "这是旧版 .xls 或加了密码的文件（改后缀也不行）。请用 Excel 或 WPS 打开，另存为不带密码的 .xlsx 再传。",
    "This is an old .xls or a file with a password (renaming does not help). Open it, save it as .xlsx without a "
    "password, and hand it in again.",
)
SHEET_OTHER_FILE = Sentence(
    "sheet_other_file",
    422,
    "这是 {format} 文件，不是表格。请传 .xlsx 或 .csv。",
    "This is a {format} file, not a list. Please hand in .xlsx or .csv.",
)
SHEET_WEB_PAGE = Sentence(
    "sheet_web_page",
    422,
    "这是网页存成的假表格。请用 Excel 或 WPS 打开，另存为 .xlsx 再传。",
    "This is a web page saved under a spreadsheet's name. Open it in a spreadsheet, save it as .xlsx, and hand it in again.",
)
SHEET_BROKEN = Sentence(
    "sheet_broken",
    422,
    "文件坏了，读不出来。请用 Excel 或 WPS 打开，另存为 .xlsx 再传。",
    "The file is damaged and cannot be read. Open it in a spreadsheet, save it as .xlsx, and hand it in again.",
)
SHEET_NOT_TEXT = Sentence(
    "sheet_not_text",
    422,
    "认不出这个文件的文字编码。请另存为 .xlsx，或存成 UTF-8 的 .csv。",
    "The file's text encoding is not known. Save it as .xlsx, or as .csv in UTF-8.",
)
SHEET_BOMB = Sentence(
    "sheet_bomb",
    413,
    "文件解压后超过 {limit_mb} MB，不像清单，没有读。",
    "Unpacked, the file is larger than {limit_mb} MB: no list is. It was not read.",
)
SHEET_TOO_MANY_ROWS = Sentence(
    "sheet_too_many_rows",
    422,
    "一份清单最多 {limit} 行，这份超过了。请分成几份再传，这次一行也没有导入。",
    "A list takes at most {limit} rows, and this one has more. Split it and try again; no row was imported.",
)
SHEET_HEADER_TWICE = Sentence(
    "sheet_header_twice",
    422,
    "{first} 列“{first_name}”和 {second} 列“{second_name}”是同一项，请只留一列。",
    "Columns {first} (“{first_name}”) and {second} (“{second_name}”) mean the same. Please keep one.",
)
SHEET_NO_ROWS = Sentence("sheet_no_rows", 422, "表头下面一行也没有。", "There is no row below the header.")
SHEET_NO_GOOD_ROWS = Sentence(
    "sheet_no_good_rows",
    422,
    "这份清单里没有可以用的行，请改好再传。",
    "This list has no good row to take. Please mend it and hand it in again.",
)
SHEET_NO_FAULTS = Sentence("sheet_no_faults", 404, "这份清单没有错行。", "This list has no faulty rows.")
