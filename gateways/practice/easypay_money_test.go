package practice_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keyindesk/gateways/practice"
)

// TestEasyPayMAC holds the twin's msgAuthValue against the facts' vectors.
func TestEasyPayMAC(t *testing.T) {
	for message, want := range map[string]string{
		"BB2BDC6A1B519C7EE31EE6FAB5D83D0FC2E80B86|TX-0001|026|VIRTUAL0001|1000": "bf4ad44e08d507896a6f9c4bd328a6bdffa71ede7dfdf8aa0cb1afdc760899ec",
		"20061510000000000001|TX-0002":                                          "e904a44454b214cf4e07d3d90e9c3682cb7241f1e30ad28e7686276845d0de75",
		"20061510000000000001|1000|20200618120000":                              "819ea67c1ff2481eb70da9792d028cb87bbefedbcac6a899d37291fddda88adb",
	} {
		if got := macOf(strings.Split(message, "|")...); got != want {
			t.Errorf("%s: %s", message, got)
		}
	}
}

func TestEasyPaySettles(t *testing.T) {
	w := newWallet(t)
	payment := w.payment(w.registered(w.registration()))
	settle := w.authorized(payment)
	if len(w.Payments()) != 0 {
		t.Fatal("the page alone took money")
	}
	approval := w.yes(toSettle, settle)
	pgCno := approval.text("pgCno")
	if len(pgCno) != 20 || approval.charset != "EUC-KR" || approval.text("resMsg") != "단독승인 정상" {
		t.Errorf("pgCno %q, %q in %s", pgCno, approval.text("resMsg"), approval.charset)
	}
	if approval.number("amount") != "55000" || approval.text("transactionDate") != "20260302120000" || approval.text("statusCode") != "TS03" ||
		approval.text("mallId") != walletMall || approval.text("shopTransactionId") != settle.text("shopTransactionId") ||
		approval.text("shopOrderNo") != settle.text("shopOrderNo") {
		t.Errorf("reply %v", approval.fields)
	}
	if got, want := approval.text("msgAuthValue"), macOf(pgCno, "55000", "20260302120000"); got != want {
		t.Errorf("msgAuthValue %s, want %s", got, want)
	}
	paid, _ := approval.fields["paymentInfo"].(map[string]any)
	card, _ := paid["cardInfo"].(map[string]any)
	if card["cardNo"] != "94902200****140*" || card["installmentMonth"] != json.Number("0") || card["issuerName"] != "비씨카드" {
		t.Errorf("cardInfo %v", card)
	}
	if diff := cmp.Diff(map[string]any{"bankCode": "", "bankName": ""}, paid["bankInfo"]); diff != "" {
		t.Errorf("bankInfo of a card: %s", diff)
	}
	want := []practice.EasyPayPayment{{
		RequestID: settle.text("shopTransactionId"), OrderNumber: settle.text("shopOrderNo"), TransactionID: pgCno,
		ApprovalNumber: paid["approvalNo"].(string), CustomerKey: payment.text("customerKey"), Method: "비씨카드",
		AmountKRW: 55000, Settles: 1, SettledAt: noon,
	}}
	if diff := cmp.Diff(want, w.Payments()); diff != "" {
		t.Errorf("payments (-want +got):\n%s", diff)
	}
	w.no("P301", toSettle, settle)
	if got := w.Payments(); len(got) != 1 || got[0].Settles != 2 {
		t.Errorf("after a second settle: %+v", got)
	}
}

