package slip

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"keyindesk/desk"
)

// Words gives the text of a key in one language, with the {names} in it
// replaced by the values that follow in pairs.
type Words func(key string, pairs ...string) string

// Row is one line: what it is, and what it says.
type Row struct{ Label, Value string }

// Sheet is a slip in words, from the top down. Nothing is on paper that is not
// in it.
type Sheet struct {
	Title  string
	Status string
	Mark   string // "연습" or "테스트" where no real money moved; else ""
	// Notice says what the mark means, in a sentence; "" without one.
	Notice string
	Shop   string // its name
	About  []Row  // what else is known of the shop
	Amount string // "52,000", with its sign
	Unit   string // "원"
	Sum    string // both, as they are written in one line
	Void   bool   // the amount is to be struck out
	Groups [][]Row
	QR     string    // what a QR code under the groups holds; "" for none
	Note   string    // whose record this is
	Number string    // our order number, after which a file is named
	At     time.Time // what a file says about its own age
}

// timeLayout is how a slip writes a time, in Korea.
const timeLayout = "2006-01-02 15:04:05"

// In puts a slip into words.
func (s Slip) In(w Words) Sheet {
	sheet := Sheet{
		Title: w("slip.title"), Status: s.Status, Shop: s.Shop.Name, About: s.about(w),
		Amount: desk.Grouped(s.AmountKRW), Unit: w("common.won"), Sum: won(w, s.AmountKRW), Void: s.Void,
		Groups: [][]Row{s.sale(w), s.Parts.In(w), s.numbers(w)}, Note: w("slip.note"), Number: s.OrderNumber, At: s.At,
	}
	if s.Cancel {
		sheet.Title = w("slip.cancel_title")
	}
	switch s.Environment {
	case desk.Live:
	case desk.Test:
		sheet.Mark, sheet.Notice = w("settings.env.test"), w("slip.notice.test")
	default: // an environment that nobody knows is not a real one
		sheet.Mark, sheet.Notice = w("settings.env.practice"), w("slip.notice.practice")
	}
	return sheet
}

func (s Slip) about(w Words) []Row {
	return filled(
		Row{w("slip.shop.number"), BusinessNumber(s.Shop.BusinessNumber)},
		Row{w("slip.shop.owner"), s.Shop.Owner},
		Row{w("slip.shop.phone"), phone(s.Shop.Phone)},
		Row{w("slip.shop.address"), s.Shop.Address},
	)
}

func (s Slip) sale(w Words) []Row {
	label, quota := w("slip.card"), w("common.lump")
	switch {
	case s.Account:
		label, quota = w("slip.account"), ""
	case s.InterestFree && s.Quota > 1:
		quota = w("slip.interest_free", "months", strconv.Itoa(s.Quota))
	case s.Quota > 1:
		quota = w("common.months", "months", strconv.Itoa(s.Quota))
	}
	card := Row{label, strings.TrimSpace(s.CardCompany + " " + s.MaskedCard)}
	return append([]Row{card}, filled(
		Row{w("slip.quota"), quota},
		Row{w("slip.item"), s.ItemName},
		Row{w("slip.buyer"), s.BuyerName},
	)...)
}

// In puts the parts into words; computed ones say so.
func (p Parts) In(w Words) []Row {
	mark := ""
	if p.Computed {
		mark = " (" + w("slip.computed") + ")"
	}
	return []Row{
		{w("slip.supply") + mark, desk.Grouped(p.SupplyKRW)},
		{w("slip.vat") + mark, desk.Grouped(p.VATKRW)},
		{w("slip.exempt"), desk.Grouped(p.ExemptKRW)},
	}
}

func (s Slip) numbers(w Words) []Row {
	when := w("slip.at")
	if s.Cancel {
		when = w("slip.cancelled_at")
	}
	rows := filled(
		Row{w("slip.order"), s.OrderNumber},
		Row{w("slip.approval"), s.ApprovalNumber},
		Row{w("slip.transaction"), s.TransactionID},
		Row{w("slip.cancel_id"), s.CancelID},
		Row{when, s.At.Format(timeLayout)},
	)
	if s.PartCancelledKRW > 0 {
		rows = append(rows, Row{w("slip.part_cancelled"), won(w, s.PartCancelledKRW)}, Row{w("slip.left"), won(w, s.LeftKRW)})
	}
	if o := s.Original; o != nil {
		rows = append(rows, filled(
			Row{w("slip.original_approval"), o.ApprovalNumber},
			Row{w("slip.original_amount"), won(w, o.AmountKRW)},
			Row{w("slip.original_at"), o.At.Format(timeLayout)},
		)...)
	}
	return append(rows, filled(Row{w("slip.reason"), s.Reason}, Row{w("slip.staff"), s.Staff})...)
}

// filled are those rows that say something.
func filled(rows ...Row) []Row {
	var kept []Row
	for _, r := range rows {
		if r.Value != "" {
			kept = append(kept, r)
		}
	}
	return kept
}

func won(w Words, amountKRW int64) string {
	return w("common.amount", "amount", desk.Grouped(amountKRW))
}

// BusinessNumber writes ten digits as 123-45-67890, and leaves anything else.
func BusinessNumber(digits string) string {
	if len(digits) != 10 {
		return digits
	}
	return digits[:3] + "-" + digits[3:5] + "-" + digits[5:]
}

// phone writes a number as people do, 02-123-4567, 010-1234-5678, 1588-1234, and
// leaves one that was written otherwise.
func phone(number string) string {
	for _, r := range number {
		if r < '0' || r > '9' {
			return number
		}
	}
	area := 3
	switch {
	case len(number) == 8 && number[0] == '1':
		return number[:4] + "-" + number[4:]
	case strings.HasPrefix(number, "02"):
		area = 2
	}
	if rest := len(number) - area; number == "" || number[0] != '0' || rest < 7 || rest > 8 {
		return number
	}
	return number[:area] + "-" + number[area:len(number)-4] + "-" + number[len(number)-4:]
}

// oneLine is a text that can't begin a line of its own: what somebody wrote into
// an item must not look like an approval number.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, text)
}

// Text is the sheet as plain lines, to paste into a message.
func (s Sheet) Text() string {
	var b strings.Builder
	lines := func(rows []Row) {
		for _, r := range rows {
			b.WriteString(oneLine(r.Label) + ": " + oneLine(r.Value) + "\n")
		}
	}
	b.WriteString(oneLine(s.Title) + " (" + oneLine(s.Status) + ")\n")
	if s.Mark != "" {
		b.WriteString("[" + s.Mark + "] " + s.Notice + "\n")
	}
	if s.Shop != "" {
		b.WriteString(oneLine(s.Shop) + "\n")
	}
	lines(s.About)
	b.WriteString("\n" + s.Sum + "\n")
	for _, group := range s.Groups {
		b.WriteString("\n")
		lines(group)
	}
	b.WriteString("\n" + s.Note + "\n")
	return b.String()
}
