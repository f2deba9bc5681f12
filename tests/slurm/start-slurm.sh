#!/bin/sh
# A SLURM of one node on this machine, for trying things: Debian or Ubuntu, as root, best in a container.
# It installs the packages slurm-wlm and munge, and starts munged, slurmctld and slurmd in the background;
# their settings, logs and state lie in FOLDER. To end it: sh start-slurm.sh FOLDER stop
set -eu

folder=${1:?Usage: sh start-slurm.sh FOLDER [stop]}
if test "${2-}" = stop; then
    export SLURM_CONF="$folder/slurm.conf"
    scancel --user root || true
    while squeue --noheader 2> /dev/null | grep --quiet .; do sleep 0.5; done
    for name in slurmd slurmctld; do
        if test -f "$folder/$name.pid"; then
            number=$(cat "$folder/$name.pid")
            kill "$number" && while kill -0 "$number" 2> /dev/null; do sleep 0.1; done
        fi
    done
    test -f "$folder/munged.started" && kill "$(cat /run/munge/munged.pid)" || true
    exit
fi

test "$(id -u)" = 0 || { echo "Only root can start a SLURM. Use a container." >&2; exit 2; }
command -v slurmctld slurmd munged > /dev/null || {
    apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends slurm-wlm munge
} > /dev/null

mkdir -p "$folder/state" "$folder/spool"
folder=$(cd "$folder" && pwd)
test -f /etc/munge/munge.key || { mungekey --create && chown munge: /etc/munge/munge.key; }
if ! munge -n > /dev/null 2>&1; then
    mkdir -p /run/munge && chown munge: /run/munge
    su munge -s /bin/sh -c munged
    touch "$folder/munged.started"
fi

node=$(hostname -s)
# Without cgroups: a container is seldom allowed to make any.
cat > "$folder/slurm.conf" <<EOF
ClusterName=trial
SlurmctldHost=$node(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
ReturnToService=2
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
NodeName=$node NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=$(free --mebi | awk '/^Mem/ {print $2}') State=UNKNOWN
PartitionName=trial Nodes=$node Default=YES MaxTime=INFINITE State=UP
EOF
slurmctld -f "$folder/slurm.conf"
slurmd -f "$folder/slurm.conf"
export SLURM_CONF="$folder/slurm.conf"
for _ in $(seq 30); do
    sinfo --noheader --format %T | grep --quiet idle && break
    sleep 1
done
sinfo
srun --ntasks 1 echo "A job has run on $node."
