package ui

import (
	"errors"
	"strings"

	"keyindesk/desk"
)

// Said is an event in the words of the people at the counter: Money says what
// happened to the money, Hint what to do.
type Said struct{ Money, Hint string }

// explain turns a refusal of the desk into words. It is the only place that
// does, and no error's own text reaches the screen.
func (w *Words) explain(err error) Said {
	var unrecorded *desk.Unrecorded
	var blocked *desk.Blocked
	var notWritten *desk.NotWritten
	var refused *desk.ReturnError
	switch {
	case errors.As(err, &unrecorded):
		return w.unrecorded(desk.KindCharge, unrecorded)
	case errors.As(err, &blocked):
		return Said{w.T("charge.blocked"), w.T("charge.blocked.text")}
	case errors.Is(err, desk.ErrAlreadyPressed):
		return Said{Money: w.T("refused.already")}
	case errors.As(err, &refused):
		return Said{w.T("refused.nothing_moved"), w.returnRule(refused)}
	}
	for _, known := range refusals {
		if errors.Is(err, known.err) {
			return Said{w.T("refused.nothing_moved"), w.T(known.key)}
		}
	}
	if errors.As(err, &notWritten) {
		return Said{w.T("refused.not_written"), w.troubleText(err)}
	}
	return Said{w.T("refused.nothing_moved"), w.troubleText(err)}
}

// explainOf is explain for an act of a kind: an outcome that could not be
// written down is said as what it is.
func (w *Words) explainOf(kind desk.Kind, err error) Said {
	var unrecorded *desk.Unrecorded
	if errors.As(err, &unrecorded) {
		return w.unrecorded(kind, unrecorded)
	}
	return w.explain(err)
}

// returnRule says what is wrong with what a page sent back.
func (w *Words) returnRule(e *desk.ReturnError) string {
	field := e.Field
	if w.Has("return.field." + e.Field) {
		field = w.T("return.field." + e.Field)
	}
	if field == "" {
		field = w.T("return.field")
	}
	return w.T("return."+e.Rule, "field", field)
}

// unrecorded says how an act ended that could not be written down.
func (w *Words) unrecorded(kind desk.Kind, u *desk.Unrecorded) Said {
	switch kind {
	case desk.KindCharge, desk.KindCancel:
	case desk.KindSettle:
		kind = desk.KindCharge
	default:
		return Said{w.T("result.unrecorded.other"), w.T("result.unrecorded.other.hint")}
	}
	return Said{w.T("result.unrecorded." + string(kind) + "." + u.Outcome.String()), w.T("result.unrecorded.hint", "order", u.OrderNumber)}
}

// refusals are the sentinels that have a sentence of their own.
var refusals = []struct {
	err error
	key string
}{
	{desk.ErrClosing, "refused.closing"},
	{desk.ErrNotReady, "refused.not_ready"},
	{desk.ErrReason, "refused.reason"},
	{desk.ErrConfirm, "refused.confirm"},
	{desk.ErrEvidence, "refused.evidence"},
	{desk.ErrTransaction, "refused.transaction"},
	{desk.ErrNotCancellable, "refused.not_cancellable"},
	{desk.ErrPart, "refused.part"},
	{desk.ErrTooMuch, "refused.part"},
	{desk.ErrTaxSplit, "refused.tax_split"},
	{desk.ErrNoInquiry, "refused.no_inquiry"},
	{desk.ErrTransactionTaken, "refused.transaction_taken"},
	{desk.ErrCancelOpen, "refused.cancel_open"},
	{desk.ErrAlreadyCancelled, "refused.not_cancellable"},
	{desk.ErrOrderNumberTaken, "refused.order_taken"},
	{desk.ErrWrongState, "refused.wrong_state"},
	{desk.ErrNoKey, "refused.no_key"},
	{desk.ErrNotReturned, "refused.not_returned"},
	{desk.ErrPageSpent, "refused.page_spent"},
	{desk.ErrNoReturnAddress, "refused.no_return_address"},
	{desk.ErrShopUserIDTaken, "refused.shop_user_id_taken"},
	{desk.ErrSettleOpen, "refused.settle_open"},
	{desk.ErrAlreadySettled, "refused.already_settled"},
	{desk.ErrCredentials, "settings.payup.needed"},
	{desk.ErrNewerFile, "trouble.newer"},
	{desk.ErrDamaged, "trouble.corrupt"},
}

