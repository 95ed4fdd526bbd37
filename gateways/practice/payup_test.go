package practice_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keyindesk/gateways"
	"keyindesk/gateways/practice"
)

// The sample of the document (2.1.1, 2.2.1).
const (
	sampleMerchant = "tester"
	sampleKey      = "25bcd7a82f5b4058818462cc7715964c"
)

var noon = time.Date(2026, 3, 2, 3, 0, 0, 0, time.UTC) // 12:00 in Seoul

func sample() practice.PayupConfig {
	return practice.PayupConfig{
		Now:      func() time.Time { return noon },
		Merchant: sampleMerchant,
		Key:      gateways.NewSecret(sampleKey),
	}
}

func newPayup(t *testing.T) *practice.Payup {
	t.Helper()
	p := practice.NewPayup(sample())
	t.Cleanup(func() { _ = p.Close() })
	return p
}

type body map[string]any

// charge is the document's own example of a request (2.1), with the data of
// the signature's sample in it.
func charge() body {
	return body{
		"orderNumber": "ZP2017090911", "cardNo": "9490191412341234", "expireMonth": "05", "expireYear": "19",
		"birthday": "890302", "cardPw": "00", "amount": "1004", "quota": "0", "itemName": "TEST 상품",
		"userName": "홍길동", "timestamp": "20170910132060",
		"signature": "d186b8fedccffd291e0619fbf8b247c3f283e3769571eb57b68a50b46af23b75",
	}
}

func (b body) with(name string, value any) body {
	b[name] = value
	return b
}

func (b body) without(name string) body {
	delete(b, name)
	return b
}

// signed signs a charge or cancel anew after a change.
func (b body) signed() body {
	parts := []string{sampleMerchant, b.text("orderNumber"), b.text("amount"), sampleKey, b.text("timestamp")}
	if _, cancel := b["transactionId"]; cancel {
		parts = []string{sampleMerchant, b.text("transactionId"), sampleKey}
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "|")))
	return b.with("signature", hex.EncodeToString(sum[:]))
}

func (b body) text(name string) string {
	text, _ := b[name].(string)
	return text
}

func cancel(id string) body { return body{"merchantId": sampleMerchant, "transactionId": id}.signed() }

type reply struct {
	status int
	kind   string
	text   string
	fields map[string]string
}

func (r reply) says(t *testing.T, code, message string) {
	t.Helper()
	want := map[string]string{"responseCode": code, "responseMsg": message}
	if diff := cmp.Diff(want, r.fields); diff != "" {
		t.Errorf("refusal (-want +got):\n%s", diff)
	}
}

func over(p *practice.Payup) *http.Client {
	return &http.Client{Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext:       func(ctx context.Context, _, host string) (net.Conn, error) { return p.Dial(ctx, host) },
	}}
}

func post(t *testing.T, client *http.Client, path string, b body) (reply, error) {
	t.Helper()
	text, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	return postText(t, client, "http://payup.practice/v2/api/payment/"+path, string(text))
}

func postText(t *testing.T, client *http.Client, url, text string) (reply, error) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Second)
	defer stop()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json; charset=utf-8")
	response, err := client.Do(request)
	if err != nil {
		return reply{}, err
	}
	defer response.Body.Close()
	got, err := io.ReadAll(response.Body)
	if err != nil {
		return reply{}, err
	}
	r := reply{status: response.StatusCode, kind: response.Header.Get("Content-Type"), text: string(got)}
	_ = json.Unmarshal(got, &r.fields)
	return r, nil
}

