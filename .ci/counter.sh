# What staff do at the counter, as keys. Sourced after drive.sh.

# A customer's order. The card is a test number: it belongs to nobody.
card=5500000000000004 expiry=1230 password=12 birthday=900101

# key_in fills the form: key_in AMOUNT ITEM BUYER. Card, expiry and password
# are of a known length, so the program moves on by itself.
key_in() {
  key_in_card "$1"
  typing "$2"; press Return
  typing "$3"
}

# key_in_card fills it up to the item: key_in_card AMOUNT.
key_in_card() {
  typing "$card"
  typing "$expiry"
  typing "$password"
  typing "$birthday"; press Return
  typing "$1"; press Return
  press Return # a lump sum
}

# read_back asks for the read-back of the form.
read_back() {
  press ctrl+Return
  shows readback
}

# send confirms the read-back. The program ignores Enter for a third of a
# second, so that a key held down on the form doesn't send.
send() {
  sleep 0.5
  press Return
  shows working
}

# charge_ends waits for the outcome of a charge: charge_ends STATE AMOUNT.
charge_ends() {
  happened msg=operation kind=charge "state=$1" "amount_krw=$2"
  shows slip
}

# ask_cancel opens the cancel of the row that is chosen, and fills it in: ask_cancel AMOUNT.
ask_cancel() {
  until_shows cancel c
  press Return # the first reason
  typing "$1"
}

# send_cancel sends it and waits for the outcome: send_cancel AMOUNT.
send_cancel() {
  press Return
  shows working
  happened msg=operation kind=cancel state=approved "amount_krw=$1"
  shows outcome
}

# charge does all of it and stays at the slip: charge AMOUNT ITEM BUYER.
charge() {
  key_in "$@"
  read_back
  send
  charge_ends approved "$1"
}

# find_by_name chooses a buyer's newest row in the history: find_by_name NAME.
find_by_name() {
  press F3
  shows history
  press ctrl+f
  typing "$1"
  press Return
  sleep 1 # the search waits for a pause in the typing, then asks the history
}

# next_answer sets how the practice gateway will answer next: next_answer
# BEHAVIOUR STEPS, with its distance from the first of the list.
next_answer() {
  local i
  press F10
  shows practice
  for ((i = 0; i < $2; i++)); do press Down; done
  picture next-answer
  press ctrl+Return
  happened msg=practice "next=$1"
}

# gateway_knows prints a number of the newest sale in the practice gateway's
# ledger, which a person would read off its admin page: gateway_knows KEY.
gateway_knows() {
  local value
  value=$(grep -o "\"$1\":\"[^\"]*\"" "$data"/practice/payup-ledger.jsonl | tail -n 1 | cut -d '"' -f 4)
  [[ -n $value ]] || stop "The practice ledger has no $1."
  echo "$value"
}
