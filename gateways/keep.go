package gateways

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Keeper says which fields of a gateway's replies may be kept, and turns a
// call into a Result that holds nothing else: another field's name or value
// could be anything.
type Keeper struct {
	Code, Message string // the names of the result code and of its message
	// Numbers are the fields that hold numbers, ids and flags. They can look like
	// a card, so only the secrets of this very request are taken out.
	Numbers []string
	// Texts are words for people. Whatever looks like a card is taken out.
	Texts []string
	// Signs are the signs an id may hold besides ASCII letters and digits, and
	// IDBytes is how long one may be.
	Signs   string
	IDBytes int
}

// Told is what one request said, so that it can be kept out of the reply.
type Told struct {
	Ours    []string // said in the open: not a secret, whatever it equals
	Secrets []Secret // card data, keys, tokens
	People  []Secret // whatever is known of a person; taken out of words only
}

// The longest text that is kept, in letters.
const keptLetters = 200

// unkept stands where a value was that could be anything.
const unkept = scrubbed

// Clean returns the known fields of a reply, safe to keep. It is taken before
// anything is judged, so that no judgement can let a secret through.
func (k Keeper) Clean(reply map[string]string, t Told) map[string]string {
	kept := map[string]string{}
	for _, name := range slices.Concat(k.Numbers, []string{k.Code}) {
		if value, given := reply[name]; given && name != "" {
			kept[name] = k.cleanNumber(value, t)
		}
	}
	for _, name := range slices.Concat(k.Texts, []string{k.Message}) {
		if value, given := reply[name]; given && name != "" {
			kept[name] = clip(ScrubText(value, slices.Concat(t.Secrets, t.People)...))
		}
	}
	return kept
}

// cleanNumber keeps what has the shape of a number, an id or a flag, and is
// not itself one of the secrets. What we said in the open stays even where it
// happens to equal an expiry or a birth date. A blank is empty.
func (k Keeper) cleanNumber(value string, t Told) string {
	if strings.TrimSpace(value) == "" {
		return ""
	}
	if len(value) > k.IDBytes || !Made(value, k.Signs) {
		return unkept
	}
	if slices.Contains(t.Ours, value) {
		return value
	}
	for _, s := range t.Secrets {
		if value == s.Reveal() {
			return unkept
		}
	}
	return ScrubSecrets(value, long(t.Secrets)...)
}

// Failed is the answer when no usable reply was read. If an unusable one says
// something all the same (a 500 with their JSON), it is kept for the person
// who settles the row; it changes no outcome.
func (k Keeper) Failed(called Called, t Told) Result {
	result := Result{
		Outcome: called.Failure.Outcome(),
		Fault:   called.Failure.Fault,
		Advice:  AdviceTryAgain,
		Cause:   called.Failure,
		Trace:   called.Trace,
	}
	if result.Outcome == Unknown {
		result.Advice = AdviceCheckAdmin
	}
	if result.Fault == FaultAddress {
		result.Advice = AdviceSettings
	}
	if reply, err := DecodeObject(called.Reply.Text); err == nil {
		kept := k.Clean(reply, t)
		result.Code, result.Message = kept[k.Code], kept[k.Message]
		result.Trace.Reply = kept
	}
	return result
}

// Unreadable is the answer to a reply that arrived whole and is not theirs, or
// not in a part that matters. Nothing of it is kept.
func (k Keeper) Unreadable(called Called, err error) Result {
	called.Failure = &Failure{Written: true, Fault: FaultNotJSON, Err: err}
	called.Reply = Reply{}
	return k.Failed(called, Told{})
}

// Answered puts a judged reply together from its kept fields. Where the
// outcome is not known, the advice of the code gives way to looking it up.
func (k Keeper) Answered(called Called, kept map[string]string, outcome Outcome, fault string, advice Advice) Result {
	if outcome == Unknown {
		advice = AdviceCheckAdmin
	}
	called.Trace.Reply = kept
	return Result{
		Outcome: outcome,
		Code:    kept[k.Code],
		Message: kept[k.Message],
		Advice:  advice,
		Fault:   fault,
		Trace:   called.Trace,
	}
}

// People hides what is known of a person. Texts of one letter are left out:
// they would be taken out of every other word.
func People(texts ...string) []Secret {
	var hidden []Secret
	for _, text := range texts {
		if utf8.RuneCountInString(text) > 1 {
			hidden = append(hidden, NewSecret(text))
		}
	}
	return hidden
}

// Made says whether text is made of ASCII letters, digits and the extra signs.
func Made(text, extra string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		return !letter && !strings.ContainsRune(extra, r)
	})
}

// Digits says whether text is one or more ASCII digits.
func Digits(text string) bool { return allDigits(text) }

// long leaves card numbers, business numbers and keys. A birth date or an
// expiry turns up in honest dates, ids and amounts.
func long(secrets []Secret) []Secret {
	var out []Secret
	for _, s := range secrets {
		if s.Len() >= 10 || !allDigits(s.Reveal()) {
			out = append(out, s)
		}
	}
	return out
}

func clip(text string) string {
	letters := []rune(text)
	if len(letters) <= keptLetters {
		return text
	}
	return string(letters[:keptLetters]) + "…"
}
