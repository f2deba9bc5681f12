#!/bin/sh
# Compute the layers of a corpus over a Dask cluster of SLURM jobs and here, and compare the bytes.
#
#     sh tests/slurm/run.sh [PYTHON] [ARTICLES]
#
# PYTHON has the library and what requirements.txt installs (default .venv/bin/python). Debian or Ubuntu, as
# root, best in a container (see start-slurm.sh). Takes a few minutes; not part of `make test`.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
python=${1:-$here/../../.venv/bin/python}
articles=${2:-240}
folder=$(mktemp -d)
cluster=

finish() {
    test -z "$cluster" || { kill "$cluster" && wait "$cluster"; } || true
    sh "$here/start-slurm.sh" "$folder/slurm" stop
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 1' INT TERM

sh "$here/start-slurm.sh" "$folder/slurm"
export SLURM_CONF="$folder/slurm/slurm.conf"

# Not in the lock, which needs no SLURM: beside it, and only for the cluster's own process.
"$python" -m pip install --quiet --no-deps --target "$folder/jobqueue" dask-jobqueue==0.9.0

PYTHONPATH="$folder/jobqueue${PYTHONPATH:+:$PYTHONPATH}" \
    "$python" "$here/cluster.py" "$folder/address" "$folder/logs" 2 &
cluster=$!
while ! test -s "$folder/address"; do
    kill -0 "$cluster" || exit 1
    sleep 1
done
echo "Scheduler: $(cat "$folder/address")"

"$python" "$here/articles.py" "$folder/articles" "$articles"
"$python" "$here/compute.py" "$folder/articles" > "$folder/here"
INOTHERWORDS_SCHEDULER=$(cat "$folder/address") "$python" "$here/compute.py" "$folder/articles" > "$folder/there"
squeue --format "%i %j %T %M"
diff "$folder/here" "$folder/there"
cat "$folder/there"
echo "The same bytes here and over SLURM."
