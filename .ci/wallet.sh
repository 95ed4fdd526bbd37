# What staff do with customers who registered a card, as keys, and what those
# customers do on the pages, in a real browser. Sourced after drive.sh.

browser=build/browser

# --- the customer's browser ---

# catch_pages puts an opener of its own in place of the desktop's: it notes the
# address that the program wants opened, for page to take up.
catch_pages() {
  mkdir -p "$scratch/bin"
  printf '#!/bin/sh\necho "$1" >>"%s"\n' "$scratch/opened" >"$scratch/bin/xdg-open"
  chmod +x "$scratch/bin/xdg-open"
  export PATH=$scratch/bin:$PATH
  : >"$scratch/opened"
  pages_opened=0
}

# own_typeface lets the browser write with the program's typeface: a machine
# without a screen may have none with Hangul.
own_typeface() {
  local name
  mkdir -p "$HOME/.local/share/fonts" "$HOME/.config/fontconfig"
  ln -s "$PWD"/assets/fonts/*.ttf "$HOME/.local/share/fonts/"
  {
    echo '<fontconfig>'
    for name in sans-serif system-ui Arial; do
      echo "<alias binding=\"same\"><family>$name</family><prefer><family>KeyinDesk Sans</family></prefer></alias>"
    done
    echo '</fontconfig>'
  } >"$HOME/.config/fontconfig/fonts.conf"
}

# nothing_outside holds the browser to this machine: neither a name nor an
# address of the documentation (RFC 5737), which leads nowhere, can be reached.
nothing_outside() {
  for address in https://pages.example/ https://192.0.2.1/; do
    page refused=net::ERR_NAME_NOT_RESOLVED
  done
}

# opened waits until the program has opened one page more, and sets address.
opened() {
  local deadline=$((SECONDS + patience))
  pages_opened=$((pages_opened + 1))
  until address=$(sed -n "${pages_opened}p" "$scratch/opened") && [[ -n $address ]]; do
    ((SECONDS <= deadline)) || stop "The program opened no page."
    sleep 0.05
  done
}

# page does in the browser what a customer would do at address, the verbs being
# those of .ci/browser, but picture=NAME numbered with the others: page STEP...
page() {
  local step steps=()
  for step; do
    if [[ $step == picture=* ]]; then
      next_picture "${step#*=}"
      step=picture=$next_picture
    fi
    steps+=("$step")
  done
  DBUS_SESSION_BUS_ADDRESS=disabled: STOPPED=$pictures/${picture_prefix}stopped-page.png \
    "$browser" "$address" "${steps[@]}" ||
    stop "The page did not go on: ${address%%\?*}"
}

# trust does with a certificate what the guide tells staff to do, on the system
# where a browser asks its own database: trust FILE.
trust() {
  local database=$HOME/.pki/nssdb
  mkdir -p "$database"
  certutil -d "sql:$database" -N --empty-password
  certutil -d "sql:$database" -A -t C,, -n KeyinDesk -i "$1" || stop "The certificate could not be imported."
}

# --- the counter ---

# receive_here switches the receiver on in the settings; the keyboard stays on
# that part of them.
receive_here() {
  press F7
  shows settings
  press Tab Return # from the environment to the part about returns, and open it
  press Tab space  # the first in it switches the receiver
  press Tab Tab Tab Return # past port and address, to save
  shows settings
}

# save_certificate writes the receiver's certificate where staff would look for it.
save_certificate() {
  certificate=$HOME/Downloads/keyindesk-certificate.crt
  press Tab Tab Tab Tab Tab Return
  local deadline=$((SECONDS + patience))
  until [[ -s $certificate ]]; do
    ((SECONDS <= deadline)) || stop "The certificate was not saved."
    sleep 0.05
  done
}

# open_check opens the receiver's page that tells whether the browser trusts it.
open_check() {
  press Tab Return
  opened
}

# register_customer asks for the page on which a new customer registers, on this
# PC, or, with Right, on a phone: register_customer NAME PHONE [Right].
register_customer() {
  press F6
  shows wallet
  press n
  shows wallet-register
  typing "$1"; press Return
  typing "$2"
  [[ -z ${3:-} ]] || press Tab Tab Tab Tab "$3" # past id, e-mail and CI
  picture register
  press ctrl+Return
  happened msg=operation kind=register-customer state=approved
  shows wallet-page
}

# open_page opens the page that is shown in the browser of this PC.
open_page() {
  press o
  opened
}

# paste hands in what the customer copied from the page's end: paste TEXT.
paste() {
  printf %s "$1" | xclip -selection clipboard >/dev/null 2>&1
  press ctrl+v
  picture pasted
  press ctrl+Return
}

# came_back waits for a page's return and what the program shows then: came_back KIND HOW SCREEN.
came_back() {
  happened msg=return "kind=$1" "how=$2" code=0000
  shows "$3"
}

# issue_key asks for the key of the registration that came back.
issue_key() {
  settled_down
  press Return
  happened msg=operation kind=issue-key state=approved
  shows wallet-issued
}

# list_methods asks for the cards and accounts of the customer.
list_methods() {
  press Return
  happened msg=operation kind=list-methods state=approved
  shows wallet-methods
}

# ask_payment asks for the page on which the customer approves a payment with
# the first method: ask_payment AMOUNT ITEM.
ask_payment() {
  press Return
  shows wallet-pay
  typing "$1"; press Return
  press Return # a lump sum
  press Return # that method
  typing "$2"
  picture payment
  press ctrl+Return
  happened msg=operation kind=register-payment state=approved "amount_krw=$1"
  shows wallet-page
}

# settle takes the money of the payment that came back: settle AMOUNT.
settle() {
  settled_down
  press ctrl+Return
  happened msg=operation kind=settle state=approved "amount_krw=$1"
  shows slip
}

# ask_part opens the cancel of the payment that is chosen and fills it in for a
# part of it: ask_part PART WHOLE.
ask_part() {
  until_shows cancel c
  typing "$1" # in place of all that is left
  press Tab # the first reason
  press Tab
  typing "$2"
}

# send_part sends it and waits for the outcome: send_part PART.
send_part() {
  press ctrl+Return
  happened msg=operation kind=cancel state=approved "amount_krw=$1"
  shows outcome
}

# revoke_key ends the key of the chosen customer: revoke_key SHOP_USER_ID.
revoke_key() {
  until_shows wallet-revoke d
  typing "$1"
  picture revoke
  press Return
  happened msg=operation kind=revoke-key state=approved
  shows outcome
}

# look_up asks about the practice billing key that stands at a place among the
# samples: look_up PLACE.
look_up() {
  local i
  press F5
  shows billing
  for ((i = 0; i < 3 + $1; i++)); do press Tab; done # past the entry's two buttons
  press Return
  press Return
  happened msg=operation kind=lookup-key state=approved
  shows billing-key
}

# settled_down waits until a screen that came by itself takes keys.
settled_down() { sleep 1.1; }

# --- what was written down ---

# history_says prints what a query says of the history: history SQL.
history_says() { sqlite3 -readonly "$data/practice/history.db" "$1"; }

# gateway_says prints what the books of the practice EasyPay, which the history
# knows nothing of, say in the end: where the page of each registration returns to,
# the keys issued and revoked, then each payment with the requests to settle it,
# what was given back and what is left.
gateway_says() {
  sqlite3 :memory: "
    CREATE TABLE book AS SELECT key AS line, value ->> '\$.customer.serial' AS customer,
      value ->> '\$.customer.revoked_at' AS revoked, value -> '\$.payment' AS payment,
      value ->> '\$.registration.request_tid' AS request, value ->> '\$.registration.return_url' AS returns_to
    FROM json_each('[' || replace(rtrim(CAST(readfile('$data/practice/easypay-ledger.jsonl') AS TEXT), char(10)), char(10), ',') || ']');
    SELECT 'page', iif(returns_to LIKE 'https://127.0.0.1:47443/return/_%', 'this PC', returns_to)
    FROM book WHERE line IN (SELECT MIN(line) FROM book WHERE request IS NOT NULL GROUP BY request) ORDER BY line;
    SELECT 'keys', COUNT(DISTINCT customer), COUNT(DISTINCT CASE WHEN revoked > '' THEN customer END) FROM book;
    SELECT 'payment', payment ->> '\$.amount_krw', payment ->> '\$.settles',
      (SELECT SUM(value ->> '\$.amount_krw') FROM json_each(payment, '\$.cancels')), payment ->> '\$.cancels[#-1].remain_krw'
    FROM book WHERE line IN (SELECT MAX(line) FROM book WHERE payment IS NOT NULL GROUP BY payment ->> '\$.page');"
}
