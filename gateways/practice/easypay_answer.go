package practice

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/korean"
)

// kiccCall is one row of KICC's API: what is asked, the table of its
// parameters, who does it, and the charset of the answer.
type kiccCall struct {
	act    act
	fields []kiccField
	do     func(kiccMessage, Behaviour) any
	eucKR  bool
}

// calls are the API by path (facts 1.2). KICC's pages say euc-kr of every
// request and nothing of the answers, so those about money come in EUC-KR and
// say so, the others in UTF-8.
func (e *EasyPay) calls() map[string]kiccCall {
	return map[string]kiccCall{
		"/easypay/cert/userCertReg.do":            {kiccRegister, registerFields, e.register, false},
		"/easypay/user/customerkey/generation.do": {kiccIssue, issueFields, e.issue, false},
		"/easypay/user/customerkey/expiration.do": {kiccRevoke, revokeFields, e.revoke, false},
		"/easypay/user/paymentMethodInfo.do":      {kiccMethods, methodsFields, e.methods, true},
		"/easypay/auth/paymentAuthReg.do":         {kiccPaymentReg, paymentFields, e.registerPayment, false},
		"/easypay/payment/settle.do":              {kiccSettle, settleFields, e.settle, true},
		"/easypay/payment/cancel.do":              {kiccCancel, cancelFieldsKICC, e.cancel, true},
		"/easypay/payment/tradeStatus.do":         {kiccStatus, statusFields, e.tradeStatus, true},
	}
}

// answer looks a request over in the order in which a gateway can, and lets do
// what it asks.
func (e *EasyPay) answer(call kiccCall) answerer {
	return func(r *http.Request, body []byte, b Behaviour) reply {
		if !e.admitted(r.Header) {
			return call.reply(kiccNotAdmitted)
		}
		m, no := readKICC(r.Header, body)
		if no != nil {
			return call.reply(no)
		}
		if call.act == kiccSettle {
			e.countSettle(m.text("shopTransactionId"))
		}
		if b.Key == Duplicate {
			e.obey(call, m, Behaviour{Key: Approve})
			b = Behaviour{Key: Approve}
		}
		return call.reply(e.obey(call, m, b))
	}
}

// obey checks a message and does what it says, alone with the books.
func (e *EasyPay) obey(call kiccCall, m kiccMessage, b Behaviour) any {
	e.book.mu.Lock()
	defer e.book.mu.Unlock()
	if no := m.check(call.fields); no != nil {
		return no
	}
	if m.has("mallId") && m.text("mallId") != e.config.MallID {
		return kiccNoMall
	}
	return call.do(m, b)
}

// reply writes v in the charset of the call. What EUC-KR lacks becomes a
// question mark, as it does with KICC.
func (c kiccCall) reply(v any) reply {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if encoder.Encode(v) != nil {
		return reply{}
	}
	if !c.eucKR {
		return reply{"application/json;charset=UTF-8", text.Bytes()}
	}
	encoded, err := encoding.ReplaceUnsupported(korean.EUCKR.NewEncoder()).Bytes(text.Bytes())
	if err != nil {
		return reply{}
	}
	return reply{"application/json;charset=EUC-KR", bytes.ReplaceAll(encoded, []byte{0x1a}, []byte("?"))}
}

// kiccYes begins every reply that says yes.
type kiccYes struct {
	Code    string `json:"resCd"`
	Message string `json:"resMsg"`
}

var kiccNormal = kiccYes{"0000", "정상"}

// another is text with its last sign changed: an id that was never given.
func another(text string) string {
	if strings.HasSuffix(text, "1") {
		return text[:len(text)-1] + "2"
	}
	return text[:max(len(text)-1, 0)] + "1"
}
