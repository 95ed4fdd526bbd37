package slip_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"rsc.io/qr"

	"keyindesk/desk"
	"keyindesk/desk/slip"
)

// evening is a closing with something of everything.
func evening() desk.Closing {
	tally := func(count int, krw int64) desk.ClosingTally { return desk.ClosingTally{Count: count, KRW: krw} }
	c := desk.Closing{Hash: bytes.Repeat([]byte{0xa5}, 32)}
	c.Environment, c.FileID, c.Number, c.Staff, c.ClosedAt = "live", strings.Repeat("0f", 16), 12, "박사장", "2026-11-21T12:03:00.000Z"
	c.Days, c.FromSeq, c.ToSeq, c.Key = []string{"2026-11-20", "2026-11-21"}, 1041, 1130, strings.Repeat("ab", 32)
	c.OpeningKRW, c.Sales, c.Cancels, c.CorrectionsKRW, c.ClosingKRW = 9_000_000, tally(31, 1_498_300), tally(3, 214_000), 33_000, 10_317_300
	c.Companies = []desk.ClosingGroup{{Name: "", Sales: tally(1, 8_300)}, {Name: "국민", Sales: tally(30, 1_490_000), Cancels: tally(3, 214_000)}}
	c.Gateways = []desk.ClosingGroup{{Name: "payup", Sales: tally(31, 1_498_300), Cancels: tally(3, 214_000)}}
	c.StaffTotals = []desk.ClosingGroup{{Name: "김하늘", Sales: tally(31, 1_498_300), Cancels: tally(3, 214_000)}}
	c.Corrections = []desk.ClosingCorrection{{Order: "K261120-7Q-0031", Kind: desk.KindCharge, Was: desk.InDoubt, Now: desk.Approved, DeltaKRW: 33_000}}
	c.Open = []desk.ClosingOpen{{Order: "K261121-7Q-0030", Kind: desk.KindCancel, AmountKRW: 161_000, State: desk.InDoubt}}
	return c
}

func TestOfClosing(t *testing.T) {
	ko := in(t, "ko")
	page := slip.OfClosing(evening(), shop, ko)
	text := page.Text()
	for _, want := range []string{
		"마감 기록 (12호)", "하늘정미소", "1,317,300원", "확인 코드: UWS2-LJNF-UWS2-LJNF", "영업일: 2026-11-20, 2026-11-21", "마감 시각: 2026-11-21 21:03:00",
		"이력 번호: 1,042 – 1,130", "지난 마감까지 누계: 9,000,000원", "승인: 31건 1,498,300원", "취소: 3건 -214,000원", "정정: 33,000원", "이번 마감: 1,317,300원", "마감 누계: 10,317,300원",
		"모름: 1건 8,300원", "국민: 30건 1,490,000원, 취소 3건 -214,000원", "카드사별: 1,284,300원", "페이업: 31건", "김하늘: 31건",
		"K261120-7Q-0031: 확인 필요 → 승인 33,000원", "K261121-7Q-0030: 취소 161,000원",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if last := page.Groups[len(page.Groups)-1]; last[0].Label != "확인 코드" {
		t.Errorf("by the QR code stands %v", last)
	}
	if page.Mark != "" || page.FileName() != "마감 기록 12호 2026-11-20.pdf" {
		t.Errorf("%q %q", page.Mark, page.FileName())
	}
	practised := evening()
	practised.Environment, practised.Corrections, practised.Open, practised.Days = "practice", nil, nil, nil
	if p := slip.OfClosing(practised, desk.Shop{}, in(t, "en")); p.Mark == "" || len(p.Groups) != 6 || p.FileName() != "Closing record no_ 12 2026-11-21.pdf" {
		t.Errorf("%q %d %q", p.Mark, len(p.Groups), p.FileName())
	}
}

// TestLongNames holds that a name longer than its line leaves what stands beside
// it legible: no page of one letter a line. The mark is on every part of a page
// that is longer than paper is.
func TestLongNames(t *testing.T) {
	c := evening()
	c.Environment = "practice"
	c.Companies[1].Name, c.StaffTotals[0].Name = strings.Repeat("케이비국민체크", 9), strings.Repeat("김", 20)
	page := pdfOf(t, slip.OfClosing(c, shop, in(t, "ko")))
	box := regexp.MustCompile(`/MediaBox \[0 0 297\.64 ([0-9.]+)\]`).FindSubmatch(page)
	if height, err := strconv.ParseFloat(string(box[1]), 64); err != nil || height < 595 || height > 850 {
		t.Errorf("the page is %s points long", box[1])
	}
	if marks := strings.Count(drawn(t, page), "0.81915 0.57358"); marks != 2 {
		t.Error(marks, "marks")
	}
}

// TestClosingQR holds the code on the page, and the one that a receipt printer
// is asked to draw, against the closing's.
func TestClosingQR(t *testing.T) {
	c := evening()
	page := slip.OfClosing(c, shop, in(t, "ko"))
	want := desk.ClosingQR(c)
	if page.QR != want || !strings.HasPrefix(want, "keyindesk:closing:live:0f0f") || !strings.HasSuffix(want, ":12:"+strings.Repeat("a5", 32)) {
		t.Error(page.QR)
	}
	stream := page.ESCPOS(42)
	at := bytes.Index(stream, []byte("\x1d(k\x04\x001A2\x00"))
	data := append([]byte{'\x1d', '(', 'k', byte(len(want) + 3), byte((len(want) + 3) >> 8)}, "1P0"+want+"\x1d(k\x03\x001Q0"...)
	if at < 0 || !bytes.Contains(stream[at:], data) {
		t.Error("the printer is not asked for it")
	}

	pdf := pdfOf(t, page)
	code, err := qr.Encode(want, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	runs := 0
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) && !code.Black(x-1, y) {
				runs++
			}
		}
	}
	if got := len(regexp.MustCompile(`(?m) re f$`).FindAllString(drawn(t, pdf), -1)); got != runs {
		t.Errorf("%d black bars on the page, %d in the code", got, runs)
	}
}

// TestClosingIsRead reads the code back from the picture of the page, where the
// programs for it are there.
func TestClosingIsRead(t *testing.T) {
	for _, name := range []string{"pdftoppm", "zbarimg"} {
		if _, err := exec.LookPath(name); err != nil {
			if os.Getenv("SLIPS") == required {
				t.Fatal(err)
			}
			t.Skip(name, "is not here")
		}
	}
	c := evening()
	dir := t.TempDir()
	file, err := desk.SaveNew(dir, "closing.pdf", pdfOf(t, slip.OfClosing(c, shop, in(t, "ko"))))
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("pdftoppm", "-r", "200", "-png", file, filepath.Join(dir, "page")).CombinedOutput(); err != nil {
		t.Fatal(string(out), err)
	}
	pages, err := filepath.Glob(filepath.Join(dir, "page*.png"))
	if err != nil || len(pages) != 1 {
		t.Fatal(pages, err)
	}
	out, err := exec.Command("zbarimg", "-q", "--raw", pages[0]).Output()
	if err != nil || strings.TrimSpace(string(out)) != desk.ClosingQR(c) {
		t.Errorf("%q %v", out, err)
	}
	if os.Getenv("SLIPS") == required {
		picture(t, "closing", pdfOf(t, slip.OfClosing(c, shop, in(t, "ko"))))
	}
}
