package keys

import (
	"encoding/base64"
	"errors"
	"fmt"
	"os/exec"
	"time"

	"github.com/zalando/go-keyring"
)

// patience is how long a call waits for the keyring. A locked one may show a
// dialog and otherwise never answer.
const patience = 5 * time.Second

// maxValue is what fits everywhere: Windows takes 2560 bytes, as base64.
const maxValue = 1800

// provider is the part of go-keyring that is used.
type provider interface {
	Set(service, user, password string) error
	Get(service, user string) (string, error)
	Delete(service, user string) error
}

// system is the keyring of the user who is logged in.
type system struct {
	service  string
	provider provider
	patience time.Duration
	// busy holds one token while a call is in flight, also one that nobody waits
	// for any more: a keyring that hangs gets no second call.
	busy chan struct{}
}

// System is the operating system's keyring (Credential Manager, Keychain,
// Secret Service). The names stand under one service, "keyindesk" say. Making
// it asks the keyring nothing. A call returns within ten seconds: five to wait
// for its turn and five for the keyring.
func System(service string) Ring { return newSystem(service, library{}, patience) }

func newSystem(service string, p provider, patience time.Duration) *system {
	return &system{service: service, provider: p, patience: patience, busy: make(chan struct{}, 1)}
}

// Get reads a value.
func (s *system) Get(name string) ([]byte, error) {
	text, err := s.call(func() (string, error) { return s.provider.Get(s.service, name) })
	if err != nil {
		return nil, err
	}
	value, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("value of %s in the keyring is damaged: %w", name, err)
	}
	return value, nil
}

// Set keeps a value of at most 1800 bytes.
func (s *system) Set(name string, value []byte) error {
	if len(value) > maxValue {
		return fmt.Errorf("value of %s has %d bytes; a keyring takes %d", name, len(value), maxValue)
	}
	_, err := s.call(func() (string, error) {
		return "", s.provider.Set(s.service, name, base64.StdEncoding.EncodeToString(value))
	})
	return err
}

// Delete forgets a value.
func (s *system) Delete(name string) error {
	_, err := s.call(func() (string, error) { return "", s.provider.Delete(s.service, name) })
	return err
}

type reply struct {
	text string
	err  error
}

// call runs ask on a goroutine of its own and stops waiting after a while: the
// library's calls can't be cancelled.
func (s *system) call(ask func() (string, error)) (string, error) {
	turn := time.NewTimer(s.patience)
	defer turn.Stop()
	select {
	case s.busy <- struct{}{}:
	case <-turn.C:
		return "", fmt.Errorf("%w: an earlier call has not come back", ErrUnavailable)
	}
	answered := make(chan reply, 1)
	go func() {
		defer func() { <-s.busy }()
		text, err := ask()
		answered <- reply{text: text, err: err}
	}()
	wait := time.NewTimer(s.patience)
	defer wait.Stop()
	select {
	case r := <-answered:
		return r.text, translate(r.err)
	case <-wait.C:
		return "", fmt.Errorf("%w: no answer within %v", ErrUnavailable, s.patience)
	}
}

// itemNotFound is what macOS' security tool exits with for a missing item,
// whatever language it says so in.
const itemNotFound = 44

func translate(err error) error {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound), errors.As(err, &exit) && exit.ExitCode() == itemNotFound:
		return ErrNotFound
	}
	return fmt.Errorf("%w: %w", ErrUnavailable, err)
}

// library is go-keyring.
type library struct{}

// Set is keyring.Set.
func (library) Set(service, user, password string) error { return keyring.Set(service, user, password) }

// Get is keyring.Get.
func (library) Get(service, user string) (string, error) { return keyring.Get(service, user) }

// Delete is keyring.Delete.
func (library) Delete(service, user string) error { return keyring.Delete(service, user) }
