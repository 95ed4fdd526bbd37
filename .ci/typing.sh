#!/usr/bin/env bash
# Korean typing in the real window, with real key presses, as tables: typing.sh
# PROGRAM [METHOD...]. A METHOD is what else is on the PC: `none`, or the X input
# method `ibus` or `nabi` in its Korean mode; without one all three. A case that
# went wrong makes the script fail, at its end.
#
# ONLY=WORDS takes the cases whose names have the words. TYPING=system leaves the
# composing to the input method, which is a setting of the program, and shows what
# the cases are about: with it they go wrong.
set -euo pipefail
cd "$(dirname "$0")/.."
pictures=build/typing
. .ci/drive.sh
. .ci/counter.sh
. .ci/typing-cases.sh

method_pid='' bus_pid='' other_pid='' other_window=''

# --- another program's window ---

# open_other_window opens one beside the program's; it keeps what is typed there.
open_other_window() {
  xterm -u8 -geometry 40x10+1300+500 -title other -e sh -c 'exec cat >"$0"' "$scratch/other.txt" 2>/dev/null &
  other_pid=$!
  other_window=$(timeout 20 xdotool search --sync --onlyvisible --name '^other$' | head -n 1) || stop "xterm did not start."
}

away() { xdotool windowfocus --sync "$other_window"; }
back() { xdotool windowfocus --sync "$window"; }

# --- input methods ---

# start_method starts an input method in its Korean mode, as a user's session
# would, and lets the programs that follow know of it: start_method NAME.
start_method() {
  unset XMODIFIERS
  [[ $1 != none ]] || return 0
  "start_$1"
  until_true "$1 does not serve X." eval "xprop -root XIM_SERVERS | grep -q '@server=$1'"
  export XMODIFIERS=@im=$1
}

start_ibus() {
  local address
  mkfifo "$scratch/bus"
  dbus-daemon --session --nofork --print-address=8 8<>"$scratch/bus" >"$scratch/bus.log" 2>&1 &
  bus_pid=$!
  read -r -t 10 address <>"$scratch/bus" || stop "The session bus did not start: $(cat "$scratch/bus.log")"
  export GSETTINGS_BACKEND=keyfile
  with_bus=(env "DBUS_SESSION_BUS_ADDRESS=$address")
  "${with_bus[@]}" gsettings set org.freedesktop.ibus.general preload-engines "['hangul']"
  "${with_bus[@]}" gsettings set org.freedesktop.ibus.engine.hangul initial-input-mode hangul
  "${with_bus[@]}" ibus-daemon --xim --panel disable --emoji-extension disable >"$scratch/method.log" 2>&1 &
  method_pid=$!
  until_true "ibus did not start." "${with_bus[@]}" ibus engine hangul
}

start_nabi() {
  mkdir -p "$HOME/.nabi"
  printf '%s\n' hangul_keyboard=2 default_input_mode=compose input_mode_scope=per_toplevel use_tray_icon=false >"$HOME/.nabi/config"
  nabi >"$scratch/method.log" 2>&1 &
  method_pid=$!
}

# until_true tries a command until it succeeds: until_true COMPLAINT COMMAND...
until_true() {
  local complaint=$1 deadline=$((SECONDS + patience))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS <= deadline)) || stop "$complaint $(tail -n 5 "$scratch/method.log" 2>/dev/null)"
    sleep 0.05
  done
}

# method_composes types into the other window and requires that the input method
# makes 한 of it: it was there, in its Korean mode, all the while.
method_composes() {
  [[ $1 != none && ${TYPING:-} != system ]] || return 0 # Esc has left it
  until_true "$1 is not in its Korean mode." came_composed
  back
}

# came_composed types 한 in the other window and tells whether it came there.
came_composed() {
  act !away typing Return g k s Return
  sleep 0.3
  grep -qx 한 "$scratch/other.txt"
}

# method_dies ends the input method in the middle of a syllable.
method_dies() {
  [[ $1 != none && 'the input method dies' =~ ${ONLY:-} ]] || return 0
  act @item g k s
  kill -KILL "$method_pid"
  wait "$method_pid" 2>/dev/null || true
  act s k Tab e k Tab 0 1 0
  judge 'the input method dies' phone=010 item=한나 buyer=다
}

stop_method() {
  local pid
  for pid in $other_pid $method_pid $bus_pid; do
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  method_pid='' bus_pid='' other_pid=''
  rm -f "$scratch/bus"
}

# --- the tables ---

# table goes through the cases with an input method running: table METHOD.
table() {
  local begun=$SECONDS before=$wrong
  printf '\nInput method: %s\n' "$1"
  data=$HOME/keyindesk-$1 log_read=0
  mkdir -p "$data"
  [[ ${TYPING:-} != system ]] || echo '{"system_input":true}' >"$data/settings.json"
  start_method "$1"
  open_other_window
  start_program 키인데스크 env DBUS_SESSION_BUS_ADDRESS=disabled: "$program" -data "$data"
  type_korean
  method_composes "$1"
  method_dies "$1"
  [[ $1 != none ]] || pictures_of_composing
  leave_program
  stop_method
  echo "$((wrong - before)) wrong, $((SECONDS - begun)) s"
}

# pictures_of_composing shows a syllable as it grows, then the mark in English.
pictures_of_composing() {
  local key typed=''
  act @item
  for key in g k s r; do
    act "$key"
    typed+=$key
    picture "composing-$typed" 713x70+132+280
  done
  act Hangul h i
  picture english 713x70+132+280
  act @item ctrl+a BackSpace Hangul
}

program=$(realpath "$1")
shift
start_display 1680x720
trap 'stop_method; tidy_up' EXIT
fresh_home
[[ ${TYPING:-} != system ]] || key_pause=40 read_pause=60 # each key takes a while to come back
[[ $# != 0 ]] || set -- none ibus nabi
for method; do table "$method"; done
printf '\n%s cases, %s wrong. Pictures: %s in %s/\n' "$cases" "$wrong" "$picture_number" "$pictures"
[[ $wrong == 0 ]]
