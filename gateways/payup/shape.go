package payup

import (
	"strings"

	"keyindesk/gateways"
)

// emailValid asks for one @ between a name and a host with a dot, in plain
// signs without blanks or quotes.
func emailValid(email string) bool {
	name, host, found := strings.Cut(email, "@")
	dot := strings.LastIndexByte(host, '.')
	return found && name != "" && dot > 0 && dot < len(host)-1 &&
		gateways.Made(name, "._-+%'~!#$&*/=?^`{|}") && gateways.Made(host, ".-")
}

func merchantIDValid(id string) bool {
	return id != "" && len(id) <= maxID && gateways.Made(id, "_-.@") && strings.Trim(id, ".") != ""
}

// certKeyValid refuses what would change the meaning of a signature.
func certKeyValid(key gateways.Secret) bool {
	return !key.Empty() && key.Len() <= 128 &&
		!strings.ContainsFunc(key.Reveal(), func(r rune) bool { return r <= ' ' || r > '~' || r == '|' })
}

// transactionIDValid takes Payup's own ids: up to 20 letters and digits
// (S4 2.2), at least one of them a digit, so that no "null" passes for an id.
func transactionIDValid(id string) bool {
	return id != "" && len(id) <= maxID && gateways.Made(id, "_-") && strings.ContainsAny(id, "0123456789")
}
