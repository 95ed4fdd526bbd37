package practice

import "net/http"

// Handler is this Payup as a web server, for a socket of the caller's own. What
// Dial does to a connection, a handler can't: there CutBefore and CutDuring
// both hang up after the header, with no charge.
func (p *Payup) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v2/api/payment/{merchant}/keyin2", p.serve(charging, p.answer(p.charge)))
	mux.HandleFunc("POST /v2/api/payment/{merchant}/cancel2", p.serve(cancelling, p.answer(p.cancel)))
	mux.HandleFunc("/", p.nowhere)
	return mux
}

// answer reads the message and lets do what it asks.
func (p *Payup) answer(do func(message, Behaviour) any) answerer {
	return func(r *http.Request, body []byte, b Behaviour) reply {
		if r.PathValue("merchant") != p.config.Merchant {
			return jsonReply(unknownMerchant)
		}
		m, ok := readMessage(r.Header, body)
		if !ok {
			return jsonReply(malformed)
		}
		return jsonReply(do(m, b))
	}
}
