package desk

import (
	"context"
	"errors"
	"time"

	"keyindesk/gateways"
	"keyindesk/store"
)

// Inquirable says whether the gateway itself can still be asked what became of
// an operation in doubt, and until when (the end of a day in Korea; zero if
// there is no end).
func (d *Desk) Inquirable(o Operation) (until time.Time, ok bool) {
	if o.State != InDoubt {
		return time.Time{}, false
	}
	if o.Kind == KindDeleteKey {
		// Another contract does not know the key, whether it was deleted or not.
		return time.Time{}, d.BillingKeys != nil && d.BillingKeys.Name() == o.Gateway &&
			(o.MerchantID == "" || o.MerchantID == d.BillingKeys.Contract())
	}
	gateway := d.named(o.Gateway)
	if gateway == nil || o.Kind != KindSettle && o.Kind != KindCancel {
		return time.Time{}, false
	}
	days := gateway.Capabilities().InquiryDays
	sent := o.PreparedAt.In(korea).Add(midnightMargin) // the gateway may have booked it on the day after
	until = time.Date(sent.Year(), sent.Month(), sent.Day()+days, 0, 0, 0, 0, korea)
	return until, days > 0 && d.Now().Before(until)
}

// midnightMargin is how near to midnight a request may be booked on the day
// beside the one on which it was sent.
const midnightMargin = 2 * time.Minute

// Inquire asks the gateway what became of an operation in doubt and returns
// the row as it stands then: settled if the answer proves something, still in
// doubt otherwise. Nothing that moves money is sent. ErrNoInquiry if it can't be
// asked (any more).
func (d *Desk) Inquire(ctx context.Context, id int64) (Operation, error) {
	op, err := d.Book.Operation(ctx, id)
	if err != nil {
		return Operation{}, err
	}
	if _, ok := d.Inquirable(op); !ok {
		return Operation{}, ErrNoInquiry
	}
	if !d.flight.begin() {
		return Operation{}, ErrClosing
	}
	defer d.flight.end()
	return d.inquire(context.WithoutCancel(ctx), op)
}

// InquireAll asks about everything in doubt that can still be asked about, as
// at the start of the program, but for what is in doubt because an answer was
// not to be trusted. It returns the rows that it settled, oldest first.
func (d *Desk) InquireAll(ctx context.Context) (settled []Operation, err error) {
	open, err := d.Book.InDoubt(ctx)
	if err != nil {
		return nil, err
	}
	var failed []error
	for _, op := range open {
		if _, ok := d.Inquirable(op); !ok {
			continue
		}
		if op.Fault == gateways.FaultMAC || op.Fault == gateways.FaultEcho {
			continue // that answer was not to be trusted; a person looks, and may ask
		}
		done, err := d.Inquire(ctx, op.ID)
		if err != nil { // the others can be asked all the same
			failed = append(failed, err)
			continue
		}
		if done.State != InDoubt {
			settled = append(settled, done)
		}
	}
	return settled, errors.Join(failed...)
}

// inquireAtOnce follows a lost reply. Whatever goes wrong leaves the row as it
// was, in doubt, and so does an answer that was not to be trusted: no other
// answer makes up for a wrong message authentication (facts 1.5).
func (d *Desk) inquireAtOnce(ctx context.Context, op Operation) Operation {
	if op.Fault == gateways.FaultMAC || op.Fault == gateways.FaultEcho {
		return op
	}
	done, err := d.Inquire(ctx, op.ID)
	if err != nil {
		d.Log.Warn("inquiry", "order", op.OrderNumber, "error", err)
		return op
	}
	return done
}

func (d *Desk) inquire(ctx context.Context, op Operation) (Operation, error) {
	answer, err := d.ask(ctx, op)
	if err != nil {
		return Operation{}, err
	}
	done, err := d.Book.RecordInquiry(ctx, op.ID, answer)
	if errors.Is(err, ErrWrongState) { // another inquiry, or a person, was first
		return d.Book.Operation(ctx, op.ID)
	}
	if err != nil {
		return Operation{}, &Unrecorded{OrderNumber: op.OrderNumber, Cause: err}
	}
	d.Log.Info("inquiry", "kind", done.Kind, "order", done.OrderNumber, "state", done.State, "code", answer.ResultCode, "fault", answer.Fault)
	return done, nil
}

// ask puts the question. Only Approved and Declined settle anything.
func (d *Desk) ask(ctx context.Context, op Operation) (store.Answer, error) {
	var answer store.Answer
	switch op.Kind {
	case KindSettle:
		registered, err := d.Book.Operation(ctx, op.ParentID)
		if err != nil {
			return answer, err
		}
		answer = approvalAnswer(d.Wallet.InquireSettlement(ctx, settlement(op, registered, kept{})), op)
	case KindCancel:
		sale, err := d.Book.Operation(ctx, op.ParentID)
		if err != nil {
			return answer, err
		}
		cancel, err := d.cancel(ctx, sale, op)
		if err != nil {
			return answer, err
		}
		answer = cancellationAnswer(d.Wallet.InquireCancel(ctx, cancel), cancel, sale, op)
	default:
		private, err := d.private(ctx, op.ID)
		if err != nil {
			return answer, err
		}
		answer = d.askDeleted(ctx, NewSecret(private.BillingKey), d.Now().Sub(op.PreparedAt))
	}
	if answer.State != Approved && answer.State != Declined {
		answer.State = InDoubt
	}
	return answer, nil
}

// underway is how long a request may still be on its way through a gateway
// after its reply was given up.
const underway = 3 * time.Minute

// askDeleted tells by a look-up whether a key is gone. One that is still there
// was not deleted, once the deletion can't be on its way any more.
func (d *Desk) askDeleted(ctx context.Context, key Secret, since time.Duration) store.Answer {
	got := d.BillingKeys.LookupBillingKey(ctx, key)
	answer := answerOf(got.Result, Buyer{})
	switch {
	case got.Outcome == gateways.Approved && since > underway:
		answer.State = Declined
	case got.Outcome == gateways.Declined && got.Advice == gateways.AdviceNoSuchSale:
		answer.State = Approved
	default:
		answer.State = InDoubt
	}
	return answer
}

// named finds a gateway by its name; nil if it is not set up.
func (d *Desk) named(name string) gateways.Gateway {
	switch {
	case d.KeyIn != nil && d.KeyIn.Name() == name:
		return d.KeyIn
	case d.Wallet != nil && d.Wallet.Name() == name:
		return d.Wallet
	case d.BillingKeys != nil && d.BillingKeys.Name() == name:
		return d.BillingKeys
	}
	return nil
}

// CapabilitiesOf tells what the gateway of a row can do; the zero value if the
// gateway is not set up.
func (d *Desk) CapabilitiesOf(o Operation) Capabilities {
	if gateway := d.named(o.Gateway); gateway != nil {
		return gateway.Capabilities()
	}
	return Capabilities{}
}
