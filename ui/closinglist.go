package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyindesk/desk"
	"keyindesk/desk/slip"
	"keyindesk/ui/kit"
)

// closingsShown is how many closings the list reads: more than a year of days.
const closingsShown = 500

// showList shows the closings, the newest first.
func (s *closingScreen) showList() {
	if s.busy {
		return
	}
	s.busy = true
	type read struct {
		all   []desk.Closing
		wrong desk.Disagreement
		err   error
	}
	background(s.Window, func() (r read) {
		r.all, r.err = s.desk.Closings(context.Background(), 0, closingsShown)
		r.wrong = s.desk.Disagreement(context.Background(), r.err)
		return r
	}, func(r read) {
		s.busy = false
		switch {
		case r.err != nil:
			s.log.Error("read the closings", "error", r.err)
			s.say(s.words.notClosed(r.err, r.wrong), kit.Declined, func() {})
		case len(r.all) == 0:
			s.toast(s.words.T("closing.none"))
		default:
			s.list(r.all)
		}
	})
}

func (s *closingScreen) list(all []desk.Closing) {
	t := s.words.T
	columns := []kit.ListColumn{
		{Title: t("closing.col.number"), Width: 56}, {Title: t("closing.col.at"), Width: 136},
		{Title: t("closing.col.staff"), Width: 68, Grow: 1, Yield: 2},
		{Title: t("closing.col.doubt"), Width: 68, Yield: 1}, {Title: t("closing.col.moved"), Width: 104, Right: true, Grow: 1},
		{Title: t("closing.col.balance"), Width: 116, Right: true, Grow: 1},
	}
	list := kit.NewRowList(columns, func() int { return len(all) }, func(i int) []kit.ListCell {
		c := all[i]
		doubt := kit.ListCell{Text: "", Soft: true}
		if n := len(c.Open); n > 0 {
			doubt = kit.ListCell{Text: itoa(n), Chip: true, Tone: kit.InDoubt}
		}
		return []kit.ListCell{
			{Text: s.words.closingNumber(c.Number), Bold: true}, {Text: atMinute(c.ClosedTime()), Soft: true},
			{Text: c.Staff}, doubt, {Text: desk.Grouped(c.MovedKRW()), Bold: true}, {Text: desk.Grouped(c.ClosingKRW), Soft: true},
		}
	})
	var sheet *kit.Sheet
	list.OnActivated = func(i int) { s.readClosing(all[i].Number) }
	look := kit.NewButton(kit.Primary, t("closing.list.look"), func() { list.OnActivated(max(list.Selected(), 0)) }).Big().Key("↵")
	back := kit.NewButton(kit.Plain, t("common.close"), func() { sheet.Close() }).Big().Key("Esc")
	sheet = kit.NewSheet(760, kit.Column(14, kit.NewStrong(kit.Title, t("closing.list")), container.New(tallLayout{360}, list))).Foot(
		kit.Row(12, look, kit.Grow(nil), back))
	sheet.OnEscape = sheet.Close
	sheet.FocusFirst(list.Keys())
	s.openSheet(sheet)
	list.Select(0)
	s.seen("closing-list")
}

// tallLayout gives what has no height of its own so much.
type tallLayout struct{ height float32 }

// Layout is Fyne's.
func (l tallLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		o.Resize(s)
	}
}

// MinSize is Fyne's.
func (l tallLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, l.height) }

// readClosing shows one closing of the list.
func (s *closingScreen) readClosing(number int64) {
	type read struct {
		closing desk.Closing
		err     error
	}
	background(s.Window, func() (r read) {
		r.closing, r.err = s.desk.Closing(context.Background(), number)
		return r
	}, func(r read) {
		if r.err != nil {
			s.log.Error("read a closing", "number", number, "error", r.err)
			s.say(Said{s.words.T("closing.failed"), s.words.T("closing.disagree.closing", "number", desk.Grouped(number))}, kit.Declined, func() {})
			return
		}
		s.showClosing(r.closing, nil)
	})
}

// showClosing shows the page of a closing, to be printed, saved and copied.
func (s *closingScreen) showClosing(c desk.Closing, then func()) {
	t := s.words.T
	page := slip.OfClosing(c, s.settings.Shop, t)
	paper := kit.NewPaper()
	paper.Set(s.words.closingPaper(page, c, s.settings))
	var sheet *kit.Sheet
	h, told := s.handoutOn(func() *kit.Sheet { return sheet }, page)
	shut := func() {
		sheet.Close()
		if then != nil {
			then()
		}
	}
	code := kit.Column(6, kit.NewQR(page.QR), kit.NewParagraph(kit.Note, kit.ColorSoft, page.Note))
	back := kit.NewButton(kit.Plain, t("common.close"), shut).Key("Esc")
	sheet = kit.NewSheet(480, kit.Column(12, paper, code)).Foot(kit.Column(12, told,
		kit.Row(12, kit.NewButton(kit.Primary, t("slip.print"), h.print).Key("P"), kit.NewButton(kit.Plain, t("slip.save"), h.save).Key("S"),
			kit.NewButton(kit.Plain, t("slip.copy"), h.copy).Key("C"), kit.Grow(nil), back)))
	sheet.OnEscape, sheet.OnEnter = shut, shut
	sheet.OnRune = h.byLetter
	sheet.FocusFirst(back)
	s.openSheet(sheet)
	s.seen("closing-page")
}

// closingPaper is the page of a closing as it is drawn on screen.
func (w *Words) closingPaper(page slip.Sheet, c desk.Closing, s desk.Settings) kit.SlipModel {
	m := kit.SlipModel{
		Title: page.Title, Shop: w.shopLine(s.Shop), Status: page.Status, StatusTone: kit.Approved,
		Amount: page.Amount, Unit: page.Unit, Mark: w.mark(desk.Environment(c.Environment)),
	}
	for _, group := range page.Groups {
		rows := slipRows(group)
		for i := range rows {
			rows[i].Bold = strings.HasPrefix(rows[i].Value, c.CheckCode()) || rows[i].Label == w.T("closing.this")
		}
		m.Groups = append(m.Groups, rows)
	}
	return m
}
