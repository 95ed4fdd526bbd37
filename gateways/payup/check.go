package payup

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"keyindesk/gateways"
)

// The lengths of S4 2.1 and 2.2. It does not say whether letters or bytes; for
// the two Korean texts UTF-8 bytes are counted, because a name that fits the
// form and not Payup's table would be found out after the card was charged.
const (
	maxID          = 20 // merchantId, orderNumber, transactionId
	maxItemBytes   = 128
	maxBuyerBytes  = 50
	maxEmail       = 128
	maxAmountKRW   = 999_999_999_999
	minQuotaAmount = 50_000 // common instalment floor (facts 4.1); some companies take less
)

// Check looks every field of a charge over by S4 2.1. Luhn, a business
// number's check digit, a past expiry and a small instalment sale are
// warnings: the card company knows better.
func (c *Client) Check(charge gateways.Charge) []gateways.Finding {
	var f findings
	f.order(charge.OrderNumber)
	f.card(charge.Card, charge.At)
	f.holder(charge.Card.HolderID.Reveal())
	f.sale(charge)
	f.text(gateways.FieldItemName, charge.ItemName, maxItemBytes)
	f.text(gateways.FieldBuyerName, charge.BuyerName, maxBuyerBytes)
	f.contact(charge)
	return f
}

type findings []gateways.Finding

func (f *findings) block(field gateways.Field, rule string, limit int64) {
	*f = append(*f, gateways.Finding{Field: field, Rule: rule, Limit: limit, Block: true})
}

func (f *findings) warn(field gateways.Field, rule string, limit int64) {
	*f = append(*f, gateways.Finding{Field: field, Rule: rule, Limit: limit})
}

func (f *findings) order(number string) {
	switch {
	case number == "":
		f.block(gateways.FieldOrderNumber, gateways.RuleMissing, 0)
	case len(number) > maxID:
		f.block(gateways.FieldOrderNumber, gateways.RuleLength, maxID)
	case !gateways.Made(number, "_-"):
		f.block(gateways.FieldOrderNumber, gateways.RuleOrderCharacters, 0)
	}
}

func (f *findings) card(card gateways.Card, at time.Time) {
	number := card.Number.Reveal()
	switch {
	case number == "":
		f.block(gateways.FieldCardNumber, gateways.RuleMissing, 0)
	case !gateways.Digits(number):
		f.block(gateways.FieldCardNumber, gateways.RuleDigits, 0)
	case len(number) < 11 || len(number) > 20:
		f.block(gateways.FieldCardNumber, gateways.RuleCardLength, 0)
	case !gateways.LuhnValid(number):
		f.warn(gateways.FieldCardNumber, gateways.RuleLuhn, 0)
	}
	f.expiry(card.ExpiryMonth.Reveal(), card.ExpiryYear.Reveal(), at)
	switch password := card.Password.Reveal(); {
	case password == "":
		f.block(gateways.FieldPassword, gateways.RuleMissing, 0)
	case len(password) != 2 || !gateways.Digits(password):
		f.block(gateways.FieldPassword, gateways.RulePassword, 0)
	}
}

// expiry warns from the first day of the month after the one on the card, in
// Korea.
func (f *findings) expiry(month, year string, at time.Time) {
	switch {
	case month == "" || year == "":
		f.block(gateways.FieldExpiry, gateways.RuleMissing, 0)
	case !gateways.Digits(month) || !gateways.Digits(year):
		f.block(gateways.FieldExpiry, gateways.RuleDigits, 0)
	case len(year) != 2:
		f.block(gateways.FieldExpiry, gateways.RuleLength, 2)
	case len(month) != 2 || month < "01" || month > "12":
		f.block(gateways.FieldExpiry, gateways.RuleExpiryMonth, 0)
	case !at.IsZero() && "20"+year+month < at.In(gateways.Korea).Format("200601"):
		f.warn(gateways.FieldExpiry, gateways.RuleExpired, 0)
	}
}

