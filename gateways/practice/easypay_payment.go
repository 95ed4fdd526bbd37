package practice

import (
	"net/url"
	"strconv"
)

const (
	cardType    = "11"
	accountType = "21"
)

// paymentFields is the table of paymentAuthReg [S2].
var paymentFields = []kiccField{
	need("mallId", 8),
	need("customerKey", 60),
	need("easypayVirtualNo", 60),
	need("payMethodTypeCode", 2),
	need("payMethodDetailCode", 3),
	need("shopTransactionId", 60, plainID),
	need("shopOrderNo", 40, plainID),
	need("currency", 2, like(`00`)),
	{"amount", aNumber, 0, true, like(`[1-9][0-9]{0,11}`)},
	amountOf("comTaxAmt", false),
	amountOf("comFreeAmt", false),
	amountOf("comVatAmt", false),
	need("goodsName", 100),
	{"installmentMonth", aNumber, 0, false, like(`0|[2-9]|[1-5][0-9]|60`)},
	{"isFreeInstallment", aFlag, 0, false, nil},
	{"isCardPointUsageCheck", aFlag, 0, false, nil},
	may("joinCd", 4),
	may("userEmail", 50, anEmail),
	need("returnUrl", 256, https),
	need("msgAuthValue", 200),
	{"cashReceiptInfo", anObject, 0, false, nil},
	{"depositList", aList, 0, false, nil},
	may("shopParameter", 4000),
}

// cardFields are "Required for Credit Card".
var cardFields = []kiccField{
	{"installmentMonth", aNumber, 0, true, nil},
	{"isFreeInstallment", aFlag, 0, true, nil},
	{"isCardPointUsageCheck", aFlag, 0, true, nil},
}

var receiptFields = []kiccField{
	need("usage", 2, like(`01|02`)),
	need("issuingMethod", 1, like(`1|3|4`)),
	need("issuingValue", 256, hexText),
}

var depositFields = []kiccField{
	need("dpsType", 1),
	{"dpsAmount", aNumber, 0, true, like(`[1-9][0-9]{0,11}`)},
}

type kiccPaymentPage struct {
	kiccYes
	RequestID string `json:"shopTransactionId"`
	PageURL   string `json:"authPageUrl"`
}

// registerPayment opens the page of one payment. The address in the reply is
// percent-encoded as a whole ([S2], "URL Encoded").
func (e *EasyPay) registerPayment(m kiccMessage, b Behaviour) any {
	if !e.authentic(m, m.text("customerKey"), m.text("shopTransactionId"), m.text("payMethodDetailCode"),
		m.text("easypayVirtualNo"), m.number("amount")) {
		return kiccWrongMAC
	}
	if no := e.checkInside(m); no != nil {
		return no
	}
	c, no := e.find(m.text("customerKey"), b)
	if no != nil {
		return no
	}
	method, no := choose(c, m)
	if no != nil {
		return no
	}
	now := e.config.Now()
	switch {
	case e.book.usedOn(now, m.text("shopTransactionId")):
		return kiccRepeated
	case b.saysNo():
		return &kiccRefusal{b.Code, b.Message}
	}
	quota, _ := strconv.Atoi(m.number("installmentMonth"))
	free, _ := m["isFreeInstallment"].(bool)
	p := kiccPayment{
		Page: newHex(20), RequestID: m.text("shopTransactionId"), OrderNumber: m.text("shopOrderNo"),
		Customer: c.Serial, Method: method, AmountKRW: m.won("amount"), Item: m.text("goodsName"),
		Quota: quota, Free: free, Receipt: m.has("cashReceiptInfo"),
		ReturnURL: m.text("returnUrl"), Note: m.text("shopParameter"), At: now,
	}
	if parts, split := m.parts(); split {
		p.Parts = &parts
	}
	if e.book.keep(kiccLine{Payment: &p}) != nil {
		return kiccOwnTrouble
	}
	return kiccPaymentPage{kiccNormal, p.RequestID, url.QueryEscape(e.PagesURL() + paymentPage + "?authKey=" + p.Page)}
}

// checkInside looks at what the table of fields can't tell: the parts' sum, the
// cash receipt and the deposits.
func (e *EasyPay) checkInside(m kiccMessage) *kiccRefusal {
	if parts, split := m.parts(); split && parts.sum() != m.won("amount") {
		return kiccSum
	}
	for _, receipt := range inside(m["cashReceiptInfo"]) {
		if no := receipt.check(receiptFields); no != nil {
			return no
		}
		number, err := e.unseal(receipt.text("issuingValue"))
		if err != nil || !receiptNumbers[receipt.text("issuingMethod")](number) {
			return kiccSEED
		}
	}
	var deposits int64
	for _, deposit := range inside(m["depositList"]) {
		if no := deposit.check(depositFields); no != nil {
			return no
		}
		deposits += deposit.won("dpsAmount")
	}
	if deposits > m.won("amount") {
		return kiccWrong("depositList")
	}
	return nil
}

