"""The error of everything that a user gives and that cannot be used."""


class InputError(ValueError):
    """Something the user gave cannot be used; the message is one line: file, fault, remedy."""
