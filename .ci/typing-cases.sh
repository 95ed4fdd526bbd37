# Korean typing, case by case, in the real window. Sourced after drive.sh, not
# run: the same cases prove the program on Linux (typing.sh) and under wine
# (windows/typing.sh).
#
# A case begins in the empty item field of the charge form and presses keys, real
# ones: on a Korean keyboard g k s is ㅎ ㅏ ㄴ, 한. Then every field's text is copied
# with the keyboard and read off the clipboard, so that a screen's own idea of
# what it shows doesn't matter, and every case leaves its fields empty.
#
# The script that sources this may change where things are (place) and
# the pauses, may name cases that are none on its system (not_here), and defines
#   away, back   give the keyboard to another program's window and return it

key_pause=8  # milliseconds between two keys
read_pause=8 # the same while a field is read
read_wait=0  # seconds until the clipboard is looked at; asking for it disturbs wine
cases=0 wrong=0
reading=100 # the last reading's number; its three digits end what is read

# Where things are in a window of 1280x720 pixels.
declare -A place=(
  [card]='300 147' [item]='300 327' [item-start]='143 327' [mark]='515 327' [buyer]='700 327' [phone]='240 406'
  [amount]='520 227' [email]='730 406' [toggle]='572 406' [clear]='356 535' [more]='786 535' [less]='831 614'
  [history]='52 165' [charge]='52 85' [nothing]='640 640'
)

# --- hands ---

# act does the steps of a case, in one go where it can: a KEY is pressed, or goes
# down (+KEY) or up (-KEY); @PLACE is clicked, !FUNCTION called with what stands
# behind a colon. fast, typing and read set the pace of what follows.
act() {
  local step last='' pause=$key_pause queue=() spot
  for step; do
    case $step in
      fast) pause=3 ;;
      typing) pause=$key_pause ;;
      read) pause=$read_pause ;;
      +*) queue+=(keydown --delay "$pause" "${step#+}") ;;
      -*) queue+=(keyup --delay "$pause" "${step#-}") ;;
      @*)
        read -ra spot <<<"${place[${step#@}]}"
        queue+=(mousemove --window "$window" "${spot[@]}" click 1)
        ;;
      !*)
        hands "${queue[@]}"
        queue=() step=${step#!}
        "${step%%:*}" "${step#*:}"
        ;;
      *)
        [[ $step != "$last" ]] || queue+=(sleep 0.04) # a key twice in a millisecond of the X server's is one to GLFW
        queue+=(key --delay "$pause" "$step")
        last=$step
        ;;
    esac
  done
  hands "${queue[@]}"
}

