"""Make the study, make it again, and compare: the proof that every number comes out as committed."""

from inotherwords import offer

__getattr__, __dir__, __all__ = offer(
    __name__,
    {
        "check": "REPORT check_study refuse_old",
        "compare": "FULL compare_runs",
        "inputs": "check_lists",
        "kernels": "FORKED KERNEL_SETTINGS warm_up",
        "measure": "machine peak_memory",
        "notebooks": "normalise serialise",
        "pipeline": "Settings run_study",
    },
)
