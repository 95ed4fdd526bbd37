package proof

import (
	"bytes"
	"regexp"
)

// gapLimit is how many bytes may stand between two digits of one number: a
// space, a hyphen, the NULs of a wide encoding.
const gapLimit = 3

// shownDigits is how many digits in a row of a card number are too many; the
// mask shows ten, and not in a row.
const shownDigits = 11

// digitRun is a stretch of digits with little between them.
type digitRun struct {
	digits []byte
	places []int
}

// eachDigitRun finds the runs of at least ten digits.
func eachDigitRun(content []byte, do func(digitRun)) {
	var run digitRun
	end := func() {
		if len(run.digits) >= 10 {
			do(run)
		}
		run = digitRun{digits: run.digits[:0], places: run.places[:0]}
	}
	for i, b := range content {
		if b < '0' || b > '9' {
			continue
		}
		if n := len(run.places); n > 0 && i-run.places[n-1] > gapLimit+1 {
			end()
		}
		run.digits, run.places = append(run.digits, b), append(run.places, i)
	}
	end()
}

// windows are the pieces of a number that must not show: the whole, and of a
// card any shownDigits in a row unless they are too plain to mean anything.
func windows(s sentinel) []string {
	all := []string{s.text}
	for from := 0; from+shownDigits <= len(s.text); from++ {
		if piece := s.text[from : from+shownDigits]; distinct(piece) >= 4 {
			all = append(all, piece)
		}
	}
	return all
}

func distinct(text string) int {
	seen := map[rune]bool{}
	for _, r := range text {
		seen[r] = true
	}
	return len(seen)
}

// findInRuns looks for a number's windows in the runs of a file.
func findInRuns(content []byte, numbers []sentinel, found func(s sentinel, offset int)) {
	eachDigitRun(content, func(run digitRun) {
		for _, s := range numbers {
			for _, piece := range windows(s) {
				if at := bytes.Index(run.digits, []byte(piece)); at >= 0 {
					found(s, run.places[at])
					break
				}
			}
		}
	})
}

// tellingWords are where two digits are an expiry or a password and not just
// two digits. The words are long, and what may stand behind them is little, so
// that nothing of the kind comes about by chance in a megabyte of noise.
func tellingWords(s sentinel) *regexp.Regexp {
	words := map[kind]string{
		password: `card_?pw|password|passwd|pass|비밀번호`,
		month:    `month|expiry|expire|유효기간|월`,
		year:     `year|년`,
	}[s.kind]
	if words == "" {
		return nil
	}
	month, year := expiryMonth, `(?:20)?`+expiryYear
	digits := s.text
	if s.kind != password { // the expiry as one, in either order
		digits += `|` + month + year + `|` + year + month
	}
	near := `(?i:` + words + `)[ "'=:(){,|/-]{1,4}(?:` + digits + `)(?:[^0-9]|$)`
	if s.kind != password { // or with what belongs between the two
		near += `|(?:^|[^0-9A-Za-z])(?:` + month + `[/-]` + year + `|` + year + `[/-]` + month + `)(?:[^0-9A-Za-z]|$)`
	}
	return regexp.MustCompile(near)
}

// findNear is where digits stand beside words, or -1. It looks with words only
// where there are digits, as looking everywhere takes long.
func findNear(content []byte, digits string, words *regexp.Regexp) int {
	if words == nil {
		return -1
	}
	for from := 0; ; {
		at := bytes.Index(content[from:], []byte(digits))
		if at < 0 {
			return -1
		}
		at += from
		if words.Match(content[max(0, at-32):min(len(content), at+16)]) {
			return at
		}
		from = at + 1
	}
}
