package practice_test

import (
	"strings"

	"keyindesk/gateways"
	"keyindesk/gateways/gatewaytest"
)

func goodCharge() gateways.Charge {
	return gateways.Charge{
		Card: gateways.Card{
			Number:      gateways.NewSecret("9490220006611406"),
			ExpiryMonth: gateways.NewSecret("11"),
			ExpiryYear:  gateways.NewSecret("31"),
			HolderID:    gateways.NewSecret("890302"),
			Password:    gateways.NewSecret("00"),
		},
		ItemName:    "꽃바구니",
		BuyerName:   "홍길동",
		BuyerPhone:  "01012345678",
		BuyerEmail:  "buyer@example.com",
		NotifyKakao: true,
		At:          noon,
	}
}

// change names a change to one field of a good charge.
func change(name string, field gateways.Field, rule string, change func(*gateways.Charge)) gatewaytest.Case {
	return gatewaytest.Case{Name: name, Field: field, Rule: rule, Change: change}
}

func number(text string) func(*gateways.Charge) {
	return func(c *gateways.Charge) { c.Card.Number = gateways.NewSecret(text) }
}

func expiry(month, year string) func(*gateways.Charge) {
	return func(c *gateways.Charge) {
		c.Card.ExpiryMonth, c.Card.ExpiryYear = gateways.NewSecret(month), gateways.NewSecret(year)
	}
}

func holder(text string) func(*gateways.Charge) {
	return func(c *gateways.Charge) { c.Card.HolderID = gateways.NewSecret(text) }
}

func password(text string) func(*gateways.Charge) {
	return func(c *gateways.Charge) { c.Card.Password = gateways.NewSecret(text) }
}

