"""Keep a spreadsheet from computing a cell of a table."""

import re

FORMULA = re.compile(r"'*(?:\s*[=+\-@]|[\t\r])")  # what a spreadsheet takes for one, guarded already or not


def escape_formula(cell: object) -> object:
    """Return a cell of a table so that no spreadsheet computes it; only texts can be changed by that.

    >>> escape_formula("=1+1"), escape_formula("'=1+1"), escape_formula("it's"), escape_formula(-1)
    ("'=1+1", "''=1+1", "it's", -1)
    """
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def unescape_formula(cell: object) -> object:
    """Return a cell as it was before `escape_formula`.

    >>> unescape_formula("'=1+1"), unescape_formula("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if isinstance(cell, str) and cell[:1] == "'" and FORMULA.match(cell) else cell
