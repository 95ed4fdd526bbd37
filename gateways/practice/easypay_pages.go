package practice

import (
	"embed"
	"html/template"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// The pages' paths. KICC names that of the registration ([S0] 01); that of the
// payment is this program's own.
const (
	registrationPage = "/easypay/cert/userCertPage.do"
	paymentPage      = "/easypay/auth/authPage.do"
)

// formLimit is far above any form of these pages.
const formLimit = 16 << 10

//go:embed easypay_pages/*.html
var pageFiles embed.FS

var pageTemplates = template.Must(template.New("").Funcs(template.FuncMap{
	"won":  grouped,
	"body": formBody,
}).ParseFS(pageFiles, "easypay_pages/*.html"))

// kiccPages is the web server of the customers' pages, on this PC only.
type kiccPages struct {
	address  string // 127.0.0.1 and a port
	listener net.Listener
	server   *http.Server
	served   chan struct{}
}

// openPages listens where the pages were last time, so that an address that
// staff still have keeps working, or on any free port. It answers from serve on.
func openPages(before string) (*kiccPages, error) {
	var listener net.Listener
	err := net.ErrClosed
	if host, _, wrong := net.SplitHostPort(before); wrong == nil && host == "127.0.0.1" {
		listener, err = net.Listen("tcp", before)
	}
	if err != nil {
		listener, err = net.Listen("tcp", "127.0.0.1:0")
	}
	if err != nil {
		return nil, err
	}
	return &kiccPages{address: listener.Addr().String(), listener: listener, served: make(chan struct{})}, nil
}

func (p *kiccPages) serve(handler http.Handler) {
	p.server = &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      30 * time.Second,
		ErrorLog:          log.New(io.Discard, "", 0),
	}
	go func() {
		defer close(p.served)
		_ = p.server.Serve(p.listener)
	}()
}

func (p *kiccPages) close() error {
	if p.server == nil {
		return p.listener.Close()
	}
	err := p.server.Close()
	<-p.served
	return err
}

// pageHandler answers what a browser on this PC asks of the pages.
func (e *EasyPay) pageHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+registrationPage, e.showRegistration)
	mux.HandleFunc("POST "+registrationPage, e.takeRegistration)
	mux.HandleFunc("GET "+paymentPage, e.showPayment)
	mux.HandleFunc("POST "+paymentPage, e.takePayment)
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		notice(w, http.StatusNotFound, "없는 페이지입니다.")
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Type", "text/html; charset=utf-8")
		h.Set("Cache-Control", "no-store")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Content-Security-Policy",
			"default-src 'none'; style-src 'unsafe-inline'; form-action 'self' https:; frame-ancestors 'none'; base-uri 'none'")
		if r.Host != e.pages.address { // another site's name that leads here
			notice(w, http.StatusForbidden, "이 주소로는 열 수 없습니다.")
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, formLimit)
		mux.ServeHTTP(w, r)
	})
}

// show writes a page.
func show(w http.ResponseWriter, status int, name string, data any) {
	var text strings.Builder
	if pageTemplates.ExecuteTemplate(&text, name, data) != nil {
		hangUp()
	}
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text.String())
}

// notice is a page that says one thing.
func notice(w http.ResponseWriter, status int, text string) { show(w, status, "notice.html", text) }

// returning is the last page of both: the form that goes back to the shop.
type returning struct {
	To     string
	Fields []kiccPair
	OK     bool
}

func showReturn(w http.ResponseWriter, to string, fields []kiccPair) {
	ok := len(fields) > 0 && fields[0].Value == kiccNormal.Code
	show(w, http.StatusOK, "return.html", returning{to, fields, ok})
}

// result are the first two fields of a return. resMsg is URL-encoded, and the
// form encodes it once more ([S0] 02).
func result(code, message string) []kiccPair {
	return []kiccPair{{"resCd", code}, {"resMsg", url.QueryEscape(message)}}
}

// formBody is fields as a browser posts them.
func formBody(fields []kiccPair) string {
	var text strings.Builder
	for i, f := range fields {
		if i > 0 {
			text.WriteByte('&')
		}
		text.WriteString(url.QueryEscape(f.Name) + "=" + url.QueryEscape(f.Value))
	}
	return text.String()
}

// grouped writes an amount with its thousands apart.
func grouped(amount int64) string {
	text := figure(amount)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}