// holder takes a birth date or a business number; the length tells which.
func (f *findings) holder(id string) {
	switch {
	case id == "":
		f.block(gateways.FieldHolderID, gateways.RuleMissing, 0)
	case !gateways.Digits(id):
		f.block(gateways.FieldHolderID, gateways.RuleDigits, 0)
	case len(id) == 6 && !dayOfYear(id[2:]):
		f.block(gateways.FieldHolderID, gateways.RuleBirthDate, 0)
	case len(id) == 10 && !gateways.BusinessNumberValid(id):
		f.warn(gateways.FieldHolderID, gateways.RuleBusinessNumber, 0)
	case len(id) != 6 && len(id) != 10:
		f.block(gateways.FieldHolderID, gateways.RuleHolderLength, 0)
	}
}

// dayOfYear says whether MMDD is a day. 0229 is one: the century is not known
// (facts 4.3).
func dayOfYear(monthDay string) bool {
	_, err := time.Parse("20060102", "2000"+monthDay)
	return err == nil
}

func (f *findings) sale(charge gateways.Charge) {
	if charge.AmountKRW < 1 || charge.AmountKRW > maxAmountKRW {
		f.block(gateways.FieldAmount, gateways.RuleAmount, maxAmountKRW)
	}
	switch quota := charge.Quota; {
	case quota < 0 || quota == 1 || quota > 24:
		f.block(gateways.FieldQuota, gateways.RuleQuota, 0)
	case quota > 0 && charge.AmountKRW > 0 && charge.AmountKRW < minQuotaAmount:
		f.warn(gateways.FieldQuota, gateways.RuleQuotaMinimum, minQuotaAmount)
	}
	if tax := charge.Tax; tax != nil {
		if tax.TaxableKRW < 0 || tax.FreeKRW < 0 || tax.FreeKRW != charge.AmountKRW-tax.TaxableKRW {
			f.block(gateways.FieldTax, gateways.RuleTaxSum, charge.AmountKRW)
		}
	}
}

// text checks a required line of free text. A finding about its length says
// how many of these very letters fit, as Hangul takes three bytes each.
func (f *findings) text(field gateways.Field, text string, maxBytes int) {
	switch {
	case strings.TrimSpace(text) == "":
		f.block(field, gateways.RuleMissing, 0)
	case !utf8.ValidString(text) || strings.ContainsFunc(text, unfit):
		f.block(field, gateways.RuleBytes, 0)
	case len(text) > maxBytes:
		f.block(field, gateways.RuleLength, int64(lettersWithin(text, maxBytes)))
	}
}

// unfit says whether a letter may break the line or the gateway's table:
// controls and invisible signs, and those beyond the basic plane such as
// emoji, which older tables refuse after the card was charged.
func unfit(r rune) bool { return !unicode.IsGraphic(r) || r > 0xFFFF || r == utf8.RuneError }

func lettersWithin(text string, maxBytes int) int {
	letters := 0
	for i, r := range text {
		if i+utf8.RuneLen(r) > maxBytes {
			break
		}
		letters++
	}
	return letters
}

func (f *findings) contact(charge gateways.Charge) {
	switch phone := charge.BuyerPhone; {
	case phone == "" && charge.NotifyKakao:
		f.block(gateways.FieldBuyerPhone, gateways.RulePhoneForKakao, 0)
	case phone != "" && (!gateways.Digits(phone) || len(phone) < 10 || len(phone) > 11 || phone[0] != '0'):
		f.block(gateways.FieldBuyerPhone, gateways.RulePhone, 0)
	}
	switch email := charge.BuyerEmail; {
	case len(email) > maxEmail:
		f.block(gateways.FieldBuyerEmail, gateways.RuleLength, maxEmail)
	case email != "" && !emailValid(email):
		f.block(gateways.FieldBuyerEmail, gateways.RuleEmail, 0)
	}
}
