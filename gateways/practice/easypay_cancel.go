package practice

// cancelFieldsKICC is the table of cancel (cancel-payment).
var cancelFieldsKICC = []kiccField{
	need("mallId", 8),
	need("shopTransactionId", 60, plainID),
	need("shopOrderNo", 40),
	need("pgCno", 20),
	need("cancelTxtype", 2, like(cancelWhole+`|`+cancelPart)),
	amountOf("amount", false),
	amountOf("remainAmount", false),
	amountOf("comTaxAmt", false),
	amountOf("comFreeAmt", false),
	amountOf("comVatAmt", false),
	need("msgAuthValue", 200),
	need("cancelReqDate", 8, aDay),
}

// cancelTxtype.
const (
	cancelWhole = "40"
	cancelPart  = "32"
)

// kiccCancellation is the reply to it, and to a tradeStatus that found one. It
// has no msgAuthValue (facts 1.5).
type kiccCancellation struct {
	kiccYes
	MallID          string      `json:"mallId"`
	RequestID       string      `json:"shopTransactionId"`
	OrderNumber     string      `json:"shopOrderNo"`
	Of              string      `json:"oriPgCno"`
	PgCno           string      `json:"cancelPgCno"`
	Amount          int64       `json:"cancelAmount"`
	Remain          int64       `json:"remainAmount"`
	TransactionDate string      `json:"transactionDate"`
	Status          string      `json:"statusCode"`
	StatusMessage   string      `json:"statusMessage"`
	Revised         kiccRevised `json:"reviseInfo"`
}

type kiccRevised struct {
	Type         string `json:"payMethodTypeCode"`
	ApprovalNo   string `json:"approvalNo"`
	ApprovalDate string `json:"approvalDate"`
	Card         struct {
		CouponWorth int64 `json:"couponAmount"`
	} `json:"cardInfo"`
	Refund struct {
		Date string `json:"refundDate"`
	} `json:"refundInfo"`
	Receipt kiccReceipt `json:"cashReceiptInfo"`
}

// cancel gives a sale back, all or a part of it.
func (e *EasyPay) cancel(m kiccMessage, b Behaviour) any {
	if !e.authentic(m, m.text("pgCno"), m.text("shopTransactionId")) {
		return kiccWrongMAC
	}
	now := e.config.Now()
	if m.text("cancelReqDate") != day(now) {
		return kiccOtherDay
	}
	if e.book.usedOn(now, m.text("shopTransactionId")) {
		return kiccRepeated
	}
	p, known := e.book.payment(func(p *kiccPayment) bool { return p.PgCno != "" && p.PgCno == m.text("pgCno") })
	if !known {
		return kiccNoSale
	}
	amount, parts, no := takeBack(p, m)
	if no != nil {
		return no
	}
	if b.saysNo() {
		return &kiccRefusal{b.Code, b.Message}
	}
	c := kiccRefund{
		RequestID: m.text("shopTransactionId"), PgCno: e.book.newNumber(now), AmountKRW: amount,
		RemainKRW: p.AmountKRW - p.cancelled() - amount, Parts: parts, Whole: m.text("cancelTxtype") == cancelWhole, At: now,
	}
	p.Cancels = append(p.Cancels[:len(p.Cancels):len(p.Cancels)], c)
	if e.book.keep(kiccLine{Payment: &p}) != nil {
		return kiccOwnTrouble
	}
	return e.refund(p, c).spoil(b)
}

// takeBack works out what a cancel gives back of a sale, and refuses what the
// sale does not allow. Once a part was given back the rest is a part too.
func takeBack(p kiccPayment, m kiccMessage) (int64, *kiccParts, *kiccRefusal) {
	balance := p.AmountKRW - p.cancelled()
	amount := m.won("amount")
	given, split := m.parts()
	switch {
	case p.OrderNumber != m.text("shopOrderNo"):
		return 0, nil, kiccOtherOrder
	case balance == 0:
		return 0, nil, kiccCancelled
	case m.text("cancelTxtype") == cancelWhole:
		switch {
		case len(p.Cancels) > 0:
			return 0, nil, kiccPartCancelled
		case m.has("amount") && amount != balance:
			return 0, nil, kiccTooMuch
		case m.has("remainAmount") && m.won("remainAmount") != balance:
			return 0, nil, kiccBalance
		case split && (p.Parts == nil || given != *p.Parts):
			return 0, nil, kiccPartsLeft
		}
		return balance, p.Parts, nil
	case !m.has("amount") || amount == 0:
		return 0, nil, kiccMissing("amount")
	case amount > balance:
		return 0, nil, kiccTooMuch
	case m.has("remainAmount") && m.won("remainAmount") != balance:
		return 0, nil, kiccBalance
	case p.Parts == nil && split, p.Parts != nil && !split:
		return 0, nil, kiccPartsLeft
	case p.Parts == nil:
		return amount, nil, nil
	case given.sum() != amount || p.partsLeft().less(given).negative():
		return 0, nil, kiccPartsLeft
	}
	return amount, &given, nil
}

// refund tells a cancel.
func (e *EasyPay) refund(p kiccPayment, c kiccRefund) kiccCancellation {
	at := c.At.In(korea).Format(stamp)
	reply := kiccCancellation{
		kiccYes: kiccYes{"0000", "취소 정상"}, MallID: e.config.MallID,
		RequestID: c.RequestID, OrderNumber: p.OrderNumber, Of: p.PgCno, PgCno: c.PgCno,
		Amount: c.AmountKRW, Remain: c.RemainKRW, TransactionDate: at,
		Status: statusPart, StatusMessage: "부분취소",
		Revised: kiccRevised{Type: p.Method.Type, ApprovalNo: p.ApprovalNumber, ApprovalDate: at},
	}
	if c.RemainKRW == 0 {
		reply.Status, reply.StatusMessage = statusCancelled, "승인취소"
	}
	return reply
}

// spoil makes the reply one that can't be trusted, if the behaviour says so.
func (c kiccCancellation) spoil(b Behaviour) kiccCancellation {
	switch b.Key {
	case WrongOrder:
		c.Of, c.OrderNumber = another(c.Of), another(c.OrderNumber)
	case WrongAmount:
		c.Amount++
	case NoID:
		c.PgCno = ""
	}
	return c
}
