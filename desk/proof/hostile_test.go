package proof

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"

	"golang.org/x/text/encoding/korean"
)

// hostile is a gateway that gives back what it was sent, in places where no
// one expects it. reply makes the whole answer, status line and all.
type hostile struct {
	mu    sync.Mutex
	reply func(sent map[string]string) string
}

func (h *hostile) next(reply func(map[string]string) string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.reply = reply
}

// dial connects to it through memory.
func (h *hostile) dial(context.Context, string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	h.mu.Lock()
	reply := h.reply
	h.mu.Unlock()
	go func() {
		defer ours.Close()
		request, err := http.ReadRequest(bufio.NewReader(ours))
		if err != nil {
			return
		}
		if sent, err := told(request); err == nil {
			_, _ = io.WriteString(ours, reply(sent)) // the client may have had enough
		}
	}()
	return theirs, nil
}

// told is everything that a request says: its fields as text, where it went,
// and its header of credentials.
func told(request *http.Request) (map[string]string, error) {
	var fields map[string]any
	if err := json.NewDecoder(request.Body).Decode(&fields); err != nil {
		return nil, err
	}
	sent := map[string]string{sentTo: request.URL.Path, sentAs: request.Header.Get("Authorization")}
	for name, value := range fields {
		sent[name] = fmt.Sprint(value)
	}
	return sent, nil
}

// What told says besides the fields.
const (
	sentTo = "@path"
	sentAs = "@authorization"
)

// echoes are how a gateway could spell what it was sent, in a message.
var echoes = map[string]func(sent map[string]string) string{
	"card": func(s map[string]string) string { return "카드번호 " + s["cardNo"] + " 오류" },
	"card_in_groups": func(s map[string]string) string {
		return "카드 " + grouped(s["cardNo"], " ") + "/" + grouped(s["cardNo"], "-")
	},
	"card_with_dots":   func(s map[string]string) string { return grouped(s["cardNo"], ".") },
	"card_full_width":  func(s map[string]string) string { return "카드 " + fullWidth(s["cardNo"]) },
	"card_in_brackets": func(s map[string]string) string { return "cardNo(" + s["cardNo"] + ")이 잘못되었습니다." },
	"birth_date": func(s map[string]string) string {
		return "생년월일/사업자번호(" + s["birthday"] + ")이 잘못되었습니다."
	},
	"password": func(s map[string]string) string {
		return "비밀번호 " + s["cardPw"] + " 오류, cardPw=" + s["cardPw"]
	},
	"expiry": func(s map[string]string) string {
		return "유효기간 " + s["expireMonth"] + "/" + s["expireYear"] + " 오류"
	},
	"expiry_as_one": func(s map[string]string) string { return "유효기간(" + s["expireYear"] + s["expireMonth"] + ")" },
	"expiry_apart": func(s map[string]string) string {
		return "expireMonth=" + s["expireMonth"] + ", expireYear=" + s["expireYear"]
	},
	"key": func(map[string]string) string { return "인증키 " + apiKey() + "를 확인해주세요." },
	"buyer": func(s map[string]string) string {
		return s["userName"] + "님 " + s["mobileNumber"] + " " + s["userEmail"]
	},
	"whole_request": func(s map[string]string) string { text, _ := json.Marshal(s); return string(text) },
}

func grouped(digits, by string) string {
	out := ""
	for i, r := range digits {
		if i > 0 && i%4 == 0 {
			out += by
		}
		out += string(r)
	}
	return out
}

// places are where a message can come back: as what was asked for, as
// something else, or not in the reply's body at all.
var places = map[string]func(message string, sent map[string]string) string{
	"declined": func(m string, _ map[string]string) string {
		return reply(object("responseCode", "6002", "responseMsg", m))
	},
	"approved": func(m string, s map[string]string) string {
		return reply(object("responseCode", "0000", "responseMsg", m, "orderNumber", s["orderNumber"], "amount", s["amount"],
			"transactionId", "20261121ST0001", "authNumber", "1", "authDateTime", "20261121120000", "cardName", m))
	},
	"every_field": func(m string, s map[string]string) string {
		return reply(object("responseCode", m, "responseMsg", m, "transactionId", m, "authNumber", m, "orderNumber", m,
			"cardName", m, "amount", m, "kakaoResultCode", m, "noinf", m, "taxAmount", m, "cancelDateTime", m, "other", m, m, m))
	},
	"bare_numbers": func(_ string, s map[string]string) string {
		return reply(object("responseCode", "0000", "transactionId", s["cardNo"], "authNumber", s["cardNo"],
			"orderNumber", s["cardNo"], "authDateTime", s["birthday"], "amount", s["cardNo"], "kakaoResultCode", s["cardPw"]))
	},
	"escaped": func(m string, _ map[string]string) string {
		return reply(`{"responseCode":"6002","responseMsg":"` + jsonEscaped(m, "%04x") + `"}`)
	},
	"cp949": func(m string, _ map[string]string) string {
		legacy, _ := korean.EUCKR.NewEncoder().String(object("responseCode", "6002", "responseMsg", m)) // Korean and ASCII fit
		return answer("200 OK", "application/json; charset=euc-kr", legacy)
	},
	"page":        func(m string, _ map[string]string) string { return answer("200 OK", "text/html", "<p>"+m+"</p>") },
	"broken_json": func(m string, _ map[string]string) string { return reply(`{"responseMsg":"` + m) },
	"server_error": func(m string, _ map[string]string) string {
		return answer("500 "+ascii(m), "application/json", object("responseCode", "9001", "responseMsg", m))
	},
	"redirect": func(m string, _ map[string]string) string {
		return "HTTP/1.1 302 Found\r\nLocation: https://" + ascii(m) + "/\r\nContent-Length: 0\r\n\r\n"
	},
	"header": func(m string, _ map[string]string) string {
		return answer("200 OK", "text/plain; charset="+ascii(m), m)
	},
	"no_http":    func(m string, _ map[string]string) string { return m + "\r\n\r\n" },
	"bad_status": func(m string, _ map[string]string) string { return "HTTP/1.1 " + ascii(m) + "\r\n\r\n" },
}

func reply(body string) string { return answer("200 OK", "application/json;charset=UTF-8", body) }

func answer(status, contentType, body string) string {
	return fmt.Sprintf("HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s",
		status, contentType, len(body), body)
}

// object is a flat JSON object of these names and values, in their order.
func object(pairs ...string) string {
	out := "{"
	for i := 0; i < len(pairs); i += 2 {
		name, _ := json.Marshal(pairs[i])
		value, _ := json.Marshal(pairs[i+1])
		if i > 0 {
			out += ","
		}
		out += string(name) + ":" + string(value)
	}
	return out + "}"
}

// ascii keeps what can stand in a header.
func ascii(text string) string {
	var out []byte
	for _, b := range []byte(text) {
		if b > ' ' && b <= '~' {
			out = append(out, b)
		}
	}
	return string(out)
}
