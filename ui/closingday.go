package ui

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// cancelsShown is how many of today's cancels the glance shows.
const cancelsShown = 12

// tiles are the day's sums.
func (s *closingScreen) tiles() fyne.CanvasObject {
	t, day := s.words.T, s.glance.day
	var doubt int64
	for _, d := range day.Doubts {
		if d.Kind.TakesMoney() || d.Kind.GivesBack() {
			doubt += d.AmountKRW
		}
	}
	tone, said := kit.Neutral, t("closing.doubt_none")
	if len(day.Doubts) > 0 {
		tone, said = kit.InDoubt, t("closing.doubt_out")
	}
	return kit.NewGrid().Row(
		kit.Cols(4, tile(t("closing.net"), day.Today.NetKRW(), s.besideYesterday(), kit.Amount, kit.Neutral)),
		kit.Cols(3, tile(t("closing.sales_tile", "count", itoa(day.Today.Sales.Count)), day.Today.Sales.AmountKRW, "", kit.Title, kit.Neutral)),
		kit.Cols(2, tile(t("closing.cancels_tile", "count", itoa(day.Today.Cancels.Count)), -day.Today.Cancels.AmountKRW, "", kit.Title, kit.Cancelled)),
		kit.Cols(3, tile(t("closing.doubt_tile", "count", itoa(len(day.Doubts))), doubt, said, kit.Title, tone)),
	)
}

// besideYesterday holds the day against yesterday at this time.
func (s *closingScreen) besideYesterday() string {
	t, day := s.words.T, s.glance.day
	switch more := day.Today.NetKRW() - day.SoFar.NetKRW(); {
	case more > 0:
		return t("closing.more_than_yesterday", "amount", desk.Grouped(more))
	case more < 0:
		return t("closing.less_than_yesterday", "amount", desk.Grouped(-more))
	default:
		return t("closing.as_yesterday")
	}
}

// tile is a sum on a card of its own.
func tile(label string, amountKRW int64, under string, role kit.Role, tone kit.Tone) fyne.CanvasObject {
	lead := kit.NewSoft(kit.Body, label)
	sum := kit.NewStrong(role, desk.Grouped(amountKRW))
	sum.Smaller = true
	column := kit.Column(4, lead, sum)
	hint := kit.NewParagraph(kit.Body, kit.ColorSoft, under)
	if under != "" {
		column.Add(hint)
	}
	card := kit.NewCard(column)
	switch tone {
	case kit.InDoubt:
		card.Ground = tone.Ground()
		lead.Color, sum.Color = tone.Ink(), tone.Ink()
		hint.SetColor(tone.Ink())
	case kit.Cancelled:
		sum.Color = kit.ColorSoft
	}
	return card
}

// cards are the rest of the glance in two columns.
func (s *closingScreen) cards() fyne.CanvasObject {
	t, day := s.words.T, s.glance.day
	left, right := kit.Column(16), kit.Column(16)
	if len(day.Doubts) > 0 {
		left.Add(kit.NewCard(s.doubts()))
	}
	s.hours, s.days = s.hoursChart(), s.daysChart()
	left.Add(kit.NewCard(s.cancels()))
	left.Add(s.graph(t("closing.graph.days"), s.days))
	right.Add(s.graph(t("closing.graph.hours"), s.hours))
	right.Add(kit.NewCard(s.groups(t("closing.companies"), day.Companies, func(name string) string { return name })))
	if len(day.Gateways) > 1 {
		right.Add(kit.NewCard(s.groups(t("closing.gateways"), day.Gateways, func(name string) string { return t("gateway." + name) })))
	}
	if len(day.Staff) > 1 {
		right.Add(kit.NewCard(s.groups(t("closing.staff"), day.Staff, func(name string) string { return name })))
	}
	right.Add(kit.NewCard(s.beside()))
	return kit.NewGrid().Row(kit.Cols(7, left), kit.Cols(5, right))
}

// doubts are what has to be settled first: what to look for where, until when
// the gateway can be asked, and the way to write down what was found.
func (s *closingScreen) doubts() fyne.CanvasObject {
	column := kit.Column(12, kit.NewStrong(kit.Body, s.words.T("closing.doubts")))
	for i, d := range s.glance.day.Doubts {
		if i > 0 {
			column.Add(kit.NewLine())
		}
		column.Add(s.doubt(d))
	}
	return column
}

func (s *closingScreen) doubt(d desk.Doubt) fyne.CanvasObject {
	t := s.words.T
	what := kit.NewStrong(kit.Body, t("doubt."+string(d.Kind), "amount", desk.Grouped(d.AmountKRW)))
	who := kit.NewSoft(kit.Body, strings.Join(filled(s.words.subject(d.Operation), d.OrderNumber), " · "))
	who.Shrink = true
	open := kit.NewLink(kit.Body, t("closing.doubt_open"), func() { s.openDoubt(d.ID) })
	return kit.Column(4, kit.Row(10, what, kit.Grow(who), open),
		kit.NewParagraph(kit.Body, kit.ColorInk, s.lookFor(d)), kit.NewParagraph(kit.Note, kit.ColorSoft, s.deadline(d)))
}

