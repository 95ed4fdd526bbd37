package easypay

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"

	"keyindesk/gateways"
)

// Methods sends one paymentMethodInfo (facts 1.2). The list is empty for a
// customer who took all cards and accounts out.
//
//   - Approved: code 0000 and a list that can be read to its last element. The
//     reply echoes nothing, so there is no echo to ask for.
//   - Declined, NotSent: as for Register.
//   - Unknown: everything else; nothing was changed, ask again.
func (c *Client) Methods(ctx context.Context, q gateways.MethodQuery) gateways.MethodList {
	m, known := c.merchant(q.MerchantID)
	switch {
	case !known:
		return gateways.MethodList{Result: strange()}
	case !theirIDValid(q.CustomerKey.Reveal()):
		return gateways.MethodList{Result: gateways.Refused()}
	}
	t := m.told()
	t.Secrets = append(t.Secrets, q.CustomerKey)
	return methodList(c.send(ctx, m, "/easypay/user/paymentMethodInfo.do", buildMethods(m, q)), t)
}

// methodList reads the reply to paymentMethodInfo.
func methodList(called gateways.Called, t gateways.Told) gateways.MethodList {
	if called.Failure != nil {
		return gateways.MethodList{Result: failed(keepMethods, called, t, gateways.AdviceAskAgain)}
	}
	reply, err := decode(called.Reply.Text)
	if err != nil {
		return gateways.MethodList{Result: unreadable(keepMethods, called, err, t, gateways.AdviceAskAgain)}
	}
	t.Secrets = append(t.Secrets, unsaid(called.Reply.Text)...)
	delete(reply, "methods") // the count is ours to write
	kept := keepMethods.Clean(reply, t)
	code, shaped := meaningOf(kept["resCd"])
	list, present := reply["payMethodInfoList"]
	methods, listErr := readMethods(list, t.Secrets)
	outcome, fault := code.free, ""
	switch {
	case !shaped:
		outcome, fault = gateways.Unknown, gateways.FaultCode
	case outcome == gateways.Approved && (!present || listErr != nil):
		outcome, fault = gateways.Unknown, gateways.FaultNotJSON
	case outcome == gateways.Declined && len(methods) > 0:
		outcome, fault = gateways.Unknown, gateways.FaultMixed
	}
	result := gateways.MethodList{Result: answered(keepMethods, called, kept, outcome, fault, code, gateways.AdviceAskAgain)}
	if outcome == gateways.Approved {
		result.Methods = methods
		kept["methods"] = strconv.Itoa(len(methods))
	} else if listErr != nil && fault == gateways.FaultNotJSON {
		result.Cause = listErr
	}
	return result
}

var errMethods = errors.New("the list of payment methods can't be read to its end")

// readMethods reads payMethodInfoList, strictly: a list of which one element is
// not understood would hide a card from the customer. An empty string or null is
// an empty list. They come back in the customer's own order.
func readMethods(list string, secrets []gateways.Secret) ([]gateways.Method, error) {
	if strings.TrimSpace(list) == "" {
		return nil, nil
	}
	var elements []json.RawMessage
	if json.Unmarshal([]byte(list), &elements) != nil || len(elements) > maxMethods {
		return nil, errMethods
	}
	type placed struct {
		gateways.Method
		order float64
	}
	var methods []placed
	seen := map[string]bool{}
	for _, element := range elements {
		members, err := gateways.DecodeObject(string(element))
		if err != nil {
			return nil, errMethods
		}
		virtual := members["easypayVirtualNo"]
		if !methodShaped(members["payMethodTypeCode"], members["payMethodDetailCode"], virtual) || seen[virtual] {
			return nil, errMethods
		}
		seen[virtual] = true
		methods = append(methods, placed{readMethod(members, secrets), placeOf(members["sortOrder"])})
	}
	slices.SortStableFunc(methods, func(a, b placed) int { return cmp.Compare(a.order, b.order) })
	out := make([]gateways.Method, len(methods))
	for i, m := range methods {
		out[i] = m.Method
	}
	return out, nil
}

// methodShaped takes what a payment must name: a type of two digits, a card
// company's or bank's code of up to three, and the virtual number. None may
// hold a "|", as all go into msgAuthValue.
func methodShaped(kind, detail, virtual string) bool {
	return len(kind) == 2 && gateways.Digits(kind) &&
		detail != "" && len(detail) <= 3 && gateways.Made(detail, "") &&
		virtual != "" && len(virtual) <= idBytes && gateways.Made(virtual, theirSigns)
}

// readMethod reads one element. The names are the customer's or KICC's words
// and cleaned like any message.
func readMethod(members map[string]string, secrets []gateways.Secret) gateways.Method {
	return gateways.Method{
		TypeCode:      members["payMethodTypeCode"],
		DetailCode:    members["payMethodDetailCode"],
		Name:          words(members["displayName"], secrets),
		Nickname:      words(members["nickName"], secrets),
		VirtualNumber: gateways.NewSecret(members["easypayVirtualNo"]),
		MaskedNumber:  maskAsGiven(members["maskingNo"]),
		CheckCard:     members["checkCardFlag"] == "Y",
		Corporate:     members["cardUserType"] == "C",
		Quotas:        quotas(members["installmentInfoList"]),
		Points:        slices.Contains([]string{"Y", "true", "1"}, members["cardPointInfo"]),
	}
}

// words cleans a short text for people: no card number, no secret, no control
// signs, 30 letters at most (facts 1.2).
func words(text string, secrets []gateways.Secret) string {
	letters := []rune(strings.Map(func(r rune) rune {
		if unfit(r) {
			return ' '
		}
		return r
	}, gateways.ScrubText(text, secrets...)))
	if len(letters) > 30 {
		letters = letters[:30]
	}
	return strings.TrimSpace(string(letters))
}

// maskAsGiven shows a number as KICC masks it, after a look that it is masked:
// digits, stars and dashes, and no 13 digits in a row. One that is not is
// shortened here.
func maskAsGiven(text string) string {
	text = strings.TrimSpace(text)
	if len(text) > 30 || strings.Trim(text, "0123456789*-xX ") != "" {
		return ""
	}
	run := 0
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			run++
		case r == '*' || r == 'x' || r == 'X':
			run = 0
		}
		if run >= 13 {
			return shortMask(strings.ReplaceAll(text, " ", "-"))
		}
	}
	return text
}

// placeOf reads sortOrder, a Number or a string. What is not one comes last.
func placeOf(order string) float64 {
	at, err := strconv.ParseFloat(order, 64)
	if err != nil || math.IsNaN(at) {
		return math.Inf(1)
	}
	return at
}

// quotas reads installmentInfoList as a list of months, numbers or strings. Its
// shape is not published, so anything else counts as not told.
func quotas(list string) []int {
	var elements []json.RawMessage
	if json.Unmarshal([]byte(list), &elements) != nil || len(elements) > 60 {
		return nil
	}
	var months []int
	for _, element := range elements {
		month, err := strconv.Atoi(strings.Trim(string(element), `"`))
		if err != nil || month < 0 || month == 1 || month > 60 {
			return nil
		}
		months = append(months, month)
	}
	return months
}