// TestEasyPayRefusesPayments bends a good payment in every way. A field that
// is signed is signed again.
func TestEasyPayRefusesPayments(t *testing.T) {
	w := newWallet(t)
	key := w.registered(w.registration())
	c := w.Credentials()
	s := sealing{c.SEEDKey.Reveal(), "", c.SEEDMode, c.SEEDPadding, c.SEEDHexCase}
	receipt := func(usage, method, number string) body {
		return body{"usage": usage, "issuingMethod": method, "issuingValue": s.seal(t, number)}
	}
	set := func(name string, value any) func(body) { return func(b body) { w.signPayment(b.with(name, value)) } }
	for name, c := range map[string]struct {
		code string
		bend func(body)
	}{
		"as it should be":           {"0000", func(body) {}},
		"mac in capitals":           {"0000", func(b body) { b["msgAuthValue"] = strings.ToUpper(b.text("msgAuthValue")) }},
		"parts that add up":         {"0000", func(b body) { b["comTaxAmt"], b["comVatAmt"], b["comFreeAmt"] = 40000, 4000, 11000 }},
		"a cash receipt":            {"0000", set("cashReceiptInfo", receipt("01", "3", "01012345678"))},
		"a deposit":                 {"0000", set("depositList", []any{body{"dpsType": "C", "dpsAmount": 300}})},
		"50 Hangul of goods":        {"0000", set("goodsName", strings.Repeat("꽃", 50))},
		"no mac":                    {"P203", func(b body) { delete(b, "msgAuthValue") }},
		"another mac":               {"P103", func(b body) { b["msgAuthValue"] = macOf("x") }},
		"amount changed after it":   {"P103", func(b body) { b["amount"] = 55001 }},
		"amount as text":            {"P204", set("amount", "55000")},
		"amount with a point":       {"P204", func(b body) { b["amount"] = json.RawMessage("55000.0") }},
		"amount with an exponent":   {"P204", func(b body) { b["amount"] = json.RawMessage("55e3") }},
		"amount of nothing":         {"P204", set("amount", 0)},
		"amount below":              {"P204", set("amount", -1)},
		"no amount":                 {"P203", func(b body) { delete(b, "amount") }},
		"dollars":                   {"P204", set("currency", "01")},
		"no goods":                  {"P203", set("goodsName", "")},
		"51 Hangul of goods":        {"P205", set("goodsName", strings.Repeat("꽃", 51))},
		"an emoji of goods":         {"P206", set("goodsName", "꽃💐")},
		"http":                      {"P204", set("returnUrl", "http://127.0.0.1/")},
		"no months":                 {"P203", func(b body) { delete(b, "installmentMonth") }},
		"months as text":            {"P204", set("installmentMonth", "0")},
		"one month":                 {"P204", set("installmentMonth", 1)},
		"no word on interest":       {"P203", func(b body) { delete(b, "isFreeInstallment") }},
		"a word for a flag":         {"P204", set("isFreeInstallment", "false")},
		"a number for a flag":       {"P204", set("isCardPointUsageCheck", 0)},
		"no word on points":         {"P203", func(b body) { delete(b, "isCardPointUsageCheck") }},
		"parts that don't":          {"P209", func(b body) { b["comTaxAmt"], b["comVatAmt"], b["comFreeAmt"] = 40000, 4000, 11001 }},
		"a part as text":            {"P204", set("comTaxAmt", "55000")},
		"another virtual number":    {"P315", set("easypayVirtualNo", "VIRTUAL0001")},
		"a type that is not its":    {"P315", set("payMethodTypeCode", "21")},
		"a company that is not its": {"P315", set("payMethodDetailCode", "029")},
		"an unknown key":            {"P311", set("customerKey", "BB2BDC6A1B519C7EE31EE6FAB5D83D0FC2E80B86")},
		"an order of 41":            {"P205", set("shopOrderNo", strings.Repeat("1", 41))},
		"a bad e-mail":              {"P204", set("userEmail", "hong")},
		"joinCd of five":            {"P205", set("joinCd", "12345")},
		"a receipt as text":         {"P204", set("cashReceiptInfo", "01")},
		"a receipt's other usage":   {"P204", set("cashReceiptInfo", receipt("03", "3", "01012345678"))},
		"a receipt's phone":         {"P208", set("cashReceiptInfo", receipt("01", "3", "010-1234-5678"))},
		"a receipt's business":      {"P208", set("cashReceiptInfo", receipt("02", "4", "123456789"))},
		"a receipt in the clear":    {"P208", set("cashReceiptInfo", body{"usage": "01", "issuingMethod": "3", "issuingValue": "01012345678"})},
		"a receipt without a value": {"P203", set("cashReceiptInfo", body{"usage": "01", "issuingMethod": "3"})},
		"a deposit that is no list": {"P204", set("depositList", body{"dpsType": "C", "dpsAmount": 300})},
		"a deposit as text":         {"P204", set("depositList", []any{body{"dpsType": "C", "dpsAmount": "300"}})},
		"a deposit that is none":    {"P203", set("depositList", []any{"C"})},
		"a deposit above the sale":  {"P204", set("depositList", []any{body{"dpsType": "C", "dpsAmount": 55001}})},
	} {
		t.Run(name, func(t *testing.T) {
			payment := w.payment(key)
			c.bend(payment)
			if answer := w.ask(toPayment, payment); answer.text("resCd") != c.code {
				t.Errorf("%v, want %s", answer.fields, c.code)
			}
		})
	}
}