// lookFor says where a person finds out what became of an operation.
func (s *closingScreen) lookFor(d desk.Doubt) string {
	switch {
	case !d.Kind.TakesMoney() && !d.Kind.GivesBack():
		return s.words.T("doubt.step1." + string(d.Kind))
	case d.Kind.GivesBack():
		return s.words.about("doubt.step1.cancel", d.Gateway, "transaction", kit.Strong(d.TransactionID))
	}
	number := s.glance.numbers[d.ID]
	if number == "" {
		number = d.OrderNumber
	}
	return s.words.about("doubt.step1", d.Gateway, "order", kit.Strong(number), "amount", kit.Strong(desk.Grouped(d.AmountKRW)),
		"time", kit.Strong(desk.InKorea(d.PreparedAt).Format("15:04")))
}

// deadline says until when the gateway itself can be asked.
func (s *closingScreen) deadline(d desk.Doubt) string {
	key := "closing.doubt_person"
	switch {
	case d.CanAsk && d.Until.IsZero():
		key = "doubt.inquire.any"
	case d.CanAsk && desk.BusinessDay(d.Until.Add(-time.Second)) == s.glance.day.Date:
		key = "doubt.inquire.today"
	case d.CanAsk:
		key = "doubt.inquire.tomorrow"
	case s.desk.CapabilitiesOf(d.Operation).InquiryDays > 0:
		key = "doubt.inquire.over"
	}
	return s.words.about(key, d.Gateway)
}

// cancels are today's, with why, and what could still be given back at once.
func (s *closingScreen) cancels() fyne.CanvasObject {
	t, day := s.words.T, s.glance.day
	column := kit.Column(12, kit.NewStrong(kit.Body, t("closing.cancels_today")))
	if len(day.Cancels) == 0 {
		column.Add(kit.NewSoft(kit.Body, t("closing.no_cancels")))
	}
	for i, o := range day.Cancels {
		if i == cancelsShown {
			column.Add(kit.NewSoft(kit.Body, t("closing.more_rows", "count", itoa(len(day.Cancels)-i))))
			break
		}
		column.Add(kit.NewLine())
		column.Add(s.cancelRow(o))
	}
	column.Add(kit.NewLine())
	if day.Instant.Count == 0 {
		column.Add(kit.NewParagraph(kit.Note, kit.ColorSoft, t("closing.instant_none")))
	} else {
		left := day.Ends.Sub(day.Now)
		column.Add(kit.NewParagraph(kit.Note, kit.ColorSoft, t("closing.instant", "count", itoa(day.Instant.Count),
			"amount", desk.Grouped(day.Instant.AmountKRW), "time", t("closing.left", "hours", itoa(int(left.Hours())), "minutes", itoa(int(left.Minutes())%60)))))
	}
	if day.Slow.Count > 0 {
		column.Add(kit.NewParagraph(kit.Note, kit.ColorSoft, t("closing.slow", "count", itoa(day.Slow.Count), "amount", desk.Grouped(day.Slow.AmountKRW))))
	}
	return column
}

func (s *closingScreen) cancelRow(o desk.Operation) fyne.CanvasObject {
	who := kit.NewText(kit.Body, s.words.subject(o))
	who.Shrink = true
	sum := kit.NewStrong(kit.Body, desk.Grouped(o.AmountKRW))
	why := kit.NewSoft(kit.Note, strings.Join(filled(o.Reason, o.Staff), " · "))
	why.Shrink = true
	return kit.Column(2, kit.Row(12, kit.NewSoft(kit.Body, desk.InKorea(o.PreparedAt).Format("15:04")), kit.Grow(who), sum,
		kit.NewChip(s.words.State(o), toneOf(o))), kit.Row(0, kit.Grow(why)))
}

// beside are yesterday and the month.
func (s *closingScreen) beside() fyne.CanvasObject {
	t, day := s.words.T, s.glance.day
	column := kit.Column(8, kit.NewStrong(kit.Body, t("closing.beside")))
	for _, b := range []struct {
		label string
		sums  desk.Sums
	}{{t("closing.yesterday"), day.Yesterday}, {t("closing.month"), day.Month}} {
		counts := t("closing.sales_tile", "count", itoa(b.sums.Sales.Count)) + " · " + t("closing.cancels_tile", "count", itoa(b.sums.Cancels.Count))
		column.Add(kit.Row(10, kit.NewText(kit.Body, b.label), kit.Grow(kit.NewSoft(kit.Note, counts)), kit.NewStrong(kit.Body, desk.Grouped(b.sums.NetKRW()))))
	}
	column.Add(kit.NewDashedRule())
	column.Add(kit.NewParagraph(kit.Note, kit.ColorSoft, t("closing.explained")))
	return column
}

// fieldsOrLetters are the words of a text, or its letters where it has no
// spaces.
func fieldsOrLetters(text string) []string {
	if fields := strings.Fields(text); len(fields) > 1 {
		return fields
	}
	return strings.Split(text, "")
}
