package payup

import (
	"strconv"
	"strings"

	"keyindesk/gateways"
)

// refused is the answer to what Check blocks.
func refused() gateways.Result {
	return gateways.Result{
		Outcome: gateways.NotSent,
		Fault:   gateways.FaultCheck,
		Advice:  gateways.AdviceFixInput,
	}
}

// failed is the answer when no usable reply was read. If an unusable one says
// something all the same (a 500 with their JSON), it is kept for the person
// who settles the row; it changes no outcome.
func failed(sent sent, t told) gateways.Result {
	result := gateways.Result{
		Outcome: sent.failure.Outcome(),
		Fault:   sent.failure.Fault,
		Advice:  gateways.AdviceTryAgain,
		Cause:   sent.failure,
		Trace:   sent.trace,
	}
	if result.Outcome == gateways.Unknown {
		result.Advice = gateways.AdviceCheckAdmin
	}
	if result.Fault == gateways.FaultAddress {
		result.Advice = gateways.AdviceSettings
	}
	if reply, err := gateways.DecodeObject(sent.reply.Text); err == nil {
		kept := clean(reply, t)
		result.Code, result.Message = kept["responseCode"], kept["responseMsg"]
		result.Trace.Reply = kept
	}
	return result
}

// approval reads the reply to keyin2 (S4 2.1). All fields are kept whatever
// the outcome.
func (c *Client) approval(sent sent, charge gateways.Charge, t told) gateways.Approval {
	reply, err := gateways.DecodeObject(sent.reply.Text)
	if err != nil {
		return gateways.Approval{Result: unreadable(sent, err)}
	}
	kept := clean(reply, t)
	code, shaped := meaningOf(kept["responseCode"])
	outcome, fault := judgeCharge(kept, charge, code, shaped)
	result := answered(sent, kept, outcome, fault, code.advice)
	if note := c.noteOn(kept["transactionId"]); note != "" {
		kept["note"] = note
	}
	return gateways.Approval{
		Result:          result,
		TransactionID:   kept["transactionId"],
		ApprovalNumber:  kept["authNumber"],
		ApprovedAt:      kept["authDateTime"],
		CardCompany:     kept["cardName"],
		KakaoResultCode: kept["kakaoResultCode"],
		InterestFree:    kept["noinf"] == "Y",
		Parts:           partsOf(kept),
	}
}

// judgeCharge decides what a reply to keyin2 says, and the fault if it says
// less than it seems to. Everything that is not sure is Unknown.
func judgeCharge(reply map[string]string, charge gateways.Charge, code meaning, shaped bool) (gateways.Outcome, string) {
	order, id, approval := reply["orderNumber"], reply["transactionId"], reply["authNumber"]
	amount := strconv.FormatInt(charge.AmountKRW, 10)
	switch {
	case !shaped:
		return gateways.Unknown, gateways.FaultCode
	case code.charge == gateways.Approved:
		if order != charge.OrderNumber || reply["amount"] != amount ||
			!transactionIDValid(id) || len(approval) > maxID || !made(approval, "-") {
			return gateways.Unknown, gateways.FaultEcho
		}
	case code.charge == gateways.Declined:
		if order != "" && order != charge.OrderNumber {
			return gateways.Unknown, gateways.FaultEcho
		}
		if strings.TrimSpace(id+approval) != "" {
			return gateways.Unknown, gateways.FaultMixed
		}
	}
	return code.charge, ""
}

// cancellation reads the reply to cancel2 (S4 2.2).
func (c *Client) cancellation(sent sent, cancel gateways.Cancel, t told) gateways.Cancellation {
	reply, err := gateways.DecodeObject(sent.reply.Text)
	if err != nil {
		return gateways.Cancellation{Result: unreadable(sent, err)}
	}
	kept := clean(reply, t)
	code, shaped := meaningOf(kept["responseCode"])
	outcome, fault := judgeCancel(kept, cancel, code, shaped)
	return gateways.Cancellation{
		Result:      answered(sent, kept, outcome, fault, code.advice),
		CancelledAt: kept["cancelDateTime"],
	}
}

// judgeCancel decides what a reply to cancel2 says. The table of S4 2.2 lists
// no transaction id in the reply and its example shows one, so either the id
// or the time of the cancel must vouch for a yes.
func judgeCancel(reply map[string]string, cancel gateways.Cancel, code meaning, shaped bool) (gateways.Outcome, string) {
	id, at := reply["transactionId"], reply["cancelDateTime"]
	switch {
	case !shaped:
		return gateways.Unknown, gateways.FaultCode
	case id != "" && id != cancel.TransactionID:
		return gateways.Unknown, gateways.FaultEcho
	case code.cancel == gateways.Approved && id == "" && (len(at) != 14 || !digits(at)):
		return gateways.Unknown, gateways.FaultEcho
	case code.cancel == gateways.Declined && strings.TrimSpace(at) != "":
		return gateways.Unknown, gateways.FaultMixed
	}
	return code.cancel, ""
}

// answered puts a judged reply together. Where the outcome is not known, the
// advice of the code gives way to looking it up.
func answered(sent sent, kept map[string]string, outcome gateways.Outcome, fault string, advice gateways.Advice) gateways.Result {
	if outcome == gateways.Unknown {
		advice = gateways.AdviceCheckAdmin
	}
	sent.trace.Reply = kept
	return gateways.Result{
		Outcome: outcome,
		Code:    kept["responseCode"],
		Message: kept["responseMsg"],
		Advice:  advice,
		Fault:   fault,
		Trace:   sent.trace,
	}
}

// unreadable is the answer to a reply that arrived whole and is not theirs.
func unreadable(sent sent, err error) gateways.Result {
	sent.failure = &gateways.Failure{Written: true, Fault: gateways.FaultNotJSON, Err: err}
	return failed(sent, told{})
}

// noteOn tells when a transaction id looks like the other environment's: test
// ids carry ST after the time, live ones LE. The pattern was seen and is not
// specified (facts 3.3), so it is a note and changes nothing.
func (c *Client) noteOn(id string) string {
	if len(id) < 16 {
		return ""
	}
	switch infix := id[14:16]; {
	case infix == "ST" && c.config.Environment == gateways.Live:
		return "the transaction id looks like one of the test host"
	case infix == "LE" && c.config.Environment != gateways.Live:
		return "the transaction id looks like one of the live host"
	}
	return ""
}

// partsOf reads the three parts of a mixed sale. taxAmount excludes VAT here,
// while the request's includes it (S4 2.1). All three, or nil.
func partsOf(reply map[string]string) *gateways.TaxParts {
	var parts gateways.TaxParts
	for name, to := range map[string]*int64{
		"taxAmount":  &parts.SupplyKRW,
		"vatAmount":  &parts.VATKRW,
		"freeAmount": &parts.FreeKRW,
	} {
		value := reply[name]
		if !digits(value) || len(value) > 12 {
			return nil
		}
		*to, _ = strconv.ParseInt(value, 10, 64)
	}
	return &parts
}
