# Hands and eyes for the scripts that use the real window. Sourced, not run.
#
# Hands: press and typing go to the program's window as a keyboard's would.
# Eyes: the program writes a line to its log for every screen that it shows and
# for every operation that it finishes; shows and happened wait for such lines,
# so a step that didn't take place stops the script. picture keeps what a
# person would have seen.
#
# The script that sources this sets: pictures, the folder for them, and, where
# another script's pictures are there too, picture_prefix, how its own begin.

export LC_ALL=C.UTF-8 # letters are Korean syllables here, not bytes
unset WAYLAND_DISPLAY XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_STATE_HOME

patience=${PATIENCE:-30} # seconds until a line that doesn't come counts as not coming
typing_pause=25          # milliseconds between two keys of the data
other_keystrokes=0       # all but those of the data itself
picture_number=0
: "${picture_prefix:=}"
log_read=0 # lines of the program's log that have been waited for already
display_pid='' program_pid='' window=''

# --- the display ---

# start_display opens an X server of its own on a free number: start_display SIZE.
start_display() {
  scratch=$(mktemp -d)
  trap tidy_up EXIT
  mkfifo "$scratch/display"
  Xvfb -displayfd 7 -screen 0 "$1x24" -nolisten tcp -noreset 7<>"$scratch/display" >"$scratch/xvfb.log" 2>&1 &
  display_pid=$!
  local number
  read -r -t 20 number <>"$scratch/display" || stop "Xvfb did not start: $(cat "$scratch/xvfb.log")"
  export DISPLAY=:$number
  xdotool mousemove 0 0 # where it hovers over nothing
}

# fresh_home makes a home that nobody has used, and a folder without pictures of before.
fresh_home() {
  export HOME=$scratch/home
  data=$HOME/keyindesk
  mkdir -p "$HOME/.cache" "$HOME/.local/share"
  mkdir -p "$pictures"
  rm -f "$pictures/$picture_prefix"[0-9]*.png "$pictures/${picture_prefix}stopped"*.png
}

# no_keyring keeps the program away from a keyring that this machine may have.
no_keyring() { export DBUS_SESSION_BUS_ADDRESS=disabled:; }

tidy_up() {
  local pid
  for pid in $program_pid $display_pid; do
    kill "$pid" 2>/dev/null || true
  done
  wait 2>/dev/null || true
  rm -rf "$scratch"
}

# --- the program ---

# start_program runs a command line and waits for its window: start_program TITLE COMMAND...
start_program() {
  local title=$1
  shift
  "$@" >"$scratch/program.log" 2>&1 &
  program_pid=$!
  shows charge
  window=$(timeout 20 xdotool search --sync --onlyvisible --name "$title" | tail -n 1) || stop "The window '$title' did not appear."
  xdotool windowfocus --sync "$window" # there is no window manager that would do it
}

# leave_program presses the key that leaves, and requires a clean end.
leave_program() {
  local status=0
  press ctrl+q
  timeout "$patience" tail --pid="$program_pid" -f /dev/null || stop "The program did not leave after Ctrl+Q."
  wait "$program_pid" || status=$?
  program_pid=''
  [[ $status == 0 ]] || stop "The program left with exit code $status."
}

# --- hands ---

