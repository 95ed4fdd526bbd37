package ui

import (
	"keyindesk/desk"
	"keyindesk/ui/kit"
)

func (s *billingScreen) columns() []kit.ListColumn {
	t := s.words.T
	return []kit.ListColumn{
		{Title: t("billing.col.time"), Width: 62},
		{Title: t("billing.col.key"), Width: 104, Grow: 1},
		{Title: t("billing.col.company"), Width: 96, Grow: 1, Yield: 2},
		{Title: t("billing.col.number"), Width: 170, Grow: 1, Yield: 1},
		{Title: t("billing.col.state"), Width: 100},
	}
}

// cells is one row of the list.
func (s *billingScreen) cells(i int) []kit.ListCell {
	o := s.rows[i]
	at := desk.InKorea(o.PreparedAt)
	when := at.Format("15:04")
	if desk.BusinessDay(o.PreparedAt) != desk.BusinessDay(s.desk.Now()) {
		when = at.Format("01/02")
	}
	return []kit.ListCell{
		{Text: when, Soft: true},
		{Text: o.KeyHint, Bold: true},
		{Text: o.CardCompany},
		{Text: o.MaskedCard},
		{Text: s.words.State(o), Chip: true, Tone: toneOf(o)},
	}
}
