package slip_test

import (
	"encoding/json"
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keyindesk/assets"
	"keyindesk/desk"
	"keyindesk/desk/slip"
)

var (
	shop = desk.Shop{
		Name: "하늘정미소", BusinessNumber: "1208147521", Owner: "이은하", Phone: "0212345678", Address: "서울 종로구 세종대로 175, 1층",
	}
	seoul = desk.InKorea(time.Time{}).Location()
	// asked is when our own clock wrote the operations down.
	asked = time.Date(2026, 11, 21, 6, 32, 9, 0, time.UTC)
	// answered is when the gateway says it was, in Korea.
	answered = time.Date(2026, 11, 21, 15, 32, 10, 0, seoul)
)

// sale is a charge of which the gateway said everything.
func sale() desk.Operation {
	return desk.Operation{
		ID: 3, Kind: desk.KindCharge, Environment: string(desk.Live), State: desk.Approved, PreparedAt: asked,
		AmountKRW: 52_000, Quota: 3, MaskedCard: "949022******1406", CardCompany: "비씨카드", ItemName: "햅쌀 10kg, 잣 200g",
		Buyer:       desk.Buyer{Name: "홍길동", Phone: "01012345678", Email: "hong@shop.example"},
		OrderNumber: "K261121-7Q-0003", ApprovalNumber: "30012345", TransactionID: "20261121153210PT0003", AnsweredAt: "20261121153210",
		Mixed: true, TaxableKRW: 42_000, FreeKRW: 10_000, PartsGiven: true, SupplyKRW: 38_182, VATKRW: 3_818, ExemptKRW: 10_000, Staff: "김하늘",
	}
}

// cancelOf gives all of it back.
func cancelOf(o desk.Operation) desk.Operation {
	o.ID, o.Kind, o.ParentID = 4, desk.KindCancel, o.ID
	o.OrderNumber, o.ApprovalNumber, o.CancelID = "K261121-7Q-0004", "", "C20261121160000"
	o.AnsweredAt, o.Reason, o.Staff = "20261121160000", "손님 변심", "이도윤"
	o.PartsGiven, o.SupplyKRW, o.VATKRW, o.ExemptKRW = false, 0, 0, 0
	return o
}

// in gives the words of a language; a key without a text fails the test.
func in(t testing.TB, language string) slip.Words {
	t.Helper()
	content, err := fs.ReadFile(assets.Words(), language+".json")
	if err != nil {
		t.Fatal(err)
	}
	var texts map[string]string
	if err := json.Unmarshal(content, &texts); err != nil {
		t.Fatal(err)
	}
	return func(key string, pairs ...string) string {
		text, ok := texts[key]
		if !ok {
			t.Errorf("%s has no text", key)
		}
		for i := 0; i+1 < len(pairs); i += 2 {
			text = strings.ReplaceAll(text, "{"+pairs[i]+"}", pairs[i+1])
		}
		return text
	}
}

