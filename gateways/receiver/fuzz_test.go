package receiver

import (
	"bufio"
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"keyindesk/gateways"
	"keyindesk/gateways/gatewaytest"
)

// FuzzServe: whatever a browser, or what calls itself one, sends, the receiver
// answers with one of its own pages in which nothing of it stands, and delivers
// only what was posted to the token's own address under the PC's own name, as
// it was posted.
func FuzzServe(f *testing.F) {
	const token, port, secret = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "47443", "Zq9SECRETzZ"
	post := func(path, host, kind, body string) string {
		return "POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: " + kind + "\r\nContent-Length: " + strconv.Itoa(len(body)) + "\r\n\r\n" + body
	}
	own := "127.0.0.1:" + port
	for _, raw := range []string{
		post(returnPath+token, own, form, "resCd=0000&x="+secret), post(returnPath+token, "localhost:"+port, "application/json", `{"resCd":"0000"}`),
		post(returnPath+token, "evil.example:"+port, form, "a=1"), post(returnPath+"x", own, form, "a=1"), post(returnPath+token, own, "multipart/form-data; boundary=x", "a=1"),
		post(returnPath+token+"?"+secret, own, form+"; charset=euc-kr", "%ED%98%B8"), post("/%72eturn/"+token, own, form, "a=1"),
		"GET " + returnPath + token + "?a=1 HTTP/1.1\r\nHost: " + own + "\r\n\r\n", "GET /check HTTP/1.0\r\nHost: " + own + "\r\n\r\n",
		"POST " + returnPath + token + " HTTP/1.1\r\nHost: " + own + "\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na=1\r\n0\r\n\r\n",
		"POST https://" + own + returnPath + token + " HTTP/1.1\r\nHost: " + own + "\r\nContent-Length: 5\r\n\r\na=1",
	} {
		f.Add(raw)
	}
	tally := gatewaytest.NewTally(f)
	f.Fuzz(func(t *testing.T, raw string) {
		for _, raw := range []string{
			raw, post(returnPath+token, own, form, raw), post(returnPath+token, own, raw, "a=1"), post(returnPath+raw, own, form, "a=1"),
			post(raw, own, form, "a=1"), post(returnPath+token, raw, form, "a=1"), "GET " + returnPath + token + "?" + raw + " HTTP/1.1\r\nHost: " + own + "\r\n\r\n",
		} {
			request, err := http.ReadRequest(bufio.NewReader(strings.NewReader(raw)))
			if err != nil {
				continue // Go's own server refuses it before the receiver is asked
			}
			tally.Try(raw, func() { tally.Taken(serveOne(t, raw, request, token, port, secret)) })
		}
	})
}

// serveOne has a receiver that waits for token serve one request, and says
// whether it delivered it.
func serveOne(t *testing.T, raw string, request *http.Request, token, port, secret string) bool {
	t.Helper()
	body, _ := io.ReadAll(io.LimitReader(request.Body, 2*bodyLimit))
	request.Body = io.NopCloser(bytes.NewReader(body))
	var delivered []string
	r := &Receiver{log: slog.New(slog.DiscardHandler), port: port, expected: map[digest]*expectation{}}
	r.expected[digestOf(token)] = &expectation{deliver: func(text string) Reply {
		delivered = append(delivered, text)
		return Reply{Rule: gateways.ReturnUnreadable}
	}}
	answer := httptest.NewRecorder()
	r.serve(answer, request)
	page := answer.Body.String()
	if !strings.Contains(page, "<title>") || strings.Contains(page, token) || strings.Contains(page, secret) || answer.Header().Get("Content-Security-Policy") != policy {
		t.Fatalf("%d, %v, %s", answer.Code, answer.Header(), page)
	}
	if len(delivered) == 0 {
		return false
	}
	posted := string(body)
	if request.Method == http.MethodGet {
		posted = request.URL.RawQuery
	}
	switch {
	case len(delivered) != 1, delivered[0] != posted, posted == "", len(body) > bodyLimit,
		request.Host != "127.0.0.1:"+port && request.Host != "localhost:"+port,
		request.URL.EscapedPath() != returnPath+token,
		request.Method != http.MethodGet && request.Method != http.MethodPost:
		t.Fatalf("delivered %q of %q", delivered, raw)
	}
	return true
}
