#!/usr/bin/env bash
# End to end, in the real window: e2e.sh PROGRAM PART. The part `keys` takes an
# order by the fewest keys, counts them, and hands slips out. The part `keyring` takes two orders
# with a real keyring, restarts the program and finds one again by its buyer's
# name, which only the keyring can decrypt. Their pictures are in build/e2e/PART/.
# The part `wallet` goes with customers from the registration to a payment that
# is settled and partly given back, the pages in a real browser, and looks
# billing keys up; its pictures stand beside the tour's. The last two run inside
# dbus-run-session.
set -euo pipefail
cd "$(dirname "$0")/.."
pictures=build/e2e/$2
if [[ $2 == wallet ]]; then pictures=build/tour picture_prefix=wallet-; fi
. .ci/drive.sh
. .ci/counter.sh
. .ci/wallet.sh

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

# hand_out hands a slip out in all ways, with a PDF viewer and a receipt printer
# that keep what they get.
hand_out() {
  local before pdf
  fake xdg-open "echo \"\$1\" >'$scratch/opened'"
  fake lpstat '[ "$1" = -e ] && echo rcpt80; exit 0'
  fake lp "printf '%s ' \"\$@\" >'$scratch/lp'; cat >'$scratch/paper'"
  mkdir -p "$HOME/Documents"
  start_program 키인데스크 "$program" -data "$data"
  charge 38000 "케이크" "박지훈"
  picture slip
  before=$next_picture
  press c
  sleep 0.5
  picture copied
  if cmp -s "$before" "$next_picture"; then stop "That the slip is copied is not shown."; fi
  press p
  happened msg=slip handed=saved
  pdf=$(ls "$HOME/Documents/KeyinDesk/"*.pdf)
  [[ $(head -c 5 "$pdf") == %PDF- && -s $scratch/opened ]] || stop "No page was saved and opened."
  leave_program
  step "without a printer, P saved the slip as PDF and opened it"

  sed -i '/"printer": {/,/}/ s/"name": ""/"name": "rcpt80"/' "$data/settings.json"
  start_program 키인데스크 "$program" -data "$data"
  charge 39000 "꽃다발" "김서연"
  press p
  happened msg=slip handed=printed
  [[ $(<"$scratch/lp") == "-d rcpt80 -o raw "* ]] || stop "lp was told: $(<"$scratch/lp")"
  iconv -f CP949 -t UTF-8 "$scratch/paper" | grep -q '39,000원' || stop "The amount is not on the paper."
  picture printed
  leave_program
  step "with a receipt printer, P printed it"
}

