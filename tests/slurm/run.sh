#!/bin/sh
# Run a study over a Dask cluster of SLURM jobs and compare it with the same study run here, byte by byte.
#
#     sh tests/slurm/run.sh [PYTHON] [ARTICLES]
#
# PYTHON has the library and what requirements.txt installs (default .venv/bin/python). Debian or Ubuntu, as
# root, best in a container (see start-slurm.sh). Takes some minutes; not part of `make test`.
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
study() {
    "$python" -m inotherwords.cli run --corpus "$folder/articles" --outputs "$folder/$1/outputs" > "$folder/$1.log" 2>&1 ||
        { cat "$folder/$1.log"; exit 1; }
}
study here
INOTHERWORDS_SCHEDULER=$(cat "$folder/address") study there
squeue --format "%i %j %T %M"
grep --count "Starting established connection\|Registered to" "$folder"/logs/*.out || true

if diff -rq --exclude measured.json "$folder/here/outputs" "$folder/there/outputs"; then
    echo "The same bytes: $(find "$folder/there/outputs" -type f ! -name measured.json | wc -l) files."
else
    exit 1
fi
