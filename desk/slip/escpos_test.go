package slip_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"keyindesk/desk/slip"
)

func TestESCPOS(t *testing.T) {
	for name, sheet := range sheets(t) {
		for _, columns := range slip.Columns {
			t.Run(fmt.Sprint(name, "_", columns), func(t *testing.T) {
				p := read(t, sheet.ESCPOS(columns), columns)
				for _, missing := range missingFrom(p.text(columns), sheet) {
					t.Errorf("%q is not in\n%s", missing, p.text(columns))
				}
				if !p.cut {
					t.Error("not cut off")
				}
				if got := p.with(func(l look) bool { return l.wide && l.tall && l.bold }); got != sheet.Sum {
					t.Errorf("large: %q", got)
				}
				if got, want := unbroken(p.with(func(l look) bool { return l.inverse && l.wide })), unbroken(sheet.Mark+sheet.Mark); got != want {
					t.Errorf("marked %q, not %q", got, want)
				}
				if got := p.with(func(l look) bool { return l.inverse && !l.wide }); (unbroken(got) == sheet.Status) != sheet.Void {
					t.Errorf("the status stands out: %q", got)
				}
				if os.Getenv("SLIPS") == required {
					paint(t, fmt.Sprint(name, "-", columns), p, columns)
				}
			})
		}
	}
}

func TestTestPage(t *testing.T) {
	for _, columns := range slip.Columns {
		p := read(t, slip.TestPage("SRP-350 (1층)", columns, in(t, "ko")), columns)
		ruler := 0
		for _, line := range p.lines {
			if strings.HasPrefix(text(line), "12345678901234567890") {
				ruler = used(line)
			}
		}
		if ruler != columns || !p.cut || !strings.Contains(p.text(columns), "SRP-350 (1층)") {
			t.Errorf("the ruler is %d long in\n%s", ruler, p.text(columns))
		}
		if os.Getenv("SLIPS") == required {
			paint(t, fmt.Sprint("test-page-", columns), p, columns)
		}
	}
}

func TestESCPOSLines(t *testing.T) {
	t.Run("a_whole_slip", func(t *testing.T) {
		want := `
                 취소전표
                취소 완료
                하늘정미소
사업자번호                    120-81-47521
대표                                이은하
전화                          02-1234-5678
주소         서울 종로구 세종대로 175, 1층
------------------------------------------
            -52,000원
------------------------------------------
카드             비씨카드 949022******1406
할부                                 3개월
상품                    햅쌀 10kg, 잣 200g
구매자                              홍길동
------------------------------------------
공급가액                           -38,182
부가세                              -3,818
면세                               -10,000
------------------------------------------
주문번호                   K261121-7Q-0004
거래번호              20261121153210PT0003
취소거래번호               C20261121160000
취소일시               2026-11-21 16:00:00
원승인번호                        30012345
원거래금액                        52,000원
원거래일시             2026-11-21 15:32:10
취소 사유                        손님 변심
담당                                이도윤
------------------------------------------
 상점이 남긴 기록입니다. 카드사가 발행한
           매출전표가 아닙니다.

`
		got := read(t, sheets(t)["cancel"].ESCPOS(42), 42).text(42)
		if diff := cmp.Diff(strings.Split(want[1:], "\n"), strings.Split(got, "\n")); diff != "" {
			t.Error(diff)
		}
	})
	// row prints one row and gives its lines.
	row := func(t *testing.T, label, value string, columns int) []string {
		t.Helper()
		s := slip.Sheet{Groups: [][]slip.Row{{{Label: label, Value: value}}}}
		lines := strings.Split(read(t, s.ESCPOS(columns), columns).text(columns), "\n")
		rule := strings.Repeat("-", columns)
		first, last := -1, -1
		for i, line := range lines {
			if line == rule {
				first, last = last, i
			}
		}
		return lines[first+1 : last]
	}
	for name, c := range map[string]struct {
		label, value string
		columns      int
		want         []string
	}{
		"Korean_takes_two_columns": {"가", "나다", 10, []string{"가    나다"}},
		"won_is_written_out":       {"합계", "₩52,000 ￦1", 30, []string{"합계              원52,000 원1"}},
		"what_the_code_page_has_not_is_a_box": {"상품", "케이크🎂 é ñ 漢字 뷁 ㎏", 42,
			[]string{"상품             케이크□ □ □ 漢字 뷁 ㎏"}},
		"no_command_gets_through": {"상품", "a\x1b@\x1d!\x11b\x00c\nd\te\x7f\u202ef\x1c.", 42,
			[]string{"상품                           a@!bc d ef."}},
		"a_backslash_is_no_won": {"상품", `a\b`, 20, []string{"상품            a＼b"}},
		"decomposed_Hangul":     {"상품", "\u1112\u1161\u11ab", 20, []string{"상품              한"}},
		"dashes_and_bullets":    {"상품", "1–2—3−4•5", 30, []string{"상품                1-2-3-4·5"}},
		"a_long_value_goes_on":  {"상품", "햅쌀 찹쌀 현미 흑미 보리", 20, []string{"상품  햅쌀 찹쌀 현미", "           흑미 보리"}},
		"a_long_word_is_broken": {"번호", strings.Repeat("1234567890", 4), 42, []string{"번호  123456789012345678901234567890123456", "                                      7890"}},
		"no_short_line_before_a_long_word": {"번호", "1 " + strings.Repeat("1234567890", 4), 42,
			[]string{"번호  1 1234567890123456789012345678901234", "                                    567890"}},
		"a_long_label_stands_alone": {"부가가치세 공제 대상 금액", "1,000", 30,
			[]string{"부가가치세 공제 대상 금액", "                         1,000"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, row(t, c.label, c.value, c.columns)); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("any_text_stays_on_its_line", func(t *testing.T) {
		rapid.Check(t, func(rt *rapid.T) {
			s := slip.Sheet{
				Title: rapid.String().Draw(rt, "title"), Mark: "연습", Shop: rapid.String().Draw(rt, "shop"), Sum: "-999,999,999,999원",
				Groups: [][]slip.Row{{{Label: rapid.StringN(0, 30, -1).Draw(rt, "label"), Value: rapid.String().Draw(rt, "value")}}},
				Note:   rapid.String().Draw(rt, "note"),
			}
			columns := rapid.SampledFrom(slip.Columns).Draw(rt, "columns")
			if p := read(t, s.ESCPOS(columns), columns); !p.cut || t.Failed() {
				rt.Fatal("see above")
			}
		})
	})
}
