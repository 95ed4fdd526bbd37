package desk

import (
	"context"
	"errors"
	"sync"

	"keyindesk/gateways"
	"keyindesk/store"
)

// Returns is what the desk needs of the receiver of the pages' returns.
type Returns interface {
	// Expect opens a one-time address for token and hands what is posted there to
	// deliver, until one is accepted or Forget is called.
	Expect(token string, deliver func(text string) ReturnReply) (url string, err error)
	Forget(token string)
}

// How a return came in, as stored.
const (
	byReceiver = "receiver"
	byPaste    = "paste"
)

// expect opens a one-time address for as long as this desk is open.
func (d *Desk) expect(token string, w *waiter) (url string, err error) {
	d.tokens.Store(token, true)
	if url, err = d.Returns.Expect(token, w.deliver); err != nil {
		d.tokens.Delete(token)
	}
	return url, err
}

// awaits says whether this desk waits at the receiver's address of a token.
func (d *Desk) awaits(token string) bool {
	_, waits := d.tokens.Load(token)
	return waits
}

func (d *Desk) forget(token string) {
	if token != "" && d.Returns != nil {
		d.tokens.Delete(token)
		d.Returns.Forget(token)
	}
}

// forgetAll closes the addresses of this desk; the next one opens them again.
func (d *Desk) forgetAll() {
	d.tokens.Range(func(token, _ any) bool {
		d.forget(token.(string))
		return true
	})
}

// waiter hands what one address receives to the operation that waits for it.
type waiter struct {
	desk *Desk
	mu   sync.Mutex
	id   int64 // 0 until the page was given
}

func (w *waiter) wait(id int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.id = id
}

func (w *waiter) deliver(text string) ReturnReply {
	w.mu.Lock()
	id := w.id
	w.mu.Unlock()
	if id == 0 {
		return ReturnReply{Rule: gateways.ReturnNotPending}
	}
	op, err := w.desk.takeReturn(context.Background(), text, byReceiver, "", id)
	if err == nil {
		return ReturnReply{Accepted: true, Unfinished: op.ReturnCode != returnYes}
	}
	w.desk.Log.Warn("a return was refused", "error", err)
	var refused *ReturnError
	if errors.As(err, &refused) {
		return ReturnReply{Rule: refused.Rule}
	}
	return ReturnReply{}
}

// expectAgain opens the one-time addresses of the pages that were open when
// the program ended. A page that returns to the shop's own address has none, and
// one that was made while the receiver had another port can't reach it any more.
// What keeps one from being opened is returned in the end, and keeps back no other.
func (d *Desk) expectAgain(ctx context.Context) error {
	if d.Returns == nil {
		return nil
	}
	open, err := d.Book.PendingReturns(ctx)
	if err != nil {
		return err
	}
	var failed []error
	for _, op := range open {
		private, err := d.private(ctx, op.ID)
		if err != nil || private.where() != OnThisPC {
			failed = append(failed, err)
			continue
		}
		url, err := d.expect(private.Token, &waiter{desk: d, id: op.ID})
		if err == nil && url != private.ReturnURL {
			d.forget(private.Token)
		}
		failed = append(failed, err)
	}
	return errors.Join(failed...)
}

// TakeReturn reads what a page sent back and staff pasted, finds the
// registration or payment that waits for it, and keeps it there; the row is
// returned. A refusal by the customer is kept as well: ReturnCode tells.
// *ReturnError names what is wrong with the text; the row still waits then.
func (d *Desk) TakeReturn(ctx context.Context, text, staff string) (Operation, error) {
	return d.takeReturn(ctx, text, byPaste, staff, 0)
}