// receiptNumbers are what a cash receipt is issued on: a card, a phone, a
// business.
var receiptNumbers = map[string]func(string) bool{
	"1": like(`[0-9]{13,19}`),
	"3": like(`0[0-9]{9,10}`),
	"4": like(`[0-9]{10}`),
}

// choose finds the customer's method that a payment names.
func choose(c kiccCustomer, m kiccMessage) (kiccMethod, *kiccRefusal) {
	for _, method := range c.Methods {
		if method.VirtualNumber != m.text("easypayVirtualNo") || method.Type != m.text("payMethodTypeCode") ||
			method.Detail != m.text("payMethodDetailCode") {
			continue
		}
		if method.Type == cardType {
			if no := m.check(cardFields); no != nil {
				return method, no
			}
		}
		if months := m.number("installmentMonth"); months != "" && months != "0" && (method.Check || method.Type != cardType) {
			return method, kiccLumpSum
		}
		return method, nil
	}
	return kiccMethod{}, kiccNoMethod
}

// settleFields is the table of settle (approve-payment).
var settleFields = []kiccField{
	need("mallId", 8),
	need("shopTransactionId", 60),
	need("authorizationId", 60),
	need("shopOrderNo", 40),
	need("approvalReqDate", 8, aDay),
}

// countSettle notes that a settle came for a payment, whatever becomes of it.
func (e *EasyPay) countSettle(id string) {
	e.book.mu.Lock()
	defer e.book.mu.Unlock()
	p, known := e.book.payment(func(p *kiccPayment) bool { return p.RequestID == id })
	if !known {
		return
	}
	p.Settles++
	_ = e.book.keep(kiccLine{Payment: &p}) // a count that is lost charges nobody
}

// settle takes the money of a payment to which the customer said yes.
func (e *EasyPay) settle(m kiccMessage, b Behaviour) any {
	now := e.config.Now()
	p, known := e.book.payment(func(p *kiccPayment) bool { return p.RequestID == m.text("shopTransactionId") })
	switch {
	case m.text("approvalReqDate") != day(now):
		return kiccOtherDay
	case !known:
		return kiccNoAuthorization
	case p.PgCno != "" || p.Declined:
		return kiccRepeated
	case p.AuthorizationID == "" || p.AuthorizationID != m.text("authorizationId"):
		return kiccNoAuthorization
	case p.OrderNumber != m.text("shopOrderNo"):
		return kiccOtherOrder
	case e.over(p.At):
		return kiccAuthorizationUp
	}
	if no := e.stands(p.Customer, b); no != nil {
		return no
	}
	if b.saysNo() {
		p.Declined = true
		if e.book.keep(kiccLine{Payment: &p}) != nil {
			return kiccOwnTrouble
		}
		return &kiccRefusal{b.Code, b.Message}
	}
	p.PgCno, p.SettledAt = e.book.newNumber(now), now
	p.ApprovalNumber = approvalNumber(p.PgCno)
	if e.book.keep(kiccLine{Payment: &p}) != nil {
		return kiccOwnTrouble
	}
	return e.approval(p).spoil(b).sign(e, b)
}

// statusFields is the table of tradeStatus (query-status).
var statusFields = []kiccField{
	need("mallId", 8),
	need("shopTransactionId", 60),
	need("transactionDate", 8, aDay),
}

// tradeStatus tells what became of a settle or a cancel that was asked for
// under an id on a day, today or yesterday. A sale that was given back since is
// told as it was approved: a client that measured it never saw a cancel there
// (facts 1.6).
func (e *EasyPay) tradeStatus(m kiccMessage, b Behaviour) any {
	now := e.config.Now()
	id, asked := m.text("shopTransactionId"), m.text("transactionDate")
	switch {
	case asked != day(now) && asked != day(now.AddDate(0, 0, -1)):
		return kiccTooOld
	case b.Key == StatusUnknown:
		return kiccNothingFound
	case b.saysNo():
		return &kiccRefusal{b.Code, b.Message}
	}
	for _, p := range e.book.payments {
		if p.PgCno != "" && p.RequestID == id && day(p.SettledAt) == asked {
			return e.approval(*p).spoil(b)
		}
		for _, c := range p.Cancels {
			if c.RequestID == id && day(c.At) == asked {
				return e.refund(*p, c).spoil(b)
			}
		}
	}
	return kiccNothingFound
}