# fake puts a command into this script's own folder, first in PATH: fake NAME SCRIPT.
fake() {
  mkdir -p "$scratch/bin"
  printf '#!/bin/sh\n%s\n' "$2" >"$scratch/bin/$1"
  chmod +x "$scratch/bin/$1"
  [[ $PATH == "$scratch/bin:"* ]] || export PATH=$scratch/bin:$PATH
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

wallet() {
  unlock_keyring
  catch_pages
  own_typeface
  nothing_outside
  step "the browser can reach nothing but this machine"
  mkdir "$HOME/Downloads"
  start_program 키인데스크 "$program" -data "$data"
  switch_receiver_on
  pay_by_page
  give_back_and_revoke
  register_by_paste
  look_billing_keys_up
  leave_program
  read_history <<'DONE'
register-customer|approved|0|1||
issue-key|approved|0|0||
list-methods|approved|0|0||
register-payment|approved|58000|1|****1406|
settle|approved|58000|0|****1406|949022******140*
cancel|approved|8000|0|****1406|
revoke-key|approved|0|0||
register-customer|approved|0|1||
issue-key|approved|0|0||
lookup-key|approved|0|0||1111-****-****-2222
lookup-key|approved|0|0||123-********-021
DONE
  compare_books <<'DONE'
page|this PC
page|https://return.practice.invalid/
keys|2|1
payment|58000|1|8000|50000
DONE
  echo "Pictures: $picture_number in $pictures/$picture_prefix*"
}

# switch_receiver_on lets this PC take the pages' returns. The browser refuses
# the receiver until its certificate is trusted.
switch_receiver_on() {
  receive_here
  picture settings-receiver
  save_certificate
  sleep 2 # until the note at the foot has gone
  picture settings-certificate
  open_check
  page refused=net::ERR_CERT_AUTHORITY_INVALID
  step "the receiver is on; the browser refuses what it has no reason to trust"
  trust "$certificate"
  press Return
  opened
  page see="This browser trusts KeyinDesk" picture=page-trusted
  step "its certificate trusted as the guide says; the browser trusts it now"
}

# pay_by_page takes a customer to a slip; the pages come back by themselves.
pay_by_page() {
  register_customer "김서연" 01000000000
  picture page-waits
  open_page
  page see=#agree picture=page-identify click=agree see=#next picture=page-methods click=next \
    see=#register picture=page-pin click=register see=#return picture=page-return click=return \
    see="Received." picture=page-received
  came_back register-customer receiver wallet-issue
  picture returned
  step "registered on the page; its return came in over HTTPS on this PC"
  issue_key
  picture key-issued
  list_methods
  picture methods
  step "key issued, methods listed"
  ask_payment 58000 "꽃다발"
  picture payment-waits
  open_page
  page see=#pay picture=page-pay click=pay see=#return click=return see="Received."
  came_back register-payment receiver wallet-settle
  picture payment-returned
  settle 58000
  picture paid
  step "58,000 won approved on the page and settled"
}

# give_back_and_revoke gives a part of the sale back and ends the customer's key.
give_back_and_revoke() {
  press F3
  shows history
  press Home # the newest
  picture history-sale
  ask_part 8000 58000
  picture cancel-part
  send_part 8000
  picture partly-given-back
  press Return
  step "8,000 won of it given back"
  press F6
  shows wallet
  press Return # the slip has been seen
  shows wallet
  picture customer
  revoke_key "$(history_says 'SELECT shop_user_id FROM customers')"
  picture revoked
  press Return
  step "the key revoked, after its shop user id was typed"
}

# register_by_paste registers a second customer, who would be on a phone, by what
# the page shows at its end.
register_by_paste() {
  local posted
  register_customer "박지훈" 01000000000 Right
  picture page-for-phone
  open_page
  posted=$(page click=agree click=next click=register print=posted)
  paste "$posted"
  came_back register-customer paste wallet-issue
  issue_key
  step "a second customer, with a page for a phone, the return pasted"
}

look_billing_keys_up() {
  look_up 0
  picture billing-card
  look_up 1
  picture billing-account
  step "billing keys looked up: a card, an account"
}

# read_history compares what stands in the history with what was done, which it
# reads line by line.
read_history() {
  cat >"$scratch/done"
  diff "$scratch/done" <(history_says "SELECT kind, state, amount_krw, returned, masked_card, masked_number FROM operations ORDER BY id") >&2 ||
    stop "The history (>) is not what was done (<)."
  step "the history has all of it: $(wc -l <"$scratch/done") operations"
}

# compare_books compares what the gateway's own books say in the end with what
# they should, which it reads line by line.
compare_books() {
  cat >"$scratch/done"
  diff "$scratch/done" <(gateway_says) >&2 || stop "The gateway's books (>) are not as they should be (<)."
  step "the gateway's own books agree"
}

# unlock_keyring starts a keyring of its own on the session's bus.
unlock_keyring() {
  printf 'practice' | gnome-keyring-daemon --unlock --components=secrets >"$scratch/keyring.log" 2>&1 ||
    stop "The keyring did not start: $(cat "$scratch/keyring.log")"
}

program=$(realpath "$1")
start_display 1280x720
fresh_home
case $2 in
  keys) count_keys; hand_out ;;
  keyring) restart_with_keyring ;;
  wallet) wallet ;;
esac
