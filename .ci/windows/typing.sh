#!/usr/bin/env bash
# Korean typing in the Windows program under wine, with real key presses, as a
# table: typing.sh EXE. Behind it the X input method nabi runs in Korean mode: in
# another program's window it composes what is typed, and wine hands it every key
# of a program that lets it. A case that went wrong makes the script fail, at its
# end.
#
# ONLY=WORDS takes the cases whose names have the words. TYPING=system leaves the
# composing to nabi, which is a setting of the program, and shows what the cases
# are about: with it they go wrong.
set -euo pipefail
cd "$(dirname "$0")/../.."
pictures=build/windows/typing
. .ci/drive.sh
. .ci/counter.sh
. .ci/typing-cases.sh
. .ci/windows/wine.sh

not_here='right Alt in its place' # on Windows the layout says what it is: see korean_keyboard
key_pause=15 read_pause=15 read_wait=0.1
[[ ${TYPING:-} != system ]] || key_pause=80 read_pause=120 # each key goes to nabi and comes back
nabi_pid='' other_window=''

# korean_keyboard gives the display the keys of a Korean PC, where right Alt is
# 한/영 as well.
korean_keyboard() { setxkbmap -layout kr -variant kr104 -option korean:ralt_hangul; }

# --- what is behind it ---

# focus_as_x_says: there is no window manager here that would tell wine which
# window has the keyboard.
focus_as_x_says() { "$wine" reg.exe add 'HKCU\Software\Wine\X11 Driver' /v UseTakeFocus /d N /f >/dev/null; }

# start_nabi starts nabi in Korean mode; it wants every key, and its log says what
# it makes of it. Escape, which ends its Korean mode, doesn't here.
start_nabi() {
  local deadline=$((SECONDS + patience))
  mkdir -p "$HOME/.nabi"
  printf '%s\n' hangul_keyboard=2 triggerkeys=Hangul,Shift+space offkeys=Pause output_mode=syllable default_input_mode=compose \
    input_mode_scope=per_toplevel dynamic_event_flow=0 >"$HOME/.nabi/config"
  nabi -d 3 >"$pictures/nabi.log" 2>&1 &
  nabi_pid=$!
  until xprop -root XIM_SERVERS 2>/dev/null | grep -q '@server=nabi'; do
    ((SECONDS <= deadline)) || stop "nabi did not start: $(tail -n 5 "$pictures/nabi.log")"
    sleep 0.05
  done
  export XMODIFIERS=@im=nabi
}

# open_other_window opens another Windows program beside ours.
open_other_window() {
  "$wine" notepad.exe >"$scratch/other.log" 2>&1 &
  other_window=$(timeout 20 xdotool search --sync --onlyvisible --name 'Notepad' | tail -n 1) || stop "Notepad did not start."
  xdotool windowmove "$other_window" 1300 400
}

# away waits first: wine lets a change of windows overtake the keys before it.
away() { sleep 0.2; xdotool windowfocus --sync "$other_window"; sleep 0.2; }
back() { sleep 0.2; xdotool windowfocus --sync "$window"; sleep 0.2; }

# nabi_composes types 한 into the other window and requires that nabi composes it.
nabi_composes() {
  away
  xdotool key --delay 60 g k s space
  sleep 0.3
  back
  tail -n 40 "$pictures/nabi.log" | grep -aq "commit: .* str = '한'" || stop "nabi is not in its Korean mode."
}

# nabi_read prints how many keys of a window nabi has read: nabi_read CONTEXT.
nabi_read() { grep -ac "process event: id = $1, keysym" "$pictures/nabi.log" || true; }

# contexts prints nabi's input contexts, those of the windows that let it compose.
contexts() { sed -n 's/.*set focus: id = \(.*\)$/\1/p' "$pictures/nabi.log" | sort -u; }

tidy_all() {
  quit_wine
  [[ -z $nabi_pid ]] || kill "$nabi_pid" 2>/dev/null || true
  tidy_up
}

# nothing_behind requires that the window has no input context and that nabi got
# none of its keys: nothing_behind NABI'S-CONTEXT-OF-IT.
nothing_behind() {
  local keys=0 context
  [[ -z $1 ]] || keys=$(nabi_read "$1")
  context=$(sed -n 's/.*"msg":"typing".*"input_context":"\([a-z]*\)".*/\1/p' "$data/keyindesk.log" | sort -u | paste -sd ' ')
  printf "\nThe window's input context: %s. Keys of the program that nabi got: %s\n" "${context:-not known}" "$keys"
  [[ $context == none && $keys == 0 ]] || wrong=$((wrong + 1))
}

exe=$(realpath "$1")
start_display 1680x768
korean_keyboard
fresh_home
new_prefix wine-typing
trap tidy_all EXIT
focus_as_x_says
start_nabi
if [[ ${TYPING:-} == system ]]; then
  mkdir -p "$data"
  echo '{"system_input":true}' >"$data/settings.json"
fi
start_program 키인데스크 "$wine" "$exe"
act read a BackSpace # now nabi knows the window, if it ever will
sleep 0.3
own=$(contexts)
open_other_window
nabi_composes
type_korean
try 'right Alt of a Korean keyboard' 한gks한 '' -- g k s 108 g k s 108 g k s
nabi_composes
nothing_behind "$own"
leave_program
echo "$cases cases, $wrong wrong"
[[ $wrong == 0 ]]
