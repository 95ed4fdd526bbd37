package receiver

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"strings"
)

// NewToken is a path that nobody can guess: 26 letters and digits, 130 bits.
func NewToken() string { return rand.Text() }

// tokenShape says whether a token is long enough to be one of ours, and is
// written in a path as it is.
func tokenShape(token string) bool {
	return len(token) >= 22 && len(token) <= 128 && !strings.ContainsFunc(token, func(r rune) bool {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		return !letter && r != '-' && r != '_'
	})
}

// digest stands for a token: of one length, so that comparing takes one time.
type digest [sha256.Size]byte

func digestOf(token string) digest { return sha256.Sum256([]byte(token)) }

func (d digest) equal(other digest) bool { return subtle.ConstantTimeCompare(d[:], other[:]) == 1 }
