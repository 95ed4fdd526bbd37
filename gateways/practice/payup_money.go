package practice

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"keyindesk/gateways"
)

// approval is the reply to a charge (2.1, "응답 전문구성").
type approval struct {
	Code           string `json:"responseCode"`
	Message        string `json:"responseMsg"`
	TransactionID  string `json:"transactionId,omitempty"`
	ApprovedAt     string `json:"authDateTime"`
	ApprovalNumber string `json:"authNumber"`
	OrderNumber    string `json:"orderNumber"`
	Amount         string `json:"amount"`
	CardCompany    string `json:"cardName"`
	Kakao          string `json:"kakaoResultCode"`
	InterestFree   string `json:"noinf"`

	// Of a mixed sale only. taxAmount excludes VAT here, unlike in the request.
	Supply string `json:"taxAmount,omitempty"`
	VAT    string `json:"vatAmount,omitempty"`
	Free   string `json:"freeAmount,omitempty"`
}

// cancellation is the reply to a cancel (2.2).
type cancellation struct {
	Code          string `json:"responseCode"`
	Message       string `json:"responseMsg"`
	TransactionID string `json:"transactionId"`
	CancelledAt   string `json:"cancelDateTime"`
}

const (
	successCode    = "0000"
	successMessage = "성공"
)

// charge checks a keyin2 request, and takes the money if it is sound.
func (p *Payup) charge(m message, b Behaviour) any {
	signature := sign(p.config.Merchant, m["orderNumber"], m["amount"], p.config.Key.Reveal(), m["timestamp"])
	if no := m.check(chargeFields, signature); no != nil {
		return no
	}
	amount := won(m["amount"])
	switch {
	case m["taxFlag"] == "Y" && (m["taxAmount"] == "" || m["freeAmount"] == ""),
		m["taxFlag"] == "Y" && won(m["taxAmount"])+won(m["freeAmount"]) != amount:
		return wrongParameters
	case amount < p.config.MinimumKRW:
		return tooSmall
	case amount > p.config.MaximumKRW:
		return tooLarge
	case b.refuses():
		return &refusal{b.Code, b.Message}
	}
	quota, _ := strconv.Atoi(m["quota"])
	entry, err := p.ledger.charge(Entry{
		OrderNumber: m["orderNumber"],
		CardCompany: cardCompany(m["cardNo"]),
		AmountKRW:   amount,
		Quota:       quota,
		ChargedAt:   p.config.Now(),
	})
	if err != nil {
		return ownTrouble
	}
	return approve(entry, m).spoil(b)
}

func approve(e Entry, m message) approval {
	a := approval{
		Code:           successCode,
		Message:        successMessage,
		TransactionID:  e.TransactionID,
		ApprovedAt:     e.ChargedAt.In(korea).Format(stamp),
		ApprovalNumber: e.ApprovalNumber,
		OrderNumber:    e.OrderNumber,
		Amount:         strconv.FormatInt(e.AmountKRW, 10),
		CardCompany:    e.CardCompany,
		InterestFree:   "N",
	}
	if m["kakaoSend"] == "Y" && m["mobileNumber"] != "" { // 3.2
		a.Kakao = successCode
	}
	if m["taxFlag"] == "Y" {
		vat := (won(m["taxAmount"]) + 5) / 11 // an eleventh, rounded
		a.Supply = strconv.FormatInt(won(m["taxAmount"])-vat, 10)
		a.VAT = strconv.FormatInt(vat, 10)
		a.Free = strconv.FormatInt(won(m["freeAmount"]), 10)
	}
	return a
}

// spoil makes the reply one that can't be trusted, if the behaviour says so.
func (a approval) spoil(b Behaviour) approval {
	switch b.Key {
	case WrongOrder:
		first := "1"
		if strings.HasPrefix(a.OrderNumber, first) {
			first = "2"
		}
		_, size := utf8.DecodeRuneInString(a.OrderNumber)
		a.OrderNumber = first + a.OrderNumber[size:]
	case WrongAmount:
		a.Amount = strconv.FormatInt(won(a.Amount)+1, 10)
	case NoID:
		a.TransactionID = ""
	}
	return a
}

// cancel checks a cancel2 request, and gives the money back if it stands.
func (p *Payup) cancel(m message, b Behaviour) any {
	id := m["transactionId"]
	if no := m.check(cancelFields, sign(p.config.Merchant, id, p.config.Key.Reveal())); no != nil {
		return no
	}
	if named := m["merchantId"]; named != "" && named != p.config.Merchant {
		return unknownMerchant
	}
	entry, known := p.ledger.find(id)
	switch {
	case !known:
		return noSuchSale
	case entry.Cancelled():
		return notCancellable
	case b.refuses():
		return &refusal{b.Code, b.Message}
	}
	at := p.config.Now()
	done, err := p.ledger.cancel(id, at)
	switch {
	case err != nil:
		return ownTrouble
	case !done:
		return notCancellable
	case b.Key == CancelError:
		return &refusal{b.Code, b.Message}
	}
	return cancellation{
		Code:          successCode,
		Message:       successMessage,
		TransactionID: id,
		CancelledAt:   at.In(korea).Format(stamp),
	}
}

// companies says which card company a practice card is of. No public rule
// tells that from a number: the first rows are test cards, the rest is made up
// so that a day's list looks like one.
var companies = []struct{ begins, company string }{
	{"9490", "비씨카드"},
	{"4111", "신한카드"},
	{"5500", "KB국민"},
	{"3700", "현대카드"},
}

func cardCompany(number string) string {
	for _, c := range companies {
		if strings.HasPrefix(number, c.begins) {
			return c.company
		}
	}
	switch gateways.NetworkOf(number) {
	case gateways.NetworkVisa:
		return "신한카드"
	case gateways.NetworkMastercard:
		return "KB국민"
	case gateways.NetworkAmex:
		return "삼성카드"
	case gateways.NetworkDiners:
		return "현대카드"
	case gateways.NetworkJCB:
		return "롯데카드"
	case gateways.NetworkUnionPay, gateways.NetworkDomestic:
		return "비씨카드"
	}
	return "기타카드"
}
