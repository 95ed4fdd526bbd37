package payple

import (
	"strings"

	"keyindesk/gateways"
)

// verdict is what a reply was found to say.
type verdict struct {
	outcome gateways.Outcome
	fault   string
	meaning meaning
}

// answer is the end of one call about a key.
type answer struct {
	result  gateways.Result
	meaning meaning
	reply   map[string]string // as received
	told    gateways.Told
}

// answered reads the reply to a look-up or a deletion (S3 4, facts 2.4).
func (c *Client) answered(called gateways.Called, w work, key gateways.Secret, t *token) answer {
	told := c.told(called.Reply.Text, key, t)
	if called.Failure != nil {
		return answer{result: finish(keeper.Failed(called, told), told, w.remedy())}
	}
	reply, err := gateways.DecodeObject(called.Reply.Text)
	if err != nil {
		return answer{result: finish(keeper.Unreadable(called, err), told, w.remedy())}
	}
	v := judge(reply, w, key)
	return answer{result: concluded(called, reply, told, v, w.remedy()), meaning: v.meaning, reply: reply, told: told}
}

// remedy is the advice for a call of which nothing is known.
func (w work) remedy() gateways.Advice {
	if w == deletion {
		return gateways.AdviceInquire
	}
	return gateways.AdviceAskAgain
}

// judge decides what a reply about a key says. Everything that is not sure is
// Unknown.
func judge(reply map[string]string, w work, key gateways.Secret) verdict {
	yes, no, fault := saidIn(reply, "SPAY")
	id, code := reply["PCD_PAYER_ID"], reply["PCD_PAY_CODE"]
	unknown := func(fault string) verdict { return verdict{fault: fault} }
	switch {
	case fault != "":
		return unknown(fault)
	case strings.TrimSpace(id) != "" && id != key.Reveal(), reply["PCD_PAY_WORK"] == string(w.other()):
		return unknown(gateways.FaultEcho)
	case !yes:
		return verdict{outcome: no.of(w), meaning: no}
	case reply["PCD_PAY_RST"] == "": // a yes to something else, not to this call (facts 2.4)
		return unknown(gateways.FaultCode)
	case strings.TrimSpace(code) == "" && w == lookup: // a deletion may leave it out
		return unknown(gateways.FaultCode)
	case strings.TrimSpace(code) != "" && code != approvedCode:
		return unknown(gateways.FaultMixed)
	case id != key.Reveal():
		return unknown(gateways.FaultEcho)
	case w == lookup && methodOf(reply) == "":
		return unknown(gateways.FaultCode)
	}
	return verdict{outcome: gateways.Approved}
}

// saidIn reads a yes or a no out of either shape, result or PCD_PAY_RST, from
// whichever call it comes. A fault means that it is neither: no word at all is
// a reply that was not received (facts 2.3).
func saidIn(reply map[string]string, family string) (yes bool, no meaning, fault string) {
	words := map[string]bool{}
	for _, name := range []string{"PCD_PAY_RST", "result"} {
		if word := reply[name]; word != "" {
			words[word] = true
		}
	}
	switch {
	case words["success"] && words["error"]:
		return false, meaning{}, gateways.FaultMixed
	case len(words) != 1 || !words["success"] && !words["error"]:
		return false, meaning{}, gateways.FaultCode
	case words["success"]:
		return true, meaning{}, ""
	}
	code, message := reply["PCD_PAY_CODE"], reply["PCD_PAY_MSG"]+" "+reply["result_msg"]
	switch {
	case code == approvedCode:
		return false, meaning{}, gateways.FaultMixed
	case strings.TrimSpace(code+message) == "", len(code) > keeper.IDBytes, !gateways.Made(code, keeper.Signs):
		return false, meaning{}, gateways.FaultCode
	}
	return false, meaningOf(code, message, family), ""
}

// concluded puts a judged reply together from its kept fields.
func concluded(called gateways.Called, reply map[string]string, told gateways.Told, v verdict, remedy gateways.Advice) gateways.Result {
	result := keeper.Answered(called, clean(reply, told), v.outcome, v.fault, v.meaning.advice)
	if result.Code == "" {
		result.Code = v.meaning.code
	}
	return finish(result, told, remedy)
}

// finish fills in what the shape with result has elsewhere, and gives an
// Unknown the remedy of its call.
func finish(result gateways.Result, told gateways.Told, remedy gateways.Advice) gateways.Result {
	tidy(result.Trace.Reply)
	if result.Code != "" && result.Trace.Reply[keeper.Code] != "" {
		result.Code = result.Trace.Reply[keeper.Code]
	}
	result.Message = result.Trace.Reply[keeper.Message]
	if result.Message == "" {
		result.Message = result.Trace.Reply["result_msg"]
	}
	if result.Outcome == gateways.Unknown {
		result.Advice = remedy
	}
	result.Trace.Path = pathKept(result.Trace.Path, told)
	return result
}

// billingKey is what an approved look-up tells (S3 4). A card and an account
// have keys of their own, and any may be missing (facts 0.21).
func billingKey(a answer) gateways.BillingKey {
	shown := clean(a.reply, gateways.Told{Secrets: a.told.Secrets})
	holder := person.Clean(a.reply, gateways.Told{Secrets: a.told.Secrets})
	found := gateways.BillingKey{
		Result:       a.result,
		Method:       methodOf(a.reply),
		HolderType:   shown["PCD_PAY_BANKACCTYPE"],
		HolderName:   holder["PCD_PAYER_NAME"],
		HolderPhone:  holder["PCD_PAYER_HP"],
		TaxDeduction: shown["PCD_PAY_ISTAX"],
	}
	if found.Method == gateways.BillingAccount {
		found.CompanyCode, found.Company, found.MaskedNumber = shown["PCD_PAY_BANK"], shown["PCD_PAY_BANKNAME"], shown["PCD_PAY_BANKNUM"]
		return found
	}
	found.CompanyCode, found.Company, found.MaskedNumber = shown["PCD_PAY_CARD"], shown["PCD_PAY_CARDNAME"], shown["PCD_PAY_CARDNUM"]
	if found.Company == "" {
		found.Company = shown["PCD_PAY_CARDNANE"] // so spelt in a sample (facts 2.3)
	}
	return found
}

// methodOf reads PCD_PAY_TYPE; empty if it is neither of the two.
func methodOf(reply map[string]string) gateways.BillingMethod {
	switch reply["PCD_PAY_TYPE"] {
	case "card":
		return gateways.BillingCard
	case "transfer":
		return gateways.BillingAccount
	}
	return ""
}
