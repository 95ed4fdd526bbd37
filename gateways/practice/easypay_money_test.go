package practice_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keyindesk/gateways"
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

// TestEasyPayIDsUntilMidnight: an id of the shop's is refused as a repeat until
// midnight in Korea, and is a new request after it, a second charge.
func TestEasyPayIDsUntilMidnight(t *testing.T) {
	w := newWallet(t)
	w.at("02 23:45:00")
	key := w.registered(w.registration())
	payment := w.payment(key)
	settle := w.authorized(payment)
	w.no("P301", toPayment, payment) // before it is settled
	w.at("02 23:59:50")
	first := w.yes(toSettle, settle)
	w.no("P301", toPayment, payment)
	w.no("P301", toSettle, settle)
	cancel := w.cancel(first)
	w.no("P301", toCancel, cancel.copy().with("shopTransactionId", payment["shopTransactionId"]).
		with("msgAuthValue", macOf(first.text("pgCno"), payment.text("shopTransactionId"))))

	w.at("03 00:00:00")
	if found := w.yes(toStatus, w.status(payment.text("shopTransactionId"), "20260302")); found.text("pgCno") != first.text("pgCno") {
		t.Error("yesterday's settle is not found")
	}
	w.no("P334", toSettle, settle) // yesterday's date
	w.no("P301", toSettle, settle.copy().with("approvalReqDate", w.today()))
	second := w.yes(toSettle, w.authorized(payment))
	if got := w.Payments(); len(got) != 2 || second.text("pgCno") == first.text("pgCno") {
		t.Errorf("payments %+v", got)
	}
	w.no("P352", toStatus, w.status(payment.text("shopTransactionId"), "20260301"))
	for date, pgCno := range map[string]string{"20260302": first.text("pgCno"), "20260303": second.text("pgCno")} {
		if found := w.yes(toStatus, w.status(payment.text("shopTransactionId"), date)); found.text("pgCno") != pgCno {
			t.Errorf("%s: %v", date, found.fields)
		}
	}
}

// TestEasyPayAcrossMidnight: registered before midnight, settled after it.
func TestEasyPayAcrossMidnight(t *testing.T) {
	w := newWallet(t)
	w.at("02 23:59:50")
	settle := w.authorized(w.payment(w.registered(w.registration())))
	w.at("03 00:00:01")
	w.no("P334", toSettle, settle)
	settle["approvalReqDate"] = w.today()
	approval := w.yes(toSettle, settle)
	if got := approval.text("transactionDate"); got != "20260303000001" {
		t.Errorf("transactionDate %s", got)
	}
	w.no("P351", toStatus, w.status(settle.text("shopTransactionId"), "20260302"))
	w.yes(toStatus, w.status(settle.text("shopTransactionId"), "20260303"))
}

func TestEasyPayStatus(t *testing.T) {
	w := newWallet(t)
	settle, approval := w.settled()
	id := settle.text("shopTransactionId")
	found := w.yes(toStatus, w.status(id, "20260302"))
	if _, there := found.fields["msgAuthValue"]; there {
		t.Error("a tradeStatus came with a msgAuthValue")
	}
	delete(approval.fields, "msgAuthValue")
	if diff := cmp.Diff(approval.fields, found.fields); diff != "" {
		t.Errorf("(-settle +tradeStatus):\n%s", diff)
	}
	cancel := w.cancel(approval, 5000, 55000)
	given := w.yes(toCancel, cancel)
	if diff := cmp.Diff(given.fields, w.yes(toStatus, w.status(cancel.text("shopTransactionId"), "20260302")).fields); diff != "" {
		t.Errorf("(-cancel +tradeStatus):\n%s", diff)
	}
	if diff := cmp.Diff(found.fields, w.yes(toStatus, w.status(id, "20260302")).fields); diff != "" {
		t.Errorf("the sale after a cancel (-before +after):\n%s", diff)
	}
	w.no("P351", toStatus, w.status("TX-none", "20260302"))
	w.no("P351", toStatus, w.status(id, "20260301"))
	w.at("03 23:59:59")
	w.yes(toStatus, w.status(id, "20260302"))
	w.at("04 00:00:00")
	w.no("P352", toStatus, w.status(id, "20260302"))
	w.no("P352", toStatus, w.status(id, "20260305"))
}

