#!/usr/bin/env bash
# Makes a container engine answer on /var/run/docker.sock, and installs what the back-ends of the chaos suites use.
# For Debian and its kin, as root. May run again at any time. Exit status 0 = it answers, 75 = it can't be had here.
set -u

socket=${DOCKERD_SOCK:-/var/run/docker.sock}
pid=${DOCKERD_PID:-/var/run/docker.pid}
log=${DOCKERD_LOG:-/var/log/dockerd-ci.log}

fail() {
  echo "engine: $1" >&2
  exit 75
}

answers() {
  curl -fs -m 3 --unix-socket "$socket" http://engine/_ping >/dev/null 2>&1
}

packages() {
  command -v ip >/dev/null || echo iproute2
  command -v iptables >/dev/null || echo iptables
  command -v mkfs.ext4 >/dev/null || echo e2fsprogs
  command -v python3 >/dev/null || echo python3-minimal
  command -v cc >/dev/null || echo gcc libc6-dev
  command -v curl >/dev/null || echo curl
  answers || command -v dockerd >/dev/null || echo docker.io
}

# Without starting the daemons that packages bring: ours is started below.
install() {
  local policy=/usr/sbin/policy-rc.d mine=
  if [ ! -e $policy ]; then
    mine=1
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod +x $policy
  fi
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } \
    >"$log" 2>&1
  local status=$?
  [ -z "$mine" ] || rm -f $policy
  return $status
}

# Where no init has mounted the control groups: version 1, a hierarchy per controller.
mount_groups() {
  local root=/sys/fs/cgroup controller
  if ! mountpoint -q $root; then
    mount -t tmpfs -o mode=755 cgroup $root
    for controller in $(awk '$4 == 1 && !/^#/ { print $1 }' /proc/cgroups); do
      mkdir -p $root/"$controller"
      mount -t cgroup -o "$controller" cgroup $root/"$controller" 2>/dev/null || rmdir $root/"$controller"
    done
  fi
  if [ ! -e $root/cgroup.controllers ] && ! mountpoint -q $root/systemd; then
    mkdir -p $root/systemd && mount -t cgroup -o none,name=systemd cgroup $root/systemd 2>/dev/null
  fi
}

[ "$(id -u)" = 0 ] || fail "needs root"
missing=$(packages | xargs)
if [ -n "$missing" ]; then
  command -v apt-get >/dev/null || fail "not installed: $missing"
  # shellcheck disable=SC2086
  install $missing || fail "apt-get install $missing failed, see $log"
fi
if answers; then
  echo "engine: is up"
  exit 0
fi
mount_groups
if [ -f "$pid" ] && ! kill -0 "$(cat "$pid")" 2>/dev/null; then
  rm -f "$pid"
fi
setsid nohup dockerd -H "unix://$socket" -p "$pid" >"$log" 2>&1 </dev/null &
daemon=$!
for _ in $(seq 150); do
  if answers; then
    echo "engine: started"
    exit 0
  fi
  kill -0 $daemon 2>/dev/null || break
  sleep 0.2
done
tail -n 5 "$log" >&2
fail "dockerd did not come up, see $log"
