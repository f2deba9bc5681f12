#!/bin/sh
# Run a study over a Dask cluster of SLURM jobs and the same study here, and compare all they wrote.
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
    test -z "$cluster" || { kill "$cluster" && wait "$cluster"; } 2> /dev/null || true
    sh "$here/start-slurm.sh" "$folder/slurm" stop
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 1' INT TERM

sh "$here/start-slurm.sh" "$folder/slurm"
export SLURM_CONF="$folder/slurm/slurm.conf"

# Not in the lock, which needs no SLURM: beside it, and only for the process that submits the jobs.
"$python" -m pip install --quiet --no-deps --target "$folder/jobqueue" dask-jobqueue==0.9.0
PYTHONPATH="$folder/jobqueue${PYTHONPATH:+:$PYTHONPATH}" \
    "$python" "$here/cluster.py" "$folder/address" "$folder/logs" 2 &
cluster=$!
while ! test -s "$folder/address"; do
    kill -0 "$cluster" || exit 1
    sleep 1
done
address=$(cat "$folder/address")
echo "Scheduler: $address"

"$python" "$here/../../benchmarks/generated.py" "$articles" "$folder/articles.jsonl"
study() {
    name=$1
    shift
    "$python" -m inotherwords.cli run --corpus "$folder/articles.jsonl" --outputs "$folder/$name/outputs" "$@" \
        > "$folder/$name.log" 2>&1 || { cat "$folder/$name.log"; exit 1; }
    grep "all  " "$folder/$name.log"
}
study here
study slurm --engine dask --scheduler "$address"
squeue --format "%i %j %T %M"

diff --recursive --brief --exclude measured.json "$folder/here/outputs" "$folder/slurm/outputs"
echo "The same bytes: $(find "$folder/slurm/outputs" -type f ! -name measured.json | wc -l) files."
