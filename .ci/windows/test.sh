#!/usr/bin/env bash
# Uses the Windows program under wine, by keyboard: test.sh EXE. Two orders, a
# restart, and one found again by its buyer's name, whose key is in wine's
# Credential Manager, and cancelled. The pictures are in build/windows/.
set -euo pipefail
cd "$(dirname "$0")/../.."
pictures=build/windows/pictures
. .ci/drive.sh
. .ci/counter.sh

wine=/usr/lib/wine/wine64
wineserver=/usr/lib/wine/wineserver64

# new_prefix makes a Windows that nobody has used, with the one library that
# this wine lacks.
new_prefix() {
  export WINEPREFIX=$PWD/build/wine WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" # neither .NET nor a browser
  rm -rf "$WINEPREFIX"
  trap 'quit_wine; tidy_up' EXIT
  "$wine" wineboot.exe --init >"$scratch/wineboot.log" 2>&1 || stop "wine did not start: $(tail -n 5 "$scratch/wineboot.log")"
  x86_64-w64-mingw32-gcc-win32 -shared -s -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" .ci/windows/prng.c -ladvapi32
  data=$WINEPREFIX/drive_c/users/$(id -un)/AppData/Local/KeyinDesk # where Windows keeps it
}

quit_wine() { "$wineserver" -k 2>/dev/null || true; }

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
hangul_pause=300 # wine knows only the keys of real keyboards, so hangul_keys can't help
fresh_home
new_prefix
step "wine is ready"
take_two_orders
find_and_cancel
echo "Pictures: $(ls "$pictures"/*.png | wc -l) in $pictures/"
