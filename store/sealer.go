package store

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
)

// Sealer encrypts personal data before they reach the file. context says where
// a value belongs; a value moved elsewhere does not open. Both methods may be
// called from several goroutines.
type Sealer interface {
	Seal(plain, context []byte) ([]byte, error)
	Open(sealed, context []byte) ([]byte, error)
}

// ErrUnreadable means that a sealed value was made with another key, for
// another place, or was altered.
var ErrUnreadable = errors.New("sealed value can't be opened")

const (
	sealVersion = 1
	keyIDSize   = 4
	headerSize  = 1 + keyIDSize
)

// gcmSealer writes version, key id, nonce, ciphertext and tag in this order.
// The nonce is random, so a value sealed twice differs.
type gcmSealer struct {
	aead   cipher.AEAD
	header []byte // version and key id
}

// NewSealer seals with AES-256-GCM under a 32-byte key, and opens what was
// sealed under it or under one of the older keys.
func NewSealer(key []byte, older ...[]byte) (Sealer, error) {
	newest, err := newGCMSealer(key)
	if err != nil || len(older) == 0 {
		return newest, err
	}
	all := sealers{newest}
	for _, key := range older {
		one, err := newGCMSealer(key)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// sealers seal with the first and open with whichever it was sealed with.
type sealers []*gcmSealer

// Seal encrypts one value.
func (s sealers) Seal(plain, context []byte) ([]byte, error) { return s[0].Seal(plain, context) }

// Open decrypts one value; ErrUnreadable is the only error.
func (s sealers) Open(sealed, context []byte) ([]byte, error) {
	for _, one := range s {
		if plain, err := one.Open(sealed, context); err == nil {
			return plain, nil
		}
	}
	return nil, ErrUnreadable
}

func newGCMSealer(key []byte) (*gcmSealer, error) {
	if len(key) != 32 {
		return nil, fmt.Errorf("the data key has %d bytes, not 32", len(key))
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	id := sha256.Sum256(append([]byte("keyindesk data key id\x00"), key...))
	return &gcmSealer{aead: aead, header: append([]byte{sealVersion}, id[:keyIDSize]...)}, nil
}

// Seal encrypts one value.
func (g *gcmSealer) Seal(plain, context []byte) ([]byte, error) {
	size := g.aead.NonceSize()
	sealed := make([]byte, headerSize+size, headerSize+size+len(plain)+g.aead.Overhead())
	copy(sealed, g.header)
	nonce := sealed[headerSize:]
	if _, err := rand.Read(nonce); err != nil {
		return nil, err
	}
	return g.aead.Seal(sealed, nonce, plain, g.bound(context)), nil
}

// Open decrypts one value; ErrUnreadable is the only error.
func (g *gcmSealer) Open(sealed, context []byte) ([]byte, error) {
	size := headerSize + g.aead.NonceSize()
	if len(sealed) < size+g.aead.Overhead() || string(sealed[:headerSize]) != string(g.header) {
		return nil, ErrUnreadable
	}
	plain, err := g.aead.Open(nil, sealed[headerSize:size], sealed[size:], g.bound(context))
	if err != nil {
		return nil, ErrUnreadable
	}
	return plain, nil
}

// bound is the authenticated but unencrypted part: header and context.
func (g *gcmSealer) bound(context []byte) []byte {
	return append(append(make([]byte, 0, headerSize+len(context)), g.header...), context...)
}
