package practice

import (
	"bytes"
	"encoding/json"
	"net/http"

	"keyindesk/gateways"
)

// paypleNo is a refusal: a code and its text (manual, error_code).
type paypleNo struct{ code, message string }

// The refusals. SPAY0019 is Payple's for a wrong ACT_; what it says to a wrong
// header of a look-up is written nowhere, and here it is that one too.
var (
	noPartner     = paypleNo{"AUTH0001", "가맹점아이디 값이 존재하지 않습니다."}
	noPartnerKey  = paypleNo{"AUTH0002", "가맹점키 값이 존재하지 않습니다."}
	noSuchPartner = paypleNo{"AUTH0003", "가맹점 계정이 존재하지 않습니다."}
	wrongServer   = paypleNo{"AUTH0004", "CONNECT SERVER ERROR!!"}
	noToken       = paypleNo{"AUTH0005", "TOKEN CREATE ERROR!!"}
	noSession     = paypleNo{"SPAY0001", "인증실패 : MEM INFO ERROR"}
	noSuchKey     = paypleNo{"SPAY0005", "등록된 계좌정보를 찾을 수 없습니다."}
	wrongAccess   = paypleNo{"SPAY0019", "간편결제 출금이체 실패 : 잘못된 접근입니다.!!"}
)

// authReply is the refusal of an authentication, where the code stands in the
// message (S3 3).
func (n paypleNo) authReply() reply {
	return jsonReply(pairs{{"result", "error"}, {"result_msg", n.code + " " + n.message}})
}

// reply is the refusal of what comes after it (S3 4).
func (n paypleNo) reply() reply {
	return jsonReply(pairs{{"PCD_PAY_RST", "error"}, {"PCD_PAY_CODE", n.code}, {"PCD_PAY_MSG", n.message}})
}

// Handler is this Payple as a web server, for a socket of the caller's own
// with a Host that leads there. What Dial does to a connection, a handler
// can't: there CutBefore and CutDuring both hang up after the header.
func (p *Payple) Handler() http.Handler {
	acts := map[act]http.HandlerFunc{
		asking:   p.serve(asking, p.about(asking, p.inform)),
		deleting: p.serve(deleting, p.about(deleting, p.end)),
	}
	lost := p.serve(straying, func(*http.Request, []byte, Behaviour) reply { return wrongAccess.reply() })
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+authPath, p.serve(authing, p.authenticate))
	mux.HandleFunc("POST "+actPath, func(w http.ResponseWriter, r *http.Request) {
		handle, known := acts[act(r.URL.Query().Get("ACT_"))]
		if !known {
			handle = lost
		}
		handle(w, r)
	})
	mux.HandleFunc("/", p.nowhere)
	return mux
}

// about checks a request about a billing key, and lets do what it asks if it
// is sound.
func (p *Payple) about(work act, do func(message) (pairs, *paypleNo)) answerer {
	return func(r *http.Request, body []byte, b Behaviour) reply {
		if b.Key == TokenExpired {
			p.forget()
		}
		m, ok := readMessage(r.Header, body)
		switch {
		case !ok || !fresh(r.Header):
			return wrongAccess.reply()
		case !p.registered(r.Header):
			return wrongServer.reply()
		case !p.holds(m, work):
			return noSession.reply()
		case b.Key == DeclineOther:
			return paypleNo{b.Code, b.Message}.reply()
		case b.Key == UnknownKey:
			return noSuchKey.reply()
		}
		told, no := do(m)
		switch {
		case no != nil:
			return no.reply()
		case told == nil:
			return reply{}
		}
		return jsonReply(told.spoil(b))
	}
}

// inform tells what stands behind a key: the two samples of S3 4, whose keys
// differ.
func (p *Payple) inform(m message) (pairs, *paypleNo) {
	id := m["PCD_PAYER_ID"]
	c, known := p.keys.find(id)
	if !known {
		return nil, &noSuchKey
	}
	told := pairs{
		{"PCD_PAY_RST", "success"}, {"PCD_PAY_CODE", "0000"}, {"PCD_PAY_MSG", "회원조회 성공"},
		{"PCD_PAY_TYPE", payTypes[c.method]}, {"PCD_PAY_BANKACCTYPE", c.holder},
		{"PCD_PAYER_ID", id}, {"PCD_PAYER_NAME", c.name}, {"PCD_PAYER_HP", c.phone},
	}
	if c.method == gateways.BillingCard {
		return append(told, pairs{
			{"PCD_PAY_CARD", c.code}, {"PCD_PAY_CARDNAME", c.company}, {"PCD_PAY_CARDNUM", c.number}, {"PCD_PAY_ISTAX", "Y"},
		}...), nil
	}
	return append(told, pairs{
		{"PCD_PAY_BANK", c.code}, {"PCD_PAY_BANKNAME", c.company}, {"PCD_PAY_BANKNUM", c.number},
	}...), nil
}

// end deletes a key. Both replies seen in public are played: a card's with a
// code, an account's without (manual). A deletion that can't be kept is not
// done, and there is no word for it.
func (p *Payple) end(m message) (pairs, *paypleNo) {
	id := m["PCD_PAYER_ID"]
	c, known, err := p.keys.remove(id, p.config.Now())
	switch {
	case err != nil:
		return nil, nil
	case !known:
		return nil, &noSuchKey
	}
	told := pairs{{"PCD_PAY_RST", "success"}}
	if c.method == gateways.BillingCard {
		told = append(told, pairs{{"PCD_PAY_CODE", "0000"}, {"PCD_PAY_MSG", "해지완료"}}...)
	} else {
		told = append(told, pair{"PCD_PAY_MSG", "계좌해지완료"})
	}
	return append(told, pairs{{"PCD_PAY_TYPE", payTypes[c.method]}, {"PCD_PAY_WORK", string(deleting)}, {"PCD_PAYER_ID", id}}...), nil
}

// payTypes are the values of PCD_PAY_TYPE (S3 4).
var payTypes = map[gateways.BillingMethod]string{gateways.BillingCard: "card", gateways.BillingAccount: "transfer"}

// pairs is a JSON object in the order of the document.
type pairs []pair

type pair struct {
	name  string
	value any
}

// MarshalJSON keeps the order, which a map would lose.
func (p pairs) MarshalJSON() ([]byte, error) {
	var text bytes.Buffer
	text.WriteByte('{')
	for i, one := range p {
		value, err := json.Marshal(one.value)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			text.WriteByte(',')
		}
		text.WriteString(`"` + one.name + `":`)
		text.Write(value)
	}
	text.WriteByte('}')
	return text.Bytes(), nil
}

// spoil makes the reply one that can't be trusted, or reads oddly, if the
// behaviour says so.
func (p pairs) spoil(b Behaviour) pairs {
	var out pairs
	for _, one := range p {
		switch {
		case b.Key == NoResult && one.name == "PCD_PAY_RST":
			continue
		case b.Key == OtherKey && one.name == "PCD_PAYER_ID":
			one.value = payerID(-1)
		case b.Key == Numbers && (one.name == "PCD_PAY_CARD" || one.name == "PCD_PAY_BANK"):
			one.value = won(one.value.(string))
		}
		out = append(out, one)
	}
	if b.Key == Numbers {
		out = append(out, pair{"PCD_PAYER_NO", 1234}) // as in the older manual
	}
	return out
}