// troubleText says what the disk is suffering from.
func (w *Words) troubleText(err error) string {
	if key := "trouble." + desk.TroubleOf(err); w.Has(key) {
		return w.T(key)
	}
	return w.T("trouble.other")
}

// outcome says how an operation ended.
func (w *Words) outcome(o desk.Operation) Said {
	said := Said{Money: w.T("result."+string(o.Kind)+"."+string(o.State), "amount", desk.Grouped(o.AmountKRW))}
	switch o.State {
	case desk.Approved:
		key := "result." + string(o.Kind) + ".hint"
		if desk.FromAccount(o) && w.Has(key+".account") {
			key += ".account"
		}
		if w.Has(key) {
			said.Hint = w.T(key)
		}
		if o.Kind.TakesMoney() {
			said.Hint = strings.TrimSpace(w.T("result.approved.hint") + " " + w.kakao(o))
		}
	case desk.InDoubt:
		key := "result." + string(o.Kind) + ".in-doubt.hint"
		if !w.Has(key) {
			key = "result.in-doubt.hint"
		}
		said.Hint = w.unclear(o) + "\n" + w.T(key, "order", o.OrderNumber)
	default:
		said.Hint = w.reason(o)
	}
	return said
}

// outcomeOfCancel is outcome for a cancel of a sale: how soon a part of it shows
// on a card is not known.
func (w *Words) outcomeOfCancel(o, sale desk.Operation) Said {
	said := w.outcome(o)
	if o.State == desk.Approved && o.AmountKRW < sale.AmountKRW && !desk.FromAccount(o) {
		said.Hint = w.T("result.cancel.hint.part")
	}
	return said
}

// keyFound is the code of a look-up that found its key: of a deletion it says
// that nothing was deleted.
const keyFound = "0000"

// reason says why the answer was no, and what helps.
func (w *Words) reason(o desk.Operation) string {
	if o.Kind == desk.KindDeleteKey && o.State == desk.Declined && o.ResultCode == keyFound {
		return w.T("result.delete-key.still")
	}
	var parts []string
	if o.ResultCode != "" {
		parts = append(parts, w.answer(o.Gateway, o.ResultCode, o.ResultMessage))
	} else if o.Fault != "" {
		parts = append(parts, w.fault(o.Gateway, o.Fault))
	}
	if advice := w.advice(o.Gateway, o.Advice); advice != "" {
		parts = append(parts, advice)
	}
	return strings.Join(parts, "\n")
}

// advice says what helps, in a gateway's own terms where there are some; "" if
// nothing is known.
func (w *Words) advice(gateway, advice string) string {
	for _, key := range []string{"advice." + advice + "." + gateway, "advice." + advice} {
		if advice != "" && w.Has(key) {
			return w.about(key, gateway)
		}
	}
	return ""
}

// unclear says what came instead of a trustworthy answer.
func (w *Words) unclear(o desk.Operation) string {
	switch {
	case o.ResultCode != "":
		return w.answer(o.Gateway, o.ResultCode, o.ResultMessage)
	case o.Fault == "":
		return w.fault(o.Gateway, "cut-off")
	default:
		return w.fault(o.Gateway, o.Fault)
	}
}

// fault says what went wrong on the way to a gateway.
func (w *Words) fault(gateway, fault string) string {
	if w.Has("fault." + fault) {
		return w.about("fault."+fault, gateway)
	}
	return w.about("fault.other", gateway)
}

// answer is a gateway's own code and message.
func (w *Words) answer(gateway, code, message string) string {
	message = strings.TrimSpace(strings.TrimPrefix(message, code)) // some say it twice
	return w.about("result.code", gateway, "code", code, "message", message)
}

// about is a text that may name a gateway and whom to call there.
func (w *Words) about(key, gateway string, pairs ...string) string {
	return w.T(key, append(pairs, "gateway", w.T("gateway."+gateway), "call", w.T("gateway."+gateway+".call"))...)
}

// kakao says what became of the notice to the buyer.
func (w *Words) kakao(o desk.Operation) string {
	switch o.KakaoResultCode {
	case "":
		return ""
	case "0000":
		return w.T("result.approved.kakao")
	default:
		return w.T("result.approved.kakao_failed", "code", o.KakaoResultCode)
	}
}

// finding says what is wrong with one field.
func (w *Words) finding(f desk.Finding) string {
	return w.T("finding."+f.Rule, "limit", desk.Grouped(f.Limit), "signs", f.Signs)
}
