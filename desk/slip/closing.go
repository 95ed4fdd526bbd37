package slip

import (
	"strconv"
	"strings"
	"time"

	"keyindesk/desk"
)

// OfClosing is the page of a closing: what was closed, and the code by which a
// printed page and the history are compared.
func OfClosing(c desk.Closing, shop desk.Shop, w Words) Sheet {
	number := w("closing.number", "number", strconv.FormatInt(c.Number, 10))
	at := desk.InKorea(c.ClosedTime())
	s := Slip{Environment: desk.Environment(c.Environment), Shop: shop}
	sheet := s.In(w) // for the shop and the mark
	sheet.Title, sheet.Status, sheet.Note, sheet.Void = w("closing.title"), number, w("closing.note"), false
	sheet.Amount, sheet.Sum = desk.Grouped(c.MovedKRW()), won(w, c.MovedKRW())
	sheet.Number, sheet.At, sheet.QR = strings.TrimSpace(number+" "+firstDay(c, at)), at, desk.ClosingQR(c)
	sheet.Groups = [][]Row{
		{
			{w("closing.days"), strings.Join(c.Days, ", ")},
			{w("closing.closed_at"), at.Format(timeLayout)},
			{w("slip.staff"), c.Staff},
		},
		{
			{w("closing.opening"), won(w, c.OpeningKRW)},
			{w("closing.sales"), tallied(w, c.Sales, 1)},
			{w("closing.cancels"), tallied(w, c.Cancels, -1)},
			{w("closing.corrections"), won(w, c.CorrectionsKRW)},
			{w("closing.this"), sheet.Sum},
			{w("closing.closing"), won(w, c.ClosingKRW)},
		},
	}
	for _, group := range [][]Row{
		grouped(w, w("closing.companies"), c.Companies, false), grouped(w, w("closing.gateways"), c.Gateways, true),
		grouped(w, w("closing.staff"), c.StaffTotals, false), corrected(w, c.Corrections), open(w, c.Open),
	} {
		if len(group) > 0 {
			sheet.Groups = append(sheet.Groups, group)
		}
	}
	// What tells whether page and history agree stands by the QR code.
	sheet.Groups = append(sheet.Groups, []Row{
		{w("closing.code"), c.CheckCode()},
		{w("closing.events"), desk.Grouped(c.FromSeq+1) + " – " + desk.Grouped(c.ToSeq)},
		{w("closing.key"), short(c.Key)},
	})
	for i, group := range sheet.Groups {
		sheet.Groups[i] = filled(group...)
	}
	return sheet
}

// firstDay names a file: the first business day, or the day of closing where
// nothing was sold.
func firstDay(c desk.Closing, at time.Time) string {
	if len(c.Days) > 0 {
		return c.Days[0]
	}
	return at.Format(time.DateOnly)
}

// tallied writes a number of operations and what they come to, below zero where
// they gave back.
func tallied(w Words, t desk.ClosingTally, sign int64) string {
	return w("closing.tally", "count", strconv.Itoa(t.Count), "amount", won(w, sign*t.KRW))
}

// grouped are the rows of groups, under what is left of them all.
func grouped(w Words, title string, groups []desk.ClosingGroup, gateways bool) []Row {
	var rows []Row
	var netKRW int64
	for _, g := range groups {
		netKRW += g.Sales.KRW - g.Cancels.KRW
		name := g.Name
		switch {
		case name == "":
			name = w("closing.unknown")
		case gateways:
			name = w("gateway." + name)
		}
		value := tallied(w, g.Sales, 1)
		if g.Cancels.Count > 0 {
			value += ", " + w("closing.given_back", "count", strconv.Itoa(g.Cancels.Count), "amount", won(w, -g.Cancels.KRW))
		}
		rows = append(rows, Row{name, value})
	}
	if len(rows) > 0 {
		rows = append([]Row{{title, won(w, netKRW)}}, rows...)
	}
	return rows
}

func corrected(w Words, all []desk.ClosingCorrection) []Row {
	var rows []Row
	for _, c := range all {
		rows = append(rows, Row{c.Order, w("closing.corrected", "was", w("state."+string(c.Was)), "now", w("state."+string(c.Now)), "amount", won(w, c.DeltaKRW))})
	}
	if len(rows) > 0 {
		rows = append([]Row{{w("closing.corrections"), w("closing.of_earlier")}}, rows...)
	}
	return rows
}

func open(w Words, all []desk.ClosingOpen) []Row {
	var rows []Row
	for _, o := range all {
		rows = append(rows, Row{o.Order, w("kind."+string(o.Kind)) + " " + won(w, o.AmountKRW)})
	}
	if len(rows) > 0 {
		rows = append([]Row{{w("state.in-doubt"), w("closing.not_in_sums")}}, rows...)
	}
	return rows
}

// short is the beginning of a key, enough to tell two apart.
func short(key string) string {
	if len(key) < 16 {
		return key
	}
	return key[:16] + "…"
}