func TestEasyPayCancels(t *testing.T) {
	w := newWallet(t)
	settle, approval := w.settled()
	w.no("P103", toCancel, w.cancel(approval).with("msgAuthValue", macOf(approval.text("pgCno"), "55000")))
	w.no("P203", toCancel, w.cancel(approval).without("msgAuthValue"))
	w.no("P334", toCancel, w.cancel(approval).with("cancelReqDate", "20260301"))
	w.no("P333", toCancel, w.cancel(approval).with("shopOrderNo", "P-0"))
	w.no("P204", toCancel, w.cancel(approval).with("cancelTxtype", "41"))
	w.no("P204", toCancel, w.cancel(approval).with("amount", "55000"))
	w.no("P364", toCancel, w.cancel(approval).with("amount", 54999))
	w.no("P365", toCancel, w.cancel(approval).with("remainAmount", 54999))
	w.no("P366", toCancel, w.cancel(approval).with("comFreeAmt", 55000))
	strange := w.cancel(approval)
	strange["pgCno"] = "26030212000000009999"
	w.no("P361", toCancel, strange.with("msgAuthValue", macOf(strange.text("pgCno"), strange.text("shopTransactionId"))))

	cancel := w.cancel(approval)
	given := w.yes(toCancel, cancel)
	if given.text("oriPgCno") != approval.text("pgCno") || given.text("cancelPgCno") == approval.text("pgCno") || len(given.text("cancelPgCno")) != 20 ||
		given.number("cancelAmount") != "55000" || given.number("remainAmount") != "0" || given.text("statusCode") != "TS02" || given.charset != "EUC-KR" {
		t.Errorf("reply %v in %s", given.fields, given.charset)
	}
	if _, there := given.fields["msgAuthValue"]; there {
		t.Error("a cancel came with a msgAuthValue")
	}
	w.no("P301", toCancel, cancel)
	w.no("P362", toCancel, w.cancel(approval))
	if got := w.Payments(); len(got) != 1 || got[0].CancelledKRW != 55000 || got[0].Cancels != 1 || got[0].RequestID != settle.text("shopTransactionId") {
		t.Errorf("payments %+v", got)
	}
}

func TestEasyPayCancelsParts(t *testing.T) {
	w := newWallet(t)
	_, approval := w.settled()
	w.no("P203", toCancel, w.cancel(approval, 0, 55000))
	w.no("P364", toCancel, w.cancel(approval, 55001, 55000))
	w.no("P365", toCancel, w.cancel(approval, 5000, 50000))
	first := w.yes(toCancel, w.cancel(approval, 5000, 55000))
	if first.number("cancelAmount") != "5000" || first.number("remainAmount") != "50000" || first.text("statusCode") != "TS06" {
		t.Errorf("first %v", first.fields)
	}
	w.no("P365", toCancel, w.cancel(approval, 5000, 55000))
	w.no("P363", toCancel, w.cancel(approval)) // what is left is a part too
	w.no("P364", toCancel, w.cancel(approval, 50001, 50000))
	last := w.yes(toCancel, w.cancel(approval, 50000, 50000).without("remainAmount"))
	if last.number("remainAmount") != "0" || last.text("statusCode") != "TS02" {
		t.Errorf("last %v", last.fields)
	}
	w.no("P362", toCancel, w.cancel(approval, 1, 0))
	want := []gateways.Sale{{
		At: noon, OrderNumber: approval.text("shopOrderNo"), TransactionID: approval.text("pgCno"),
		ApprovalNumber: w.Payments()[0].ApprovalNumber, CardCompany: "비씨카드", AmountKRW: 55000, CancelledKRW: 55000, Cancelled: true,
	}}
	if diff := cmp.Diff(want, w.Rehearsal().Admin()); diff != "" {
		t.Errorf("admin (-want +got):\n%s", diff)
	}
}

