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
		made(name, "._-+%'~!#$&*/=?^`{|}") && made(host, ".-")
}

func merchantIDValid(id string) bool {
	return id != "" && len(id) <= maxID && made(id, "_-.@") && strings.Trim(id, ".") != ""
}

// certKeyValid refuses what would change the meaning of a signature.
func certKeyValid(key gateways.Secret) bool {
	return !key.Empty() && key.Len() <= 128 &&
		!strings.ContainsFunc(key.Reveal(), func(r rune) bool { return r <= ' ' || r > '~' || r == '|' })
}

// transactionIDValid takes Payup's own ids: up to 20 letters and digits
// (S4 2.2), at least one of them a digit, so that no "null" passes for an id.
func transactionIDValid(id string) bool {
	return id != "" && len(id) <= maxID && made(id, "_-") && strings.ContainsAny(id, "0123456789")
}

func digits(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
}

// made says whether text is made of ASCII letters, digits and the extra signs.
func made(text, extra string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		return !letter && !strings.ContainsRune(extra, r)
	})
}
