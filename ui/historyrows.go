package ui

import (
	"strings"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

func (s *historyScreen) columns() []kit.ListColumn {
	t := s.words.T
	return []kit.ListColumn{
		{Title: t("history.col.time"), Width: 68},
		{Title: t("history.col.buyer"), Width: 78, Grow: 1},
		{Title: t("history.col.item"), Width: 110, Grow: 2, Yield: 1},
		{Title: t("history.col.card"), Width: 98, Grow: 0.6, Yield: 2},
		{Title: t("history.col.quota"), Width: 60, Yield: 3},
		{Title: t("history.col.amount"), Width: 92, Right: true},
		{Title: t("history.col.state"), Width: 100},
	}
}

// cells is one row of the list. A row without money says what it is in place of
// the item, and shows no amount, a payment page neither: nothing was charged yet.
func (s *historyScreen) cells(i int) []kit.ListCell {
	o := s.rows[i]
	money := o.Kind.TakesMoney() || o.Kind.GivesBack()
	cells := []kit.ListCell{
		{Text: s.rowTime(o), Soft: true},
		{Text: s.words.subject(o), Bold: true, Stand: s.words.T("kind." + string(o.Kind))},
		{Text: s.words.T("kind." + string(o.Kind)), Soft: true},
		s.cardCell(o), {}, {},
		{Text: s.words.State(o), Chip: true, Tone: toneOf(o)},
	}
	if money {
		cells[2] = kit.ListCell{Text: o.ItemName}
		if !desk.FromAccount(o) {
			cells[4] = kit.ListCell{Text: s.words.Quota(o.Quota), Soft: true}
		}
		gone := o.CancelledBy != 0 || o.State == desk.Declined || o.State == desk.NotSent
		cells[5] = kit.ListCell{Text: desk.Grouped(o.AmountKRW), Bold: true, Strike: gone, Soft: gone}
		if o.Kind.GivesBack() {
			cells[5].Text = "-" + cells[5].Text
		}
		if part := partCancelled(o); part > 0 {
			cells[5].Under = "-" + desk.Grouped(part)
		}
	}
	return cells
}

// rowTime is the time of today's rows, the day of others, and its year where that
// is not this one.
func (s *historyScreen) rowTime(o desk.Operation) string {
	at, now := desk.InKorea(o.PreparedAt), desk.InKorea(s.desk.Now())
	switch {
	case desk.BusinessDay(at) == desk.BusinessDay(now):
		return at.Format("15:04")
	case at.Year() == now.Year():
		return at.Format("01/02")
	}
	return at.Format("06/01/02")
}

// cardCell is the card company with the number's last four.
func (s *historyScreen) cardCell(o desk.Operation) kit.ListCell {
	cell := kit.ListCell{Text: o.CardCompany}
	if cell.Text == "" && o.Network != "" {
		cell.Text = s.words.T("network." + o.Network)
	}
	if n := len(o.MaskedCard); n > 4 {
		cell.Tail = o.MaskedCard[n-4:]
	}
	return cell
}

// subject is whom or what a row is about: the buyer, or a billing key.
func (w *Words) subject(o desk.Operation) string {
	if o.Kind == desk.KindLookupKey || o.Kind == desk.KindDeleteKey {
		return o.KeyHint
	}
	return w.Name(o.Buyer)
}

// partCancelled is what has been given back of a sale of which something is
// left; 0 otherwise.
func partCancelled(o desk.Operation) int64 {
	if o.RemainKRW() <= 0 || o.CancelledBy != 0 {
		return 0
	}
	return o.CancelledKRW
}

// partLine says how much of a sale was given back and what is left; "" if
// nothing was, or all of it.
func (w *Words) partLine(o desk.Operation) string {
	part := partCancelled(o)
	if part == 0 {
		return ""
	}
	return kit.Listed(strings.Split(w.T("history.part_cancelled", "amount", desk.Grouped(part), "limit", desk.Grouped(o.RemainKRW())), " · ")...)
}
