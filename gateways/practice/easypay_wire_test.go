package practice_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"golang.org/x/text/encoding/korean"
)

// The paths of the API.
const (
	toRegister = "/easypay/cert/userCertReg.do"
	toIssue    = "/easypay/user/customerkey/generation.do"
	toRevoke   = "/easypay/user/customerkey/expiration.do"
	toMethods  = "/easypay/user/paymentMethodInfo.do"
	toPayment  = "/easypay/auth/paymentAuthReg.do"
	toSettle   = "/easypay/payment/settle.do"
	toCancel   = "/easypay/payment/cancel.do"
	toStatus   = "/easypay/payment/tradeStatus.do"
)

// request is a request that EasyPay takes, to be bent.
type request struct {
	method, path, kind string
	authorization      []string
	body               string
}

func (w *wallet) request(path string, fields body) request {
	w.t.Helper()
	text, err := json.Marshal(fields)
	if err != nil {
		w.t.Fatal(err)
	}
	return request{
		method: http.MethodPost, path: path, kind: "application/json; charset=euc-kr",
		authorization: []string{"Basic " + base64.StdEncoding.EncodeToString([]byte(walletService))},
		body:          escaped(string(text)),
	}
}

// escaped writes what is beyond ASCII as JSON can.
func escaped(text string) string {
	var out strings.Builder
	for _, r := range text {
		if r > '~' {
			fmt.Fprintf(&out, `\u%04x`, r)
			continue
		}
		out.WriteRune(r)
	}
	return out.String()
}

// told is an answer: its fields, and its charset.
type told struct {
	fields  map[string]any
	charset string
}

func (a told) text(name string) string {
	text, _ := a.fields[name].(string)
	return text
}

func (a told) number(name string) string {
	number, _ := a.fields[name].(json.Number)
	return number.String()
}

func (w *wallet) send(r request) (told, error) {
	ctx, stop := context.WithTimeout(w.t.Context(), 10*time.Second)
	defer stop()
	outgoing, err := http.NewRequestWithContext(ctx, r.method, "http://easypay.practice.invalid"+r.path, strings.NewReader(r.body))
	if err != nil {
		return told{}, err
	}
	outgoing.Header.Set("Content-Type", r.kind)
	outgoing.Header["Authorization"] = r.authorization
	incoming, err := w.http.Do(outgoing)
	if err != nil {
		return told{}, err
	}
	defer incoming.Body.Close()
	text, err := io.ReadAll(incoming.Body)
	if err != nil {
		return told{}, err
	}
	if incoming.StatusCode != http.StatusOK {
		return told{}, fmt.Errorf("status %d", incoming.StatusCode)
	}
	_, charset, _ := strings.Cut(incoming.Header.Get("Content-Type"), "charset=")
	if charset == "EUC-KR" {
		if text, err = korean.EUCKR.NewDecoder().Bytes(text); err != nil {
			return told{}, err
		}
	}
	answer := told{charset: charset}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&answer.fields); err != nil {
		return told{}, fmt.Errorf("%w in %q", err, text)
	}
	return answer, nil
}

// ask sends fields and wants an answer, whatever it says.
func (w *wallet) ask(path string, fields body) told {
	w.t.Helper()
	answer, err := w.send(w.request(path, fields))
	if err != nil {
		w.t.Fatalf("%s: %v", path, err)
	}
	return answer
}

// yes wants "0000", no wants that code.
func (w *wallet) yes(path string, fields body) told {
	w.t.Helper()
	answer := w.ask(path, fields)
	if answer.text("resCd") != "0000" {
		w.t.Fatalf("%s: %v", path, answer.fields)
	}
	return answer
}

func (w *wallet) no(code, path string, fields body) {
	w.t.Helper()
	answer := w.ask(path, fields)
	if answer.text("resCd") != code || answer.text("resMsg") == "" || len(answer.fields) != 2 {
		w.t.Errorf("%s: %v, want no more than %s", path, answer.fields, code)
	}
}

func macOf(parts ...string) string {
	h := hmac.New(sha256.New, []byte(walletMAC))
	h.Write([]byte(strings.Join(parts, "|")))
	return hex.EncodeToString(h.Sum(nil))
}
