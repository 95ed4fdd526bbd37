package desk

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"keyindesk/gateways"
	"keyindesk/store"
)

const (
	// writeTimeout bounds one attempt to write to the history.
	writeTimeout = 15 * time.Second
	// recordAttempts is how often the outcome is offered to the history before
	// a person is told; recordPause grows between them.
	recordAttempts = 4
	recordPause    = 150 * time.Millisecond
)

// Config is what a Desk stands on.
type Config struct {
	Book        Book
	Environment Environment
	// KeyIn takes keyed-in cards; nil while something is Missing.
	KeyIn   gateways.KeyIn
	Missing []Missing
	// BillingKeys and Wallet are nil while they are not set up.
	BillingKeys gateways.BillingKeys
	Wallet      gateways.Wallet
	// Returns receives what the wallet's pages post; nil if that is off.
	// ReturnAddress is the shop's own instead, "" if it has none.
	Returns       Returns
	ReturnAddress string
	// FingerprintKey keys the duplicate guard's hash of a card number.
	FingerprintKey []byte
	// SigningKey signs closings; nil while something of the keys is Missing.
	SigningKey ed25519.PrivateKey
	// Witness keeps, outside of the history, how far it goes; nil for nowhere.
	Witness func(anchor []byte) error
	// Rehearsals steer the practice gateways, by name; nil outside practice.
	Rehearsals map[string]Rehearsal
	Now        func() time.Time
	Log        *slog.Logger
}

// Missing names what stands between this desk and a charge.
type Missing string

// What can be missing, as keys of the translations under "missing.".
const (
	MissingKeyring     Missing = "keyring"     // no keyring on this PC, or it is locked
	MissingKeys        Missing = "keys"        // the keyring works, and has not the keys of this history
	MissingCredentials Missing = "credentials" // merchant id and key were never entered
)

// Desk is one open counter: one environment, one history, its gateways. All
// methods may be called from several goroutines.
type Desk struct {
	Config
	flight flight
	// charging is held from the look for duplicates until the intent is written,
	// so that of two equal orders one is seen by the other.
	charging sync.Mutex
	watchers watchers
	tokens   sync.Map // of the receiver's addresses that this desk waits at
}

// New sets up a desk. It does no I/O.
func New(c Config) *Desk {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Desk{Config: c}
}

// Close starts nothing new, waits until every call in flight has been
// recorded, and returns. The history is closed by whoever opened it.
func (d *Desk) Close() {
	d.flight.land()
	d.forgetAll()
}

// InFlight is 0 when nothing is under way that Close would wait for.
func (d *Desk) InFlight() int { return d.flight.count() }

// outcome is what a gateway call leaves for the history and the log.
type outcome struct {
	gateways.Result
	answer store.Answer
}

// carryOut is the heart of the program: write the intent, call the gateway,
// record the outcome. Everything that moves money goes through it.
//
// The call and the recording do not end with ctx: once the intent is written,
// the truth must be found out and kept, whatever happens to the window.
// Nothing is sent unless the intent is durable (*NotWritten). An outcome that
// can't be recorded comes back as *Unrecorded.
func (d *Desk) carryOut(ctx context.Context, in store.Intent, call func(context.Context, Operation) outcome) (Operation, error) {
	if !d.flight.begin() {
		return Operation{}, ErrClosing
	}
	defer d.flight.end()
	ctx = context.WithoutCancel(ctx)

	writing, stop := context.WithTimeout(ctx, writeTimeout)
	op, err := d.Book.Prepare(writing, in)
	stop()
	if err != nil {
		d.Log.Error("intent not written, nothing sent", "kind", in.Kind, "error", err)
		return Operation{}, &NotWritten{Cause: err}
	}

	result := d.callSafely(ctx, op, call)
	if in.Kind.Harmless() && result.answer.State == InDoubt {
		result.answer.State = NoAnswer // nothing outside was changed, nobody has to settle it
	}

	done, err := d.record(ctx, op, result.answer)
	if err != nil {
		d.Log.Error("outcome not recorded", "order", op.OrderNumber, "kind", op.Kind, "amount_krw", op.AmountKRW,
			"outcome", result.Outcome.String(), "code", result.Code, "transaction", result.answer.TransactionID, "error", err)
		return op, &Unrecorded{OrderNumber: op.OrderNumber, Outcome: result.Outcome, Cause: err}
	}
	d.Log.Info("operation", "kind", done.Kind, "order", done.OrderNumber, "state", done.State, "amount_krw", done.AmountKRW,
		"code", done.ResultCode, "fault", done.Fault, "elapsed_ms", result.Trace.ElapsedMillis, "cause", errorText(result.Cause))
	return done, nil
}

// callSafely calls the gateway. A panic in there says nothing about the money,
// so it is an unknown outcome; its text stays out of the log because it could
// quote the request.
func (d *Desk) callSafely(ctx context.Context, op Operation, call func(context.Context, Operation) outcome) (result outcome) {
	defer func() {
		if p := recover(); p != nil {
			d.Log.Error("panic in a gateway call", "order", op.OrderNumber, "type", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
			result = outcome{
				Result: gateways.Result{Outcome: gateways.Unknown, Fault: "panic"},
				answer: store.Answer{State: store.InDoubt, Fault: "panic"},
			}
		}
	}()
	return call(ctx, op)
}

// record offers the outcome to the history until it is kept, a few times: a
// busy or full disk may recover, and the row must not be left behind lightly.
func (d *Desk) record(ctx context.Context, op Operation, answer store.Answer) (Operation, error) {
	var err error
	for attempt := range recordAttempts {
		if attempt > 0 {
			time.Sleep(recordPause << attempt)
		}
		writing, stop := context.WithTimeout(ctx, writeTimeout)
		var done Operation
		done, err = d.Book.Finish(writing, op.ID, answer)
		if attempt > 0 && errors.Is(err, ErrWrongState) { // an earlier attempt was kept after all
			if kept, readErr := d.Book.Operation(writing, op.ID); readErr == nil && kept.State == answer.State {
				done, err = kept, nil
			}
		}
		stop()
		if err == nil {
			return done, nil
		}
	}
	return Operation{}, err
}