// takeReturn does it for both ways in; a receiver's address belongs to one
// row, only.
func (d *Desk) takeReturn(ctx context.Context, text, how, staff string, only int64) (Operation, error) {
	if d.Wallet == nil {
		return Operation{}, ErrNotReady
	}
	if !d.flight.begin() {
		return Operation{}, ErrClosing
	}
	defer d.flight.end()
	ret, err := d.Wallet.ReadReturn(text)
	if err != nil {
		return Operation{}, err
	}
	op, err := d.waitsFor(ctx, ret)
	if err != nil {
		return Operation{}, err
	}
	if only != 0 && op.ID != only {
		return Operation{}, &ReturnError{Rule: gateways.ReturnNotPending}
	}
	private, err := d.private(ctx, op.ID)
	if err != nil {
		return Operation{}, err
	}
	private.CertificationID, private.AuthorizationID = ret.CertificationID, ret.AuthorizationID
	if ret.RegisterID != "" { // the return's own goes before the reply's (facts 0.5)
		private.RegisterID = ret.RegisterID
	}
	sealed, err := private.encode()
	if err != nil {
		return Operation{}, err
	}
	done, err := d.Book.Return(ctx, op.ID, store.ReturnRecord{Staff: staff, How: how, Code: ret.Code, Message: withoutBuyer(ret.Message, op.Buyer), Private: sealed})
	if errors.Is(err, ErrWrongState) {
		return Operation{}, &ReturnError{Rule: gateways.ReturnUsed}
	}
	if err != nil {
		return Operation{}, &NotWritten{Cause: err}
	}
	d.forget(private.Token)
	d.Log.Info("return", "kind", done.Kind, "order", done.OrderNumber, "how", how, "code", done.ReturnCode)
	d.watchers.tell(done)
	return done, nil
}

// waitsFor finds the row that a return belongs to, by the id that we made.
func (d *Desk) waitsFor(ctx context.Context, ret gateways.PageReturn) (Operation, error) {
	kind := KindRegisterPayment
	if ret.Registration {
		kind = KindRegisterCustomer
	}
	op, err := d.Book.WithRequestID(ctx, kind, ret.RequestID)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return Operation{}, &ReturnError{Rule: gateways.ReturnNotPending}
	case err != nil:
		return Operation{}, err
	case ret.OrderNumber != "" && ret.OrderNumber != op.OrderNumber:
		return Operation{}, &ReturnError{Rule: gateways.ReturnOtherOrder}
	case op.Returned:
		return Operation{}, &ReturnError{Rule: gateways.ReturnUsed}
	}
	return op, nil
}

// returned is a page's row that came back with a yes, its customer, and what
// it kept.
func (d *Desk) returned(ctx context.Context, id int64, kind Kind) (op Operation, c Customer, private kept, err error) {
	if d.Wallet == nil {
		return op, c, private, ErrNotReady
	}
	if op, err = d.Book.Operation(ctx, id); err != nil {
		return op, c, private, err
	}
	if op.Kind != kind || op.State != Approved || !op.Returned || op.ReturnCode != returnYes {
		return op, c, private, ErrNotReturned
	}
	if c, err = d.Book.Customer(ctx, op.CustomerID); err != nil {
		return op, c, private, err
	}
	private, err = d.private(ctx, id)
	return op, c, private, err
}

// returnYes is the code of a page that ended well (S0 02).
const returnYes = "0000"

// Watch calls notify with the row whenever a return was taken, on a goroutine
// of the desk's, until stop is called.
func (d *Desk) Watch(notify func(Operation)) (stop func()) { return d.watchers.add(notify) }

// watchers are who wants to know about returns.
type watchers struct {
	mu   sync.Mutex
	next int
	all  map[int]func(Operation)
}

func (w *watchers) add(notify func(Operation)) (stop func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.all == nil {
		w.all = map[int]func(Operation){}
	}
	w.next++
	n := w.next
	w.all[n] = notify
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.all, n)
	}
}

func (w *watchers) tell(op Operation) {
	w.mu.Lock()
	var all []func(Operation)
	for _, notify := range w.all {
		all = append(all, notify)
	}
	w.mu.Unlock()
	for _, notify := range all {
		notify(op)
	}
}
