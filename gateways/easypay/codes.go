package easypay

import (
	"strings"

	"keyindesk/gateways"
)

// meaning is what one result code says. KICC publishes one short list for all
// calls and no more than "0000 is success, everything else is a failure" (page
// error-codes, facts 1.7). free is for the calls that move no money.
type meaning struct {
	code    string
	text    string // KICC's own
	settle  gateways.Outcome
	cancel  gateways.Outcome
	free    gateways.Outcome
	advice  gateways.Advice
	section string
}

const approvedCode = "0000"

var codes = []meaning{
	{approvedCode, "Approved", gateways.Approved, gateways.Approved, gateways.Approved, gateways.AdviceNone, "S0, facts 1.7"},
	{"8035", "Insufficient Funds", gateways.Declined, gateways.Declined, gateways.Declined, gateways.AdviceOtherMethod, "facts 1.7"},
	{"8311", "Password Error", gateways.Declined, gateways.Declined, gateways.Declined, gateways.AdviceAskCardholder, "facts 1.7"},
	{"8314", "Invalid Expiry Date", gateways.Declined, gateways.Declined, gateways.Declined, gateways.AdviceOtherMethod, "facts 1.7"},
	{"8315", "Invalid Expiry Date", gateways.Declined, gateways.Declined, gateways.Declined, gateways.AdviceOtherMethod, "facts 1.7"},
	{"8316", "Invalid Expiry Date", gateways.Declined, gateways.Declined, gateways.Declined, gateways.AdviceOtherMethod, "facts 1.7"},
	{"8350", "Stolen/Lost Card", gateways.Declined, gateways.Declined, gateways.Declined, gateways.AdviceOtherMethod, "facts 1.7"},
	{"8373", "Contact Issuer", gateways.Declined, gateways.Declined, gateways.Declined, gateways.AdviceAskCardholder, "facts 1.7"},
	{"8521", "Exceeded Limit", gateways.Declined, gateways.Declined, gateways.Declined, gateways.AdviceOtherMethod, "facts 1.7"},
	{"8527", "Insufficient Points", gateways.Declined, gateways.Declined, gateways.Declined, gateways.AdviceOtherMethod, "facts 1.7"},
	// The refund page asks to query again after these two: time ran out on the
	// line to the bank, with the money on either side.
	{"VT00", "", gateways.Unknown, gateways.Unknown, gateways.Unknown, gateways.AdviceInquire, "facts 1.7"},
	{"VTIM", "", gateways.Unknown, gateways.Unknown, gateways.Unknown, gateways.AdviceInquire, "facts 1.7"},
	{"WN14", "", gateways.Declined, gateways.Declined, gateways.Declined, gateways.AdviceSettings, "facts 1.7"},
}

// meaningOf looks a code up. Of the codes that are not in the table and have
// the shape of one, the card companies' (eight and three digits, as all that are
// published) are a plain no. Any other is a no to a call that moves no money,
// and says nothing certain about a settle or a cancel: the code of a repeated
// id is published nowhere, and a repeat on KICC's side of the line would be
// answered with it although the first went through. The inquiry tells. The
// codes that uncertainCode names are Unknown for every call. Anything else is
// not a code and says nothing (Unknown, and false).
func meaningOf(code string) (meaning, bool) {
	for _, m := range codes {
		if m.code == code {
			return m, true
		}
	}
	if !codeShaped(code) {
		return meaning{code: code}, false
	}
	if uncertainCode(code) {
		return meaning{code: code, advice: gateways.AdviceInquire, section: "facts 1.7"}, true
	}
	if code[0] == '8' && gateways.Digits(code) {
		return meaning{
			code: code, settle: gateways.Declined, cancel: gateways.Declined, free: gateways.Declined,
			advice: gateways.AdviceAskCardholder, section: "facts 1.7",
		}, true
	}
	return meaning{code: code, free: gateways.Declined, advice: gateways.AdviceCallGateway, section: "facts 1.7"}, true
}

// uncertainCode picks out the unlisted codes that may come after the money
// moved. KICC has a class of "System/Communication Errors" and publishes none
// of its codes, so whatever looks like one counts:
//
//   - V…: the known ones, VTIM and VT00, are time-outs on the line to the bank;
//   - anything spelt like a time-out;
//   - E…, S…, X…: spelt like an error, a system or an exception of their own;
//   - 9…: where Korean gateways keep their own troubles (9999);
//   - 0… other than 0000: nearer to a success than to a no.
func uncertainCode(code string) bool {
	return strings.ContainsRune("VTESX90", rune(code[0])) || strings.Contains(code, "TIM") || strings.Contains(code, "TO")
}

// codeShaped accepts four digits and capital letters. A word or a JSON literal
// is no code.
func codeShaped(code string) bool {
	return len(code) == 4 && !strings.ContainsFunc(code, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z')
	})
}
