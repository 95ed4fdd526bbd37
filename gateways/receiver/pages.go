package receiver

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // for the page
	"encoding/base64"
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"keyindesk/gateways"
)

// page is one of the few pages a browser can be shown. Nothing of a request
// ever stands in one.
type page struct {
	Tone          string // "yes", "wait" or "no": the mark and its colour
	Chip          string // one or two words
	Title, Advice string // what happened, then what to do
	English       string
}

var (
	pageTaken = page{"yes", "받았습니다", "확인되었습니다",
		"이 창을 닫고 키인데스크로 돌아가세요.",
		"Received. Close this window and go back to KeyinDesk."}
	pageUnfinished = page{"wait", "끝나지 않음", "마치지 않고 돌아왔습니다",
		"이 창을 닫고 키인데스크에서 이유를 확인하세요. 처음부터 다시 할 수 있습니다.",
		"The page ended before it was finished. Close this window and look in KeyinDesk."}
	pageAgain = page{"yes", "이미 받음", "이미 확인되었습니다",
		"다시 보낼 필요가 없습니다. 이 창을 닫고 키인데스크로 돌아가세요.",
		"This was received before. Close this window and go back to KeyinDesk."}
	pageForeign = page{"no", "다른 건", "기다리던 건이 아닙니다",
		"키인데스크에서 연 창이 맞는지 확인하고, 가장 나중에 연 창에서 계속하세요.",
		"This belongs to another request. Go on in the window that KeyinDesk opened last."}
	pageUnreadable = page{"no", "읽지 못함", "내용을 읽지 못했습니다",
		"이 창을 닫지 말고 키인데스크의 붙여넣기 상자를 쓰거나, 처음부터 다시 해 주세요.",
		"The answer could not be read. Use the paste box in KeyinDesk, or begin again."}
	pageTrouble = page{"no", "기록 못함", "받았지만 기록하지 못했습니다",
		"키인데스크 화면을 확인한 다음, 이 창을 새로고침해 다시 보내세요.",
		"It could not be recorded. Look at KeyinDesk, then reload this page to send it again."}
	pageCheck = page{"yes", "이 PC", "연결이 준비되었습니다",
		"이 브라우저는 키인데스크를 신뢰합니다. 이 창은 닫아도 됩니다.",
		"This browser trusts KeyinDesk on this PC. You may close this window."}
	pageNothing = page{"no", "404", "여기에는 아무것도 없습니다",
		"이 창을 닫으세요.",
		"There is nothing here."}
)

// pageFor is the page for a rule of a gateways.ReturnError.
func pageFor(rule string) page {
	switch rule {
	case "":
		return pageTrouble
	case gateways.ReturnUsed:
		return pageAgain
	case gateways.ReturnNotPending, gateways.ReturnOtherOrder:
		return pageForeign
	default:
		return pageUnreadable
	}
}

//go:embed page.html
var pageHTML string

var pageTemplate = template.Must(template.New("page").Parse(pageHTML))

// policy lets a page use its own style sheet, known by its hash, and nothing
// else: no script, no picture, no other address, no frame around it.
var policy = "default-src 'none'; style-src '" + styleHash(pageHTML) +
	"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

func styleHash(html string) string {
	_, rest, _ := strings.Cut(html, "<style>")
	style, _, _ := strings.Cut(rest, "</style>")
	sum := sha256.Sum256([]byte(style))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func show(w http.ResponseWriter, status int, p page) {
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Security-Policy", policy)
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("X-Frame-Options", "DENY")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cross-Origin-Opener-Policy", "same-origin")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	var text bytes.Buffer
	_ = pageTemplate.Execute(&text, p)
	header.Set("Content-Length", strconv.Itoa(text.Len())) // so that it is whole once it is flushed
	w.WriteHeader(status)
	_, _ = w.Write(text.Bytes())
}
