package gateways

import (
	"bytes"
	"strings"
	"unicode"
)

// Left where something was taken out.
const scrubbed = "[…]"

// A run of so many digits may be a card number (S4 2.1: 11 to 20).
const cardDigits = 11

// ScrubText takes out of a gateway's message whatever must not be kept:
//
//   - the given secrets: the request's card number, holder id, expiry, password
//     and the API key. Those made of digits are also found with one space or
//     dash between digits, and a card number of which 11 digits in a row show
//     counts as shown. Those of fewer than six digits would be found by chance
//     everywhere, so they only count where they stand alone;
//   - any run of 11 or more digits that could be a card number, whoever's it
//     is. Runs that begin with 0 are phone numbers and stay.
//
// Order numbers and transaction ids look like card numbers, so they are taken
// from fields of their own (see ScrubSecrets) and not from the message.
func ScrubText(text string, secrets ...Secret) string {
	return scrub(text, true, secrets)
}

// ScrubSecrets takes out the given secrets only, as ScrubText does, and leaves
// other long numbers. It is for fields such as a transaction id.
func ScrubSecrets(text string, secrets ...Secret) string {
	return scrub(text, false, secrets)
}

func scrub(text string, longRuns bool, secrets []Secret) string {
	letters := []rune(text)
	hide := make([]bool, len(letters))
	for _, secret := range secrets {
		if content := secret.Reveal(); content != "" && !allDigits(content) {
			hideExact(letters, hide, []rune(content))
		}
	}
	for _, run := range digitRuns(letters) {
		for _, secret := range secrets {
			if content := secret.Reveal(); allDigits(content) {
				run.hideSecret(hide, content)
			}
		}
		if longRuns && len(bytes.TrimLeft(run.digits, "0")) >= cardDigits {
			run.hideAll(hide, 0, len(run.digits))
		}
	}
	return withoutHidden(letters, hide)
}

// withoutHidden puts one mark in the place of each hidden stretch.
func withoutHidden(letters []rune, hide []bool) string {
	var out strings.Builder
	for i, r := range letters {
		switch {
		case !hide[i]:
			out.WriteRune(r)
		case i == 0 || !hide[i-1]:
			out.WriteString(scrubbed)
		}
	}
	return out.String()
}

// hideExact marks every place where secret stands, in either case of letters.
func hideExact(letters []rune, hide []bool, secret []rune) {
	first := unicode.ToLower(secret[0])
	for i := 0; i+len(secret) <= len(letters); i++ {
		if unicode.ToLower(letters[i]) == first && strings.EqualFold(string(letters[i:i+len(secret)]), string(secret)) {
			for j := range secret {
				hide[i+j] = true
			}
		}
	}
}

// digitRun is a stretch of digits with at most one separator between two.
type digitRun struct {
	digits []byte // as ASCII, separators left out
	places []int  // where each digit stands in the text
}

func digitRuns(letters []rune) []digitRun {
	var runs []digitRun
	var run digitRun
	for i, r := range letters {
		digit, ok := digitOf(r)
		if !ok {
			continue
		}
		if n := len(run.places); n > 0 {
			gap := i - run.places[n-1]
			if gap > 2 || gap == 2 && !separator(letters[i-1]) {
				runs, run = append(runs, run), digitRun{}
			}
		}
		run.digits = append(run.digits, digit)
		run.places = append(run.places, i)
	}
	if len(run.places) > 0 {
		runs = append(runs, run)
	}
	return runs
}

// digitOf reads ASCII and full-width digits, the two that Korean text uses.
func digitOf(r rune) (byte, bool) {
	switch {
	case r >= '0' && r <= '9':
		return byte(r), true
	case r >= '０' && r <= '９':
		return byte(r - '０' + '0'), true
	}
	return 0, false
}

func separator(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Dash, r) || strings.ContainsRune("./·", r)
}

// hideSecret marks where a secret made of digits shows in the run.
func (run digitRun) hideSecret(hide []bool, secret string) {
	if len(secret) < 6 {
		if string(run.digits) == secret {
			run.hideAll(hide, 0, len(secret))
		}
		return
	}
	window := min(len(secret), cardDigits)
	for at := 0; at+window <= len(run.digits); at++ {
		if strings.Contains(secret, string(run.digits[at:at+window])) {
			run.hideAll(hide, at, at+window)
		}
	}
}

// hideAll marks digits from up to before to, and the separators between them.
func (run digitRun) hideAll(hide []bool, from, to int) {
	for i := run.places[from]; i <= run.places[to-1]; i++ {
		hide[i] = true
	}
}
