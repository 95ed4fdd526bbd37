package practice

import (
	"slices"
	"time"

	"keyindesk/gateways"
)

// EasyPayPayment is one payment of which the money was taken: the truth about
// it.
type EasyPayPayment struct {
	RequestID      string // shopTransactionId
	OrderNumber    string // shopOrderNo
	TransactionID  string // pgCno
	ApprovalNumber string
	CustomerKey    string
	Method         string // card company or bank
	AmountKRW      int64
	CancelledKRW   int64     // so far
	Cancels        int       // how many cancels were carried out
	Settles        int       // how many settle requests came for it, refused ones too
	SettledAt      time.Time // when the money was taken
}

// EasyPayCustomer is one CustomerKey that was issued.
type EasyPayCustomer struct {
	ShopUserID  string
	CustomerKey string
	IssuedAt    time.Time
	RevokedAt   time.Time // zero while it can be used
	Methods     []string  // the cards and accounts registered with it
}

// Payments are all of which the money was taken, oldest registration first.
func (e *EasyPay) Payments() []EasyPayPayment {
	e.book.mu.Lock()
	defer e.book.mu.Unlock()
	var all []EasyPayPayment
	for _, p := range e.book.payments {
		if p.PgCno == "" {
			continue
		}
		all = append(all, EasyPayPayment{
			RequestID: p.RequestID, OrderNumber: p.OrderNumber, TransactionID: p.PgCno, ApprovalNumber: p.ApprovalNumber,
			CustomerKey: e.keyOf(kiccCustomer{Serial: p.Customer}), Method: p.Method.Name, AmountKRW: p.AmountKRW, CancelledKRW: p.cancelled(),
			Cancels: len(p.Cancels), Settles: p.Settles, SettledAt: p.SettledAt,
		})
	}
	return all
}

// Customers are all keys that were ever issued, oldest first.
func (e *EasyPay) Customers() []EasyPayCustomer {
	e.book.mu.Lock()
	defer e.book.mu.Unlock()
	var all []EasyPayCustomer
	for _, c := range e.book.customers {
		customer := EasyPayCustomer{ShopUserID: c.ShopUserID, CustomerKey: e.keyOf(*c), IssuedAt: c.IssuedAt, RevokedAt: c.RevokedAt}
		for _, method := range c.Methods {
			customer.Methods = append(customer.Methods, method.Name)
		}
		all = append(all, customer)
	}
	return all
}

// Rehearsal is the hand of the practice strip on this EasyPay.
func (e *EasyPay) Rehearsal() gateways.Rehearsal { return rehearsal{twin: e, admin: e.sales} }

// sales is what KICC's admin page would show, the newest first.
func (e *EasyPay) sales() []gateways.Sale {
	var sales []gateways.Sale
	for _, p := range e.Payments() {
		sales = append(sales, gateways.Sale{
			At: p.SettledAt, OrderNumber: p.OrderNumber, TransactionID: p.TransactionID, ApprovalNumber: p.ApprovalNumber,
			CardCompany: p.Method, AmountKRW: p.AmountKRW, CancelledKRW: p.CancelledKRW, Cancelled: p.CancelledKRW == p.AmountKRW,
		})
	}
	slices.SortStableFunc(sales, func(a, b gateways.Sale) int { return b.At.Compare(a.At) })
	return sales
}
