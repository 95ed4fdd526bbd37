#!/usr/bin/env bash
# Proves the set-up on a new machine: fresh-root.sh DIRECTORY [HOST FILE...]
#
# Makes a minimal Debian 12 in DIRECTORY with Go, git and make and nothing else,
# clones the committed state of this repository into it, and runs `make test`
# and `make run` there. Name files and folders of the host that the new root
# needs to reach its packages, a certificate authority of its own for example;
# resolv.conf is always copied. Needs root and debootstrap. The pictures of the
# tour come back to build/fresh-root/.
set -euo pipefail
cd "$(dirname "$0")/.."

directory=$1
shift
if [[ -e $directory ]]; then
  echo "$directory exists already; a new machine is made in a new folder." >&2
  exit 1
fi
mkdir -p build

make_root() {
  echo "Making a minimal Debian 12 in $directory"
  debootstrap --variant=minbase bookworm "$directory" >build/fresh-root.log
  mount_system
  local file
  for file in /etc/resolv.conf "$@"; do
    mkdir -p "$directory$(dirname "$file")"
    cp -a --no-target-directory "$(realpath "$file")" "$directory$file"
  done
  cp -a /usr/local/go "$directory/usr/local/go"
  inside apt-get -qq update
  inside apt-get -qq install --no-install-recommends git make >>build/fresh-root.log 2>&1
}

# inside runs a command in the root with an environment of its own.
inside() {
  chroot "$directory" /usr/bin/env -i HOME=/root PATH=/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    DEBIAN_FRONTEND=noninteractive "$@"
}

mount_system() {
  trap unmount_system EXIT
  mount --bind /proc "$directory/proc"
  mount --bind /dev "$directory/dev"
  mount --bind /dev/pts "$directory/dev/pts"
}

unmount_system() {
  local at
  for at in dev/pts dev proc; do umount "$directory/$at" 2>/dev/null || true; done
}

timed() {
  local begun=$SECONDS
  "$@"
  echo "== ${*: -2}: $((SECONDS - begun)) s"
}

make_root "$@"
git clone -q --no-hardlinks . "$directory/root/keyindesk"
timed inside make -C /root/keyindesk test
timed inside make -C /root/keyindesk run
mkdir -p build/fresh-root
cp "$directory"/root/keyindesk/build/tour/*.png build/fresh-root/
echo "A new machine with Go, git and make: both verbs did their work."
