#!/bin/sh
# Source, map and sink in a process each, beside one coordinator; prints what the sink measured.
# Usage: three-processes.sh [throughput|latency] [PORT of the first of two]
set -eu

name=${1:-throughput}
port=${2:-7411}
here=$(cd "$(dirname "$0")" && pwd -P)
maillon=$here/../../maillon
work=$(mktemp -d "${TMPDIR:-/tmp}/maillon-$name-XXXXXX")
pids=
if [ "$name" = latency ]; then
  # Both compilers: of a long run the steady state counts, not the first seconds.
  export MAILLON_OPTS="-XX:TieredStopAtLevel=4 ${MAILLON_OPTS:-}"
fi

finish() {
  for pid in $pids; do
    kill "$pid" 2>/dev/null || true
  done
  wait
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM

control=127.0.0.1:$((port + 1))
"$maillon" --version >/dev/null # Builds what is missing, once.
sed "s#out/$name.txt#$work/report.txt#" "$here/$name.yaml" >"$work/$name.yaml"

"$maillon" coordinator --id c1 --peers "c1=127.0.0.1:$port:$((port + 1))" \
  --storage "$work/c1" >"$work/c1.log" 2>&1 &
pids="$pids $!"
for stage in make map take; do
  "$maillon" instance --coordinators "$control" --pipeline "$name" --name "$stage" \
    --stages "$stage" >"$work/$stage.log" 2>&1 &
  pids="$pids $!"
done

"$maillon" run --coordinators "$control" "$work/$name.yaml"
cat "$work/report.txt"
