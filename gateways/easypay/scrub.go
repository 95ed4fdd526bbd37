package easypay

import (
	"encoding/json"
	"slices"
	"strings"

	"keyindesk/gateways"
)

// The fields of each reply that are kept. Everything else is dropped: the
// CustomerKey, the virtual numbers and the addresses of the pages among them.
var (
	keepRegistered = keeper("registerTid", "requestTid", "isSignUpUser")                   // S0 01, S1
	keepIssued     = keeper("shopUserId")                                                  // S0 03
	keepRevoked    = keeper("isExpired")                                                   // S0 04
	keepMethods    = keeper("methods")                                                     // how many there are, counted here
	keepPage       = keeper("shopTransactionId")                                           // S2
	keepSettled    = keeper(slices.Concat(tradeNumbers, paymentNumbers, taxNumbers)...)    // facts 1.6
	keepCancelled  = keeper(slices.Concat(tradeNumbers, cancelNumbers, paymentNumbers)...) // facts 1.6
)

var (
	tradeNumbers   = []string{"mallId", "pgCno", "shopTransactionId", "shopOrderNo", "amount", "transactionDate", "statusCode"}
	cancelNumbers  = []string{"oriPgCno", "cancelPgCno", "cancelAmount", "remainAmount", "reviseInfo.approvalNo", "reviseInfo.approvalDate"}
	taxNumbers     = []string{"comTaxAmt", "comVatAmt", "comFreeAmt"}
	paymentNumbers = []string{
		"paymentInfo.payMethodTypeCode", "paymentInfo.approvalNo", "paymentInfo.approvalDate",
		"cardInfo.cardNo", "cardInfo.issuerCode", "cardInfo.acquirerCode", "cardInfo.installmentMonth",
		"cardInfo.freeInstallmentTypeCode", "cardInfo.cardGubun", "cardInfo.cardBizGubun", "cardInfo.partCancelUsed",
		"bankInfo.bankCode",
	}
)

func keeper(numbers ...string) gateways.Keeper {
	return gateways.Keeper{
		Code:    "resCd",
		Message: "resMsg",
		Numbers: numbers,
		Texts:   []string{"cardInfo.issuerName", "cardInfo.acquirerName", "bankInfo.bankName"},
		Signs:   theirSigns + "*",
		IDBytes: idBytes,
	}
}

// decode reads a reply. The objects of a trade that stand inside it are laid
// out beside its own fields, as "cardInfo.issuerName"; KICC fills those that do
// not apply with empty strings, or puts an empty string in their place (facts
// 1.6). A card number is shortened at once, so that nothing longer is kept.
func decode(text string) (map[string]string, error) {
	reply, err := gateways.DecodeObject(text)
	if err != nil {
		return nil, err
	}
	if err := lift(reply, "paymentInfo", reply["paymentInfo"]); err != nil {
		return nil, err
	}
	for _, name := range []string{"cardInfo", "bankInfo"} {
		if err := lift(reply, name, reply["paymentInfo."+name]); err != nil {
			return nil, err
		}
	}
	if err := lift(reply, "reviseInfo", reply["reviseInfo"]); err != nil {
		return nil, err
	}
	if card, given := reply["cardInfo.cardNo"]; given {
		reply["cardInfo.cardNo"] = shortMask(card)
	}
	return reply, nil
}

// lift lays the members of object out in reply under name. A reply can't name
// such a member itself: it would have been written over.
func lift(reply map[string]string, name, object string) error {
	for member := range reply {
		if strings.HasPrefix(member, name+".") {
			delete(reply, member)
		}
	}
	if strings.TrimSpace(object) == "" {
		return nil
	}
	members, err := gateways.DecodeObject(object)
	if err != nil {
		return err
	}
	for member, value := range members {
		reply[name+"."+member] = value
	}
	return nil
}

// shortMask is a card or account number as it may be shown: at most the first
// six and the last four digits, of a shorter number less (the rule of
// gateways.MaskedNumber), and whatever KICC hides itself stays hidden. What is
// not made of digits, stars and dashes is no number.
func shortMask(text string) string {
	if !strings.ContainsAny(text, "0123456789") || strings.Trim(text, "0123456789*-") != "" {
		return ""
	}
	signs := len(text) - strings.Count(text, "-")
	first := min(6, max(0, signs-10))
	var out strings.Builder
	seen := 0
	for _, r := range text {
		switch {
		case r == '-':
			out.WriteRune(r)
			continue
		case seen < first || seen >= signs-4:
			out.WriteRune(r)
		default:
			out.WriteByte('*')
		}
		seen++
	}
	return out.String()
}

// unsaid finds the secrets that a reply itself brings, so that its message can
// be cleaned of them too: the CustomerKey and the virtual numbers.
func unsaid(text string) []gateways.Secret {
	reply, err := gateways.DecodeObject(text)
	if err != nil {
		return nil
	}
	found := []string{reply["customerKey"], reply["easypayVirtualNo"]}
	var methods []json.RawMessage
	if json.Unmarshal([]byte(reply["payMethodInfoList"]), &methods) == nil {
		for _, method := range methods {
			if members, err := gateways.DecodeObject(string(method)); err == nil {
				found = append(found, members["easypayVirtualNo"])
			}
		}
	}
	var secrets []gateways.Secret
	for _, text := range found {
		if strings.TrimSpace(text) != "" && len(secrets) < 2*maxMethods {
			secrets = append(secrets, gateways.NewSecret(text))
		}
	}
	return secrets
}

// failed is the answer when no usable reply was read. advice is what staff do
// when the request may have arrived. Of an unusable reply only its own fields
// are kept: one that names a member "cardInfo.cardNo" is not KICC's.
func failed(k gateways.Keeper, called gateways.Called, t gateways.Told, advice gateways.Advice) gateways.Result {
	t.Secrets = append(t.Secrets, unsaid(called.Reply.Text)...)
	result := k.Failed(called, t)
	for name := range result.Trace.Reply {
		if strings.Contains(name, ".") {
			delete(result.Trace.Reply, name)
		}
	}
	if result.Outcome == gateways.Unknown {
		result.Advice = advice
	}
	return result
}

// unreadable is the answer to a reply that arrived whole and is not theirs.
func unreadable(k gateways.Keeper, called gateways.Called, err error, t gateways.Told, advice gateways.Advice) gateways.Result {
	called.Failure = &gateways.Failure{Written: true, Fault: gateways.FaultNotJSON, Err: err}
	return failed(k, called, t, advice)
}

// answered puts a judged reply together. unknown is the advice where the
// outcome is not known.
func answered(k gateways.Keeper, called gateways.Called, kept map[string]string, outcome gateways.Outcome, fault string, code meaning, unknown gateways.Advice) gateways.Result {
	result := k.Answered(called, kept, outcome, fault, code.advice)
	switch outcome {
	case gateways.Unknown:
		result.Advice = unknown
	case gateways.Approved:
		result.Advice = gateways.AdviceNone
	}
	return result
}
