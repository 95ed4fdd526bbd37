#!/usr/bin/env bash
# Takes the real window through the main job, by keyboard, and leaves numbered
# pictures in build/tour/: tour.sh PROGRAM. Every step is checked against what
# the program itself recorded; the first that didn't happen ends the tour.
set -euo pipefail
cd "$(dirname "$0")/.."
pictures=build/tour
. .ci/drive.sh
. .ci/counter.sh

charge() {
  picture charge
  key_in 52000 "꽃다발" "김서연"
  picture keyed-in
  read_back
  picture read-back
  send
  charge_ends approved 52000
  picture slip
  step "52,000 won keyed in, read back and approved"
  press Return
  shows charge
}

cancel_it() {
  press F3
  shows history
  picture history
  step "the charge stands in the history"
  ask_cancel 52000
  picture cancel
  send_cancel 52000
  picture cancelled
  press Return
  step "cancelled, with a reason and its amount as proof"
}

lose_a_reply() {
  next_answer lost-reply 7
  step "the practice gateway will lose its next reply"
  press F2
  shows charge
  key_in 38000 "케이크" "박지훈"
  read_back
  send
  charge_ends in-doubt 38000
  picture in-doubt
  step "38,000 won charged, the reply lost: in doubt, not guessed"
}

settle_it() {
  press Return
  shows indoubt
  picture what-to-do
  press F9
  shows admin
  picture gateway-admin
  press Escape
  press Return
  typing "$(gateway_knows transaction_id)"; press Return
  typing "$(gateway_knows approval_number)"; press Return
  typing "관리자 화면에서 승인 확인"
  picture found-out
  press ctrl+Return
  happened msg=resolved kind=charge state=approved amount_krw=38000
  picture settled
  step "looked up in the gateway's admin page and settled as approved"
}

look_around() {
  sleep 2 # until the note at the foot has gone
  press F3
  shows history
  press Home # the newest
  picture history-settled
  press F7
  shows settings
  picture settings
  step "the history and the settings"
}

program=$(realpath "$1")
start_display 1280x720
fresh_home
no_keyring
start_program 키인데스크 "$program" -data "$data"
step "the window is open, in practice mode"
charge
cancel_it
lose_a_reply
settle_it
look_around
leave_program
step "closed cleanly"
echo "Pictures: $picture_number in $pictures/"
