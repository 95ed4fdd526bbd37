package practice

import "net/http"

// paying is the payment page.
type paying struct {
	kiccPayment
	Problem string
}

func (e *EasyPay) showPayment(w http.ResponseWriter, r *http.Request) {
	if p, open := e.openPayment(w, r.URL.Query().Get("authKey")); open {
		show(w, http.StatusOK, "pay.html", paying{p, ""})
	}
}

// openPayment finds what a page is about. Where it can't be gone on with, it
// says so, or shows once more what the page returned.
func (e *EasyPay) openPayment(w http.ResponseWriter, page string) (kiccPayment, bool) {
	e.book.mu.Lock()
	p, known := e.book.payment(func(p *kiccPayment) bool { return p.Page == page })
	e.book.mu.Unlock()
	switch {
	case !known:
		notice(w, http.StatusNotFound, "결제 요청을 찾을 수 없습니다.")
	case e.over(p.At):
		notice(w, http.StatusGone, "결제 요청의 유효시간이 지났습니다. 가게에서 다시 요청해 주세요.")
	case len(p.Returned) > 0:
		showReturn(w, p.ReturnURL, p.Returned)
	default:
		return p, true
	}
	return p, false
}

// takePayment takes the customer's yes or no.
func (e *EasyPay) takePayment(w http.ResponseWriter, r *http.Request) {
	if r.ParseForm() != nil {
		notice(w, http.StatusBadRequest, "읽을 수 없는 요청입니다.")
		return
	}
	p, open := e.openPayment(w, r.PostForm.Get("authKey"))
	if !open {
		return
	}
	no := r.PostForm.Get("action") == "cancel"
	if !no && !sixDigits(r.PostForm.Get("pin")) {
		show(w, http.StatusOK, "pay.html", paying{p, "결제 비밀번호는 숫자 6자리입니다."})
		return
	}
	e.finishPayment(w, r, p.Page, no)
}

// finishPayment notes how the page ended, once, and shows its return.
func (e *EasyPay) finishPayment(w http.ResponseWriter, r *http.Request, page string, no bool) {
	e.book.mu.Lock()
	defer e.book.mu.Unlock()
	p, _ := e.book.payment(func(p *kiccPayment) bool { return p.Page == page })
	if len(p.Returned) == 0 {
		b := e.takePage()
		id := p.RequestID
		if b.Key == PageForeign {
			id = another(id)
		}
		fields := result(kiccNormal.Code, kiccNormal.Message)
		switch {
		case no:
			fields = result(kiccTurnedBack.Code, kiccTurnedBack.Message)
		case b.Key == PageRefuse:
			fields = result(kiccPageNo.Code, kiccPageNo.Message)
		default:
			p.AuthorizationID = newHex(20)
		}
		p.Returned = append(fields, kiccPair{"shopTransactionId", id}, kiccPair{"shopOrderNo", p.OrderNumber},
			kiccPair{"authorizationId", p.AuthorizationID}, kiccPair{"shopParameter", p.Note})
		if e.book.keep(kiccLine{Payment: &p}) != nil {
			notice(w, http.StatusInternalServerError, kiccOwnTrouble.Message)
			return
		}
	}
	http.Redirect(w, r, paymentPage+"?authKey="+p.Page, http.StatusSeeOther)
}