// must is a request that is expected to be answered.
func must(t *testing.T, p *practice.Payup, path string, b body) reply {
	t.Helper()
	r, err := post(t, over(p), path, b)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const keyin, cancel2 = "tester/keyin2", "tester/cancel2"

func TestCharge(t *testing.T) {
	t.Run("approves_the_documents_sample", func(t *testing.T) {
		p := newPayup(t)
		r := must(t, p, keyin, charge())
		entry := p.Ledger()[0]
		want := map[string]string{
			"responseCode": "0000", "responseMsg": "성공", "transactionId": "20260302120000ST0001",
			"authDateTime": "20260302120000", "authNumber": entry.ApprovalNumber, "orderNumber": "ZP2017090911",
			"amount": "1004", "cardName": "비씨카드", "kakaoResultCode": "", "noinf": "N",
		}
		if diff := cmp.Diff(want, r.fields); diff != "" {
			t.Errorf("reply (-want +got):\n%s", diff)
		}
		if r.status != 200 || r.kind != "application/json;charset=UTF-8" {
			t.Errorf("status %d, type %q", r.status, r.kind)
		}
		wantEntry := practice.Entry{
			OrderNumber: "ZP2017090911", TransactionID: "20260302120000ST0001", ApprovalNumber: r.fields["authNumber"],
			CardCompany: "비씨카드", AmountKRW: 1004, ChargedAt: noon,
		}
		if diff := cmp.Diff([]practice.Entry{wantEntry}, p.Ledger()); diff != "" {
			t.Errorf("ledger (-want +got):\n%s", diff)
		}
		if len(entry.ApprovalNumber) != 8 {
			t.Errorf("approval number %q", entry.ApprovalNumber)
		}
	})
	t.Run("repeated_order_number_charges_again", func(t *testing.T) {
		p := newPayup(t)
		must(t, p, keyin, charge())
		must(t, p, keyin, charge())
		if got := p.Ledger(); len(got) != 2 || got[0].TransactionID == got[1].TransactionID {
			t.Errorf("ledger %+v", got)
		}
	})
	t.Run("kakao_needs_wish_and_phone", func(t *testing.T) {
		p := newPayup(t)
		for _, c := range []struct{ send, phone, want string }{
			{"Y", "01012345678", "0000"}, {"Y", "", ""}, {"N", "01012345678", ""}, {"", "01012345678", ""},
		} {
			r := must(t, p, keyin, charge().with("kakaoSend", c.send).with("mobileNumber", c.phone))
			if got, there := r.fields["kakaoResultCode"]; got != c.want || !there {
				t.Errorf("send %q phone %q: %q", c.send, c.phone, got)
			}
		}
	})
	t.Run("tax_comes_back_without_vat", func(t *testing.T) {
		p := newPayup(t)
		for _, c := range []struct{ amount, taxed, free, supply, vat string }{
			{"10000", "10000", "0", "9091", "909"},
			{"1004", "1004", "0", "913", "91"},
			{"1500", "1000", "500", "909", "91"},
			{"3000", "0", "3000", "0", "0"},
			{"117", "17", "100", "15", "2"}, // 1.545… rounds up
		} {
			b := charge().with("amount", c.amount).with("taxFlag", "Y").with("taxAmount", c.taxed).with("freeAmount", c.free)
			f := must(t, p, keyin, b.signed()).fields
			if f["taxAmount"] != c.supply || f["vatAmount"] != c.vat || f["freeAmount"] != c.free {
				t.Errorf("%+v: got %s + %s + %s", c, f["taxAmount"], f["vatAmount"], f["freeAmount"])
			}
		}
	})
	t.Run("card_company_by_first_digits", func(t *testing.T) {
		p := newPayup(t)
		for number, want := range map[string]string{
			"9490220006611406": "비씨카드", "4111111111111111": "신한카드", "5500000000000004": "KB국민", "370000000000002": "현대카드",
		} {
			if got := must(t, p, keyin, charge().with("cardNo", number)).fields["cardName"]; got != want {
				t.Errorf("%s: %q", number[:4], got)
			}
		}
	})
}

func TestChargeRefuses(t *testing.T) {
	long := func(n int) string { return strings.Repeat("가", n) }
	for name, c := range map[string]struct {
		path          string
		body          body
		code, message string
	}{
		"another_merchant":      {"other/keyin2", charge(), "1001", "등록되지 않은 서비스아이디 입니다."},
		"a_number_for_a_string": {keyin, charge().with("quota", 0), "2001", "전문 검증에러!(관리자에게 문의 부탁드립니다.)"},
		"null_for_a_string":     {keyin, charge().with("userEmail", nil), "2001", "전문 검증에러!(관리자에게 문의 부탁드립니다.)"},
		"no_card":               {keyin, charge().without("cardNo"), "6001", "카드번호(cardNo)는 필수 입니다."},
		"empty_item":            {keyin, charge().with("itemName", " "), "6001", "상품명(itemName)는 필수 입니다."},
		"no_signature":          {keyin, charge().without("signature"), "6001", "서명값(signature)는 필수 입니다."},
		"signature_of_other":    {keyin, charge().with("amount", "1005"), "7001", "인증키를 확인해주세요."},
		"signature_upper_case":  {keyin, charge().with("signature", strings.ToUpper(charge().text("signature"))), "7001", "인증키를 확인해주세요."},
		"short_card":            {keyin, charge().with("cardNo", "4111111111"), "6002", "카드번호(cardNo)이 잘못되었습니다."},
		"long_card":             {keyin, charge().with("cardNo", "411111111111111111111"), "6002", "카드번호(cardNo)이 잘못되었습니다."},
		"card_with_hyphens":     {keyin, charge().with("cardNo", "4111-1111-1111-1111"), "6002", "카드번호(cardNo)이 잘못되었습니다."},
		"card_behind_a_space":   {keyin, charge().with("cardNo", " 4111111111111111"), "6002", "카드번호(cardNo)이 잘못되었습니다."},
		"month_13":              {keyin, charge().with("expireMonth", "13"), "6002", "유효기간(월)(expireMonth)이 잘못되었습니다."},
		"year_of_4":             {keyin, charge().with("expireYear", "2028"), "6002", "유효기간(년)(expireYear)이 잘못되었습니다."},
		"birthday_of_8":         {keyin, charge().with("birthday", "19890302"), "6002", "생년월일/사업자번호(birthday)이 잘못되었습니다."},
		"password_of_4":         {keyin, charge().with("cardPw", "0000"), "6002", "카드비밀번호(cardPw)이 잘못되었습니다."},
		"quota_25":              {keyin, charge().with("quota", "25"), "6002", "할부기간(quota)이 잘못되었습니다."},
		"long_order_number":     {keyin, charge().with("orderNumber", strings.Repeat("A", 21)).signed(), "6002", "주문번호(orderNumber)이 잘못되었습니다."},
		"long_item":             {keyin, charge().with("itemName", long(129)), "6002", "상품명(itemName)이 잘못되었습니다."},
		"long_buyer":            {keyin, charge().with("userName", long(51)), "6002", "구매자명(userName)이 잘못되었습니다."},
		"phone_with_hyphens":    {keyin, charge().with("mobileNumber", "010-1234-5678"), "6002", "구매자휴대폰번호(mobileNumber)이 잘못되었습니다."},
		"kakao_yes":             {keyin, charge().with("kakaoSend", "yes"), "6002", "카카오알림톡발송(kakaoSend)이 잘못되었습니다."},
		"no_address":            {keyin, charge().with("userEmail", "nobody"), "6002", "구매자이메일(userEmail)이 잘못되었습니다."},
		"amount_with_comma":     {keyin, charge().with("amount", "1,004").signed(), "6002", "결제금액(amount)이 잘못되었습니다."},
		"amount_of_13_digits":   {keyin, charge().with("amount", "1000000000000").signed(), "6002", "결제금액(amount)이 잘못되었습니다."},
		"99_won":                {keyin, charge().with("amount", "99").signed(), "5001", "결제 금액이 최소 결제 금액 보다 작습니다."},
		"too_much":              {keyin, charge().with("amount", "100000001").signed(), "5002", "결제 금액이 최대 결제 금액 보다 큼니다."},
		"tax_sum":               {keyin, charge().with("taxFlag", "Y").with("taxAmount", "1000").with("freeAmount", "5"), "6003", "파라미터를 확인해주세요."},
		"tax_part_missing":      {keyin, charge().with("taxFlag", "Y").with("taxAmount", "1004"), "6003", "파라미터를 확인해주세요."},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPayup(t)
			must(t, p, c.path, c.body).says(t, c.code, c.message)
			if len(p.Ledger()) != 0 || p.Requests() != 1 {
				t.Errorf("%d charges, %d requests", len(p.Ledger()), p.Requests())
			}
		})
	}
	t.Run("what_is_not_json", func(t *testing.T) {
		p := newPayup(t)
		for _, text := range []string{"", "null", "[]", `"x"`, "{", `{"a":"` + "\xff" + `"}`} {
			r, err := postText(t, over(p), "http://payup.practice/v2/api/payment/"+keyin, text)
			if err != nil || r.fields["responseCode"] != "2001" {
				t.Errorf("%q: %v %v", text, r.fields, err)
			}
		}
	})
	t.Run("the_longest_that_fits_is_taken", func(t *testing.T) {
		p := newPayup(t)
		b := charge().with("itemName", long(128)).with("userName", long(50)).with("orderNumber", strings.Repeat("A", 20)).
			with("cardNo", "94901914123412341234").with("birthday", "1234567891").with("quota", "24").with("amount", "100000000")
		if got := must(t, p, keyin, b.signed()).fields["responseCode"]; got != "0000" {
			t.Errorf("code %s", got)
		}
	})
	t.Run("another_path", func(t *testing.T) {
		if r := must(t, newPayup(t), "tester/keyin3", charge()); r.status != 404 || r.fields != nil {
			t.Errorf("%+v", r)
		}
	})
}

