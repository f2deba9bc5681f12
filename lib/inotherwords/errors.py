"""What is said to somebody whose input cannot be used."""


class StudyError(RuntimeError):
    """The study itself is at fault, not what the user gave; the message is one line."""


class KernelError(StudyError):
    """A kernel did not start."""


class InputError(ValueError):
    """Something the user gave cannot be used; the message is one line: file, fault, remedy."""
