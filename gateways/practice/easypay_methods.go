package practice

import (
	"slices"
	"strings"
)

// methodsFields is the table of paymentMethodInfo (query-methods).
var methodsFields = []kiccField{
	need("mallId", 8),
	need("customerKey", 60),
	may("payMethodTypeCodeList", 60),
	may("payMethodDetailCodeList", 100),
}

type kiccMethodList struct {
	kiccYes
	Methods []kiccMethodInfo `json:"payMethodInfoList"`
}

// kiccMethodInfo is one of them. What stands in installmentInfoList and
// cardPointInfo is published nowhere, so they are empty here.
type kiccMethodInfo struct {
	Type          string   `json:"payMethodTypeCode"`
	Detail        string   `json:"payMethodDetailCode"`
	Name          string   `json:"displayName"`
	Nickname      string   `json:"nickName"`
	VirtualNumber string   `json:"easypayVirtualNo"`
	Masked        string   `json:"maskingNo"`
	Image         string   `json:"imageUrl"`
	Order         int      `json:"sortOrder"`
	Check         string   `json:"checkCardFlag"`
	User          string   `json:"cardUserType"`
	Installments  []any    `json:"installmentInfoList"`
	Points        struct{} `json:"cardPointInfo"`
}

// methods lists a customer's cards and accounts, all or those of the codes
// asked for.
func (e *EasyPay) methods(m kiccMessage, b Behaviour) any {
	c, no := e.find(m.text("customerKey"), b)
	switch {
	case no != nil:
		return no
	case b.saysNo():
		return &kiccRefusal{b.Code, b.Message}
	}
	list := kiccMethodList{kiccNormal, []kiccMethodInfo{}}
	for i, method := range c.Methods {
		if !among(method.Type, m.text("payMethodTypeCodeList")) || !among(method.Detail, m.text("payMethodDetailCodeList")) {
			continue
		}
		info := kiccMethodInfo{
			Type: method.Type, Detail: method.Detail, Name: method.Name, Nickname: method.Nickname,
			VirtualNumber: method.VirtualNumber, Masked: method.Masked, Order: i + 1, Installments: []any{},
		}
		if method.Type == cardType {
			info.Check, info.User = flag(method.Check, "Y", "N"), flag(method.Corporate, "C", "P")
		}
		list.Methods = append(list.Methods, info)
	}
	return list
}

// among says whether a code is in a list of them; an empty list means all.
func among(code, list string) bool {
	return list == "" || slices.Contains(strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == '|' || r == ':' }), code)
}

func flag(is bool, yes, no string) string {
	if is {
		return yes
	}
	return no
}
