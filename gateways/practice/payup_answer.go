package practice

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"
)

// requestLimit is far above any request of the two tables.
const requestLimit = 64 << 10

// Handler is this Payup as a web server, for a socket of the caller's own. What
// Dial does to a connection, a handler can't: there CutBefore and CutDuring
// both hang up after the header, with no charge.
func (p *Payup) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v2/api/payment/{merchant}/keyin2", p.serve(charging))
	mux.HandleFunc("POST /v2/api/payment/{merchant}/cancel2", p.serve(cancelling))
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		p.count()
		page(w, http.StatusNotFound)
	})
	return mux
}

func (p *Payup) serve(a act) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !p.enter() {
			hangUp()
		}
		defer p.handling.Done()
		b := p.take(a)
		if b.Key == CutBefore || b.Key == CutDuring {
			hangUp()
		}
		body, err := io.ReadAll(io.LimitReader(r.Body, requestLimit+1))
		if err != nil || len(body) > requestLimit {
			hangUp() // half a request is none
		}
		switch b.Key {
		case LostRequest:
			hangUp()
		case BadGateway:
			page(w, http.StatusBadGateway)
			return
		}
		p.deliver(w, r, b, p.answer(a, r, body, b))
	}
}

// answer does what the request asks and returns the reply to it.
func (p *Payup) answer(a act, r *http.Request, body []byte, b Behaviour) any {
	merchant := r.PathValue("merchant")
	if merchant != p.config.Merchant {
		return unknownMerchant
	}
	m, no := readMessage(r.Header, body)
	if no != nil {
		return no
	}
	if a == cancelling {
		return p.cancel(m, b)
	}
	return p.charge(m, b)
}

// deliver sends the reply, or does to it what the behaviour asks.
func (p *Payup) deliver(w http.ResponseWriter, r *http.Request, b Behaviour, reply any) {
	switch b.Key {
	case LostReply:
		hangUp()
	case SilentReply:
		p.wait(r.Context(), p.config.Patience)
		hangUp()
	case Slow:
		if !p.wait(r.Context(), b.Wait) {
			hangUp()
		}
	case Garbage:
		page(w, http.StatusOK)
		return
	}
	text, err := json.Marshal(reply)
	if err != nil {
		hangUp()
	}
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	_, _ = w.Write(text)
}

// hangUp closes the connection without a word.
func hangUp() { panic(http.ErrAbortHandler) }

// page is what a web server in front of the gateway would say.
func page(w http.ResponseWriter, status int) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	title := strconv.Itoa(status) + " " + http.StatusText(status)
	_, _ = io.WriteString(w, "<html><head><title>"+title+"</title></head><body><h1>"+title+"</h1></body></html>\n")
}
