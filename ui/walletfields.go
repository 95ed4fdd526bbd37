package ui

import (
	"strings"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// walletFields is the way of the Enter key through the wallet's forms.
var walletFields = []desk.Field{
	desk.FieldBuyerName, desk.FieldBuyerPhone, desk.FieldShopUserID, desk.FieldMethod, desk.FieldAmount, desk.FieldQuota,
	desk.FieldItemName, desk.FieldBuyerEmail, desk.FieldCI, desk.FieldCashReceipt, desk.FieldTax, desk.FieldDeposit, desk.FieldJoinCode,
}

// markFields marks the fields that findings forbid to send and returns the
// first of them. With only, a field that bears no mark yet gets none: a mark
// goes away while a person types, and none appears.
func (w *Words) markFields(fields map[desk.Field]*kit.Field, findings []desk.Finding, only bool) *kit.Field {
	said := map[desk.Field]string{}
	for _, f := range findings {
		if f.Block && said[f.Field] == "" {
			said[f.Field] = w.finding(f)
		}
	}
	var first *kit.Field
	for _, name := range walletFields {
		field := fields[name]
		if field == nil || only && field.Problem() == "" {
			continue
		}
		field.SetProblem(said[name])
		if said[name] != "" && first == nil {
			first = field
		}
	}
	return first
}

// tellOn says something on a banner.
func (w *Words) tellOn(b *kit.Banner, tone kit.Tone, said Said) {
	b.SetAction("", nil)
	b.Set(tone, said.Money, strings.ReplaceAll(said.Hint, "\n", " "))
}