func TestCancel(t *testing.T) {
	t.Run("gives_it_back_once", func(t *testing.T) {
		p := newPayup(t)
		id := must(t, p, keyin, charge()).fields["transactionId"]
		want := map[string]string{
			"responseCode": "0000", "responseMsg": "성공", "transactionId": id, "cancelDateTime": "20260302120000",
		}
		if diff := cmp.Diff(want, must(t, p, cancel2, cancel(id)).fields); diff != "" {
			t.Errorf("reply (-want +got):\n%s", diff)
		}
		must(t, p, cancel2, cancel(id)).says(t, "1005", "취소 가능 상태가 아닙니다.")
		if e := p.Ledger()[0]; !e.Cancelled() || !e.CancelledAt.Equal(noon) {
			t.Errorf("entry %+v", e)
		}
	})
	t.Run("takes_the_documents_signature", func(t *testing.T) {
		b := body{
			"transactionId": "20170912142746ST0020",
			"signature":     "db890c12b64c1e1de7127c0c07489fe18859139413acdac420a6f548ba518a3a",
		}
		must(t, newPayup(t), cancel2, b).says(t, "1004", "취소 대상건이 없습니다.")
	})
	t.Run("refuses", func(t *testing.T) {
		p := newPayup(t)
		id := must(t, p, keyin, charge()).fields["transactionId"]
		must(t, p, "other/cancel2", cancel(id)).says(t, "1001", "등록되지 않은 서비스아이디 입니다.")
		must(t, p, cancel2, cancel(id).with("merchantId", "other")).says(t, "1001", "등록되지 않은 서비스아이디 입니다.")
		must(t, p, cancel2, cancel(id).with("signature", "0")).says(t, "7001", "인증키를 확인해주세요.")
		must(t, p, cancel2, cancel(id).without("transactionId")).says(t, "6001", "거래번호(transactionId)는 필수 입니다.")
		must(t, p, cancel2, cancel(id+"9")).says(t, "6002", "거래번호(transactionId)이 잘못되었습니다.")
		if p.Ledger()[0].Cancelled() {
			t.Error("cancelled")
		}
	})
}

func TestAdmin(t *testing.T) {
	p := newPayup(t)
	for _, order := range []string{"A1", "A2", "A3"} {
		must(t, p, keyin, charge().with("orderNumber", order).signed())
	}
	var orders []string
	for _, e := range p.Admin() {
		orders = append(orders, e.OrderNumber)
	}
	if diff := cmp.Diff([]string{"A3", "A2", "A1"}, orders); diff != "" {
		t.Error(diff)
	}
	p.Admin()[0].OrderNumber = "changed"
	if p.Ledger()[2].OrderNumber != "A3" {
		t.Error("the caller's copy is the ledger")
	}
}

func until(t *testing.T, so func() bool) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); !so(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			stacks := make([]byte, 1<<16)
			t.Fatalf("not within 5 s:\n%s", stacks[:runtime.Stack(stacks, true)])
		}
	}
}