// The lengths and forms of 2.1.
var blocked = []gatewaytest.Case{
	change("no order number", gateways.FieldOrderNumber, gateways.RuleMissing, func(c *gateways.Charge) { c.OrderNumber = "" }),
	change("order number of 21", gateways.FieldOrderNumber, gateways.RuleLength, func(c *gateways.Charge) { c.OrderNumber = strings.Repeat("A", 21) }),
	change("order number in Korean", gateways.FieldOrderNumber, gateways.RuleOrderCharacters, func(c *gateways.Charge) { c.OrderNumber = "주문1" }),
	change("order number with a bar", gateways.FieldOrderNumber, gateways.RuleOrderCharacters, func(c *gateways.Charge) { c.OrderNumber = "A|1" }),
	change("no card", gateways.FieldCardNumber, gateways.RuleMissing, number("")),
	change("card with hyphens", gateways.FieldCardNumber, gateways.RuleDigits, number("9490-2200-0661-1406")),
	change("card in full-width digits", gateways.FieldCardNumber, gateways.RuleDigits, number("９４９０２２０００６６１")),
	change("card of 10", gateways.FieldCardNumber, gateways.RuleCardLength, number("9490220006")),
	change("card of 21", gateways.FieldCardNumber, gateways.RuleCardLength, number("949022000661140600000")),
	change("no month", gateways.FieldExpiry, gateways.RuleMissing, expiry("", "31")),
	change("month 00", gateways.FieldExpiry, gateways.RuleExpiryMonth, expiry("00", "31")),
	change("month 13", gateways.FieldExpiry, gateways.RuleExpiryMonth, expiry("13", "31")),
	change("month of one digit", gateways.FieldExpiry, gateways.RuleExpiryMonth, expiry("1", "31")),
	change("year of four digits", gateways.FieldExpiry, gateways.RuleLength, expiry("11", "2031")),
	change("year of letters", gateways.FieldExpiry, gateways.RuleDigits, expiry("11", "3x")),
	change("no holder", gateways.FieldHolderID, gateways.RuleMissing, holder("")),
	change("holder of letters", gateways.FieldHolderID, gateways.RuleDigits, holder("89030a")),
	change("holder of 8", gateways.FieldHolderID, gateways.RuleHolderLength, holder("19890302")),
	change("30 February", gateways.FieldHolderID, gateways.RuleBirthDate, holder("890230")),
	change("no password", gateways.FieldPassword, gateways.RuleMissing, password("")),
	change("password of 4", gateways.FieldPassword, gateways.RulePassword, password("0000")),
	change("password of letters", gateways.FieldPassword, gateways.RulePassword, password("ab")),
	change("nothing to pay", gateways.FieldAmount, gateways.RuleAmount, func(c *gateways.Charge) { c.AmountKRW = 0 }),
	change("less than nothing", gateways.FieldAmount, gateways.RuleAmount, func(c *gateways.Charge) { c.AmountKRW = -1000 }),
	change("amount of 13 digits", gateways.FieldAmount, gateways.RuleAmount, func(c *gateways.Charge) { c.AmountKRW = 1_000_000_000_000 }),
	change("quota 1", gateways.FieldQuota, gateways.RuleQuota, func(c *gateways.Charge) { c.Quota = 1 }),
	change("quota 25", gateways.FieldQuota, gateways.RuleQuota, func(c *gateways.Charge) { c.Quota = 25 }),
	change("quota -2", gateways.FieldQuota, gateways.RuleQuota, func(c *gateways.Charge) { c.Quota = -2 }),
	change("no item", gateways.FieldItemName, gateways.RuleMissing, func(c *gateways.Charge) { c.ItemName = " " }),
	change("long item", gateways.FieldItemName, gateways.RuleLength, func(c *gateways.Charge) { c.ItemName = strings.Repeat("a", 129) }),
	change("item of two lines", gateways.FieldItemName, gateways.RuleBytes, func(c *gateways.Charge) { c.ItemName = "a\nb" }),
	change("no buyer", gateways.FieldBuyerName, gateways.RuleMissing, func(c *gateways.Charge) { c.BuyerName = "" }),
	change("long buyer", gateways.FieldBuyerName, gateways.RuleLength, func(c *gateways.Charge) { c.BuyerName = strings.Repeat("a", 51) }),
	change("buyer of broken bytes", gateways.FieldBuyerName, gateways.RuleBytes, func(c *gateways.Charge) { c.BuyerName = "홍\xff" }),
	change("phone with hyphens", gateways.FieldBuyerPhone, gateways.RulePhone, func(c *gateways.Charge) { c.BuyerPhone = "010-1234-567" }),
	change("phone of 9", gateways.FieldBuyerPhone, gateways.RulePhone, func(c *gateways.Charge) { c.BuyerPhone = "010123456" }),
	change("알림톡 to nobody", gateways.FieldBuyerPhone, gateways.RulePhoneForKakao, func(c *gateways.Charge) { c.BuyerPhone = "" }),
	change("no e-mail address", gateways.FieldBuyerEmail, gateways.RuleEmail, func(c *gateways.Charge) { c.BuyerEmail = "nobody" }),
	change("long e-mail", gateways.FieldBuyerEmail, gateways.RuleLength, func(c *gateways.Charge) { c.BuyerEmail = strings.Repeat("a", 120) + "@example.com" }),
	change("tax parts too small", gateways.FieldTax, gateways.RuleTaxSum, func(c *gateways.Charge) { c.Tax = &gateways.Tax{TaxableKRW: c.AmountKRW - 1} }),
	change("tax part below zero", gateways.FieldTax, gateways.RuleTaxSum, func(c *gateways.Charge) {
		c.Tax = &gateways.Tax{TaxableKRW: c.AmountKRW + 1, FreeKRW: -1}
	}),
}

var warned = []gatewaytest.Case{
	change("the document's own card", gateways.FieldCardNumber, gateways.RuleLuhn, number("9490191412341234")),
	change("expired", gateways.FieldExpiry, gateways.RuleExpired, expiry("01", "26")),
	change("business number", gateways.FieldHolderID, gateways.RuleBusinessNumber, holder("1234567890")),
	change("small instalments", gateways.FieldQuota, gateways.RuleQuotaMinimum, func(c *gateways.Charge) { c.Quota, c.AmountKRW = 3, 49_999 }),
}
