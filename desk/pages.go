package desk

import (
	"context"

	"keyindesk/store"
)

// BuyerPage is a page that a customer has to open, and what came of it.
type BuyerPage struct {
	Operation Operation // KindRegisterCustomer or KindRegisterPayment
	URL       string    // "" unless the operation was approved
	// Where is what the page was made for: OnThisPC if it returns to the receiver,
	// which no other device reaches, else OnPhone, which opens anywhere.
	Where PagePlace
	// Received says that the receiver waits for the return of a page that was made
	// for this PC; otherwise what the page shows at its end has to be pasted.
	Received bool
}

// PagePlace is where a customer opens a page. It has to be known before the
// page is asked for, as the address that it returns to is fixed then.
type PagePlace string

// The places. The zero value counts as OnThisPC.
const (
	// OnThisPC: the page returns to the receiver where that runs, else to the
	// shop's own address.
	OnThisPC PagePlace = "pc"
	// OnPhone: the customer's own phone, which can't reach this PC; the page
	// returns to the shop's own address, and what it shows there is pasted.
	OnPhone PagePlace = "phone"
)

// practiceReturnURL is where the practice pages point when neither the receiver
// nor an address of the shop's takes them. Nobody answers there; what they would
// post is shown for pasting.
const practiceReturnURL = "https://return.practice.invalid/"

// askForPage writes the intent, asks the gateway for a page by ask, and keeps
// what the return will need.
func (d *Desk) askForPage(ctx context.Context, in store.Intent, where PagePlace, ask func(ctx context.Context, op Operation, returnURL string) (outcome, kept)) (BuyerPage, error) {
	waiting := &waiter{desk: d}
	returnURL, token, err := d.returnURL(where, waiting)
	if err != nil {
		return BuyerPage{}, err
	}
	before := kept{Token: token, ReturnURL: returnURL}
	if in.Private, err = before.encode(); err != nil {
		return BuyerPage{}, err
	}
	var page kept
	op, err := d.carryOut(ctx, in, func(ctx context.Context, op Operation) outcome {
		out, after := ask(ctx, op, returnURL)
		after.Token, after.ReturnURL, page = token, returnURL, after
		private, err := after.encode()
		if err == nil {
			out.answer.Private = private
		}
		return out
	})
	if err != nil || op.State != Approved {
		d.forget(token)
		return BuyerPage{Operation: op}, err
	}
	waiting.wait(op.ID)
	return BuyerPage{Operation: op, URL: page.PageURL, Where: before.where(), Received: token != ""}, nil
}

// CheckPlace says whether a page can be made for a place: ErrNoReturnAddress if
// it would have nowhere to return to. It asks nobody.
func (d *Desk) CheckPlace(where PagePlace) error {
	if d.Returns != nil && where != OnPhone {
		return nil
	}
	_, err := d.ownAddress()
	return err
}

// returnURL is where the next page shall post to: the receiver's one-time
// address if it is opened on this PC, else what ownAddress says.
func (d *Desk) returnURL(where PagePlace, w *waiter) (url, token string, err error) {
	if d.Returns != nil && where != OnPhone {
		token = newToken()
		if url, err = d.expect(token, w); err == nil {
			return url, token, nil
		}
		d.Log.Warn("the receiver gave no address", "error", err)
	}
	url, err = d.ownAddress()
	return url, "", err
}

// ownAddress is the shop's own return address, or, in practice without one,
// nowhere.
func (d *Desk) ownAddress() (string, error) {
	switch {
	case d.ReturnAddress != "":
		return d.ReturnAddress, nil
	case d.Environment == Practice:
		return practiceReturnURL, nil
	}
	return "", ErrNoReturnAddress
}

// PendingPages are the pages that were opened and have not returned, the
// newest first.
func (d *Desk) PendingPages(ctx context.Context) ([]Operation, error) {
	return d.Book.PendingReturns(ctx)
}

// OpenPage is the page of a registration or payment that was asked for
// before, so that it can be shown again.
func (d *Desk) OpenPage(ctx context.Context, id int64) (BuyerPage, error) {
	op, err := d.Book.Operation(ctx, id)
	if err != nil {
		return BuyerPage{}, err
	}
	private, err := d.private(ctx, id)
	if err != nil {
		return BuyerPage{}, err
	}
	return BuyerPage{Operation: op, URL: private.PageURL, Where: private.where(), Received: d.awaits(private.Token)}, nil
}
