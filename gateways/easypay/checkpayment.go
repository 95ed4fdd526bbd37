package easypay

import (
	"strings"

	"keyindesk/gateways"
)

// CheckPayment looks a payment over by S2. Instalments under 50,000 won and a
// business number's check digit are warnings: others know better.
func (c *Client) CheckPayment(p gateways.Payment) []gateways.Finding {
	var f findings
	f.ours(p.RequestID, idBytes)
	if p.RequestID != "" {
		f.ours(p.OrderNumber, orderBytes)
	}
	switch key := p.CustomerKey.Reveal(); {
	case key == "":
		f.block(gateways.FieldBillingKey, gateways.RuleMissing, 0)
	case !theirIDValid(key):
		f.block(gateways.FieldBillingKey, gateways.RuleShape, 0)
	}
	f.method(p)
	f.sale(p)
	if strings.TrimSpace(p.ItemName) == "" {
		f.block(gateways.FieldItemName, gateways.RuleMissing, 0)
	} else {
		f.text(gateways.FieldItemName, p.ItemName, goodsBytes)
	}
	f.join(p.JoinCode)
	f.email(p.Email, false)
	f.returnURL(p.ReturnURL)
	m, _ := c.merchant(p.MerchantID)
	f.receipt(p.CashReceipt, m)
	f.deposits(p.Deposits)
	f.note(p.Note)
	return f
}

// method checks the card or account, and that what is for cards only is asked
// of a card. A check card pays in a lump sum (facts 4.1).
func (f *findings) method(p gateways.Payment) {
	method := p.Method
	switch {
	case method.VirtualNumber.Empty():
		f.block(gateways.FieldMethod, gateways.RuleMissing, 0)
	case !methodShaped(method.TypeCode, method.DetailCode, method.VirtualNumber.Reveal()):
		f.block(gateways.FieldMethod, gateways.RuleShape, 0)
	case !method.Card() && (p.Quota != 0 || p.InterestFree || p.UsePoints),
		method.CheckCard && p.Quota != 0,
		p.Quota < 0, p.Quota == 1, p.Quota > 24:
		f.block(gateways.FieldQuota, gateways.RuleQuota, 0)
	case p.Quota > 0 && p.AmountKRW > 0 && p.AmountKRW < minQuotaAmount:
		f.warn(gateways.FieldQuota, gateways.RuleQuotaMinimum, minQuotaAmount)
	}
}

func (f *findings) sale(p gateways.Payment) {
	if p.AmountKRW < 1 || p.AmountKRW > maxAmountKRW {
		f.block(gateways.FieldAmount, gateways.RuleAmount, maxAmountKRW)
	}
	if !partsAddUp(p.Parts, p.AmountKRW) {
		f.block(gateways.FieldTax, gateways.RuleTaxSum, p.AmountKRW)
	}
}

// partsAddUp says whether the three parts of a mixed sale are its amount.
func partsAddUp(parts *gateways.TaxParts, amount int64) bool {
	if parts == nil {
		return true
	}
	for _, part := range []int64{parts.SupplyKRW, parts.VATKRW, parts.FreeKRW} {
		if part < 0 || part > maxAmountKRW {
			return false
		}
	}
	return parts.SupplyKRW+parts.VATKRW+parts.FreeKRW == amount
}

func (f *findings) join(code string) {
	switch {
	case len(code) > joinBytes:
		f.block(gateways.FieldJoinCode, gateways.RuleLength, joinBytes)
	case !gateways.Made(code, ""):
		f.block(gateways.FieldJoinCode, gateways.RuleOrderCharacters, 0)
	}
}

// receipt checks a cash receipt: its number is a card, a phone or a business
// number as the method says (S2 cashReceiptInfo), and goes in SEED only.
func (f *findings) receipt(r *gateways.CashReceipt, m Merchant) {
	if r == nil {
		return
	}
	value := r.Value.Reveal()
	switch {
	case m.SEED == nil:
		f.block(gateways.FieldCashReceipt, gateways.RuleSEED, 0)
	case value == "":
		f.block(gateways.FieldCashReceipt, gateways.RuleMissing, 0)
	case r.Usage != "01" && r.Usage != "02", !receiptNumber(r.Method, value):
		f.block(gateways.FieldCashReceipt, gateways.RuleReceiptNumber, 0)
	default:
		if sealed, err := m.SEED.encrypt(r.Value); err != nil || len(sealed) > issuingBytes {
			f.block(gateways.FieldCashReceipt, gateways.RuleLength, 0)
		}
		if r.Method == "4" && !gateways.BusinessNumberValid(value) {
			f.warn(gateways.FieldCashReceipt, gateways.RuleBusinessNumber, 0)
		}
	}
}

func receiptNumber(method, value string) bool {
	if !gateways.Digits(value) {
		return false
	}
	switch n := len(value); method {
	case "1":
		return n >= 13 && n <= 19
	case "3":
		return (n == 10 || n == 11) && value[0] == '0'
	case "4":
		return n == 10
	}
	return false
}

// deposits checks depositList: each type once, as its amount is the total of
// the type (S2).
func (f *findings) deposits(deposits []gateways.Deposit) {
	seen := map[string]bool{}
	for _, d := range deposits {
		switch {
		case len(d.Type) != 1 || !gateways.Made(d.Type, ""), seen[d.Type]:
			f.block(gateways.FieldDeposit, gateways.RuleShape, 0)
		case d.AmountKRW < 1 || d.AmountKRW > maxAmountKRW:
			f.block(gateways.FieldDeposit, gateways.RuleAmount, maxAmountKRW)
		}
		seen[d.Type] = true
	}
}
