package desk

import (
	"context"
	"crypto"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"keyindesk/store"
)

// The words of closings, so that ui imports desk alone.
type (
	// Closing is one closing, or the draft of one.
	Closing = store.Closing
	// ClosingGroup is what one card company, gateway or member of staff took and
	// gave back.
	ClosingGroup = store.ClosingGroup
	// ClosingTally is a number of operations and what they come to.
	ClosingTally = store.ClosingTally
	// ClosingCorrection is an operation of an earlier closing that stands
	// otherwise now.
	ClosingCorrection = store.ClosingCorrection
	// ClosingOpen is an operation that nobody knows the end of yet.
	ClosingOpen = store.ClosingOpen
	// Behind says that the history is not as far as it was known to be.
	Behind = store.Behind
)

// What closing can refuse with, for errors.Is. Nothing was closed.
var (
	// ErrMoved: something happened since the sums were shown; look again.
	ErrMoved = store.ErrMoved
	// ErrNoSigner: the key that signs is not here, as without a keyring.
	ErrNoSigner = store.ErrNoSigner
	// ErrTampered: the history was altered; see Disagreement.
	ErrTampered = store.ErrTampered
)

// Disagreement is why no day can be closed: the rows do not come to what the
// events make of them, or something is not as it was written.
type Disagreement struct {
	EventsKRW, RowsKRW int64 // both 0 if the sums were not reached
	Seq                int64 // the event, 0 if that is not the place
	Closing            int64 // the closing, likewise
	// Operation is the one that is at fault; its ID is 0 if none is.
	Operation Operation
}

// DraftClosing is what CloseDay would close now. It holds every row that
// something happened to against its events, and the sum of all rows against the
// sums; with errors.Is(err, ErrTampered) ask Disagreement.
func (d *Desk) DraftClosing(ctx context.Context, staff string) (Closing, error) {
	return d.Book.DraftClosing(ctx, staff)
}

// Disagreement puts an ErrTampered into what a person can look for.
func (d *Desk) Disagreement(ctx context.Context, err error) Disagreement {
	var out Disagreement
	var sums *store.SumsDisagree
	var place *store.Tampering
	if errors.As(err, &sums) {
		out.EventsKRW, out.RowsKRW, place = sums.EventsKRW, sums.RowsKRW, sums.Where
	} else {
		errors.As(err, &place)
	}
	if place == nil {
		return out
	}
	out.Seq, out.Closing = place.Seq, place.Closing
	if place.OperationID != 0 {
		if o, err := d.Book.Operation(ctx, place.OperationID); err == nil {
			out.Operation = o
		}
	}
	return out
}

// CloseDay makes the closing that a draft showed: numbered, signed, never to be
// changed. Nothing may be under way (ErrInFlight); ErrMoved if something has
// happened since, ErrNoSigner without a key, ErrTampered, *Trouble, ErrClosing.
// It can't be done twice with one draft.
func (d *Desk) CloseDay(ctx context.Context, draft Closing) (Closing, error) {
	if d.InFlight() > 0 {
		return Closing{}, ErrInFlight
	}
	if !d.flight.begin() {
		return Closing{}, ErrClosing
	}
	defer d.flight.end()
	var signer crypto.Signer
	if len(d.SigningKey) > 0 {
		signer = d.SigningKey
	}
	made, err := d.Book.CloseDay(context.WithoutCancel(ctx), draft.Staff, draft.ToSeq, signer)
	if err != nil {
		d.Log.Error("close the day", "error", err)
		return Closing{}, err
	}
	d.Log.Info("closed", "number", made.Number, "closing_krw", made.ClosingKRW, "from", made.FromSeq, "to", made.ToSeq)
	d.keepWitness(ctx)
	return made, nil
}

// ErrInFlight: a request is under way, and its outcome belongs to the day.
var ErrInFlight = errors.New("a request is under way")

// keepWitness notes outside of the file how far the history goes. Without it
// the closing stands all the same.
func (d *Desk) keepWitness(ctx context.Context) {
	if d.Witness == nil {
		return
	}
	anchor, err := d.Book.Anchor(ctx)
	if err != nil {
		d.Log.Warn("read how far the history goes", "error", err)
		return
	}
	text, err := json.Marshal(anchor)
	if err == nil {
		err = d.Witness(text)
	}
	if err != nil {
		d.Log.Warn("keep how far the history goes", "error", err)
	}
}

// Closings returns closings without their lists, the newest first: so many at
// most, with numbers below before (0 for the newest).
func (d *Desk) Closings(ctx context.Context, before int64, limit int) ([]Closing, error) {
	return d.Book.Closings(ctx, before, limit)
}

// Closing returns one closing with its list.
func (d *Desk) Closing(ctx context.Context, number int64) (Closing, error) {
	return d.Book.Closing(ctx, number)
}

// ClosingQR is what the QR code of a printed closing holds: which closing of
// which history it is, and its whole hash. `keyindesk verify -code` takes it.
func ClosingQR(c Closing) string {
	return fmt.Sprintf("keyindesk:closing:%s:%s:%d:%x", c.Environment, c.FileID, c.Number, c.Hash)
}

// ExportAudit writes every event and closing to a file that `keyindesk verify`
// checks and compares with, and that holds nothing sealed, and says how many
// events are in it. progress may be nil. It keeps no record of that: see
// desk/export.
func (d *Desk) ExportAudit(ctx context.Context, to io.Writer, progress func(done, all int64)) (events int64, err error) {
	end, err := d.Book.ExportAudit(ctx, to, progress)
	return end.Events, err
}

// Behind says that the history that was opened is older than it was known to
// be, or another one; nil if all is well.
func (d *Desk) Behind() *Behind { return d.Book.Behind() }

// AcceptHistory writes down that staff know it, and go on.
func (d *Desk) AcceptHistory(ctx context.Context, staff string) error {
	return d.Book.AcceptHistory(ctx, staff)
}
