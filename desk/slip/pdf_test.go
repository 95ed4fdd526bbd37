package slip_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"keyindesk/assets"
	"keyindesk/desk"
	"keyindesk/desk/slip"
)

var faces = slip.Faces{Regular: assets.FontRegular(), Strong: assets.FontSemiBold()}

// required is what SLIPS is where the programs that read a page must be there,
// and the pictures are wanted: make slips.
const required = "required"

// sheets are slips of every sort, by the name of their picture.
func sheets(t testing.TB) map[string]slip.Sheet {
	t.Helper()
	practised, computed, account, part, cancelled := sale(), sale(), sale(), sale(), sale()
	practised.Environment = string(desk.Practice)
	computed.PartsGiven, computed.Mixed, computed.TaxableKRW, computed.FreeKRW, computed.Quota = false, false, 0, 0, 0
	computed.Environment = string(desk.Test)
	account.Network, account.CardCompany, account.MaskedCard, account.ApprovalNumber = desk.NetworkAccount, "국민은행", "123456****7890", ""
	part.CancelledKRW, part.InterestFree = 20_000, true
	cancelled.CancelledBy, cancelled.CancelledKRW = 4, cancelled.AmountKRW
	long := cancelOf(sale())
	long.ItemName = strings.Repeat("명절 선물세트(한과, 잣, 들기름) ", 4)
	long.Reason = strings.Repeat("손님이 마음을 바꾸어 같은 날 전화로 취소를 부탁함. ", 7)
	large := sale()
	large.AmountKRW, large.Quota = 999_999_999_999, 12
	ko, en := in(t, "ko"), in(t, "en")
	return map[string]slip.Sheet{
		"sale":        slip.Of(sale(), shop, "승인").In(ko),
		"practice":    slip.Of(practised, shop, "승인").In(ko),
		"practice-en": slip.Of(practised, shop, "Approved").In(en),
		"computed":    slip.Of(computed, shop, "승인").In(ko),
		"account":     slip.Of(account, shop, "승인").In(ko),
		"part":        slip.Of(part, shop, "부분취소").In(ko),
		"cancelled":   slip.Of(cancelled, shop, "취소됨").In(ko),
		"cancel":      slip.OfCancel(cancelOf(sale()), sale(), shop, "취소 완료").In(ko),
		"cancel-long": slip.OfCancel(long, sale(), shop, "취소 완료").In(ko),
		"large":       slip.Of(large, desk.Shop{Name: "꽃"}, "승인").In(ko),
		"no-shop":     slip.Of(practised, desk.Shop{}, "승인").In(ko),
	}
}

