package payup

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"keyindesk/gateways"
)

func TestCheck(t *testing.T) {
	secret := gateways.NewSecret
	block := func(field gateways.Field, rule string, limit int64) []gateways.Finding {
		return []gateways.Finding{{Field: field, Rule: rule, Limit: limit, Block: true}}
	}
	warn := func(field gateways.Field, rule string, limit int64) []gateways.Finding {
		return []gateways.Finding{{Field: field, Rule: rule, Limit: limit}}
	}
	for name, c := range map[string]struct {
		change func(*gateways.Charge)
		want   []gateways.Finding
	}{
		"nothing": {func(*gateways.Charge) {}, nil},

		"order missing":    {func(c *gateways.Charge) { c.OrderNumber = "" }, block(gateways.FieldOrderNumber, gateways.RuleMissing, 0)},
		"order of 20":      {func(c *gateways.Charge) { c.OrderNumber = "abcDEF_-901234567890" }, nil},
		"order of 21":      {func(c *gateways.Charge) { c.OrderNumber = "abcDEF_-9012345678901" }, block(gateways.FieldOrderNumber, gateways.RuleLength, 20)},
		"order with a bar": {func(c *gateways.Charge) { c.OrderNumber = "a|b" }, block(gateways.FieldOrderNumber, gateways.RuleOrderCharacters, 0)},
		"order in Korean":  {func(c *gateways.Charge) { c.OrderNumber = "주문" }, block(gateways.FieldOrderNumber, gateways.RuleOrderCharacters, 0)},

		"card missing":      {func(c *gateways.Charge) { c.Card.Number = gateways.Secret{} }, block(gateways.FieldCardNumber, gateways.RuleMissing, 0)},
		"card with hyphens": {func(c *gateways.Charge) { c.Card.Number = secret("9490-2200-0661-1406") }, block(gateways.FieldCardNumber, gateways.RuleDigits, 0)},
		"card full-width":   {func(c *gateways.Charge) { c.Card.Number = secret("９４９０２２０００６６１１４０６") }, block(gateways.FieldCardNumber, gateways.RuleDigits, 0)},
		"card of 10":        {func(c *gateways.Charge) { c.Card.Number = secret("0000000000") }, block(gateways.FieldCardNumber, gateways.RuleCardLength, 0)},
		"card of 11":        {func(c *gateways.Charge) { c.Card.Number = secret("00000000000") }, nil},
		"card of 20":        {func(c *gateways.Charge) { c.Card.Number = secret("00000000000000000000") }, nil},
		"card of 21":        {func(c *gateways.Charge) { c.Card.Number = secret("000000000000000000000") }, block(gateways.FieldCardNumber, gateways.RuleCardLength, 0)},
		"Luhn, S4's sample": {func(c *gateways.Charge) { c.Card.Number = secret("9490191412341234") }, warn(gateways.FieldCardNumber, gateways.RuleLuhn, 0)},

		"month missing":     {func(c *gateways.Charge) { c.Card.ExpiryMonth = gateways.Secret{} }, block(gateways.FieldExpiry, gateways.RuleMissing, 0)},
		"month 00":          {func(c *gateways.Charge) { c.Card.ExpiryMonth = secret("00") }, block(gateways.FieldExpiry, gateways.RuleExpiryMonth, 0)},
		"month 13":          {func(c *gateways.Charge) { c.Card.ExpiryMonth = secret("13") }, block(gateways.FieldExpiry, gateways.RuleExpiryMonth, 0)},
		"month 5":           {func(c *gateways.Charge) { c.Card.ExpiryMonth = secret("5") }, block(gateways.FieldExpiry, gateways.RuleExpiryMonth, 0)},
		"month 012":         {func(c *gateways.Charge) { c.Card.ExpiryMonth = secret("012") }, block(gateways.FieldExpiry, gateways.RuleExpiryMonth, 0)},
		"month in letters":  {func(c *gateways.Charge) { c.Card.ExpiryMonth = secret("0x") }, block(gateways.FieldExpiry, gateways.RuleDigits, 0)},
		"year of 4":         {func(c *gateways.Charge) { c.Card.ExpiryYear = secret("2029") }, block(gateways.FieldExpiry, gateways.RuleLength, 2)},
		"expires now":       {func(c *gateways.Charge) { c.Card.ExpiryMonth, c.Card.ExpiryYear = secret("01"), secret("26") }, nil},
		"expired last year": {func(c *gateways.Charge) { c.Card.ExpiryMonth, c.Card.ExpiryYear = secret("12"), secret("25") }, warn(gateways.FieldExpiry, gateways.RuleExpired, 0)},

		"holder missing":        {func(c *gateways.Charge) { c.Card.HolderID = gateways.Secret{} }, block(gateways.FieldHolderID, gateways.RuleMissing, 0)},
		"holder of 8":           {func(c *gateways.Charge) { c.Card.HolderID = secret("19890302") }, block(gateways.FieldHolderID, gateways.RuleHolderLength, 0)},
		"holder with hyphens":   {func(c *gateways.Charge) { c.Card.HolderID = secret("220-81-625") }, block(gateways.FieldHolderID, gateways.RuleDigits, 0)},
		"29 February":           {func(c *gateways.Charge) { c.Card.HolderID = secret("010229") }, nil},
		"30 February":           {func(c *gateways.Charge) { c.Card.HolderID = secret("040230") }, block(gateways.FieldHolderID, gateways.RuleBirthDate, 0)},
		"month 13 of birth":     {func(c *gateways.Charge) { c.Card.HolderID = secret("891301") }, block(gateways.FieldHolderID, gateways.RuleBirthDate, 0)},
		"day 0 of birth":        {func(c *gateways.Charge) { c.Card.HolderID = secret("891200") }, block(gateways.FieldHolderID, gateways.RuleBirthDate, 0)},
		"business number":       {func(c *gateways.Charge) { c.Card.HolderID = secret("2208162517") }, nil},
		"business number wrong": {func(c *gateways.Charge) { c.Card.HolderID = secret("2208162518") }, warn(gateways.FieldHolderID, gateways.RuleBusinessNumber, 0)},

		"password missing": {func(c *gateways.Charge) { c.Card.Password = gateways.Secret{} }, block(gateways.FieldPassword, gateways.RuleMissing, 0)},
		"password of 4":    {func(c *gateways.Charge) { c.Card.Password = secret("1234") }, block(gateways.FieldPassword, gateways.RulePassword, 0)},
		"password letters": {func(c *gateways.Charge) { c.Card.Password = secret("ab") }, block(gateways.FieldPassword, gateways.RulePassword, 0)},

		"no money":        {func(c *gateways.Charge) { c.AmountKRW = 0 }, block(gateways.FieldAmount, gateways.RuleAmount, maxAmountKRW)},
		"negative money":  {func(c *gateways.Charge) { c.AmountKRW = -1004 }, block(gateways.FieldAmount, gateways.RuleAmount, maxAmountKRW)},
		"12 digits":       {func(c *gateways.Charge) { c.AmountKRW = 999_999_999_999 }, nil},
		"13 digits":       {func(c *gateways.Charge) { c.AmountKRW = 1_000_000_000_000 }, block(gateways.FieldAmount, gateways.RuleAmount, maxAmountKRW)},
		"quota 1":         {func(c *gateways.Charge) { c.Quota = 1 }, block(gateways.FieldQuota, gateways.RuleQuota, 0)},
		"quota negative":  {func(c *gateways.Charge) { c.Quota = -2 }, block(gateways.FieldQuota, gateways.RuleQuota, 0)},
		"quota 24":        {func(c *gateways.Charge) { c.Quota = 24 }, nil},
		"quota 25":        {func(c *gateways.Charge) { c.Quota = 25 }, block(gateways.FieldQuota, gateways.RuleQuota, 0)},
		"quota too small": {func(c *gateways.Charge) { c.Quota, c.AmountKRW = 2, 49_999 }, warn(gateways.FieldQuota, gateways.RuleQuotaMinimum, 50_000)},
		"tax sum":         {func(c *gateways.Charge) { c.Tax = &gateways.Tax{TaxableKRW: 50_000, FreeKRW: 9_999} }, block(gateways.FieldTax, gateways.RuleTaxSum, 60_000)},
		"tax all free":    {func(c *gateways.Charge) { c.Tax = &gateways.Tax{FreeKRW: 60_000} }, nil},
		"tax negative":    {func(c *gateways.Charge) { c.Tax = &gateways.Tax{TaxableKRW: 60_001, FreeKRW: -1} }, block(gateways.FieldTax, gateways.RuleTaxSum, 60_000)},
		"tax below zero":  {func(c *gateways.Charge) { c.Tax = &gateways.Tax{TaxableKRW: -1, FreeKRW: 60_001} }, block(gateways.FieldTax, gateways.RuleTaxSum, 60_000)},
		"tax overflows": {func(c *gateways.Charge) { c.Tax = &gateways.Tax{TaxableKRW: 1 << 62, FreeKRW: -1<<62 + 60_000} },
			block(gateways.FieldTax, gateways.RuleTaxSum, 60_000)},

		"item missing":      {func(c *gateways.Charge) { c.ItemName = " \t" }, block(gateways.FieldItemName, gateways.RuleMissing, 0)},
		"item of 128":       {func(c *gateways.Charge) { c.ItemName = strings.Repeat("가", 42) + "ab" }, nil},
		"item of 129":       {func(c *gateways.Charge) { c.ItemName = strings.Repeat("가", 43) }, block(gateways.FieldItemName, gateways.RuleLength, 42)},
		"item of two lines": {func(c *gateways.Charge) { c.ItemName = "a\nb" }, block(gateways.FieldItemName, gateways.RuleBytes, 0)},
		"item with emoji":   {func(c *gateways.Charge) { c.ItemName = "꽃 💐" }, block(gateways.FieldItemName, gateways.RuleBytes, 0)},
		"item turned round": {func(c *gateways.Charge) { c.ItemName = "꽃\u202e" }, block(gateways.FieldItemName, gateways.RuleBytes, 0)},
		"item not UTF-8":    {func(c *gateways.Charge) { c.ItemName = "\xb0\xa1" }, block(gateways.FieldItemName, gateways.RuleBytes, 0)},
		"buyer missing":     {func(c *gateways.Charge) { c.BuyerName = "" }, block(gateways.FieldBuyerName, gateways.RuleMissing, 0)},
		"buyer of 50":       {func(c *gateways.Charge) { c.BuyerName = strings.Repeat("김", 16) + "ab" }, nil},
		"buyer of 51":       {func(c *gateways.Charge) { c.BuyerName = strings.Repeat("a", 51) }, block(gateways.FieldBuyerName, gateways.RuleLength, 50)},
		"phone missing":     {func(c *gateways.Charge) { c.BuyerPhone = "" }, block(gateways.FieldBuyerPhone, gateways.RulePhoneForKakao, 0)},
		"phone not needed":  {func(c *gateways.Charge) { c.BuyerPhone, c.NotifyKakao = "", false }, nil},
		"phone of 10":       {func(c *gateways.Charge) { c.BuyerPhone = "0161234567" }, nil},
		"phone of 9":        {func(c *gateways.Charge) { c.BuyerPhone = "021234567" }, block(gateways.FieldBuyerPhone, gateways.RulePhone, 0)},
		"phone hyphens":     {func(c *gateways.Charge) { c.BuyerPhone = "010-1234-56" }, block(gateways.FieldBuyerPhone, gateways.RulePhone, 0)},
		"phone from 8":      {func(c *gateways.Charge) { c.BuyerPhone = "82101234567" }, block(gateways.FieldBuyerPhone, gateways.RulePhone, 0)},
		"no e-mail":         {func(c *gateways.Charge) { c.BuyerEmail = "" }, nil},
		"e-mail of 129":     {func(c *gateways.Charge) { c.BuyerEmail = strings.Repeat("a", 125) + "@b.c" }, block(gateways.FieldBuyerEmail, gateways.RuleLength, 128)},
		"e-mail no host":    {func(c *gateways.Charge) { c.BuyerEmail = "a@" }, block(gateways.FieldBuyerEmail, gateways.RuleEmail, 0)},
		"e-mail no dot":     {func(c *gateways.Charge) { c.BuyerEmail = "a@b" }, block(gateways.FieldBuyerEmail, gateways.RuleEmail, 0)},
		"e-mail two @":      {func(c *gateways.Charge) { c.BuyerEmail = "a@b@c.kr" }, block(gateways.FieldBuyerEmail, gateways.RuleEmail, 0)},
		"e-mail a blank":    {func(c *gateways.Charge) { c.BuyerEmail = "a b@c.kr" }, block(gateways.FieldBuyerEmail, gateways.RuleEmail, 0)},
		"e-mail Korean":     {func(c *gateways.Charge) { c.BuyerEmail = "홍@c.kr" }, block(gateways.FieldBuyerEmail, gateways.RuleEmail, 0)},
	} {
		t.Run(name, func(t *testing.T) {
			charge := fullCharge()
			charge.Card.Number = secret("9490220006611406")
			charge.AmountKRW = 60_000
			c.change(&charge)
			if charge.AmountKRW != 60_000 {
				charge.Tax = nil
			}
			got := (&Client{}).Check(charge)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			if !gateways.Blocked(got) {
				return
			}
			client, l := overLine(t, ok(recorded(t, "keyin2-approved.reply.json")))
			answer := client.Charge(context.Background(), charge)
			if answer.Outcome != gateways.NotSent || answer.Fault != gateways.FaultCheck || l.sent.Len() > 0 {
				t.Errorf("Charge: %v %s, %d bytes sent", answer.Outcome, answer.Fault, l.sent.Len())
			}
		})
	}
}

