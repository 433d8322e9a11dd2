"""Tables as programs save them: CSV with any separator and encoding, or the first sheet of an Excel file."""

import csv
import io
import re
import statistics
import zipfile

SEPARATORS = ",;\t|"
# How a file begins that people take for a table.
OTHERS = {
    b"\xd0\xcf\x11\xe0": "an Excel file of the old form (.xls)",
    b"%PDF": "a PDF",
    b"PK": "a zip, and no Excel file",
    b"{\\rtf": "a text document",
    b"<": "a web page",
}


class NoTable(ValueError):
    """A file that is no table; the message says what it is and what to do."""


def read(data: bytes) -> list[tuple[int, list[str]]]:
    """Read the lines of a table."""
    if data.startswith(b"PK\x03\x04"):
        rows = _sheet(data)
        if rows is not None:
            return [(line, row) for line, row in rows if any(row)]
    for begin, what in OTHERS.items():
        if data.lstrip(b"\xef\xbb\xbf \r\n").startswith(begin):
            raise NoTable(f"this is {what}. Save the table as .xlsx or as CSV.")
    return _lines(decoded(data))[1]


def _lines(text):
    """Return the separator of a CSV file, and its lines as from :func:`read`."""
    said = re.match(r"sep=(.)\r?\n", text)
    begin, skipped = (said.end(), 1) if said else (0, 0)
    found = {}
    for each in said[1] if said else SEPARATORS:
        reader = csv.reader(io.StringIO(text[begin:], newline=""), delimiter=each)
        try:
            found[each] = [(reader.line_num + skipped, row) for row in reader if any(map(str.strip, row))]
        except csv.Error as problem:
            raise NoTable(f"this is no table that can be read ({problem}). Save it as .xlsx or as CSV.") from None
    # Names have commas in them, and a title above the table has no separators: the usual width of a line tells.
    return max(found.items(), key=lambda one: statistics.median_high([len(row) for _, row in one[1]] or [0]))


def with_row(data: bytes, line: int, row: list[str] | None) -> bytes:
    """Return a CSV file in which one row stands for another, or none, and every other line is as it was. In UTF-8."""
    text = decoded(as_csv(data))
    separator, rows = _lines(text)
    lines, held = io.StringIO(text, newline="").readlines(), io.StringIO(newline="")
    begin = max((end for end, _ in rows if end < line), default=0)
    if row is not None:
        csv.writer(held, delimiter=separator, lineterminator="\n").writerow(row)
    return "".join([*lines[:begin], held.getvalue(), *lines[line:]]).encode()


def decoded(data):
    """Return the text of a CSV file."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:200]:
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def as_csv(data):
    """Return a table as CSV: as it is, or the first sheet of an Excel file."""
    if not data.startswith(b"PK\x03\x04"):
        return data
    held = io.StringIO(newline="")
    csv.writer(held).writerows(row for _, row in read(data))
    return held.getvalue().encode("utf-8")


def _sheet(data):
    """Return the rows of the first sheet that has some; None when it is no Excel file."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError):  # the last: XML that is none
        return None
    rows = next((sheet for sheet in sheets if any(any(row) for row in sheet)), [])
    return [(line, ["" if cell is None else _cell(cell) for cell in row]) for line, row in enumerate(rows, 1)]


def _cell(value):
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
