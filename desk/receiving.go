package desk

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"keyindesk/store/keys"
)

// Receiver is a running receiver of the pages' returns on this PC.
type Receiver interface {
	Returns
	// CheckURL shows, in a browser of this PC, whether the certificate is trusted.
	CheckURL() string
	Close()
}

// Certificate is what staff have to trust, so that a browser of this PC posts
// to the receiver.
type Certificate struct {
	PEM         []byte // of the authority; its key does not exist any more
	Name        string // as the system's list of certificates shows it
	Fingerprint string // SHA-256, in groups
	Thumbprint  string // SHA-1, in groups: what Windows shows; to find it by, not to trust it by
	ExpiresAt   time.Time
}

// Receive starts a receiver on 127.0.0.1:port; main supplies it. identity is
// what an earlier call returned as kept, nil the first time or to make a new
// one. It writes to log what came of each return, never what one says. A nil
// Receiver with an error still comes with the certificate, unless the identity
// itself could not be made.
type Receive func(identity []byte, port int, log *slog.Logger) (r Receiver, c Certificate, kept []byte, err error)

// ReturnState is how the pages' returns come in on this PC.
type ReturnState struct {
	Receiving   bool
	CheckURL    string
	Certificate Certificate // zero while it was never switched on
	// Problem says why the receiver is switched on and does not run, as a key of
	// the translations under "receiver."; "" if it runs or is off.
	Problem string
}

// receiving is the one receiver of an office.
type receiving struct {
	mu       sync.Mutex
	receiver Receiver
	port     int
	state    ReturnState
}

// receiverEntry is the keyring entry of the receiver's identity, the same in
// every environment.
const receiverEntry = "receiver"

// ErrPortTaken says that another program listens where the receiver should.
var ErrPortTaken = errors.New("another program listens on this port")

// The problems of a ReturnState.
const (
	receiverPort    = "port"    // another program has the port
	receiverKeyring = "keyring" // no keyring for its key
	receiverFailed  = "failed"  // anything else
)

// Returns tells how the pages' returns come in. It does no I/O.
func (o *Office) Returns() ReturnState {
	o.receiving.mu.Lock()
	defer o.receiving.mu.Unlock()
	return o.receiving.state
}

// RenewCertificate makes a new identity for the receiver; staff have to trust
// it anew. It takes effect with the next OpenDesk.
func (o *Office) RenewCertificate() error {
	o.receiving.stop()
	if err := o.config.Ring.Delete(receiverEntry); err != nil && !errors.Is(err, keys.ErrNotFound) {
		return err
	}
	return nil
}

// returns is the running receiver, started or stopped as the settings say; nil
// if it does not run.
func (o *Office) returns() Returns {
	chosen := o.Settings().Returns
	o.receiving.mu.Lock()
	defer o.receiving.mu.Unlock()
	r := &o.receiving
	if !chosen.Receive || o.config.Receive == nil {
		r.halt()
		return nil
	}
	if r.receiver != nil && r.port == chosen.Port {
		return r.receiver
	}
	r.halt()
	if err := o.receive(chosen.Port); err != nil {
		o.config.Log.Warn("start the receiver", "error", err)
		return nil
	}
	return r.receiver
}

func (o *Office) receive(port int) error {
	r := &o.receiving
	identity, err := o.config.Ring.Get(receiverEntry)
	if err != nil && !errors.Is(err, keys.ErrNotFound) {
		r.state.Problem = receiverKeyring
		return fmt.Errorf("keyring: %w", err)
	}
	receiver, certificate, kept, err := o.config.Receive(identity, port, o.config.Log)
	r.state.Certificate = certificate
	if len(kept) > 0 && string(kept) != string(identity) {
		if err := o.config.Ring.Set(receiverEntry, kept); err != nil {
			if receiver != nil {
				receiver.Close()
			}
			r.state.Problem = receiverKeyring
			return fmt.Errorf("keyring: %w", err)
		}
	}
	if err != nil {
		r.state.Problem = receiverFailed
		if errors.Is(err, ErrPortTaken) {
			r.state.Problem = receiverPort
		}
		return err
	}
	r.receiver, r.port = receiver, port
	r.state.Receiving, r.state.CheckURL = true, receiver.CheckURL()
	return nil
}

func (r *receiving) stop() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.halt()
}

func (r *receiving) halt() {
	if r.receiver != nil {
		r.receiver.Close()
	}
	r.receiver, r.state = nil, ReturnState{}
}

// certificateName is the file that staff double-click to trust the receiver.
const certificateName = "keyindesk-certificate.crt"

// ErrNoCertificate says that the receiver was never switched on.
var ErrNoCertificate = errors.New("there is no certificate yet")

// SaveCertificate writes the receiver's certificate where staff will find it,
// this user's folder for downloads or else the data folder, and returns the
// file, as SaveNew does. The certificate is no secret: its key does not exist any
// more.
func (o *Office) SaveCertificate() (path string, err error) {
	pem := o.Returns().Certificate.PEM
	if len(pem) == 0 {
		return "", ErrNoCertificate
	}
	dir := o.config.DataDir
	if home, err := os.UserHomeDir(); err == nil {
		downloads := filepath.Join(home, "Downloads")
		if info, err := os.Stat(downloads); err == nil && info.IsDir() {
			dir = downloads
		}
	}
	return SaveNew(dir, certificateName, pem)
}
