#!/usr/bin/env bash
# Makes a base image for docker/Dockerfile out of this machine's JDK and shell, without a registry or a network.
# base-image.sh TAG [JDK]; as root. What is there is kept, unless FORCE=1.
set -euo pipefail

tag=$1
jdk=${2:-${JAVA_HOME:-}}
if [ -z "$jdk" ]; then
  jdk=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
fi
if docker image inspect "$tag" >/dev/null 2>&1 && [ -z "${FORCE:-}" ]; then
  echo "base image: have $tag"
  exit 0
fi

root=$(mktemp -d /var/tmp/base-image.XXXXXX)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root"/{usr/{bin,sbin,lib,lib64},etc,tmp,proc,sys,dev,run,var,root,opt}
chmod 1777 "$root/tmp"
for directory in bin sbin lib lib64; do
  ln -s "usr/$directory" "$root/$directory"
done

# Copies files under the names that they are known by, links as links to copies.
put() {
  local path real
  for path; do
    [ -e "$path" ] || continue
    real=$(readlink -f "$path")
    mkdir -p "$root$(dirname "$path")" "$root$(dirname "$real")"
    cp -a --remove-destination "$real" "$root$real"
    [ -e "$root$path" ] || ln -s "$real" "$root$path"
  done
}

for program in sh cat ls env id ps kill sleep df; do
  if path=$(type -P "$program"); then
    put "$path"
  fi
done
put /etc/nsswitch.conf /etc/protocols /etc/services /lib64/ld-linux-x86-64.so.2 /lib/ld-linux-aarch64.so.1
put /lib/*-linux-gnu/libnss_{dns,files}.so.2
echo 'root:x:0:0:root:/root:/bin/sh' >"$root/etc/passwd"
echo 'root:x:0:' >"$root/etc/group"

version=$("$jdk/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
compress=zip-6
[ "$version" -ge 21 ] || compress=2
"$jdk/bin/jlink" --output "$root/opt/java" --include-locales=en --strip-debug --no-man-pages --no-header-files \
  --compress "$compress" --generate-cds-archive --add-modules \
  java.se,jdk.unsupported,jdk.crypto.ec,jdk.management,jdk.net,jdk.jfr,jdk.jcmd,jdk.zipfs,jdk.localedata >/dev/null

# ldd fails for scripts among them.
{ find "$root" -type f \( -perm -u+x -o -name '*.so*' \) -print0 | xargs -0 ldd 2>/dev/null || true; } |
  grep -v ':$' | grep -oE '/(usr/)?lib[^ ]+' | sort -u | while read -r library; do put "$library"; done
tar -C "$root" -c . | docker import -c 'ENV PATH=/opt/java/bin:/usr/sbin:/usr/bin' -c 'ENV JAVA_HOME=/opt/java' \
  -c 'CMD ["/bin/sh"]' - "$tag" >/dev/null
echo "base image: made $tag"
