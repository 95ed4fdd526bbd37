package practice

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	authPath = "/php/auth.php"
	// actPath is where Payple sends its partners to (manual). A client has to take
	// it from the reply.
	actPath = "/php/cPayUser/api/cPayUserAct.php"

	tokenLife = 30 * time.Minute // S3 4
)

// token is what one authentication gave: for one kind of work, and void after
// tokenLife.
type token struct {
	work         act
	partner, key string
	issued       time.Time
}

// authentication is the reply to a partner authentication (S3 3).
type authentication struct {
	Server    string `json:"server_name"`
	Result    string `json:"result"`
	Message   string `json:"result_msg"`
	Partner   string `json:"cst_id"`
	Key       string `json:"custKey"`
	AuthKey   string `json:"AuthKey"`
	Host      string `json:"PCD_PAY_HOST"`
	Path      string `json:"PCD_PAY_URL"`
	ReturnURL string `json:"return_url"`
}

// authenticate gives a partner a token for the work it names. A body that
// can't be read has no cst_id in it. What Payple says to a work it doesn't
// know, or without Cache-Control, is written nowhere: here it makes no token.
func (p *Payple) authenticate(r *http.Request, body []byte, b Behaviour) reply {
	p.mu.Lock()
	p.authentications++
	p.mu.Unlock()
	m, _ := readMessage(r.Header, body)
	work := act(m["PCD_PAY_WORK"])
	switch {
	case m["cst_id"] == "":
		return noPartner.authReply()
	case m["custKey"] == "":
		return noPartnerKey.authReply()
	case b.Key == AuthRefused || !p.registered(r.Header):
		return wrongServer.authReply()
	case m["cst_id"] != p.config.Partner || m["custKey"] != p.config.Key.Reveal():
		return noSuchPartner.authReply()
	case work != asking && work != deleting, !fresh(r.Header):
		return noToken.authReply()
	}
	return jsonReply(p.admit(work, b))
}

// admit makes a token. Its cst_id and custKey are not the partner's own, and
// only they are good for what follows.
func (p *Payple) admit(work act, b Behaviour) authentication {
	host := p.config.Host
	if b.Key == ForeignURL {
		host = b.Message
	}
	path := actPath + "?ACT_=" + string(work)
	_, server, _ := strings.Cut(p.config.Host, "://")
	a := authentication{
		Server: server, Result: "success", Message: "사용자 인증 완료!!",
		Partner: opaque(30), Key: opaque(30), AuthKey: opaque(240), // as long as seen in public
		Host: host, Path: path, ReturnURL: host + path,
	}
	now := p.config.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	for key, t := range p.tokens {
		if t.void(now) {
			delete(p.tokens, key)
		}
	}
	p.tokens[a.AuthKey] = token{work, a.Partner, a.Key, now}
	return a
}

// opaque is base64 of n bytes that mean nothing.
func opaque(n int) string {
	bytes := make([]byte, n)
	_, _ = rand.Read(bytes) // never fails: see its documentation
	return base64.StdEncoding.EncodeToString(bytes)
}

func (t token) void(now time.Time) bool { return !now.Before(t.issued.Add(tokenLife)) }

// holds says whether a request carries a token, whole, that is good for work.
func (p *Payple) holds(m message, work act) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	t, known := p.tokens[m["PCD_AUTH_KEY"]]
	return known && t.partner == m["PCD_CST_ID"] && t.key == m["PCD_CUST_KEY"] && t.work == work && !t.void(p.config.Now())
}

// forget ends every session.
func (p *Payple) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	clear(p.tokens)
}

// registered says whether the Referer is an address on the partner's domain.
func (p *Payple) registered(h http.Header) bool {
	ours, err := url.Parse(p.config.Referer)
	if err != nil {
		return false
	}
	from, err := url.Parse(h.Get("Referer"))
	return err == nil && (from.Scheme == "https" || from.Scheme == "http") && strings.EqualFold(from.Hostname(), ours.Hostname())
}

// fresh says whether the request carries the Cache-Control that S3 asks for.
func fresh(h http.Header) bool { return h.Get("Cache-Control") == "no-cache" }
