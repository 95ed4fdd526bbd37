package practice

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"
)

// requestLimit is far above any request of the gateways' tables.
const requestLimit = 64 << 10

// reply is what a twin says to one request, whole.
type reply struct {
	kind string // the Content-Type
	text []byte // none: the twin has no words for it and hangs up
}

// jsonReply is v as JSON in UTF-8.
func jsonReply(v any) reply {
	text, err := json.Marshal(v)
	if err != nil {
		return reply{}
	}
	return reply{"application/json;charset=UTF-8", text}
}

// answerer does what a request asks and returns the reply to it, bent as far
// as the behaviour asks for. The behaviours of the line are not its business.
type answerer func(r *http.Request, body []byte, b Behaviour) reply

// serve answers the requests that want a, over the line as it is today.
func (p *player) serve(a act, answer answerer) http.HandlerFunc {
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
		p.deliver(w, r, b, answer(r, body, b))
	}
}

// deliver sends the reply, or does to it what the behaviour asks.
func (p *player) deliver(w http.ResponseWriter, r *http.Request, b Behaviour, answer reply) {
	switch b.Key {
	case LostReply:
		hangUp()
	case SilentReply:
		p.wait(r.Context(), p.patience)
		hangUp()
	case Slow:
		if !p.wait(r.Context(), b.Wait) {
			hangUp()
		}
	case Garbage:
		page(w, http.StatusOK)
		return
	}
	if len(answer.text) == 0 {
		hangUp()
	}
	w.Header().Set("Content-Type", answer.kind)
	_, _ = w.Write(answer.text)
}

// nowhere answers a request for a page that the gateway doesn't have.
func (p *player) nowhere(w http.ResponseWriter, _ *http.Request) {
	p.count()
	page(w, http.StatusNotFound)
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
