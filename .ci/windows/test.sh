#!/usr/bin/env bash
# Uses the Windows program under wine, by keyboard: test.sh EXE. Two orders, a
# restart, and one found again by its buyer's name, whose key is in wine's
# Credential Manager, and cancelled. The pictures are in build/windows/.
set -euo pipefail
cd "$(dirname "$0")/../.."
pictures=build/windows/pictures
. .ci/drive.sh
. .ci/counter.sh
. .ci/windows/wine.sh

take_two_orders() {
  start_program 키인데스크 "$wine" "$exe"
  picture charge
  key_in 52000 "꽃다발" "김서연"
  picture keyed-in
  read_back
  send
  charge_ends approved 52000
  picture slip
  press Return
  shows charge
  charge 38000 "케이크" "박지훈"
  leave_program
  step "two orders taken, closed cleanly"
}

find_and_cancel() {
  start_program 키인데스크 "$wine" "$exe"
  find_by_name "김서연"
  picture found-after-restart
  ask_cancel 52000
  picture cancel
  send_cancel 52000
  picture cancelled
  press Return
  leave_program
  if grep -q '"msg":"keyring"' "$data/keyindesk.log"; then stop "The Credential Manager was not used."; fi
  step "restarted; the order was found by its buyer's name and cancelled"
}

exe=$(realpath "$1")
start_display 1366x768
fresh_home
new_prefix wine
step "wine is ready"
take_two_orders
find_and_cancel
echo "Pictures: $(ls "$pictures"/*.png | wc -l) in $pictures/"
