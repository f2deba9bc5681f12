"""The network that marks attributions: how it reads a text, what it answers, how sure it is."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "answers": "Answers Assigned CONTENT CueWords Network Questions SOURCE answer ask asking "
        "find_candidates log_distances",
        "calibration": "probability weights",
        "network": "load",
        "windows": "Window cut_windows",
        "wordpieces": "MODEL",
    },
)
