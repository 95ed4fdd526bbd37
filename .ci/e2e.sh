#!/usr/bin/env bash
# End to end, in the real window: e2e.sh PROGRAM PART. The part `keys` takes an
# order by the fewest keys and counts them. The part `keyring` takes two orders
# with a real keyring, restarts the program and finds one again by its buyer's
# name, which only the keyring can decrypt; run it inside dbus-run-session. The
# pictures are in build/e2e/PART/.
set -euo pipefail
cd "$(dirname "$0")/.."
pictures=build/e2e/$2
. .ci/drive.sh
. .ci/counter.sh

count_keys() {
  no_keyring
  start_program 키인데스크 "$program" -data "$data"
  charge 52000 "꽃다발" "김서연"
  picture slip
  local counted=$other_keystrokes
  leave_program
  step "an order from the open window to the finished slip"
  echo "keystrokes beyond the data: $counted (aim 12)"
  ((counted <= 12)) || stop "That is more than 12."
}

restart_with_keyring() {
  unlock_keyring
  start_program 키인데스크 "$program" -data "$data"
  charge 52000 "꽃다발" "김서연"
  press Return
  shows charge
  charge 38000 "케이크" "박지훈"
  leave_program
  step "two orders with a real keyring"

  start_program 키인데스크 "$program" -data "$data"
  find_by_name "김서연"
  picture found-after-restart
  ask_cancel 52000
  send_cancel 52000
  picture cancelled-after-restart
  press Return
  leave_program
  if grep -q '"msg":"keyring"' "$data/keyindesk.log"; then stop "The keyring was not used."; fi
  step "restarted; the order was found by its buyer's name and cancelled"
}

# unlock_keyring starts a keyring of its own on the session's bus.
unlock_keyring() {
  printf 'practice' | gnome-keyring-daemon --unlock --components=secrets >"$scratch/keyring.log" 2>&1 ||
    stop "The keyring did not start: $(cat "$scratch/keyring.log")"
}

program=$(realpath "$1")
start_display 1280x720
hangul_keys
fresh_home
case $2 in
  keys) count_keys ;;
  keyring) restart_with_keyring ;;
esac