hands() { [[ $# == 0 ]] || xdotool "$@" || ! runs; }

# runs tells whether the program still does.
runs() { kill -0 "$program_pid" 2>/dev/null; }

# clip puts text on the clipboard, as another program would: clip TEXT.
clip() { printf %s "$1" | xclip -selection clipboard >/dev/null 2>&1; }

# hold keeps a key down until it has repeated itself: hold KEY.
hold() {
  xdotool keydown "$1"
  sleep 0.9
  xdotool keyup "$1"
}

# --- eyes ---

# read_out empties a field and sets text to what stood in it: read_out FIELD. It
# types a number behind it first, so that the clipboard tells this reading from
# every earlier one, even of an empty field.
read_out() {
  local to=("@$1")
  [[ $1 != search ]] || to=(F3 ctrl+f)
  until reading=$((reading + 1)) && [[ ! $reading =~ (00|11|22|33|44|55|66|77|88|99) ]]; do :; done
  act read "${to[@]}" End "${reading:0:1}" "${reading:1:1}" "${reading:2:1}" ctrl+a ctrl+c
  if ! was_copied "$1" && runs; then
    act read ctrl+a ctrl+c # another program may have had the clipboard
    was_copied "$1" || text='?'
  fi
  act read BackSpace
  [[ $1 != search ]] || act F2
}

# was_copied waits two seconds until the reading is on the clipboard: was_copied FIELD.
was_copied() {
  local deadline=$((${EPOCHREALTIME/./} + 2000000))
  sleep "$read_wait"
  while ((${EPOCHREALTIME/./} < deadline)); do
    text=$(timeout 1 xclip -o -selection clipboard -t UTF8_STRING 2>/dev/null) || true
    [[ $1 != phone && $1 != amount ]] || text=${text//[^0-9]/}
    if [[ $text == *"$reading" ]]; then
      text=${text%"$reading"}
      return
    fi
    runs || return 1
    sleep 0.005
  done
  return 1
}

# --- the table ---

# try is one case: try NAME ITEM BUYER [FIELD=TEXT...] -- STEP... A text that
# begins with ~ is a regular expression.
try() {
  local name=$1 expected=("item=$2" "buyer=$3")
  shift 3
  while [[ $1 != -- ]]; do expected=("$1" "${expected[@]}"); shift; done
  shift
  [[ $name =~ ${ONLY:-} && ! $name =~ ${not_here:-^$} ]] || return 0
  act @item "$@"
  judge "$name" "${expected[@]}"
}

# judge reads the fields, those that had the keyboard last first, and prints the
# case's line: judge NAME FIELD=TEXT...
judge() {
  local name=$1 pair field want item='' buyer='' others='' missed='' text
  shift
  for pair; do
    field=${pair%%=*} want=${pair#*=}
    read_out "$field"
    runs || text='(it ended)'
    case $field in
      item) item=$text ;;
      buyer) buyer=$text ;;
      *) others+=" $field=$text" ;;
    esac
    if [[ $want == '~'* ]]; then
      [[ $text =~ ^(${want#\~})$ ]] || missed+=" $field=$want"
    else
      [[ $text == "$want" ]] || missed+=" $field=$want"
    fi
  done
  cases=$((cases + 1))
  row "$name" "$item" "$buyer" "$(if [[ -z $missed ]]; then echo "ok$others"; else echo "WRONG$others, expected$missed"; fi)"
  [[ -z $missed ]] || mend
}

# mend goes on after a case that went wrong: back to the form, all of it empty.
mend() {
  wrong=$((wrong + 1))
  runs || stop "The program ended: $(tail -n 3 "$scratch/program.log")"
  act F2 @buyer ctrl+a BackSpace @phone ctrl+a BackSpace @item ctrl+a BackSpace
}

# went_wrong is a case that has nothing to read: went_wrong NAME WHY.
went_wrong() {
  cases=$((cases + 1))
  row "$1" '' '' "WRONG, $2"
  mend
}

# row prints a line of the table: row NAME ITEM BUYER RESULT.
row() { printf '%s | %s | %s | %s\n' "$(wide 54 "$1")" "$(wide 16 "$2")" "$(wide 10 "$3")" "$4"; }

# wide fills text up with spaces to a width; Hangul is two wide: wide WIDTH TEXT.
wide() {
  local hangul=${2//[^ㄱ-힣０-９]/}
  printf '%s%*s' "$2" $(($1 - ${#2} - ${#hangul} > 0 ? $1 - ${#2} - ${#hangul} : 0)) ''
}

# --- the cases ---

# type_korean goes through all of them.
type_korean() {
  row case item buyer ''
  leaving_a_field
  inside_a_field
  shortcuts
  letters
  switching
  digits
  submission
  leaving_the_screen
}

# What leaves the field in the middle of a syllable.
leaving_a_field() {
  try 'Tab' 한 나 -- g k s Tab s k
  try 'Shift+Tab' 한나 하 -- g k s Tab g k shift+Tab s k
  try 'Enter, on to the next field' 한 나 -- g k s Return s k
  try 'a click on another field' 한 나 -- g k s @buyer s k
  try 'a click on another field after one jamo' ㅎ ㄴ -- g @buyer s
  try 'a click on a switch' 한 '' -- g k s @toggle s k @toggle
  try 'a click on a link' 한 '' -- g k s @more s k @less
  try 'a click on another screen, and back' 한 '' -- g k s @history !shows:history s k @charge !shows:charge
  try 'a click on the button that clears' '' '' -- g k s @clear
  try 'a click on nothing' 한 '' -- g k s @nothing
  try 'Tab, Tab, without a pause' 김한 이수 phone=010 -- fast r l a g k s Tab d l t n Tab 0 1 0
  try 'Tab before the letter is up' 한 나 -- g k +s +Tab -s -Tab +s +k -s -k
  try 'Tab there and back, without a pause' 한 나 -- fast g k s Tab shift+Tab Tab s k
}

# What moves or deletes in it.
inside_a_field() {
  try 'nothing: the last syllable grows' 안녕하세요 '' -- d k s s u d g k t p d y
  try 'Left' 나한 '' -- g k s Left s k
  try 'Right' 한나 '' -- g k s Right s k
  try 'Left after a syllable' 가나한 '' -- r k g k s Left s k
  try 'Home' 나가한 '' -- r k g k s Home s k
  try 'End' 가한나 '' -- r k g k s End s k
  try 'Up, Down' 가한나 '' -- r k g k s Up Down s k
  try 'a click in the same field, at once: not a double click' 한나 '' -- fast g k s @item s k
  try 'a click at the beginning of the same field' 나가한 '' -- r k g k s !sleep:0.5 @item-start s k
  try 'Backspace while composing' 하 '' -- g k s BackSpace
  try 'Backspace, Backspace while composing' ㅎ '' -- g k s BackSpace BackSpace
  try 'Backspace to nothing' '' '' -- g k s BackSpace BackSpace BackSpace
  try 'Backspace past the syllable' 가 '' -- r k s k g k s BackSpace BackSpace BackSpace BackSpace
  try 'Backspace and on' 학 '' -- g k s BackSpace r
  try 'Backspace of a cluster, of a double vowel' 달고 '' -- e k f r BackSpace r h k BackSpace
  try 'Backspace after the syllable is complete' 가 '' -- r k g k s Right BackSpace
  try 'Delete' 가한다 '' -- r k s k e k Left Left g k s Delete
  try 'Delete at the end' 한나 '' -- g k s Delete s k
  try 'Shift and Ctrl by themselves' 한나 '' -- g Shift_L k Control_L s s k
  try 'in the middle of a word' 가한나 '' -- r k s k Left g k s
}

shortcuts() {
  try 'Ctrl+S' 한나 '' -- g k s ctrl+s s k
  try 'Ctrl+A' 나 '' -- r k g k s ctrl+a s k
  try 'Ctrl+A, Ctrl+C, Ctrl+V' 가한가한 '' -- r k g k s ctrl+a ctrl+c End ctrl+v
  try 'Ctrl+A, Ctrl+X, Ctrl+V' 나가한 '' -- r k g k s ctrl+a ctrl+x s k ctrl+v
  try 'Ctrl+V' 한값나 '' -- !clip:값 g k s ctrl+v s k
  try 'Ctrl+C with nothing selected' 한나 '' -- g k s ctrl+c s k
  try 'Ctrl+Z' '' '' -- g k s ctrl+z
  try 'Ctrl+Z of a word, of one before' '한 ' '' -- g k s space s k ctrl+z ctrl+z ctrl+y
  try 'Ctrl+Z, Ctrl+Y' 한 '' -- g k s ctrl+z ctrl+y
  try 'Shift+Left and on' 가나 '' -- r k g k s shift+Left s k
}

# What a Korean keyboard makes of the letters.
letters() {
  try 'Shift: ㄲ first' 까나 '' -- shift+r k s k
  try 'Shift: ㄲ last' 밖 '' -- q k shift+r
  try 'Shift: ㅆ last, moving on' 있어이써 '' -- d l shift+t d j d l shift+t j
  try 'Shift: ㅒ, ㅖ' 얘예 '' -- d shift+o d shift+p
  try 'Shift where there is no second letter' 한 '' -- shift+g shift+k shift+s
  try 'a final moves on' 하나 '' -- g k s k
  try 'a cluster stays: 닭이' 닭이 '' -- e k f r d l
  try 'a cluster moves on: 달기' 달기 '' -- e k f r l
  try 'double vowels: 왜, 의, 귀' 왜의귀 '' -- d h o d m l r n l
  try 'jamo alone' ㅠㅠㅋㅋㅋ '' -- b b z z z
  try 'each letter before the last one is up' 안녕 '' -- +d +k -d +s -k -s +s +u -s +d -u -d
  try 'Shift up before its letter' 까 '' -- +Shift_L +r -Shift_L -r k
  try 'a key held down' '~ㅋ{3,}' '' -- !hold:z
  try 'Caps Lock on' 한까 '' -- Caps_Lock g k s shift+r k Caps_Lock
}

# What stands between syllables, and the key between Korean and English.
switching() {
  try 'a digit' 한1나 '' -- g k s 1 s k
  try 'a digit of the keypad' 한1나 '' -- g k s KP_1 s k
  try 'Space' '한 나' '' -- g k s space s k
  try 'punctuation' '한.나!다-라(마)' '' -- g k s period s k exclam e k minus f k parenleft a k parenright
  try '한/영 and back' 한gks한 '' -- g k s Hangul g k s Hangul g k s
  try '한/영 by its key code' 한GKs한 '' -- g k s 130 shift+g shift+k s 130 g k s
  try 'right Alt in its place' 한gks한 '' -- g k s 108 g k s 108 g k s
  try 'the mark in the field' 한gks한 '' -- g k s !sleep:0.4 @mark g k s !sleep:0.4 @mark g k s
  try '한/영 is remembered by each field' 한sk나 gk한 -- g k s Hangul s k Tab Hangul g k Hangul g k s shift+Tab End Hangul s k
  try 'e-mail begins in English' '' '' email=gks@gks.kr -- @email g k s at g k s period k r
}

digits() {
  try 'phone: letters are ignored' '' '' phone=01012 -- @phone g 0 1 0 k s 1 2 g k
  try 'phone: full-width digits are pasted' '' '' phone=010456 -- !clip:４５６ @phone 0 1 0 g ctrl+v k
  try 'amount: letters are ignored' '' '' amount=52000 -- @amount 5 g 2 k 0 s 0 0
  try 'phone, then Korean in the item' 한 '' phone=010 -- @phone g k 0 1 0 @item g k s
  try 'the item, then digits, without a pause' 한 '' phone=010 -- fast g k s Tab Tab s 0 k 1 0
}

# What takes the keyboard away from the field.
leaving_the_screen() {
  try 'the window loses the keyboard and gets it back' 한나 '' -- g k s !away s k !back s k
  try 'another window, then a click on another field' 한 나 -- g k s !away s k !back @buyer s k
  try 'F3 and back' 한 '' -- g k s F3 !shows:history s k F2 !shows:charge
  try 'F3, search, Enter' 한 '' search=나다 -- g k s F3 ctrl+f s k e k Return
  try 'the search, another screen in the middle' '' '' search=한 -- F3 ctrl+f g k s F2
  try 'Esc' 한나 '' -- g k s Escape s k
  try 'a dialog opens' 한나 '' -- g k s F10 !shows:practice s k Escape @item End s k
}

# submission sends an order whose buyer is in the middle of a syllable, and looks
# what the history knows.
submission() {
  local name='Ctrl+Enter sends an order: what the history has'
  [[ $name =~ ${ONLY:-} ]] || return 0
  act @card
  key_in_card 52000
  act shift+r h c e k q k f Return r l a g k s ctrl+Return
  if ! within 5 msg=screen name=readback; then
    went_wrong "$name" 'no read-back: a field was empty'
    act @clear
    return
  fi
  send
  if ! within 5 msg=operation kind=charge state=approved amount_krw=52000; then
    went_wrong "$name" 'another amount'
    act Return
    return
  fi
  shows slip
  press F3
  shows history
  press Home
  until_shows charge r
  judge "$name" item=꽃다발 buyer=김한
}