func TestPDF(t *testing.T) {
	t.Run("the_same_sheet_gives_the_same_bytes", func(t *testing.T) {
		sheet := sheets(t)["practice"]
		for first, again := pdfOf(t, sheet), 0; again < 5; again++ {
			if !bytes.Equal(first, pdfOf(t, sheet)) {
				t.Fatal("it differs from itself")
			}
		}
	})
	t.Run("golden", func(t *testing.T) {
		golden(t, "cancel", drawn(t, pdfOf(t, sheets(t)["cancel"])))
		golden(t, "practice", drawn(t, pdfOf(t, sheets(t)["practice"])))
	})
	t.Run("one_page_of_A6_and_longer_only_if_needed", func(t *testing.T) {
		for name, longer := range map[string]bool{"sale": false, "practice": false, "account": false, "cancel-long": true} {
			page := pdfOf(t, sheets(t)[name])
			box := regexp.MustCompile(`/MediaBox \[0 0 297\.64 ([0-9.]+)\]`).FindSubmatch(page)
			if box == nil || (string(box[1]) != "419.53") != longer || !bytes.Contains(page, []byte("/Count 1\n")) {
				t.Errorf("%s: %q", name, box)
			}
		}
	})
	t.Run("says_of_itself_no_more_than_title_number_and_time", func(t *testing.T) {
		page := pdfOf(t, sheets(t)["sale"])
		at := bytes.LastIndex(page, []byte("/Producer"))
		info := string(page[at : at+bytes.Index(page[at:], []byte(">>"))])
		want := "/Producer (KeyinDesk)\n/Title (" + escaped("매출전표 K261121-7Q-0003") + ")\n/Creator (KeyinDesk)\n" +
			"/CreationDate (D:20261121153210)\n/ModDate (D:20261121153210)\n"
		if diff := cmp.Diff(want, info); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("leaves_the_faces_as_they_are", func(t *testing.T) {
		own := slip.Faces{Regular: sharedWidths(faces.Regular), Strong: sharedWidths(faces.Strong)}
		given := slip.Faces{Regular: bytes.Clone(own.Regular), Strong: bytes.Clone(own.Strong)}
		if _, err := sheets(t)["practice"].PDF(given); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(own.Regular, given.Regular) || !bytes.Equal(own.Strong, given.Strong) {
			t.Error("a face was written into")
		}
	})
	t.Run("a_character_that_the_face_has_not_is_seen_to_be_missing", func(t *testing.T) {
		sheet := sheets(t)["sale"]
		sheet.Groups = [][]slip.Row{{{Label: "상품", Value: "케이크🎂 \U00020000 ก, e\u0301\u200d\x1b\x00뷁"}}}
		sheet.Shop = "\U0001F600꽃"
		if text := drawn(t, pdfOf(t, sheet)); !strings.Contains(text, "케이크□ □ □, é뷁") || !strings.Contains(text, "□꽃") {
			t.Error(text)
		}
	})
	t.Run("no_face_is_an_error", func(t *testing.T) {
		if _, err := sheets(t)["sale"].PDF(slip.Faces{Regular: faces.Regular}); err == nil {
			t.Error("a page without its face")
		}
	})
}

// TestPdftotext reads every field of every slip back with another program.
func TestPdftotext(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		if os.Getenv("SLIPS") == required {
			t.Fatal("pdftotext is missing: install poppler-utils")
		}
		t.Skip("pdftotext of poppler-utils is not installed; make slips installs it")
	}
	fields := 0
	for name, sheet := range sheets(t) {
		fields += len(fieldsOf(sheet))
		t.Run(name, func(t *testing.T) {
			command := exec.Command("pdftotext", "-raw", "-enc", "UTF-8", "-", "-")
			command.Stdin = bytes.NewReader(pdfOf(t, sheet))
			text, err := command.Output()
			if err != nil {
				t.Fatal(err)
			}
			for _, missing := range missingFrom(string(text), sheet) {
				t.Errorf("pdftotext does not read %q in\n%s", missing, text)
			}
			if os.Getenv("SLIPS") == required {
				picture(t, name, pdfOf(t, sheet))
			}
		})
	}
	t.Logf("pdftotext reads %d fields of %d slips", fields, len(sheets(t)))
}

// fieldsOf are the fields of a sheet, each value right behind its label.
func fieldsOf(s slip.Sheet) []string {
	fields := []string{s.Title, s.Status, s.Mark, s.Notice, s.Shop, s.Sum, s.Note}
	for _, group := range append([][]slip.Row{s.About}, s.Groups...) {
		for _, row := range group {
			fields = append(fields, row.Label+row.Value)
		}
	}
	return fields
}

// missingFrom are the fields of a sheet that a text has not, however its lines
// are broken.
func missingFrom(text string, s slip.Sheet) []string {
	text = unbroken(text)
	var missing []string
	for _, field := range fieldsOf(s) {
		if !strings.Contains(text, unbroken(field)) {
			missing = append(missing, field)
		}
	}
	return missing
}

func unbroken(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

// picture draws the page with poppler, into build/slips.
func picture(t *testing.T, name string, page []byte) {
	t.Helper()
	command := exec.Command("pdftoppm", "-r", "150", "-png", "-singlefile", "-", filepath.Join(pictures(t), name+"-pdf"))
	command.Stdin = bytes.NewReader(page)
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// pictures is the folder for them.
func pictures(t *testing.T) string {
	t.Helper()
	dir := filepath.Join("..", "..", "build", "slips")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func pdfOf(t testing.TB, s slip.Sheet) []byte {
	t.Helper()
	page, err := s.PDF(faces)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// sharedWidths is a face in which most glyphs have one width, as many faces do.
func sharedWidths(face []byte) []byte {
	const own = 2 // glyphs with a width of their own
	face = bytes.Clone(face)
	table := func(name string) (entry, start int) {
		entry = bytes.Index(face[:512], []byte(name))
		return entry, int(binary.BigEndian.Uint32(face[entry+8:]))
	}
	_, maxp := table("maxp")
	_, hhea := table("hhea")
	hmtx, _ := table("hmtx")
	glyphs := int(binary.BigEndian.Uint16(face[maxp+4:]))
	binary.BigEndian.PutUint16(face[hhea+34:], own)
	binary.BigEndian.PutUint32(face[hmtx+12:], uint32(4*own+2*(glyphs-own)))
	return face
}

// drawn are the drawing commands of a page, its text readable.
func drawn(t *testing.T, pdf []byte) string {
	t.Helper()
	_, rest, _ := bytes.Cut(pdf, []byte("stream\n"))
	reader, err := zlib.NewReader(bytes.NewReader(rest))
	if err != nil {
		t.Fatal(err)
	}
	commands, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`(?s)\(((?:[^\\)]|\\.)*)\) Tj`).ReplaceAllStringFunc(string(commands), func(shown string) string {
		return "(" + unescaped(strings.TrimSuffix(strings.TrimPrefix(shown, "("), ") Tj")) + ") Tj"
	})
}

// unescaped reads a string of a PDF: UTF-16, some bytes behind a backslash.
func unescaped(text string) string {
	text = strings.NewReplacer(`\\`, `\`, `\(`, `(`, `\)`, `)`, `\r`, "\r").Replace(text)
	var units []uint16
	for i := 0; i+1 < len(text); i += 2 {
		units = append(units, uint16(text[i])<<8|uint16(text[i+1]))
	}
	return string(utf16.Decode(units))
}

// escaped writes one, with its byte order mark.
func escaped(text string) string {
	b := []byte{0xfe, 0xff}
	for _, unit := range utf16.Encode([]rune(text)) {
		b = append(b, byte(unit>>8), byte(unit))
	}
	return strings.NewReplacer(`\`, `\\`, `(`, `\(`, `)`, `\)`, "\r", `\r`).Replace(string(b))
}

// golden compares with testdata; UPDATE=1 writes it anew, to be looked at.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".page")
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Error(fmt.Sprintf("%s is drawn differently:\n", name), diff)
	}
}
