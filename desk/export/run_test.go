package export

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keyindesk/desk"
)

// formats runs a test for both.
func formats(t *testing.T, test func(t *testing.T, f Format)) {
	for _, f := range []Format{XLSX, CSV} {
		t.Run(string(f), func(t *testing.T) { test(t, f) })
	}
}

func texts(values ...string) []readCell {
	var cells []readCell
	for _, v := range values {
		cells = append(cells, readCell{"text", v})
	}
	return cells
}

func TestRun(t *testing.T) {
	cancel := with(sale(), func(o *desk.Operation) {
		o.Kind, o.ParentID, o.AmountKRW, o.Reason, o.Quota = desk.KindCancel, 1, 20_000, "손님 변심", 0
		o.ApprovalNumber, o.AnsweredAt, o.Mixed = "", "20261122000001", true
	})
	declined := with(sale(), func(o *desk.Operation) { o.State, o.AnsweredAt = desk.Declined, "" })
	open := with(sale(), func(o *desk.Operation) { o.State = desk.InDoubt })
	given := with(sale(), func(o *desk.Operation) {
		o.Mixed = true
		o.PartsGiven, o.SupplyKRW, o.VATKRW, o.ExemptKRW, o.CancelledKRW = true, 38_182, 3_818, 10_000, 20_000
	})

	t.Run("cells_are_what_the_history_says", func(t *testing.T) {
		formats(t, func(t *testing.T, f Format) {
			j := job(t, f, Day, Time, Kind, State, Item, Asked, Moved, GivenBack, Supply, VAT, Exempt, Basis, Quota, Company, Card, Approval, Transaction, Original, Order, Reason, Gateway, Staff, Answer, BusinessDay)
			run(t, bookOf(cancel, declined, given), j)
			rows := read(t, j)
			none, number := readCell{}, func(v string) readCell { return readCell{"number", v} }
			head := texts("거래일", "거래 시각", "구분", "상태", "상품명", "요청 금액", "승인·취소 금액", "취소된 금액", "공급가액", "부가세", "면세", "세액 근거", "할부", "카드사",
				"카드번호", "승인번호", "거래번호", "원승인번호", "주문번호", "취소 사유", "결제사", "담당자", "결제사 응답", "영업일")
			common := texts("비씨카드", "949022******1406")
			numbers := texts("20261121153210PT0003")
			tail := append(texts("페이업", "김하늘", "0000 정상"), readCell{"day", "2026-11-21"})
			want := [][]readCell{
				head,
				slices.Concat([]readCell{{"day", "2026-11-22"}, {"clock", "00:00:01"}}, texts("취소", "승인", "햅쌀 10kg, 잣 200g"),
					[]readCell{number("-20000"), number("-20000"), none, number("-18182"), number("-1818"), number("0")}, texts("계산값", "일시불"), common,
					[]readCell{none}, numbers, texts("00012345", "K261121-7Q-0003", "손님 변심"), tail),
				slices.Concat([]readCell{{"day", "2026-11-21"}, {"clock", "15:32:09"}}, texts("카드 결제", "거절", "햅쌀 10kg, 잣 200g"),
					[]readCell{number("52000"), none, none, none, none, none, none}, texts("3개월"), common, texts("00012345"), numbers,
					[]readCell{none}, texts("K261121-7Q-0003"), []readCell{none}, tail),
				slices.Concat([]readCell{{"day", "2026-11-21"}, {"clock", "15:32:10"}}, texts("카드 결제", "승인", "햅쌀 10kg, 잣 200g"),
					[]readCell{number("52000"), number("52000"), number("20000"), number("38182"), number("3818"), number("10000")}, texts("페이업", "3개월"), common,
					texts("00012345"), numbers, []readCell{none}, texts("K261121-7Q-0003"), []readCell{none}, tail),
			}
			if f == XLSX {
				sums := make([]readCell, len(j.Columns))
				sums[0] = readCell{"text", "합계 (3건)"}
				for i, v := range map[int]string{6: "32000", 7: "20000", 8: "20000", 9: "2000", 10: "10000"} {
					sums[i] = number(v)
				}
				want = append(want, sums)
			}
			if diff := cmp.Diff(want, rows); diff != "" {
				t.Error(diff)
			}
		})
	})

	t.Run("parts_given_back_come_to_the_sale_s", func(t *testing.T) {
		formats(t, func(t *testing.T, f Format) {
			sold := with(sale(), func(o *desk.Operation) { o.AmountKRW = 1_000 })
			part := with(sale(), func(o *desk.Operation) { o.Kind, o.ParentID, o.AmountKRW = desk.KindCancel, 1, 250 })
			b := bookOf(part, part, part, part, sold)
			b.cancels = func(int64) (all []desk.Operation) {
				for id := int64(2); id <= 5; id++ {
					all = append(all, b.row(id))
				}
				return all
			}
			j := job(t, f, Order, Supply, VAT)
			run(t, b, j)
			var vat []string
			for _, r := range read(t, j)[1:6] {
				vat = append(vat, r[2].Text)
			}
			if diff := cmp.Diff([]string{"-23", "-23", "-22", "-23", "91"}, vat); diff != "" {
				t.Error(diff)
			}
		})
	})

	t.Run("what_moved_is_empty_where_nothing_is_known_to_have", func(t *testing.T) {
		page := desk.Operation{Kind: desk.KindRegisterPayment, State: desk.Approved, AmountKRW: 9_000, Gateway: "easypay", BusinessDay: "2026-11-21", PreparedAt: sale().PreparedAt}
		j := job(t, CSV, Moved, Asked)
		run(t, bookOf(open, page), j)
		want := [][]readCell{texts("승인·취소 금액", "요청 금액"), {{}, {"number", "52000"}}, {{}, {}}}
		if diff := cmp.Diff(want, read(t, j)); diff != "" {
			t.Error(diff)
		}
	})

	t.Run("nobody_is_named_unless_asked_for", func(t *testing.T) {
		formats(t, func(t *testing.T, f Format) {
			j := job(t, f)
			run(t, bookOf(sale()), j)
			for _, row := range read(t, j) {
				for _, c := range row {
					for _, personal := range []string{"홍길동", "5678", "hong@"} {
						if strings.Contains(c.Text, personal) {
							t.Errorf("%q is in it", c.Text)
						}
					}
				}
			}
			if slices.ContainsFunc(Standard(), Column.Personal) {
				t.Error("a personal column is standard")
			}
			j = job(t, f, Buyer, Phone, Email)
			run(t, bookOf(sale(), with(sale(), func(o *desk.Operation) { o.Buyer = desk.Buyer{Unreadable: true} })), j)
			if diff := cmp.Diff(texts("홍길동", "010-1234-5678", "hong@shop.example"), read(t, j)[1]); diff != "" {
				t.Error(diff)
			}
			if got := read(t, j)[2][1]; got.Text != inKorean(t).T("common.unreadable") {
				t.Error(got)
			}
		})
	})

	t.Run("outside_live_every_row_says_so", func(t *testing.T) {
		formats(t, func(t *testing.T, f Format) {
			j := job(t, f, Day, Moved)
			j.Environment = desk.Practice
			run(t, bookOf(sale(), sale()), j)
			for _, row := range read(t, j)[1:3] {
				if row[0].Text != "연습" {
					t.Error(row)
				}
			}
			if f == XLSX {
				if name := readWorkbook(t, j.Path)[0].Name; name != "연습 내역" {
					t.Error(name)
				}
			}
		})
	})

	t.Run("a_workbook_opens_with_its_titles_in_sight", func(t *testing.T) {
		j := job(t, XLSX, Day, Item, Moved)
		run(t, bookOf(sale(), sale()), j)
		got := readWorkbook(t, j.Path)[0]
		got.Rows = nil
		if diff := cmp.Diff(readSheet{Name: "내역", Frozen: "A2", Filter: "$A$1:$C$3", Widths: []float64{11, 24, 15}}, got); diff != "" {
			t.Error(diff)
		}
	})

	t.Run("pages_without_end", func(t *testing.T) {
		formats(t, func(t *testing.T, f Format) {
			const rows = 2*pageRows + 17
			b := &book{rows: rows, row: func(id int64) desk.Operation {
				return with(sale(), func(o *desk.Operation) {
					o.ID, o.AmountKRW, o.OrderNumber = id, id, "K"+time.Unix(id, 0).UTC().Format("150405")
				})
			}}
			b.paged = func(to int64) {
				if to == rows { // rows come in behind the first page
					b.rows += 3
				}
			}
			b.counted = rows
			j := job(t, f, Order, Moved)
			var told []Progress
			j.Progress = func(p Progress) { told = append(told, p) }
			if got := run(t, b, j); got.Rows != rows || got.Path != j.Path {
				t.Error(got)
			}
			seen := map[string]bool{}
			for _, row := range read(t, j)[1 : rows+1] {
				seen[row[0].Text] = true
			}
			if len(seen) != rows || seen[b.row(rows+1).OrderNumber] {
				t.Errorf("%d rows", len(seen))
			}
			if len(told) < 3 || told[0].Rows != pageRows || told[0].Of != rows || !slices.IsSortedFunc(told, func(a, b Progress) int { return int(1e6 * (a.Share - b.Share)) }) || told[len(told)-1].Share > 1 {
				t.Error(told)
			}
		})
	})

	t.Run("a_full_sheet_goes_on_in_the_next", func(t *testing.T) {
		j := job(t, XLSX, Order, Moved)
		j.sheetRows = 5
		run(t, bookOf(sale(), sale(), sale(), sale(), sale(), sale(), sale()), j)
		sheets := readWorkbook(t, j.Path)
		var names []string
		var lengths []int
		for _, s := range sheets {
			names, lengths = append(names, s.Name), append(lengths, len(s.Rows))
		}
		if diff := cmp.Diff([]string{"내역", "내역 2", "내역 3"}, names); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]int{4, 4, 3}, lengths); diff != "" {
			t.Error(diff)
		}
		if sums := sheets[2].Rows[2]; sums[0].Text != "합계 (7건)" || sums[1].Text != "364000" {
			t.Error(sums)
		}
	})

	t.Run("nothing_to_write_is_no_file_and_no_record", func(t *testing.T) {
		formats(t, func(t *testing.T, f Format) {
			j, b := job(t, f), bookOf()
			if _, err := Run(t.Context(), b.desk(), j); !errors.Is(err, ErrNothing) || len(b.recorded) > 0 {
				t.Error(err, b.recorded)
			}
			if left := leftIn(t, filepath.Dir(j.Path)); len(left) > 0 {
				t.Error(left)
			}
		})
	})
}

func TestRecord(t *testing.T) {
	formats(t, func(t *testing.T, f Format) {
		b := bookOf(sale())
		j := job(t, f, Day, Buyer)
		j.Query = desk.Query{Text: "홍길동", FromDay: "2026-11-21"}
		b.counted = 2
		b.refuse = func(e desk.Export) error {
			parts, err := filepath.Glob(j.Path + ".*" + unfinished)
			_, whole := os.Stat(j.Path)
			if begun := e.SHA256 == ""; begun != (len(parts) == 0) || len(parts) > 1 || err != nil || !os.IsNotExist(whole) {
				t.Errorf("begun %v: %q %v, %v", begun, parts, err, whole)
			}
			return nil
		}
		run(t, b, j)
		content, err := os.ReadFile(j.Path)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(content)
		begun := desk.Export{Staff: "김하늘", Reason: "부가세 신고", Format: string(f), Columns: []string{"day", "buyer"}, Filters: j.Query, Rows: 2}
		done := begun
		done.Rows, done.SHA256 = 1, hex.EncodeToString(sum[:])
		if diff := cmp.Diff([]desk.Export{begun, done}, b.recorded); diff != "" {
			t.Error(diff)
		}
	})
}
