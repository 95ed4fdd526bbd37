#!/usr/bin/env bash
# Starts the program with a million operations and with none, in turn, in a real
# window, and prints what that takes as ratios: start.sh PROGRAM [ROUNDS]. Runs
# inside dbus-run-session. What is measured of a start:
#
#   usable    from exec until the charge form has the keyboard, as the log says
#   answered  from exec until a key pressed then, F3, has brought the history
#   first     resident memory at that moment
#   idle      the same once nothing goes on any more: the file looked over, the
#             search ready
#   most      the most that it ever was until then
set -euo pipefail
cd "$(dirname "$0")/.."
pictures=build/start
. .ci/drive.sh

program=$(realpath "$1")
rounds=${2:-5}
million=$PWD/build/bench/start
patience=120

unlock_keyring() {
  printf 'practice' | gnome-keyring-daemon --unlock --components=secrets >"$scratch/keyring.log" 2>&1 ||
    stop "The keyring did not start: $(cat "$scratch/keyring.log")"
}

# moment prints when a screen was first shown, in milliseconds: moment NAME.
moment() {
  local text
  text=$(grep -m 1 "\"msg\":\"screen\",\"name\":\"$1\"" "$data/keyindesk.log")
  text=${text#*\"time\":\"}
  date -d "${text%%\"*}" +%s%3N
}

memory() { awk -v what="$1:" '$1 == what { print int($2 / 1024) }' "/proc/$program_pid/status"; }

# work prints how much processor time the program has used, in hundredths.
work() { awk '{ print $14 + $15 }' "/proc/$program_pid/stat"; }

# rest waits until the program has done next to nothing for three seconds: the
# caret blinks.
rest() {
  local before now quiet=0 deadline=$((SECONDS + patience))
  before=$(work)
  while ((quiet < 3)); do
    ((SECONDS < deadline)) || stop "The program does not come to rest."
    sleep 1
    now=$(work)
    if ((now - before <= 15)); then quiet=$((quiet + 1)); else quiet=0; fi
    before=$now
  done
}

# start starts the program on a data folder and prints a line: start NAME FOLDER.
start() {
  local begun usable answered first
  data=$2 log_read=0
  rm -f "$data/keyindesk.log"*
  begun=$(date +%s%3N)
  start_program 키인데스크 "$program" -data "$data"
  first=$(memory VmRSS)
  press F3
  shows history
  usable=$(($(moment charge) - begun)) answered=$(($(moment history) - begun))
  press F2
  rest
  printf '%s %d %d %d %d %d\n' "$1" "$usable" "$answered" "$first" "$(memory VmRSS)" "$(memory VmHWM)" | tee -a "$scratch/measured"
  if grep -q '"msg":"keyring"' "$data/keyindesk.log"; then stop "The keyring was not used."; fi
  leave_program
}

# table prints the medians of what was measured, and a million's to none's.
table() {
  awk '
    function median(name, c,   n, i, j, v, sorted) {
      n = runs[name]
      for (i = 1; i <= n; i++) {
        v = values[name, c, i]
        for (j = i; j > 1 && sorted[j - 1] > v; j--) sorted[j] = sorted[j - 1]
        sorted[j] = v
      }
      return sorted[int((n + 1) / 2)]
    }
    { n = ++runs[$1]; for (c = 2; c <= NF; c++) values[$1, c, n] = $c + 0 }
    END {
      printf "\n%-22s %10s %10s %10s %10s %10s\n", "medians of " runs["million"], "usable ms", "answered", "first MB", "idle MB", "most MB"
      split("none million", names, " ")
      for (i = 1; i <= 2; i++) {
        printf "%-22s", (i == 1 ? "no operations" : "a million operations")
        for (c = 2; c <= 6; c++) printf " %10d", median(names[i], c)
        print ""
      }
      printf "%-22s", "ratio"
      for (c = 2; c <= 6; c++) printf " %10.2f", median("million", c) / median("none", c)
      print "\nwanted                       1.20                   1.50       1.50"
    }' "$scratch/measured"
}

start_display 1280x720
CGO_ENABLED=0 go test -c -o "$scratch/store.test" ./store # at home, where the modules are
fresh_home
unlock_keyring
mkdir -p "$million"
START=$million BENCH=$PWD/build/bench "$scratch/store.test" -test.run '^TestStartFolder$' >"$scratch/made" ||
  stop "$(cat "$scratch/made")"
none=$scratch/none
mkdir "$none"
for folder in "$none" "$million"; do start none "$folder" >/dev/null; done # makes them what they are from then on
: >"$scratch/measured"
for ((round = 0; round < rounds; round++)); do
  start none "$none"
  start million "$million"
done
table
