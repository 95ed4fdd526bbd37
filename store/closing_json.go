package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
)

// canonical is the one way to write a record or a list: JSON after RFC 8785,
// whose numbers are whole here. The types keep their fields in the order of the
// names, so that nothing has to be sorted.
func canonical(value any) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	// The two that encoding/json escapes and RFC 8785 does not.
	out := bytes.TrimSuffix(text.Bytes(), []byte("\n"))
	out = unescape(out, `\u2028`, "\u2028")
	return unescape(out, `\u2029`, "\u2029"), nil
}

// unescape puts a character where its escape stands, but not where an escaped
// backslash only makes it look like one.
func unescape(text []byte, escape, character string) []byte {
	if !bytes.Contains(text, []byte(escape)) {
		return text
	}
	var out []byte
	for i := 0; i < len(text); i++ {
		switch {
		case bytes.HasPrefix(text[i:], []byte(escape)):
			out = append(out, character...)
			i += len(escape) - 1
		case text[i] == '\\':
			out = append(out, text[i], text[i+1])
			i++
		default:
			out = append(out, text[i])
		}
	}
	return out
}

// closingHash is the hash of a closing: SHA-256 over its format and the bytes
// of its record, each with its length in front.
func closingHash(record []byte) []byte {
	h := sha256.New()
	writePart(h, []byte(closingFormat))
	writePart(h, record)
	return h.Sum(nil)
}
