#!/usr/bin/env bash
# Korean typing in the real window, with real key presses, as tables: typing.sh
# PROGRAM [METHOD...]. A METHOD is what else runs on the PC: `none`, or the X input
# method `ibus` or `nabi`, in its Korean mode; all three without one. A case that
# went wrong makes the script fail, at its end.
#
# ONLY=WORDS takes the cases whose names have the words.
set -euo pipefail
cd "$(dirname "$0")/.."
pictures=build/typing
. .ci/drive.sh
. .ci/counter.sh
. .ci/typing-cases.sh

method_pid='' bus_pid='' other_window=''

# --- another program's window ---

open_other_window() {
  xev -event keyboard >"$scratch/other.log" 2>&1 &
  other_pid=$!
  other_window=$(timeout 20 xdotool search --sync --onlyvisible --name 'Event Tester' | head -n 1) || stop "xev did not start."
  xdotool windowmove "$other_window" 1300 600 # beside the program
}

away() { xdotool windowfocus --sync "$other_window"; }
back() { xdotool windowfocus --sync "$window"; }

# --- input methods ---

# start_method starts an input method in its Korean mode, as a user's session
# would, and lets the programs that follow know of it: start_method NAME.
start_method() {
  unset XMODIFIERS
  case $1 in
    none) return ;;
    ibus) start_ibus ;;
    nabi) start_nabi ;;
  esac
  export XMODIFIERS=@im=$1
}

start_ibus() {
  local address
  mkfifo "$scratch/bus"
  dbus-daemon --session --nofork --print-address=8 8<>"$scratch/bus" >"$scratch/bus.log" 2>&1 &
  bus_pid=$!
  read -r -t 10 address <>"$scratch/bus" || stop "The session bus did not start."
  session_bus=$address
  on_bus gsettings set org.freedesktop.ibus.general preload-engines "['hangul']"
  on_bus gsettings set org.freedesktop.ibus.engine.hangul initial-input-mode hangul
  on_bus gsettings set org.freedesktop.ibus.engine.hangul off-keys '' # Escape would leave the Korean mode
  on_bus ibus-daemon --xim --panel disable --emoji-extension disable >"$scratch/method.log" 2>&1 &
  method_pid=$!
  until_true "ibus did not start." on_bus ibus engine hangul
  until_true "ibus does not serve X." xim_server ibus
}

# on_bus runs a command on the session's bus of our own.
on_bus() { DBUS_SESSION_BUS_ADDRESS=$session_bus GSETTINGS_BACKEND=keyfile "$@"; }

start_nabi() {
  mkdir -p "$HOME/.nabi"
  printf '%s\n' hangul_keyboard=2 default_input_mode=compose input_mode_scope=per_toplevel dynamic_event_flow=true use_tray_icon=false >"$HOME/.nabi/config"
  nabi >"$scratch/method.log" 2>&1 &
  method_pid=$!
  until_true "nabi did not start." xim_server nabi
}

# xim_server tells whether an input method offers itself to X programs: xim_server NAME.
xim_server() { xprop -root XIM_SERVERS 2>/dev/null | grep -q "@server=$1"; }

# until_true tries a command until it succeeds: until_true COMPLAINT COMMAND...
until_true() {
  local complaint=$1 deadline=$((SECONDS + patience))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS <= deadline)) || stop "$complaint $(tail -n 5 "$scratch/method.log" 2>/dev/null)"
    sleep 0.05
  done
}

stop_method() {
  local pid
  for pid in $method_pid $bus_pid; do
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  method_pid='' bus_pid=''
}

# --- the tables ---

# table goes through the cases with an input method running: table METHOD.
table() {
  local begun=$SECONDS before=$wrong
  echo
  echo "Input method: $1"
  data=$HOME/keyindesk-$1 log_read=0
  start_method "$1"
  start_program 키인데스크 env DBUS_SESSION_BUS_ADDRESS=disabled: "$program" -data "$data"
  type_korean
  leave_program
  stop_method
  echo "$((wrong - before)) wrong, $((SECONDS - begun)) s"
}

program=$(realpath "$1")
shift
start_display 1680x720
trap 'stop_method; kill $other_pid 2>/dev/null || true; tidy_up' EXIT
fresh_home
open_other_window
for method in "${@:-none}"; do table "$method"; done
echo
echo "$cases cases, $wrong wrong"
[[ $wrong == 0 ]]