# press presses keys that are not data: press KEY...
press() {
  xdotool key --delay 40 "$@"
  other_keystrokes=$((other_keystrokes + $#))
}

# typing types data, which no count includes: typing TEXT. Korean is typed as on
# a Korean keyboard, into a field that is in Korean; nothing else may be among it
# but spaces.
typing() {
  if [[ $1 == *[가-힣]* ]]; then
    xdotool key --delay "$typing_pause" $(korean_keys "$1")
  else
    xdotool type --delay "$typing_pause" "$1"
  fi
}

# The keys of a Korean keyboard, in the order in which Unicode counts the parts
# of a syllable. A capital is a key with Shift.
initials=(r R s e E f a q Q t T d w W c z x v g)
vowels=(k o i O j p u P h hk ho hl y n nj np nl b m ml l)
finals=('' r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g)

# korean_keys prints the keys that type a text of syllables and spaces: korean_keys TEXT.
korean_keys() {
  local i code keys=''
  for ((i = 0; i < ${#1}; i++)); do
    printf -v code %d "'${1:i:1}"
    code=$((code - 0xAC00))
    if ((code < 0)); then
      keys+='_'
    else
      keys+=${initials[code / 588]}${vowels[code % 588 / 28]}${finals[code % 28]}
    fi
  done
  sed 's/./& /g; s/_/space/g' <<<"$keys"
}

# --- eyes ---

# shows waits until the program shows a screen: shows NAME.
shows() { happened msg=screen "name=$1"; }

# happened waits for a line of the program's log with all of the attributes:
# happened KEY=VALUE... Lines before the last one waited for don't count.
happened() { within "$patience" "$@" || stop "Waited $patience seconds for: $*"; }

# within is happened with its own patience, and leaves the rest to the caller:
# within SECONDS KEY=VALUE...
within() {
  local deadline=$((SECONDS + $1)) number
  shift
  until number=$(line_with "$@"); do
    [[ -z $program_pid ]] || kill -0 "$program_pid" 2>/dev/null || stop "The program ended while waiting for: $*"
    ((SECONDS <= deadline)) || return 1
    sleep 0.05
  done
  log_read=$number
}

# line_with prints the number of the first unread line that has all attributes.
line_with() {
  [[ -f $data/keyindesk.log ]] || return 1
  awk -v read="$log_read" -v wanted="$*" '
    BEGIN { n = split(wanted, pair, " "); for (i = 1; i <= n; i++) { split(pair[i], p, "="); key[i] = p[1]; value[i] = p[2] } }
    NR <= read { next }
    {
      for (i = 1; i <= n; i++)
        if (!index($0, "\"" key[i] "\":\"" value[i] "\"") && !($0 ~ "\"" key[i] "\":" value[i] "[,}]")) next
      print NR; found = 1; exit
    }
    END { exit !found }' "$data/keyindesk.log"
}

# until_shows presses a key until a screen comes, where nothing tells when the
# program is ready for the key: until_shows NAME KEY. It counts as one press.
until_shows() {
  local before=$other_keystrokes try
  for try in 1 2 3 4 5; do
    press "$2"
    if within 1 msg=screen "name=$1"; then
      other_keystrokes=$((before + 1))
      return
    fi
  done
  stop "Pressed $2 $try times, but the program did not show: $1"
}

# picture keeps the window, or a part of it, as the next numbered picture, once it
# stands still: what the log announced is painted a little later. picture NAME [AREA].
picture() {
  local try still=0 area=("${@:2}")
  next_picture "$1"
  for ((try = 0; try < 12 && still < 2; try++)); do
    sleep 0.15
    maim --hidecursor --window "$window" "${area[@]/#/--geometry=}" "$scratch/now.png"
    if cmp -s "$scratch/now.png" "$next_picture"; then still=$((still + 1)); else still=0; fi
    mv "$scratch/now.png" "$next_picture"
  done
}

# next_picture sets next_picture to the file of the next picture: next_picture NAME.
next_picture() {
  picture_number=$((picture_number + 1))
  printf -v next_picture '%s/%s%02d-%s.png' "$pictures" "$picture_prefix" "$picture_number" "$1"
}

# --- saying so ---

step() {
  step_number=$((step_number + 1))
  printf '%2d  %s\n' "$step_number" "$1"
}
step_number=0

# stop says why the script can't go on, with a picture of that moment.
stop() {
  echo "$1" >&2
  if [[ -n ${DISPLAY:-} && -d ${pictures:-} ]] && maim --hidecursor "$pictures/${picture_prefix}stopped.png" 2>/dev/null; then
    echo "The screen at that moment: $pictures/${picture_prefix}stopped.png" >&2
  fi
  if [[ -f ${data:-}/keyindesk.log ]]; then
    echo "The last lines of its log:" >&2
    tail -n 8 "$data/keyindesk.log" >&2
  fi
  tail -n 8 "$scratch/program.log" >&2 2>/dev/null || true
  exit 1
}
