#!/usr/bin/env bash
# Opens the program: open.sh PROGRAM. On a machine with no display it drives the
# program through the main job instead and leaves pictures.
set -euo pipefail
cd "$(dirname "$0")/.."

program=$1
if [[ $(uname -s) != Linux || -n ${DISPLAY:-} ]]; then
  exec "$program"
fi
if [[ -n ${WAYLAND_DISPLAY:-} ]]; then
  echo "This build talks to X11. Start Xwayland (DISPLAY is not set), then run it again." >&2
  exit 1
fi
echo "No display here: driving the program under Xvfb instead. The pictures go to build/tour/."
.ci/deps.sh display
exec .ci/tour.sh "$program"
