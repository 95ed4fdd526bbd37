package ui

import (
	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// groups are what each card company, gateway or member of staff took, the
// largest first, as bars and as a share of all.
func (s *closingScreen) groups(title string, groups []desk.DayGroup, nameOf func(string) string) fyne.CanvasObject {
	t := s.words.T
	column := kit.Column(10, kit.NewStrong(kit.Body, title))
	if len(groups) == 0 {
		column.Add(kit.NewSoft(kit.Body, t("closing.nothing_yet")))
	}
	room := 2 // of the twelve columns, for the share
	if textScale() > roomyScale {
		room = 3
	}
	var all, most int64
	for _, g := range groups {
		all, most = all+g.Sales.AmountKRW, max(most, g.Sales.AmountKRW)
	}
	for _, g := range groups {
		name := t("closing.unknown")
		if g.Name != "" {
			name = nameOf(g.Name)
		}
		lead, sum := kit.NewText(kit.Body, name), kit.NewStrong(kit.Body, desk.Grouped(g.Sales.AmountKRW))
		lead.Shrink = true
		row := kit.Row(10, kit.Grow(lead), kit.NewSoft(kit.Note, t("closing.group.count", "count", itoa(g.Sales.Count))), sum)
		if g.Cancels.Count > 0 {
			row.Add(kit.NewSoft(kit.Note, "-"+desk.Grouped(g.Cancels.AmountKRW)))
		}
		bar := kit.NewProgress()
		if most > 0 {
			bar.Set(float64(g.Sales.AmountKRW) / float64(most))
		}
		share := kit.NewSoft(kit.Note, t("closing.group.share", "share", percent(g.Sales.AmountKRW, all)))
		share.Align = fyne.TextAlignTrailing
		column.Add(kit.Column(4, row, kit.NewGrid().Row(kit.Cols(12-room, bar), kit.Cols(room, share))))
	}
	return column
}

// percent writes a part as percent of all.
func percent(part, all int64) string {
	switch {
	case part <= 0 || all <= 0:
		return "0"
	case float64(part)/float64(all) < 0.005:
		return "<1"
	}
	return itoa(int(float64(part)/float64(all)*100 + 0.5))
}
