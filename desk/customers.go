package desk

import (
	"context"
	"strings"

	"keyindesk/gateways"
	"keyindesk/store"
)

// NewRegistration asks a customer to register with the wallet gateway: a new
// one, or, with CustomerID, one who is known already. To get a lost CustomerKey
// back everything must be as it was the first time (facts 1.2).
type NewRegistration struct {
	CustomerID int64 // 0 for a new customer
	ShopUserID string
	Name       string
	Phone      string // digits
	Email      string
	CI         Secret // 연계정보; empty for certType NONE
	Where      PagePlace
}

// CheckRegistration looks a registration over without asking anybody.
func (d *Desk) CheckRegistration(r NewRegistration) []Finding {
	if d.Wallet == nil {
		return nil
	}
	return d.Wallet.CheckRegistration(gateways.Registration{
		RequestID: standInRequestID, ShopUserID: r.ShopUserID, Email: r.Email, CI: r.CI, ReturnURL: standInReturnURL,
	})
}

// What stands in a check for what is only known when the intent is written.
const (
	standInRequestID = "0"
	standInReturnURL = "https://127.0.0.1/return"
)

// Customers returns the wallet's customers, the newest first: all, or those
// whose name, initial consonants, shop user id or phone's last four text finds.
func (d *Desk) Customers(ctx context.Context, text string) ([]Customer, error) {
	return d.Book.Customers(ctx, text)
}

// Customer returns one of them as it stands now.
func (d *Desk) Customer(ctx context.Context, id int64) (Customer, error) {
	return d.Book.Customer(ctx, id)
}

// NextShopUserID is an id for a new customer that tells nothing about them.
func (d *Desk) NextShopUserID(ctx context.Context) (string, error) {
	return d.Book.NextShopUserID(ctx)
}

// RegisterCustomer asks for the page on which a customer registers. No money
// moves. *Blocked, ErrNotReady, ErrNoReturnAddress, ErrShopUserIDTaken,
// ErrClosing and *NotWritten mean that nothing was sent. The page waits for its
// return across a restart of the program.
func (d *Desk) RegisterCustomer(ctx context.Context, r NewRegistration, staff string) (BuyerPage, error) {
	if d.Wallet == nil {
		return BuyerPage{}, ErrNotReady
	}
	r.ShopUserID, r.Email, r.Name = strings.TrimSpace(r.ShopUserID), strings.TrimSpace(r.Email), strings.TrimSpace(r.Name)
	if r.CustomerID != 0 { // an id belongs to one customer for good
		known, err := d.Book.Customer(ctx, r.CustomerID)
		if err != nil {
			return BuyerPage{}, err
		}
		r.ShopUserID = known.ShopUserID
	}
	if findings := d.CheckRegistration(r); gateways.Blocked(findings) {
		return BuyerPage{}, &Blocked{Findings: findings}
	}
	in := store.Intent{
		Kind: KindRegisterCustomer, Gateway: d.Wallet.Name(), Staff: staff, RequestID: newRequestID(), CustomerID: r.CustomerID,
		Buyer: Buyer{Name: r.Name, Phone: r.Phone, Email: r.Email},
	}
	if r.CustomerID == 0 {
		in.NewCustomer = &store.NewCustomer{
			Gateway: d.Wallet.Name(), ShopUserID: r.ShopUserID, Name: r.Name, Phone: r.Phone, Email: r.Email,
		}
	}
	return d.askForPage(ctx, in, r.Where, func(ctx context.Context, op Operation, returnURL string) (outcome, kept) {
		got := d.Wallet.Register(ctx, gateways.Registration{
			RequestID: op.RequestID, ShopUserID: r.ShopUserID, Email: r.Email, CI: r.CI, ReturnURL: returnURL,
		})
		answer := answerOf(got.Result, op.Buyer)
		answer.MerchantID = got.MerchantID
		return outcome{Result: got.Result, answer: answer}, kept{PageURL: got.PageURL, RegisterID: got.RegisterID}
	})
}

// IssueCustomerKey asks for the CustomerKey of a registration whose page has
// returned. ErrNotReturned while it has not. After an outcome in doubt it may be
// repeated; a key that comes then settles the earlier attempts too.
func (d *Desk) IssueCustomerKey(ctx context.Context, registration int64, staff string) (Operation, error) {
	op, customer, private, err := d.returned(ctx, registration, KindRegisterCustomer)
	if err != nil {
		return Operation{}, err
	}
	in := d.customerIntent(KindIssueKey, customer, op.MerchantID, staff)
	in.ParentID = op.ID
	var key Secret
	done, err := d.carryOut(ctx, in, func(ctx context.Context, _ Operation) outcome {
		got := d.Wallet.Issue(ctx, gateways.Issue{
			MerchantID: op.MerchantID, RequestID: op.RequestID, RegisterID: private.RegisterID,
			CertificationID: private.CertificationID, ShopUserID: customer.ShopUserID,
		})
		answer := answerOf(got.Result, op.Buyer)
		answer.MerchantID = op.MerchantID
		if got.Outcome == gateways.Approved {
			key = got.CustomerKey
			answer.CustomerKey, answer.KeyHint = key.Reveal(), gateways.MaskedKey(key)
		}
		return outcome{Result: got.Result, answer: answer}
	})
	if err == nil && done.State == Approved {
		d.settleEarlier(ctx, done, store.Answer{
			State: Approved, CustomerKey: key.Reveal(), KeyHint: done.KeyHint, MerchantID: done.MerchantID,
			ResultCode: done.ResultCode, ResultMessage: done.ResultMessage,
		})
	}
	return done, err
}

