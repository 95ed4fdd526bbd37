// Package keys is the operating system's keyring behind a small interface,
// with a twin in memory, and the recovery phrase for the day when the keyring
// is lost.
//
// It keeps and gives small secrets by name. It must not know what they are for
// or how a value is encrypted with them.
//
// Start reading at Ring, Ensure and Phrase.
package keys

import (
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
)

// Ring keeps small secrets under names such as "practice/data-key". Its
// methods may be called from several goroutines, but may take seconds, and the
// system may ask the user something meanwhile: never call them on a screen's
// thread.
//
// Every error is ErrNotFound, ErrUnavailable or a damaged or oversized value.
type Ring interface {
	// Get returns a copy of the value; ErrNotFound if there is none.
	Get(name string) ([]byte, error)
	// Set keeps a value, in place of an earlier one. After ErrUnavailable it is
	// not known whether it was kept.
	Set(name string, value []byte) error
	// Delete forgets a value; ErrNotFound if there is none.
	Delete(name string) error
}

var (
	// ErrNotFound: the keyring works and has no such value.
	ErrNotFound = errors.New("not in the keyring")
	// ErrUnavailable: no keyring on this machine, or it is locked, or it did not
	// answer in time. Nothing follows about what it holds.
	ErrUnavailable = errors.New("the keyring is not available")
)

// Ensure returns the key of this name, and makes a random one of size bytes if
// there is none. It never replaces a key: any error of Get but ErrNotFound,
// and a key of another size, comes back as an error. A new key is read back
// before it is returned, so that nothing is sealed with a key that is not kept.
func Ensure(ring Ring, name string, size int) ([]byte, error) {
	key, err := ring.Get(name)
	if err == nil && len(key) != size {
		return nil, fmt.Errorf("key %s has %d bytes, not %d", name, len(key), size)
	}
	if err == nil || !errors.Is(err, ErrNotFound) {
		return key, err
	}
	key = make([]byte, size)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	if err := ring.Set(name, key); err != nil {
		return nil, fmt.Errorf("keep key %s: %w", name, err)
	}
	kept, err := ring.Get(name)
	if err != nil {
		return nil, fmt.Errorf("read back key %s: %w", name, err)
	}
	if subtle.ConstantTimeCompare(kept, key) != 1 {
		return nil, fmt.Errorf("key %s reads back as another", name)
	}
	return key, nil
}