func TestEasyPayRefusesSettles(t *testing.T) {
	w := newWallet(t)
	key := w.registered(w.registration())
	settle, other := w.authorized(w.payment(key)), w.authorized(w.payment(key))
	w.no("P331", toSettle, settle.copy().with("authorizationId", other["authorizationId"]))
	w.no("P331", toSettle, settle.copy().with("shopTransactionId", "TX-none"))
	w.no("P333", toSettle, settle.copy().with("shopOrderNo", other["shopOrderNo"]))
	w.no("P334", toSettle, settle.copy().with("approvalReqDate", "20260301"))
	w.no("P204", toSettle, settle.copy().with("approvalReqDate", "2026-3-2"))
	w.no("P203", toSettle, settle.copy().with("authorizationId", ""))
	w.no("P102", toSettle, settle.copy().with("mallId", "T0001005"))

	pending := w.payment(key)
	w.yes(toPayment, pending)
	w.no("P331", toSettle, body{
		"mallId": walletMall, "shopTransactionId": pending["shopTransactionId"], "shopOrderNo": pending["shopOrderNo"],
		"authorizationId": "0", "approvalReqDate": w.today(),
	})
	w.at("02 12:30:00") // the authorization lives half an hour
	w.no("P332", toSettle, settle)
	if got := w.Payments(); len(got) != 0 {
		t.Errorf("took money: %+v", got)
	}
}

func TestEasyPayRefusesRevokedKeyAtSettle(t *testing.T) {
	w := newWallet(t)
	key := w.registered(w.registration())
	settle := w.authorized(w.payment(key))
	w.yes(toRevoke, body{"mallId": walletMall, "customerKey": key, "shopUserId": "pang-su-14"})
	w.no("P312", toSettle, settle)
}

func TestEasyPayCheckCardsAndAccountsPayAtOnce(t *testing.T) {
	w := newWallet(t)
	answer := w.yes(toRegister, w.registration())
	b := w.browse()
	to, fields := b.press(b.open(answer.text("easyPayCertPageUrl")), "agree").form(t, "next")
	fields["method"] = []string{"2", "5"} // a check card, an account
	_, posted := b.press(b.post(to, fields), "register").form(t, "return")
	key := w.yes(toIssue, issueOf(map[string]string{
		"requestTid": posted.Get("requestTid"), "registerTid": posted.Get("registerTid"), "certSeqNo": posted.Get("certSeqNo"),
	})).text("customerKey")

	check := w.payment(key)
	w.no("P316", toPayment, check.with("installmentMonth", 3))
	account := w.payment(key)
	list := w.yes(toMethods, body{"mallId": walletMall, "customerKey": key}).fields["payMethodInfoList"].([]any)
	m := list[1].(map[string]any)
	account["payMethodTypeCode"], account["payMethodDetailCode"], account["easypayVirtualNo"] = m["payMethodTypeCode"], m["payMethodDetailCode"], m["easypayVirtualNo"]
	for _, name := range []string{"installmentMonth", "isFreeInstallment", "isCardPointUsageCheck"} {
		delete(account, name)
	}
	c := w.Credentials()
	s := sealing{c.SEEDKey.Reveal(), "", c.SEEDMode, c.SEEDPadding, c.SEEDHexCase}
	account["cashReceiptInfo"] = body{"usage": "01", "issuingMethod": "3", "issuingValue": s.seal(t, "01012345678")}
	approval := w.yes(toSettle, w.authorized(w.signPayment(account)))
	paid := approval.fields["paymentInfo"].(map[string]any)
	if diff := cmp.Diff(map[string]any{"bankCode": "004", "bankName": "국민은행"}, paid["bankInfo"]); diff != "" {
		t.Errorf("bankInfo: %s", diff)
	}
	if card := paid["cardInfo"].(map[string]any); card["cardNo"] != "" || card["installmentMonth"] != "" {
		t.Errorf("cardInfo of an account %v", card)
	}
	if receipt := paid["cashReceiptInfo"].(map[string]any); receipt["resCd"] != "0000" || receipt["approvalNo"] == "" {
		t.Errorf("cashReceiptInfo %v", receipt)
	}
}