// Check and Cancel refuse without a byte sent: a charge without a time, a
// transaction id that is not one.
func TestRefusals(t *testing.T) {
	client, l := overLine(t, ok(recorded(t, "keyin2-approved.reply.json")))
	charge := fullCharge()
	charge.At = time.Time{}
	if got := client.Charge(context.Background(), charge); got.Outcome != gateways.NotSent || got.Fault != gateways.FaultCheck {
		t.Errorf("a charge without a time: %v", got.Outcome)
	}
	if got := client.Charge(context.Background(), gateways.Charge{}); got.Fault != gateways.FaultCheck {
		t.Errorf("an empty charge: %v", got.Outcome)
	}
	for _, id := range []string{"", "null", "a b1", "1|2", strings.Repeat("1", 21), "거래1", "../1"} {
		if got := client.Cancel(context.Background(), gateways.Cancel{TransactionID: id}); got.Outcome != gateways.NotSent {
			t.Errorf("%q: %v", id, got.Outcome)
		}
	}
	if l.sent.Len() > 0 {
		t.Errorf("%d bytes sent", l.sent.Len())
	}
}

// Whatever text passes Check fits its field and one line, and the limit that a
// finding names is one that passes.
func TestCheckTextProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		charge := fullCharge()
		charge.ItemName = rapid.StringN(1, 200, -1).Draw(t, "item")
		for _, finding := range (&Client{}).Check(charge) {
			if finding.Field != gateways.FieldItemName {
				continue
			}
			if finding.Rule == gateways.RuleLength {
				charge.ItemName = string([]rune(charge.ItemName)[:finding.Limit])
				if len(charge.ItemName) > maxItemBytes {
					t.Fatalf("the limit %d is too long", finding.Limit)
				}
			}
			return
		}
		if len(charge.ItemName) > maxItemBytes || strings.ContainsAny(charge.ItemName, "\r\n\t\x00") {
			t.Fatalf("%q passes", charge.ItemName)
		}
	})
}
