package payup

import (
	"strconv"
	"strings"

	"keyindesk/gateways"
)

// approval reads the reply to keyin2 (S4 2.1). All fields are kept whatever
// the outcome.
func (c *Client) approval(called gateways.Called, charge gateways.Charge, t gateways.Told) gateways.Approval {
	reply, err := gateways.DecodeObject(called.Reply.Text)
	if err != nil {
		return gateways.Approval{Result: keeper.Unreadable(called, err)}
	}
	kept := keeper.Clean(reply, t)
	code, shaped := meaningOf(kept["responseCode"])
	outcome, fault := judgeCharge(kept, charge, code, shaped)
	result := keeper.Answered(called, kept, outcome, fault, code.advice)
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
			!transactionIDValid(id) || len(approval) > maxID || !gateways.Made(approval, "-") {
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
func (c *Client) cancellation(called gateways.Called, cancel gateways.Cancel, t gateways.Told) gateways.Cancellation {
	reply, err := gateways.DecodeObject(called.Reply.Text)
	if err != nil {
		return gateways.Cancellation{Result: keeper.Unreadable(called, err)}
	}
	kept := keeper.Clean(reply, t)
	code, shaped := meaningOf(kept["responseCode"])
	outcome, fault := judgeCancel(kept, cancel, code, shaped)
	return gateways.Cancellation{
		Result:      keeper.Answered(called, kept, outcome, fault, code.advice),
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
	case code.cancel == gateways.Approved && id == "" && (len(at) != 14 || !gateways.Digits(at)):
		return gateways.Unknown, gateways.FaultEcho
	case code.cancel == gateways.Declined && strings.TrimSpace(at) != "":
		return gateways.Unknown, gateways.FaultMixed
	}
	return code.cancel, ""
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
		if !gateways.Digits(value) || len(value) > 12 {
			return nil
		}
		*to, _ = strconv.ParseInt(value, 10, 64)
	}
	return &parts
}
