package desk

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"sync"

	"keyindesk/gateways"
	"keyindesk/store"
)

// PaymentOrder is a payment that a registered customer shall approve on the
// gateway's page.
type PaymentOrder struct {
	CustomerID   int64
	Method       Method
	AmountKRW    int64
	Quota        int
	Tax          *Tax
	ItemName     string
	Email        string // where the gateway sends its notice; empty for none
	InterestFree bool
	UsePoints    bool
	JoinCode     string
	CashReceipt  *CashReceipt
	Deposits     []Deposit
	Where        PagePlace
	// Shown are the rows of PaymentLookAlikes that staff saw and went past.
	Shown []Operation
}

// CheckPayment looks a payment over without asking anybody.
func (d *Desk) CheckPayment(o PaymentOrder) []Finding {
	if d.Wallet == nil {
		return nil
	}
	p := d.payment(o, gateways.NewSecret("0"), "")
	p.RequestID, p.OrderNumber, p.ReturnURL = standInRequestID, standInOrderNumber, standInReturnURL
	return d.Wallet.CheckPayment(p)
}

// RegisterPayment asks for the page on which the customer approves a payment.
// No money moves. *Blocked, ErrNotReady, ErrNoKey, ErrNoReturnAddress,
// ErrDuplicate (staff have not been Shown all that looks alike), ErrClosing and
// *NotWritten mean that nothing was sent.
func (d *Desk) RegisterPayment(ctx context.Context, o PaymentOrder, staff string) (BuyerPage, error) {
	customer, key, err := d.withKey(ctx, o.CustomerID)
	if err != nil {
		return BuyerPage{}, err
	}
	if findings := d.CheckPayment(o); gateways.Blocked(findings) {
		return BuyerPage{}, &Blocked{Findings: findings}
	}
	alike, err := d.PaymentLookAlikes(ctx, o.CustomerID, o.AmountKRW)
	if err != nil {
		return BuyerPage{}, &NotWritten{Cause: err}
	}
	if !shown(o.Shown, alike) {
		return BuyerPage{}, ErrDuplicate
	}
	in := d.customerIntent(KindRegisterPayment, customer, customer.MerchantID, staff)
	if len(alike) > 0 {
		in.OverrideOf = alike[0].ID
	}
	in.RequestID, in.AmountKRW, in.Quota, in.ItemName = newRequestID(), o.AmountKRW, o.Quota, o.ItemName
	in.MaskedCard, in.CardCompany, in.Network = maskOf(o.Method.MaskedNumber), o.Method.Name, NetworkOfMethod(o.Method)
	if o.Tax != nil {
		in.Mixed, in.TaxableKRW, in.FreeKRW = true, o.Tax.TaxableKRW, o.Tax.FreeKRW
	}
	return d.askForPage(ctx, in, o.Where, func(ctx context.Context, op Operation, returnURL string) (outcome, kept) {
		p := d.payment(o, key, customer.MerchantID)
		p.RequestID, p.OrderNumber, p.ReturnURL = op.RequestID, op.OrderNumber, returnURL
		got := d.Wallet.RegisterPayment(ctx, p)
		answer := answerOf(got.Result, op.Buyer)
		answer.MerchantID = got.MerchantID
		return outcome{Result: got.Result, answer: answer}, kept{PageURL: got.PageURL}
	})
}

// payment is the order as the gateway takes it, without the ids.
func (d *Desk) payment(o PaymentOrder, key Secret, merchantID string) gateways.Payment {
	return gateways.Payment{
		MerchantID: merchantID, CustomerKey: key, Method: o.Method, AmountKRW: o.AmountKRW, Parts: partsOf(o.Tax),
		ItemName: o.ItemName, Quota: o.Quota, InterestFree: o.InterestFree, UsePoints: o.UsePoints, JoinCode: o.JoinCode,
		Email: o.Email, CashReceipt: o.CashReceipt, Deposits: o.Deposits,
	}
}

// partsOf computes the three parts of a split.
func partsOf(t *Tax) *gateways.TaxParts {
	if t == nil {
		return nil
	}
	vat := vatIn(t.TaxableKRW)
	return &gateways.TaxParts{SupplyKRW: t.TaxableKRW - vat, VATKRW: vat, FreeKRW: t.FreeKRW}
}

// PaymentLookAlikes are earlier sales to a customer that look like a payment of
// this amount, those whose outcome is not known first: what the duplicate guard
// asks about before a page is made.
func (d *Desk) PaymentLookAlikes(ctx context.Context, customerID, amountKRW int64) ([]Operation, error) {
	return d.alike(ctx, d.customerMark(customerID), amountKRW)
}

// customerMark stands for a customer where a card's fingerprint stands for a
// card.
func (d *Desk) customerMark(id int64) []byte {
	return d.keyed("customer " + strconv.FormatInt(id, 10))
}

