package practice

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
)

// kiccOffered are the made-up cards and accounts of every practice customer.
// The codes are those known of KICC's (026 BC, 029 Shinhan) and the standard
// ones of the banks.
var kiccOffered = []kiccMethod{
	{Type: cardType, Detail: "026", Name: "비씨카드", Nickname: "생활비 카드", Masked: "****1406", CardNumber: "94902200****140*"},
	{Type: cardType, Detail: "029", Name: "신한카드", Masked: "****1111", CardNumber: "41111111****111*"},
	{Type: cardType, Detail: "026", Name: "비씨체크카드", Nickname: "체크", Masked: "****1234", CardNumber: "94901914****123*", Check: true},
	{Type: cardType, Detail: "029", Name: "신한법인카드", Masked: "****0004", CardNumber: "55000000****000*", Corporate: true},
	{Type: accountType, Detail: "088", Name: "신한은행", Masked: "****5678"},
	{Type: accountType, Detail: "004", Name: "국민은행", Nickname: "월급 통장", Masked: "****9012"},
}

// The steps of the registration page.
const (
	stepIdentify = "identify" // 본인확인
	stepMethods  = "methods"  // cards and accounts
	stepPIN      = "pin"
)

// registering is the registration page at one of its steps.
type registering struct {
	ID      string // registerTid
	Step    string
	Offered []kiccMethod
	Chosen  []int // places in Offered
	Problem string
}

// Number is where the step stands among the three.
func (r registering) Number() int {
	return 1 + slices.Index([]string{stepIdentify, stepMethods, stepPIN}, r.Step)
}

// Has says whether a method is chosen.
func (r registering) Has(i int) bool { return slices.Contains(r.Chosen, i) }

func (e *EasyPay) showRegistration(w http.ResponseWriter, r *http.Request) {
	if registration, open := e.openRegistration(w, r.URL.Query().Get("registerTid")); open {
		show(w, http.StatusOK, "register.html", registering{ID: registration.RegisterTID, Step: stepIdentify})
	}
}

// openRegistration finds what a page is about. Where it can't be gone on with,
// it says so, or shows once more what the page returned.
func (e *EasyPay) openRegistration(w http.ResponseWriter, id string) (kiccRegistration, bool) {
	e.book.mu.Lock()
	r, known := e.book.registration(func(r *kiccRegistration) bool { return r.RegisterTID == id })
	e.book.mu.Unlock()
	switch {
	case !known:
		notice(w, http.StatusNotFound, "등록 요청을 찾을 수 없습니다.")
	case e.over(r.At):
		notice(w, http.StatusGone, "등록 요청의 유효시간이 지났습니다. 가게에서 다시 요청해 주세요.")
	case len(r.Returned) > 0:
		showReturn(w, r.ReturnURL, r.Returned)
	default:
		return r, true
	}
	return r, false
}

// takeRegistration takes one step of the registration page.
func (e *EasyPay) takeRegistration(w http.ResponseWriter, r *http.Request) {
	if r.ParseForm() != nil {
		notice(w, http.StatusBadRequest, "읽을 수 없는 요청입니다.")
		return
	}
	registration, open := e.openRegistration(w, r.PostForm.Get("registerTid"))
	if !open {
		return
	}
	if r.PostForm.Get("action") == "cancel" {
		e.finishRegistration(w, r, registration.RequestTID, nil)
		return
	}
	next := advance(registering{ID: registration.RegisterTID, Step: r.PostForm.Get("step"), Offered: kiccOffered}, r.PostForm)
	if next.Step != "" {
		show(w, http.StatusOK, "register.html", next)
		return
	}
	e.finishRegistration(w, r, registration.RequestTID, next.Chosen)
}

// advance is the page after a step was filled in; no Step when it was the last.
func advance(page registering, form url.Values) registering {
	for _, text := range form["method"] {
		if i, err := strconv.Atoi(text); err == nil && i >= 0 && i < len(page.Offered) && !page.Has(i) {
			page.Chosen = append(page.Chosen, i)
		}
	}
	switch page.Step {
	case stepIdentify:
		page.Chosen = []int{0}
		page.Step = stepMethods
		if form.Get("consent") == "" || form.Get("name") == "" || form.Get("phone") == "" {
			page.Step, page.Problem = stepIdentify, "이름과 휴대폰 번호를 적고 동의해 주세요."
		}
	case stepMethods:
		page.Step = stepPIN
		if len(page.Chosen) == 0 {
			page.Step, page.Problem = stepMethods, "결제수단을 하나 이상 골라 주세요."
		}
	case stepPIN:
		switch {
		case !sixDigits(form.Get("pin")) || form.Get("pin") != form.Get("again"):
			page.Problem = "결제 비밀번호 숫자 6자리를 똑같이 두 번 적어 주세요."
		case len(page.Chosen) == 0:
			page.Step, page.Problem = stepMethods, "결제수단을 하나 이상 골라 주세요."
		default:
			page.Step = ""
		}
	default:
		page.Step, page.Problem = stepIdentify, "처음부터 다시 해 주세요."
	}
	return page
}

var sixDigits = like(`[0-9]{6}`)

// finishRegistration notes how the page ended, once, and shows its return.
// Nothing chosen means that the customer turned back.
func (e *EasyPay) finishRegistration(w http.ResponseWriter, r *http.Request, requestTID string, chosen []int) {
	e.book.mu.Lock()
	defer e.book.mu.Unlock()
	registration, _ := e.book.registration(func(r *kiccRegistration) bool { return r.RequestTID == requestTID })
	if len(registration.Returned) == 0 {
		b := e.takePage()
		id := registration.RequestTID
		if b.Key == PageForeign {
			id = another(id)
		}
		fields := result(kiccNormal.Code, kiccNormal.Message)
		switch {
		case len(chosen) == 0:
			fields = result(kiccTurnedBack.Code, kiccTurnedBack.Message)
		case b.Key == PageRefuse:
			fields = result(kiccPageNo.Code, kiccPageNo.Message)
		default:
			registration.CertSeqNo = newHex(20)
			for _, i := range chosen {
				method := kiccOffered[i]
				method.VirtualNumber = newHex(20)
				registration.Methods = append(registration.Methods, method)
			}
		}
		registration.Returned = append(fields, kiccPair{"certSeqNo", registration.CertSeqNo}, kiccPair{"requestTid", id},
			kiccPair{"registerTid", registration.RegisterTID}, kiccPair{"shopParameter", registration.Note})
		if e.book.keep(kiccLine{Registration: &registration}) != nil {
			notice(w, http.StatusInternalServerError, kiccOwnTrouble.Message)
			return
		}
	}
	http.Redirect(w, r, registrationPage+"?registerTid="+registration.RegisterTID, http.StatusSeeOther)
}
