package gateways

import "unicode/utf16"

// Pair is one named value of a request.
type Pair struct {
	Name, Value string
	// Raw says that Value is pure-ASCII JSON already: a number, true or false, an
	// object that EncodeASCII wrote. It is put in as it is.
	Raw bool
}

// EncodeASCII writes pairs as one JSON object, every value a string unless it
// is Raw, in their order, in pure ASCII: quotes, backslashes, controls and everything beyond ASCII are
// escaped, so that UTF-8 and EUC-KR readers read the same. What is not valid
// UTF-8 becomes the replacement character.
//
// The result is allocated once, so the caller can clear the only copy.
func EncodeASCII(pairs []Pair) []byte {
	size := 2
	for _, p := range pairs {
		size += 6*(len(p.Name)+len(p.Value)) + 6
	}
	out := append(make([]byte, 0, size), '{')
	for i, p := range pairs {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendQuoted(out, p.Name)
		out = append(out, ':')
		if p.Raw {
			out = append(out, p.Value...)
			continue
		}
		out = appendQuoted(out, p.Value)
	}
	return append(out, '}')
}

func appendQuoted(out []byte, text string) []byte {
	out = append(out, '"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			out = append(out, '\\', byte(r))
		case r >= ' ' && r <= '~':
			out = append(out, byte(r))
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			out = appendEscaped(appendEscaped(out, high), low)
		default:
			out = appendEscaped(out, r)
		}
	}
	return append(out, '"')
}

func appendEscaped(out []byte, unit rune) []byte {
	const hex = "0123456789abcdef"
	return append(out, '\\', 'u', hex[unit>>12&15], hex[unit>>8&15], hex[unit>>4&15], hex[unit&15])
}
