package gateways

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"log/slog"
)

const hidden = "[secret]"

// Secret holds something that must not be seen: a card number, a password, an
// API key. Every way Go has of printing, formatting, logging or encoding a
// value shows "[secret]" instead; Reveal is the only way to the content.
//
// The zero value is empty and ready to use. Copies share the content, so Wipe
// clears them all.
type Secret struct {
	// A function, because printers that walk unexported fields (fmt does,
	// without asking Format) see no more of one than its address. It also
	// forbids ==, which would not compare contents.
	content func() []byte
}

// NewSecret takes a copy of text.
func NewSecret(text string) Secret {
	content := []byte(text)
	return Secret{content: func() []byte { return content }}
}

// Reveal returns the content. Call it where the content leaves this PC over
// TLS, is hashed, or is sealed, and nowhere else.
func (s Secret) Reveal() string { return string(s.bytes()) }

// Len is the length in bytes.
func (s Secret) Len() int { return len(s.bytes()) }

// Empty says whether nothing is held.
func (s Secret) Empty() bool { return s.Len() == 0 }

// Equal compares in constant time.
func (s Secret) Equal(other Secret) bool {
	return subtle.ConstantTimeCompare(s.bytes(), other.bytes()) == 1
}

// Wipe overwrites the content in every copy.
func (s Secret) Wipe() { clear(s.bytes()) }

func (s Secret) bytes() []byte {
	if s.content == nil {
		return nil
	}
	return s.content()
}

// String shows nothing.
func (s Secret) String() string { return hidden }

// Format shows nothing, whatever the verb: %x and %#v included.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hidden) }

// LogValue shows nothing to slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalText refuses: a secret that reaches an encoder is a mistake that
// should be loud.
func (s Secret) MarshalText() ([]byte, error) {
	return nil, errors.New("a secret is never encoded")
}