func TestEasyPayCancelsPartsOfAMixedSale(t *testing.T) {
	w := newWallet(t)
	payment := w.payment(w.registered(w.registration()))
	payment["comTaxAmt"], payment["comVatAmt"], payment["comFreeAmt"] = 40000, 4000, 11000
	approval := w.yes(toSettle, w.authorized(payment))
	if got := approval.number("comTaxAmt") + approval.number("comVatAmt") + approval.number("comFreeAmt"); got != "40000400011000" {
		t.Errorf("parts %s", got)
	}
	part := func(amount, remain, tax, vat, free int64) body {
		b := w.cancel(approval, amount, remain)
		b["comTaxAmt"], b["comVatAmt"], b["comFreeAmt"] = tax, vat, free
		return b
	}
	w.no("P366", toCancel, w.cancel(approval, 11000, 55000))
	w.no("P366", toCancel, part(11000, 55000, 0, 0, 10999))
	w.no("P366", toCancel, part(11001, 55000, 0, 0, 11001)) // more than the tax-free part
	w.yes(toCancel, part(11000, 55000, 0, 0, 11000))
	w.no("P366", toCancel, part(1, 44000, 0, 0, 1))
	w.yes(toCancel, part(44000, 44000, 40000, 4000, 0))
}

func TestEasyPayCancelsAMixedSaleWhole(t *testing.T) {
	w := newWallet(t)
	payment := w.payment(w.registered(w.registration()))
	payment["comTaxAmt"], payment["comVatAmt"], payment["comFreeAmt"] = 40000, 4000, 11000
	approval := w.yes(toSettle, w.authorized(payment))
	wrong := w.cancel(approval)
	wrong["comTaxAmt"], wrong["comVatAmt"], wrong["comFreeAmt"] = 50000, 5000, 0
	w.no("P366", toCancel, wrong)
	w.yes(toCancel, w.cancel(approval))
}

// TestEasyPayTakesCareOfAll sends many at once: each customer pays and each is
// given a part back, and nothing is mixed up. Run with -race.
func TestEasyPayTakesCareOfAll(t *testing.T) {
	w := newWallet(t)
	const n = 12
	problems := make(chan error, n)
	for i := range n {
		payment := w.payment(w.registered(w.registration().with("shopUserId", fmt.Sprint("user-", i))))
		payment["amount"] = 10000 + i
		settle := w.authorized(w.signPayment(payment))
		go func() {
			answer, err := w.send(w.request(toSettle, settle))
			again, _ := w.send(w.request(toSettle, settle))
			if err == nil && (answer.number("amount") != fmt.Sprint(10000+i) || again.text("resCd") != "P301") {
				err = fmt.Errorf("%v, then %v", answer.fields, again.fields)
			}
			if err == nil {
				answer, err = w.send(w.request(toCancel, w.cancel(answer, int64(i+1), int64(10000+i))))
			}
			if err == nil && answer.number("remainAmount") != "9999" {
				err = fmt.Errorf("%v", answer.fields)
			}
			problems <- err
		}()
	}
	for range n {
		if err := <-problems; err != nil {
			t.Error(err)
		}
	}
	ids := map[string]bool{}
	for _, p := range w.Payments() {
		ids[p.TransactionID] = true
		if p.AmountKRW-p.CancelledKRW != 9999 || p.Settles != 2 {
			t.Errorf("%+v", p)
		}
	}
	if len(ids) != n {
		t.Errorf("%d trades", len(ids))
	}
}

// TestEasyPayTakesOnlyOneOfMany: the same settle, and then the same cancel,
// from many hands at once.
func TestEasyPayTakesOnlyOneOfMany(t *testing.T) {
	w := newWallet(t)
	settle := w.authorized(w.payment(w.registered(w.registration())))
	const n = 12
	many := func(path string, fields body) (yes []told) {
		t.Helper()
		answers := make(chan told, n)
		r := w.request(path, fields)
		for range n {
			go func() {
				answer, _ := w.send(r)
				answers <- answer
			}()
		}
		for range n {
			switch answer := <-answers; answer.text("resCd") {
			case "0000":
				yes = append(yes, answer)
			case "P301":
			default:
				t.Errorf("%s: %v", path, answer.fields)
			}
		}
		return yes
	}
	sale := many(toSettle, settle)
	if len(sale) != 1 || len(w.Payments()) != 1 || w.Payments()[0].Settles != n {
		t.Fatalf("%d approved, payments %+v", len(sale), w.Payments())
	}
	given := many(toCancel, w.cancel(sale[0], 1000, 55000))
	if got := w.Payments()[0]; len(given) != 1 || got.CancelledKRW != 1000 || got.Cancels != 1 {
		t.Errorf("%d cancelled, payment %+v", len(given), got)
	}
}