func TestOf(t *testing.T) {
	t.Run("a_sale_as_the_gateway_gave_it", func(t *testing.T) {
		want := slip.Slip{
			Environment: desk.Live, Shop: shop, Status: "승인", AmountKRW: 52_000,
			Parts:      slip.Parts{SupplyKRW: 38_182, VATKRW: 3_818, ExemptKRW: 10_000},
			MaskedCard: "949022******1406", CardCompany: "비씨카드", Quota: 3, ItemName: "햅쌀 10kg, 잣 200g", BuyerName: "홍길동",
			OrderNumber: "K261121-7Q-0003", ApprovalNumber: "30012345", TransactionID: "20261121153210PT0003", At: answered, Staff: "김하늘",
		}
		if diff := cmp.Diff(want, slip.Of(sale(), shop, "승인")); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("computed_parts_say_so", func(t *testing.T) {
		o := sale()
		o.PartsGiven = false
		want := slip.Parts{SupplyKRW: 38_182, VATKRW: 3_818, ExemptKRW: 10_000, Computed: true}
		if diff := cmp.Diff(want, slip.Of(o, shop, "").Parts); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("our_own_clock_where_the_gateway_gave_no_time", func(t *testing.T) {
		o := sale()
		o.AnsweredAt = "soon"
		if got := slip.Of(o, shop, "").At; !got.Equal(asked) || got.Location() != seoul {
			t.Error(got)
		}
	})
	t.Run("an_amount_that_does_not_count", func(t *testing.T) {
		for name, change := range map[string]func(*desk.Operation){
			"declined":  func(o *desk.Operation) { o.State = desk.Declined },
			"not_sent":  func(o *desk.Operation) { o.State = desk.NotSent },
			"cancelled": func(o *desk.Operation) { o.CancelledBy, o.CancelledKRW = 4, o.AmountKRW },
		} {
			o := sale()
			change(&o)
			if got := slip.Of(o, shop, ""); !got.Void || got.PartCancelledKRW != 0 || got.LeftKRW != 0 {
				t.Errorf("%s: %+v", name, got)
			}
		}
	})
	t.Run("a_part_given_back", func(t *testing.T) {
		o := sale()
		o.CancelledKRW = 20_000
		if got := slip.Of(o, shop, ""); got.Void || got.PartCancelledKRW != 20_000 || got.LeftKRW != 32_000 {
			t.Errorf("%+v", got)
		}
	})
}

func TestOfCancel(t *testing.T) {
	t.Run("names_the_sale_and_has_its_parts", func(t *testing.T) {
		got := slip.OfCancel(cancelOf(sale()), sale(), shop, "취소 완료")
		want := slip.Slip{
			Environment: desk.Live, Shop: shop, Cancel: true, Status: "취소 완료", AmountKRW: -52_000,
			Parts:      slip.Parts{SupplyKRW: -38_182, VATKRW: -3_818, ExemptKRW: -10_000},
			MaskedCard: "949022******1406", CardCompany: "비씨카드", Quota: 3, ItemName: "햅쌀 10kg, 잣 200g", BuyerName: "홍길동",
			OrderNumber: "K261121-7Q-0004", TransactionID: "20261121153210PT0003", CancelID: "C20261121160000",
			At: time.Date(2026, 11, 21, 16, 0, 0, 0, seoul), Reason: "손님 변심", Staff: "이도윤",
			Original: &slip.Original{ApprovalNumber: "30012345", AmountKRW: 52_000, At: answered},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("a_part_has_computed_parts_of_its_own", func(t *testing.T) {
		part := cancelOf(sale())
		part.AmountKRW, part.FreeKRW = 11_000, 0
		want := slip.Parts{SupplyKRW: -10_000, VATKRW: -1_000, Computed: true}
		if diff := cmp.Diff(want, slip.OfCancel(part, sale(), shop, "").Parts); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("the_gateway's_own_parts_of_the_cancel_come_first", func(t *testing.T) {
		cancel := cancelOf(sale())
		cancel.PartsGiven, cancel.SupplyKRW, cancel.VATKRW, cancel.ExemptKRW = true, 38_181, 3_819, 10_000
		want := slip.Parts{SupplyKRW: -38_181, VATKRW: -3_819, ExemptKRW: -10_000}
		if diff := cmp.Diff(want, slip.OfCancel(cancel, sale(), shop, "").Parts); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("an_unknown_sale_is_not_made_up", func(t *testing.T) {
		if got := slip.OfCancel(cancelOf(sale()), desk.Operation{}, shop, ""); got.Original != nil {
			t.Errorf("%+v", got.Original)
		}
	})
}

func TestSheet(t *testing.T) {
	ko := in(t, "ko")
	t.Run("a_cancel_as_text", func(t *testing.T) {
		cancel, charge := cancelOf(sale()), sale()
		cancel.Environment = string(desk.Practice)
		got := slip.OfCancel(cancel, charge, shop, "취소 완료").In(ko).Text()
		want := `취소전표 (취소 완료)
[연습] 실제 결제가 아닙니다
하늘정미소
사업자번호: 120-81-47521
대표: 이은하
전화: 02-1234-5678
주소: 서울 종로구 세종대로 175, 1층

-52,000원

카드: 비씨카드 949022******1406
할부: 3개월
상품: 햅쌀 10kg, 잣 200g
구매자: 홍길동

공급가액: -38,182
부가세: -3,818
면세: -10,000

주문번호: K261121-7Q-0004
거래번호: 20261121153210PT0003
취소거래번호: C20261121160000
취소일시: 2026-11-21 16:00:00
원승인번호: 30012345
원거래금액: 52,000원
원거래일시: 2026-11-21 15:32:10
취소 사유: 손님 변심
담당: 이도윤

상점이 남긴 기록입니다. 카드사가 발행한 매출전표가 아닙니다.
`
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("an_account_has_no_instalments", func(t *testing.T) {
		o := sale()
		o.Network, o.CardCompany, o.MaskedCard = desk.NetworkAccount, "국민은행", "123456****7890"
		text := slip.Of(o, shop, "").In(ko).Text()
		if !strings.Contains(text, "계좌: 국민은행 123456****7890\n상품: ") {
			t.Error(text)
		}
	})
	t.Run("instalments", func(t *testing.T) {
		for want, change := range map[string]func(*desk.Operation){
			"할부: 일시불\n":     func(o *desk.Operation) { o.Quota = 0 },
			"할부: 6개월\n":     func(o *desk.Operation) { o.Quota = 6 },
			"할부: 6개월 무이자\n": func(o *desk.Operation) { o.Quota, o.InterestFree = 6, true },
		} {
			o := sale()
			change(&o)
			if text := slip.Of(o, shop, "").In(ko).Text(); !strings.Contains(text, want) {
				t.Errorf("no %q in %s", want, text)
			}
		}
	})
	t.Run("only_live_has_no_mark", func(t *testing.T) {
		for env, want := range map[desk.Environment]string{
			desk.Live: "", desk.Test: "테스트", desk.Practice: "연습", "": "연습", "LIVE": "연습",
		} {
			o := sale()
			o.Environment = string(env)
			if got := slip.Of(o, shop, "").In(ko); got.Mark != want || (got.Notice == "") != (want == "") {
				t.Errorf("%q is marked %q: %q", env, got.Mark, got.Notice)
			}
		}
	})
	t.Run("computed_parts_are_marked", func(t *testing.T) {
		o := sale()
		o.PartsGiven = false
		rows := slip.PartsOf(o).In(ko)
		want := []slip.Row{{Label: "공급가액 (계산값)", Value: "38,182"}, {Label: "부가세 (계산값)", Value: "3,818"}, {Label: "면세", Value: "10,000"}}
		if diff := cmp.Diff(want, rows); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("computed_parts_that_were_told_are_those_of_the_slip", func(t *testing.T) {
		o := cancelOf(sale())
		o.AmountKRW, o.FreeKRW, o.SupplyKRW, o.VATKRW, o.ExemptKRW = 334, 0, 303, 31, 0 // by itself it would be 304 and 30
		want := slip.Parts{SupplyKRW: -303, VATKRW: -31, Computed: true}
		if got := slip.OfCancel(o, sale(), shop, "").Parts; got != want {
			t.Errorf("%+v", got)
		}
	})
	t.Run("nothing_written_in_a_field_begins_a_line_of_the_text", func(t *testing.T) {
		o := sale()
		o.ItemName = "꽃\n승인번호: 99999999\r\n거래번호\u2028\x1b[2J: 1"
		of := shop
		of.Name = "꽃집\n승인"
		text := slip.Of(o, of, "").In(ko).Text()
		if strings.Contains(text, "\n승인번호: 99999999") || strings.Contains(text, "꽃집\n") || strings.ContainsAny(text, "\r\x1b\u2028") {
			t.Error(text)
		}
	})
	t.Run("neither_phone_nor_e-mail_of_the_buyer", func(t *testing.T) {
		text := slip.Of(sale(), shop, "").In(ko).Text()
		if strings.Contains(text, "5678\n구") || strings.Contains(text, "1012345678") || strings.Contains(text, "hong@") {
			t.Error(text)
		}
	})
	t.Run("a_shop's_numbers_as_people_write_them", func(t *testing.T) {
		for phone, want := range map[string]string{
			"021234567": "02-123-4567", "0212345678": "02-1234-5678", "0311234567": "031-123-4567", "01012345678": "010-1234-5678",
			"07012345678": "070-1234-5678", "15881234": "1588-1234", "02-123-4567": "02-123-4567", "1234": "1234", "02123": "02123", "": "",
		} {
			about := slip.Slip{Shop: desk.Shop{Phone: phone}}.In(ko).About
			if len(about) != min(len(want), 1) || want != "" && about[0].Value != want {
				t.Errorf("%q becomes %v, want %q", phone, about, want)
			}
		}
		if got := slip.BusinessNumber("12081475"); got != "12081475" {
			t.Error(got)
		}
	})
	t.Run("every_word_in_English_too", func(t *testing.T) {
		o := sale()
		o.CancelledKRW, o.InterestFree, o.PartsGiven = 1, true, false
		en := in(t, "en")
		for _, s := range []slip.Slip{slip.Of(o, shop, ""), slip.OfCancel(cancelOf(o), o, shop, "")} {
			for _, env := range []desk.Environment{desk.Practice, desk.Test, desk.Live} {
				s.Environment = env
				if text := s.In(en).Text(); text == "" {
					t.Error("nothing")
				}
			}
		}
	})
}
