package easypay

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/encoding/korean"

	"keyindesk/gateways"
)

// settleReply is an approval in the shape seen in public (facts 1.6), with the
// objects that do not apply filled with empty strings.
func settleReply() string {
	card := object("cardNo", "41918700****383*", "issuerCode", "026", "issuerName", "하나비씨카드", "acquirerCode", "026", "acquirerName", "비씨카드사",
		"installmentMonth", 0, "freeInstallmentTypeCode", "00", "cardGubun", "N", "cardBizGubun", "P", "partCancelUsed", "Y",
		"subCardCd", "526", "cardMaskNo", "", "vanSno", "081122788183", "couponAmount", 0)
	payment := object("payMethodTypeCode", "11", "approvalNo", "62361024", "approvalDate", "20261103120001", "cardInfo", raw(card),
		"cpCode", "", "multiCardAmount", "", "bankInfo", raw(`{"bankCode":"","bankName":""}`),
		"virtualAccountInfo", raw(`{"bankCode":"","accountNo":"","depositName":""}`), "mobInfo", raw(`{"authId":"","mobileNo":""}`),
		"prepaidInfo", raw(`{"billId":"","remainAmount":0}`), "cashReceiptInfo", raw(`{"resCd":"","resMsg":"","approvalNo":"","approvalDate":""}`),
		"basketInfoList", raw(`[]`))
	return object("resCd", "0000", "resMsg", "단독승인 정상", "mallId", "T0001004", "pgCno", samplePgCno, "shopTransactionId", "TX-0001",
		"shopOrderNo", "K261103-0001", "amount", 1000, "transactionDate", "20200618120000", "statusCode", "TS03", "statusMessage", "매입요청",
		"msgAuthValue", "819ea67c1ff2481eb70da9792d028cb87bbefedbcac6a899d37291fddda88adb", "escrowUsed", "N", "paymentInfo", raw(payment))
}