// RevokeCustomerKey ends a customer's key for good. confirm is the shop user id
// as staff typed it; ErrConfirm if it is another. After an outcome in doubt it
// may be repeated.
func (d *Desk) RevokeCustomerKey(ctx context.Context, customerID int64, confirm, staff string) (Operation, error) {
	customer, key, err := d.withKey(ctx, customerID)
	if err != nil {
		return Operation{}, err
	}
	if strings.TrimSpace(confirm) != customer.ShopUserID {
		return Operation{}, ErrConfirm
	}
	done, err := d.carryOut(ctx, d.customerIntent(KindRevokeKey, customer, customer.MerchantID, staff),
		func(ctx context.Context, op Operation) outcome {
			got := d.Wallet.Revoke(ctx, gateways.Revocation{
				MerchantID: customer.MerchantID, CustomerKey: key, ShopUserID: customer.ShopUserID,
			})
			return outcome{Result: got.Result, answer: answerOf(got.Result, op.Buyer)}
		})
	if err == nil && done.State == Approved {
		d.settleEarlier(ctx, done, store.Answer{State: Approved, ResultCode: done.ResultCode, ResultMessage: done.ResultMessage})
	}
	return done, err
}

// Methods lists a customer's cards and accounts. The list is kept nowhere.
func (d *Desk) Methods(ctx context.Context, customerID int64, staff string) ([]Method, Operation, error) {
	customer, key, err := d.withKey(ctx, customerID)
	if err != nil {
		return nil, Operation{}, err
	}
	var methods []Method
	op, err := d.carryOut(ctx, d.customerIntent(KindListMethods, customer, customer.MerchantID, staff),
		func(ctx context.Context, op Operation) outcome {
			got := d.Wallet.Methods(ctx, gateways.MethodQuery{MerchantID: customer.MerchantID, CustomerKey: key})
			methods = got.Methods
			return outcome{Result: got.Result, answer: answerOf(got.Result, op.Buyer)}
		})
	return methods, op, err
}

// RevealCustomerKey returns a customer's key, after writing down that it was
// revealed or copied to the clipboard.
func (d *Desk) RevealCustomerKey(ctx context.Context, customerID int64, copied bool, staff string) (Secret, error) {
	customer, key, err := d.withKey(ctx, customerID)
	if err != nil {
		return Secret{}, err
	}
	if err := d.audit(ctx, customer.RegistrationID, copied, staff); err != nil {
		return Secret{}, err
	}
	return key, nil
}

// customerIntent is what every act upon a customer writes down.
func (d *Desk) customerIntent(kind Kind, c Customer, merchantID, staff string) store.Intent {
	return store.Intent{
		Kind: kind, Gateway: d.Wallet.Name(), Staff: staff, CustomerID: c.ID, MerchantID: merchantID, KeyHint: c.KeyHint,
		Buyer: Buyer{Name: c.Name, Phone: c.Phone, Email: c.Email},
	}
}

// withKey is a customer and the key, ErrNoKey while there is none.
func (d *Desk) withKey(ctx context.Context, customerID int64) (Customer, Secret, error) {
	if d.Wallet == nil {
		return Customer{}, Secret{}, ErrNotReady
	}
	customer, err := d.Book.Customer(ctx, customerID)
	if err != nil {
		return Customer{}, Secret{}, err
	}
	if customer.State != CustomerActive {
		return Customer{}, Secret{}, ErrNoKey
	}
	key, err := d.Book.CustomerKey(ctx, customerID)
	return customer, NewSecret(key), err
}

// settleEarlier closes attempts of the same kind on the same customer that
// were in doubt: what was wanted of them is so now.
func (d *Desk) settleEarlier(ctx context.Context, done Operation, answer store.Answer) {
	ctx = context.WithoutCancel(ctx)
	open, err := d.Book.InDoubt(ctx)
	if err != nil {
		d.Log.Error("look for earlier attempts", "order", done.OrderNumber, "error", err)
		return
	}
	for _, o := range open {
		if o.Kind != done.Kind || o.CustomerID != done.CustomerID {
			continue
		}
		if _, err := d.Book.RecordInquiry(ctx, o.ID, answer); err != nil {
			d.Log.Error("settle an earlier attempt", "order", o.OrderNumber, "error", err)
		}
	}
}
