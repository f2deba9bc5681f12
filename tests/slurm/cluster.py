"""Start a Dask scheduler here and its workers as SLURM jobs; write the scheduler's address into a file.

    python cluster.py ADDRESS_FILE LOG_FOLDER [JOBS]

It runs until it is interrupted or terminated; then the jobs are cancelled. On a real cluster: run it where
compute nodes can connect to (a login node, or a job of its own), leave out `host`, and set partition,
account, time and memory as your cluster asks for.
"""

import signal
import sys
from pathlib import Path

from dask_jobqueue import SLURMCluster


def main(file: Path, logs: Path, jobs: int) -> None:
    """Start all, and wait for the end."""
    with SLURMCluster(
        cores=1,  # one worker a job, with one thread
        processes=1,
        memory="1GB",
        walltime="01:00:00",
        log_directory=str(logs),
        local_directory=str(logs),
        scheduler_options={"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"},
    ) as cluster:
        cluster.scale(jobs=jobs)
        file.write_text(cluster.scheduler_address)
        signal.sigwait([signal.SIGINT, signal.SIGTERM])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 2)
