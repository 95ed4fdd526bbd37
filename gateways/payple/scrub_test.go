package payple

import "testing"

// Masks come as Payple makes them, unless they are none.
func TestMasks(t *testing.T) {
	for given, want := range map[string]string{
		"1111-****-****-2222": "1111-****-****-2222", "1111********4444": "1111********4444", "12345678****1234": "12345678****1234",
		"123-********-021": "123-********-021", "110-***-123456": "110-***-123456", "": "",
		"4111111111111111": "[…]", "4111-1111-1111-1111": "[…]", "4111 1111 1111 1111": "[…]", "0000000000001": "[…]",
		"000-000-000-000-1": "[…]", "４１１１１１１１１１１１１１１１": "[…]", "0001234567890": "[…]",
	} {
		card := lookedUp(t, found.with("PCD_PAY_CARDNUM", given).text())
		account := lookedUp(t, found.with("PCD_PAY_TYPE", "transfer").with("PCD_PAY_BANKNUM", given).text())
		if card.MaskedNumber != want || account.MaskedNumber != want || card.Trace.Reply["PCD_PAY_CARDNUM"] != want {
			t.Errorf("%q: %q %q %q", given, card.MaskedNumber, account.MaskedNumber, card.Trace.Reply["PCD_PAY_CARDNUM"])
		}
	}
}

func TestCompanyIsReadFromTheTypoToo(t *testing.T) {
	body := found.with("PCD_PAY_CARDNAME", nil).with("PCD_PAY_CARDNANE", "KB국민카드")
	if got := lookedUp(t, body.text()); got.Company != "KB국민카드" {
		t.Errorf("%q", got.Company)
	}
	if got := lookedUp(t, body.with("PCD_PAY_CARDNAME", "BC카드").text()); got.Company != "BC카드" {
		t.Errorf("%q", got.Company)
	}
}