// SettleLookAlikes are those that came after the page was made, so that nobody
// went past them then.
func (d *Desk) SettleLookAlikes(ctx context.Context, payment int64) ([]Operation, error) {
	page, err := d.Book.Operation(ctx, payment)
	if err != nil {
		return nil, err
	}
	found, err := d.PaymentLookAlikes(ctx, page.CustomerID, page.AmountKRW)
	return slices.DeleteFunc(found, func(o Operation) bool { return o.ID < page.ID || o.ParentID == page.ID }), err
}

// Settle takes the money of a payment that the customer approved on the page,
// once, and returns the sale's row. ErrNotReturned while the page has not come
// back with a yes, ErrPageSpent after a settlement of it was declined,
// ErrDuplicate while there are SettleLookAlikes that staff were not past. A second Settle of the same payment is refused by the
// history while one is open or after one went through. When the reply is lost
// the gateway is asked at once what became of it; what is still not known then
// stays in doubt, and nothing is sent again.
func (d *Desk) Settle(ctx context.Context, payment int64, staff string, past ...Operation) (Operation, error) {
	registered, customer, private, err := d.returned(ctx, payment, KindRegisterPayment)
	if err != nil {
		return Operation{}, err
	}
	d.charging.Lock()
	written := sync.OnceFunc(d.charging.Unlock)
	defer written()
	alike, err := d.mayBeSettled(ctx, registered, past)
	if err != nil {
		return Operation{}, err
	}
	in := d.customerIntent(KindSettle, customer, registered.MerchantID, staff)
	in.ParentID, in.RequestID = registered.ID, registered.RequestID
	in.AmountKRW, in.Quota, in.ItemName = registered.AmountKRW, registered.Quota, registered.ItemName
	in.MaskedCard, in.CardCompany, in.Network = registered.MaskedCard, registered.CardCompany, registered.Network
	in.Mixed, in.TaxableKRW, in.FreeKRW = registered.Mixed, registered.TaxableKRW, registered.FreeKRW
	in.Fingerprint = d.customerMark(customer.ID)
	if len(alike) > 0 {
		in.OverrideOf = alike[0].ID
	}
	op, err := d.carryOut(ctx, in, func(ctx context.Context, op Operation) outcome {
		written()
		got := d.Wallet.Settle(ctx, settlement(op, registered, private))
		return outcome{Result: got.Result, answer: approvalAnswer(got, op)}
	})
	if err == nil && op.State == InDoubt {
		op = d.inquireAtOnce(ctx, op)
	}
	return op, err
}

// mayBeSettled refuses a payment whose authorization is spent, and one that
// looks like another that staff were not past. It returns what they were past.
func (d *Desk) mayBeSettled(ctx context.Context, page Operation, past []Operation) ([]Operation, error) {
	switch before, err := d.Book.WithRequestID(ctx, KindSettle, page.RequestID); {
	case err == nil && before.State == Declined:
		return nil, ErrPageSpent
	case err != nil && !errors.Is(err, store.ErrNotFound):
		return nil, &NotWritten{Cause: err}
	}
	alike, err := d.SettleLookAlikes(ctx, page.ID)
	if err != nil {
		return nil, &NotWritten{Cause: err}
	}
	if !shown(past, alike) {
		return nil, ErrDuplicate
	}
	return alike, nil
}

func settlement(op, registered Operation, private kept) gateways.Settlement {
	return gateways.Settlement{
		MerchantID: registered.MerchantID, RequestID: registered.RequestID, OrderNumber: registered.OrderNumber,
		AuthorizationID: private.AuthorizationID, AmountKRW: op.AmountKRW, At: op.PreparedAt,
	}
}

// approvalAnswer is an approval in the history's words. Parts that don't add up
// to the amount belong on no slip; the trace keeps them as received.
func approvalAnswer(got gateways.Approval, op Operation) store.Answer {
	answer := answerOf(got.Result, op.Buyer)
	answer.TransactionID, answer.ApprovalNumber = got.TransactionID, got.ApprovalNumber
	answer.AnsweredAt, answer.CardCompany, answer.MaskedNumber = got.ApprovedAt, got.CardCompany, got.MaskedNumber
	answer.KakaoResultCode, answer.InterestFree = got.KakaoResultCode, got.InterestFree
	if parts := got.Parts; parts != nil && parts.SupplyKRW+parts.VATKRW+parts.FreeKRW == op.AmountKRW {
		answer.PartsGiven = true
		answer.SupplyKRW, answer.VATKRW, answer.ExemptKRW = parts.SupplyKRW, parts.VATKRW, parts.FreeKRW
	}
	return answer
}

// maskOf keeps a mask that hides enough: ten digits may show.
func maskOf(number string) string {
	shown := 0
	for _, r := range number {
		if r >= '0' && r <= '9' {
			shown++
		}
	}
	if shown > 10 {
		return ""
	}
	return number
}