func TestSettle(t *testing.T) {
	want := gateways.Approval{
		Result: gateways.Result{Outcome: gateways.Approved, Code: "0000", Message: "단독승인 정상",
			Trace: gateways.Trace{
				Host: "easypay.practice.invalid", Path: "/easypay/payment/settle.do", Written: true, Status: 200,
				RequestFields: []string{"mallId", "shopTransactionId", "authorizationId", "shopOrderNo", "approvalReqDate"},
				Reply: map[string]string{
					"resCd": "0000", "resMsg": "단독승인 정상", "mallId": "T0001004", "pgCno": samplePgCno, "shopTransactionId": "TX-0001",
					"shopOrderNo": "K261103-0001", "amount": "1000", "transactionDate": "20200618120000", "statusCode": "TS03",
					"paymentInfo.payMethodTypeCode": "11", "paymentInfo.approvalNo": "62361024", "paymentInfo.approvalDate": "20261103120001",
					"cardInfo.cardNo": "419187******383*", "cardInfo.issuerCode": "026", "cardInfo.issuerName": "하나비씨카드",
					"cardInfo.acquirerCode": "026", "cardInfo.acquirerName": "비씨카드사", "cardInfo.installmentMonth": "0",
					"cardInfo.freeInstallmentTypeCode": "00", "cardInfo.cardGubun": "N", "cardInfo.cardBizGubun": "P", "cardInfo.partCancelUsed": "Y",
					"bankInfo.bankCode": "", "bankInfo.bankName": "",
				},
			},
		},
		TransactionID: samplePgCno, ApprovalNumber: "62361024", ApprovedAt: "20261103120001", CardCompany: "하나비씨카드", MaskedNumber: "419187******383*",
	}
	ignore := cmpopts.IgnoreFields(gateways.Trace{}, "RequestBytes", "ReplyBytes", "ElapsedMillis")
	client, _ := overLine(t, ok(settleReply()))
	if diff := cmp.Diff(want, client.Settle(context.Background(), sampleSettlement()), ignore); diff != "" {
		t.Error(diff)
	}
	// The same in the charset of the header, in CP949 without one, and with a
	// byte order mark.
	legacy, _ := korean.EUCKR.NewEncoder().String(settleReply())
	for name, reply := range map[string]string{
		"euc-kr":     strings.Replace(ok(legacy), "UTF-8", "EUC-KR", 1),
		"no charset": strings.Replace(ok(legacy), ";charset=UTF-8", "", 1),
		"a mark":     ok("\ufeff" + settleReply()),
	} {
		client, _ := overLine(t, reply)
		if diff := cmp.Diff(want, client.Settle(context.Background(), sampleSettlement()), ignore); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestSettleReplies(t *testing.T) {
	good := settleReply()
	no := object("resCd", "8521", "resMsg", "한도초과", "shopTransactionId", "TX-0001", "shopOrderNo", "K261103-0001", "pgCno", "", "paymentInfo", "")
	for name, reply := range map[string]struct {
		body    string
		outcome gateways.Outcome
		fault   string
	}{
		"approved":                      {good, gateways.Approved, ""},
		"the amount as a string":        {replaced(good, "amount", "1000"), gateways.Approved, ""},
		"the MAC in upper case":         {replaced(good, "msgAuthValue", "819EA67C1FF2481EB70DA9792D028CB87BBEFEDBCAC6A899D37291FDDDA88ADB"), gateways.Approved, ""},
		"no payment info":               {replaced(good, "paymentInfo", nil), gateways.Approved, ""},
		"payment info an empty string":  {replaced(good, "paymentInfo", ""), gateways.Approved, ""},
		"payment info a word":           {replaced(good, "paymentInfo", "x"), gateways.Unknown, gateways.FaultNotJSON},
		"payment info twice a member":   {replaced(good, "paymentInfo", raw(`{"a":1,"a":2}`)), gateways.Unknown, gateways.FaultNotJSON},
		"no MAC":                        {replaced(good, "msgAuthValue", nil), gateways.Unknown, gateways.FaultMAC},
		"an empty MAC":                  {replaced(good, "msgAuthValue", ""), gateways.Unknown, gateways.FaultMAC},
		"another MAC":                   {replaced(good, "msgAuthValue", "956058e94068075e04713db8d96cb941d5645979fbe61de76f7ebd6fbb892410"), gateways.Unknown, gateways.FaultMAC},
		"the moment changed":            {replaced(good, "transactionDate", "20200618120001"), gateways.Unknown, gateways.FaultMAC},
		"the trade id changed":          {replaced(good, "pgCno", "20061510000000000002"), gateways.Unknown, gateways.FaultMAC},
		"no trade id":                   {replaced(good, "pgCno", nil), gateways.Unknown, gateways.FaultEcho},
		"another mall id":               {replaced(good, "mallId", "T0021792"), gateways.Unknown, gateways.FaultEcho},
		"no mall id":                    {replaced(good, "mallId", nil), gateways.Unknown, gateways.FaultEcho},
		"another request":               {replaced(good, "shopTransactionId", "TX-0003"), gateways.Unknown, gateways.FaultEcho},
		"no request":                    {replaced(good, "shopTransactionId", nil), gateways.Unknown, gateways.FaultEcho},
		"another order":                 {replaced(good, "shopOrderNo", "K261103-0002"), gateways.Unknown, gateways.FaultEcho},
		"no order":                      {replaced(good, "shopOrderNo", nil), gateways.Unknown, gateways.FaultEcho},
		"another amount":                {replaced(good, "amount", 100), gateways.Unknown, gateways.FaultEcho},
		"the amount with a point":       {replaced(good, "amount", raw("1000.0")), gateways.Unknown, gateways.FaultEcho},
		"the amount in powers":          {replaced(good, "amount", raw("1e3")), gateways.Unknown, gateways.FaultEcho},
		"the amount with a comma":       {replaced(good, "amount", "1,000"), gateways.Unknown, gateways.FaultEcho},
		"no amount":                     {replaced(good, "amount", nil), gateways.Unknown, gateways.FaultEcho},
		"cancelled already":             {replaced(good, "statusCode", "TS02"), gateways.Unknown, gateways.FaultMixed},
		"declined":                      {no, gateways.Declined, ""},
		"declined without an echo":      {object("resCd", "8521", "resMsg", "한도초과"), gateways.Declined, ""},
		"declined with a trade id":      {replaced(no, "pgCno", samplePgCno), gateways.Unknown, gateways.FaultMixed},
		"declined with an approval":     {replaced(no, "paymentInfo", raw(`{"approvalNo":"62361024"}`)), gateways.Unknown, gateways.FaultMixed},
		"declined for another request":  {replaced(no, "shopTransactionId", "TX-0003"), gateways.Unknown, gateways.FaultEcho},
		"declined for another order":    {replaced(no, "shopOrderNo", "X"), gateways.Unknown, gateways.FaultEcho},
		"a code not in the table":       {replaced(no, "resCd", "8999"), gateways.Declined, ""},
		"time ran out at KICC":          {replaced(no, "resCd", "VTIM"), gateways.Unknown, ""},
		"the other time-out":            {replaced(no, "resCd", "VT00"), gateways.Unknown, ""},
		"a system error":                {replaced(no, "resCd", "9999"), gateways.Unknown, ""},
		"a code of three signs":         {replaced(no, "resCd", "852"), gateways.Unknown, gateways.FaultCode},
		"a code in small letters":       {replaced(no, "resCd", "vtim"), gateways.Unknown, gateways.FaultCode},
		"no code":                       {replaced(no, "resCd", nil), gateways.Unknown, gateways.FaultCode},
		"success in words only":         {replaced(object("resMsg", "정상"), "resCd", "OK"), gateways.Unknown, gateways.FaultCode},
		"nothing":                       {"", gateways.Unknown, gateways.FaultNotJSON},
		"two objects":                   {good + good, gateways.Unknown, gateways.FaultNotJSON},
		"the online product's approval": {replaced(replaced(good, "shopOrderNo", nil), "msgAuthValue", nil), gateways.Unknown, gateways.FaultEcho},
	} {
		t.Run(name, func(t *testing.T) {
			client, l := overLine(t, ok(reply.body))
			got := client.Settle(context.Background(), sampleSettlement())
			if got.Outcome != reply.outcome || got.Fault != reply.fault || l.calls != 1 {
				t.Errorf("%s, fault %q, %d calls", got.Outcome, got.Fault, l.calls)
			}
			if got.Outcome == gateways.Unknown && got.Advice != gateways.AdviceInquire {
				t.Errorf("advice %q", got.Advice)
			}
		})
	}
}

func TestSettleFields(t *testing.T) {
	good := settleReply()
	settle := func(body string) gateways.Approval {
		client, _ := overLine(t, ok(body))
		return client.Settle(context.Background(), sampleSettlement())
	}
	account := replaced(good, "paymentInfo", raw(`{"payMethodTypeCode":"21","approvalNo":"","approvalDate":"","cardInfo":"","bankInfo":{"bankCode":"088","bankName":"신한은행"}}`))
	if got := settle(account); got.Outcome != gateways.Approved || got.CardCompany != "신한은행" || got.ApprovedAt != "20200618120000" || got.MaskedNumber != "" {
		t.Errorf("an account: %+v", got)
	}
	card := func(members string) gateways.Approval {
		return settle(replaced(good, "paymentInfo", raw(`{"cardInfo":`+members+`}`)))
	}
	if got := card(`{"installmentMonth":"03","freeInstallmentTypeCode":"03"}`); got.Quota != 3 || !got.InterestFree {
		t.Errorf("instalments: %d, interest-free %t", got.Quota, got.InterestFree)
	}
	if got := card(`{"installmentMonth":-3,"freeInstallmentTypeCode":""}`); got.Quota != 0 || got.InterestFree {
		t.Errorf("no instalments: %d, interest-free %t", got.Quota, got.InterestFree)
	}
	for given, want := range map[string]string{
		"41918700****383*": "419187******383*", "4111111111111111": "411111******1111", "9490-1941-****-****": "9490-19**-****-****",
		"****1234": "****1234", "123456789012": "12******9012", "37000****000002": "37000******0002", "신용": "", "null": "", "": "",
	} {
		if got := card(object("cardNo", given)).MaskedNumber; got != want {
			t.Errorf("cardNo %q: %q, want %q", given, got, want)
		}
	}
	mixed := replaced(replaced(replaced(good, "comTaxAmt", 545), "comVatAmt", "55"), "comFreeAmt", 400)
	if diff := cmp.Diff(&gateways.TaxParts{SupplyKRW: 545, VATKRW: 55, FreeKRW: 400}, settle(mixed).Parts); diff != "" {
		t.Error(diff)
	}
	if got := settle(replaced(mixed, "comFreeAmt", nil)); got.Parts != nil {
		t.Errorf("two parts of three: %+v", got.Parts)
	}
}

// A member that pretends to be one of the objects' own is neither read nor kept,
// in a good reply as in one with a status that makes it unusable.
func TestPretence(t *testing.T) {
	body := replaced(replaced(settleReply(), "paymentInfo", nil), "cardInfo.cardNo", "4111111111111111")
	for name, reply := range map[string]string{
		"200": ok(body),
		"500": strings.Replace(ok(body), "200 OK", "500 Internal Server Error", 1),
	} {
		client, _ := overLine(t, reply)
		got := client.Settle(context.Background(), sampleSettlement())
		if card, kept := got.Trace.Reply["cardInfo.cardNo"]; kept || got.MaskedNumber != "" {
			t.Errorf("%s: keeps %q, mask %q", name, card, got.MaskedNumber)
		}
		if got.Code != "0000" {
			t.Errorf("%s: code %q", name, got.Code)
		}
	}
}

func TestSettleRefusals(t *testing.T) {
	for name, change := range map[string]func(*gateways.Settlement){
		"no request":          func(s *gateways.Settlement) { s.RequestID = "" },
		"a request with |":    func(s *gateways.Settlement) { s.RequestID = "TX|1" },
		"a long request":      func(s *gateways.Settlement) { s.RequestID = strings.Repeat("T", 61) },
		"no order":            func(s *gateways.Settlement) { s.OrderNumber = "" },
		"a long order":        func(s *gateways.Settlement) { s.OrderNumber = strings.Repeat("K", 41) },
		"no authorization":    func(s *gateways.Settlement) { s.AuthorizationID = "" },
		"a long one":          func(s *gateways.Settlement) { s.AuthorizationID = strings.Repeat("1", 61) },
		"no amount":           func(s *gateways.Settlement) { s.AmountKRW = 0 },
		"a negative amount":   func(s *gateways.Settlement) { s.AmountKRW = -1 },
		"an amount too large": func(s *gateways.Settlement) { s.AmountKRW = maxAmountKRW + 1 },
		"no moment":           func(s *gateways.Settlement) { s.At = gateways.Settlement{}.At },
	} {
		t.Run(name, func(t *testing.T) {
			client, l := overLine(t, ok(settleReply()))
			s := sampleSettlement()
			change(&s)
			if got := client.Settle(context.Background(), s); got.Outcome != gateways.NotSent || got.Fault != gateways.FaultCheck || l.calls != 0 {
				t.Errorf("%s, %q, %d calls", got.Outcome, got.Fault, l.calls)
			}
		})
	}
}

// cancelReply is a whole cancel in the shape seen in public (facts 1.6).
func cancelReply() string {
	return object("resCd", "0000", "resMsg", "취소 정상", "mallId", "T0001004", "shopTransactionId", "TX-0002", "shopOrderNo", "K261103-0001",
		"oriPgCno", samplePgCno, "cancelPgCno", "20061510000000000009", "transactionDate", "20261103120100", "cancelAmount", 1000, "remainAmount", 0,
		"statusCode", "TS02", "statusMessage", "승인취소", "escrowUsed", "N",
		"reviseInfo", raw(`{"payMethodTypeCode":"11","approvalNo":"62361024","approvalDate":"20261103120100","cardInfo":{"couponAmount":0},"refundInfo":{"refundDate":""}}`))
}

func partReply() string {
	return replaced(replaced(replaced(cancelReply(), "cancelAmount", 300), "remainAmount", 700), "statusCode", "TS06")
}

func TestCancelReplies(t *testing.T) {
	whole, part, rest := sampleCancel(), partCancel(), partCancel()
	rest.RemainKRW = 300
	good := cancelReply()
	no := object("resCd", "8501", "resMsg", "기취소 거래", "pgCno", samplePgCno)
	for name, c := range map[string]struct {
		cancel  gateways.Cancel
		body    string
		outcome gateways.Outcome
		fault   string
	}{
		"all of it":                    {whole, good, gateways.Approved, ""},
		"a part":                       {part, partReply(), gateways.Approved, ""},
		"the rest, standing whole":     {rest, replaced(replaced(partReply(), "remainAmount", 0), "statusCode", "TS02"), gateways.Approved, ""},
		"the rest, standing in parts":  {rest, replaced(partReply(), "remainAmount", 0), gateways.Approved, ""},
		"the amounts as strings":       {whole, replaced(replaced(good, "cancelAmount", "1000"), "remainAmount", "0"), gateways.Approved, ""},
		"no status":                    {whole, replaced(good, "statusCode", nil), gateways.Approved, ""},
		"no remainder":                 {part, replaced(partReply(), "remainAmount", nil), gateways.Approved, ""},
		"no request":                   {whole, replaced(good, "shopTransactionId", nil), gateways.Approved, ""},
		"no MAC is asked for":          {whole, replaced(good, "msgAuthValue", "x"), gateways.Approved, ""},
		"another sale":                 {whole, replaced(good, "oriPgCno", "20061510000000000002"), gateways.Unknown, gateways.FaultEcho},
		"no sale":                      {whole, replaced(good, "oriPgCno", nil), gateways.Unknown, gateways.FaultEcho},
		"another amount":               {whole, replaced(good, "cancelAmount", 100), gateways.Unknown, gateways.FaultEcho},
		"no amount":                    {whole, replaced(good, "cancelAmount", nil), gateways.Unknown, gateways.FaultEcho},
		"no cancel id":                 {whole, replaced(good, "cancelPgCno", nil), gateways.Unknown, gateways.FaultEcho},
		"another request":              {whole, replaced(good, "shopTransactionId", "TX-0003"), gateways.Unknown, gateways.FaultEcho},
		"another order":                {whole, replaced(good, "shopOrderNo", "K1"), gateways.Unknown, gateways.FaultEcho},
		"another mall id":              {whole, replaced(good, "mallId", "T0021792"), gateways.Unknown, gateways.FaultEcho},
		"all of it, standing in parts": {whole, replaced(good, "statusCode", "TS06"), gateways.Unknown, gateways.FaultMixed},
		"a part, standing whole":       {part, replaced(partReply(), "statusCode", "TS02"), gateways.Unknown, gateways.FaultMixed},
		"still approved":               {whole, replaced(good, "statusCode", "TS03"), gateways.Unknown, gateways.FaultMixed},
		"another remainder":            {part, replaced(partReply(), "remainAmount", 100), gateways.Unknown, gateways.FaultMixed},
		"declined":                     {whole, no, gateways.Declined, ""},
		"declined with a cancel id":    {whole, replaced(no, "cancelPgCno", "20061510000000000009"), gateways.Unknown, gateways.FaultMixed},
		"declined and cancelled":       {whole, replaced(no, "statusCode", "TS02"), gateways.Unknown, gateways.FaultMixed},
		"declined for another sale":    {whole, replaced(no, "oriPgCno", "20061510000000000002"), gateways.Unknown, gateways.FaultEcho},
		"time ran out at KICC":         {whole, replaced(no, "resCd", "VTIM"), gateways.Unknown, ""},
		"no code":                      {whole, replaced(no, "resCd", nil), gateways.Unknown, gateways.FaultCode},
		"the revise info a word":       {whole, replaced(good, "reviseInfo", "x"), gateways.Unknown, gateways.FaultNotJSON},
		"not JSON":                     {whole, "<html>", gateways.Unknown, gateways.FaultNotJSON},
	} {
		t.Run(name, func(t *testing.T) {
			client, l := overLine(t, ok(c.body))
			got := client.Cancel(context.Background(), c.cancel)
			if got.Outcome != c.outcome || got.Fault != c.fault || l.calls != 1 {
				t.Errorf("%s, fault %q, %d calls", got.Outcome, got.Fault, l.calls)
			}
			if got.Outcome == gateways.Approved && (got.CancelID != "20061510000000000009" || got.CancelledAt != "20261103120100") {
				t.Errorf("%q at %q", got.CancelID, got.CancelledAt)
			}
			if got.Outcome == gateways.Unknown && got.Advice != gateways.AdviceInquire {
				t.Errorf("advice %q", got.Advice)
			}
		})
	}
}

func TestCancelRefusals(t *testing.T) {
	for name, change := range map[string]func(*gateways.Cancel){
		"no sale":                   func(c *gateways.Cancel) { c.TransactionID = "" },
		"a sale with |":             func(c *gateways.Cancel) { c.TransactionID = "1|2" },
		"no request":                func(c *gateways.Cancel) { c.RequestID = "" },
		"no order":                  func(c *gateways.Cancel) { c.OrderNumber = "" },
		"no amount":                 func(c *gateways.Cancel) { c.AmountKRW = 0 },
		"more than is left":         func(c *gateways.Cancel) { c.AmountKRW = 1001 },
		"less than all, not a part": func(c *gateways.Cancel) { c.AmountKRW = 999 },
		"parts that don't add up":   func(c *gateways.Cancel) { c.Parts = &gateways.TaxParts{SupplyKRW: 1} },
		"no moment":                 func(c *gateways.Cancel) { c.At = gateways.Cancel{}.At },
	} {
		t.Run(name, func(t *testing.T) {
			client, l := overLine(t, ok(cancelReply()))
			c := sampleCancel()
			change(&c)
			if got := client.Cancel(context.Background(), c); got.Outcome != gateways.NotSent || got.Fault != gateways.FaultCheck || l.calls != 0 {
				t.Errorf("%s, %q, %d calls", got.Outcome, got.Fault, l.calls)
			}
		})
	}
}
