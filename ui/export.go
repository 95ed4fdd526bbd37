package ui

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/desk/export"
	"keyindesk/ui/kit"
)

// exportFormats are the choices of what kind of file is made.
var exportFormats = []export.Format{export.XLSX, export.CSV}

// exportReasons are the usual ones, as keys; the last leaves it to the entry.
var exportReasons = []string{"export.reason.tax", "export.reason.settlement", "export.reason.report", "export.reason.own"}

// exportSheet asks what of some rows shall leave as a file, whereto and why.
type exportSheet struct {
	*Window
	at     *whereto
	desk   *desk.Desk
	query  desk.Query
	totals *desk.Totals // nil until they are known
	asked  int          // counts the questions for totals, so that a late answer is dropped

	format    *kit.Segment
	cancels   *kit.Toggle // cancels as rows of their own; nil where that is no question
	reason    *kit.Choice
	own       *kit.Entry
	columns   map[export.Column]*kit.Toggle
	columnIDs []export.Column
	fold      *kit.Fold

	summary      *kit.Paragraph
	ownField     *kit.Field
	formatHint   *kit.Text
	cancelsField *kit.Field // nil where that is no question
	reasonField  *kit.Field
	notice       *kit.Banner
	none         *kit.Banner // there is nothing to export
	button       *kit.Button
	personal     *kit.Text // what it means to have any of a buyer in the file
	sheet        *kit.Sheet
}

// exportRows asks how the rows that a query finds shall leave, and makes the
// file. name is what it is called unless somebody calls it otherwise.
func (w *Window) exportRows(d *desk.Desk, q desk.Query, name string) {
	if d == nil {
		return
	}
	background(w, w.places, func(places []place) {
		if w.desk != d || w.canvas().Overlays().Top() != nil {
			return
		}
		newExportSheet(w, d, q, name, places).open()
	})
}

func newExportSheet(w *Window, d *desk.Desk, q desk.Query, name string, places []place) *exportSheet {
	t := w.words.T
	s := &exportSheet{Window: w, desk: d, query: q, columns: map[export.Column]*kit.Toggle{}}
	s.summary = kit.NewParagraph(kit.Body, kit.ColorInk, " ")
	s.format = kit.NewSegment([]string{t("export.format.xlsx"), t("export.format.csv")}, 0)
	s.format.OnChanged = func(int) { s.follow() }
	s.at = newWhereto(w.words, places, name, func() { s.follow() })
	s.reason = kit.NewChoice(texts(t, len(exportReasons), func(i int) string { return exportReasons[i] }), -1)
	s.reason.OnChanged = func(int) { s.follow() }
	s.own = kit.NewEntry(kit.EntryOptions{Max: desk.MaxReasonRunes})
	s.own.OnChanged = func(string) { s.ownField.SetProblem("") }
	s.formatHint = kit.NewSoft(kit.Note, "")
	s.formatHint.Shrink = true
	s.reasonField = kit.NewField(t("export.reason"), s.reason).ReserveLine()
	s.ownField = kit.NewField(t("export.reason.text"), s.own)
	s.notice, s.personal = kit.NewBanner(kit.Declined, "", ""), kit.NewSoft(kit.Note, "")
	s.personal.Shrink = true
	s.notice.Hide()
	s.none = kit.NewBanner(kit.Neutral, "", "")
	s.none.Hide()
	s.button = kit.NewButton(kit.Primary, t("export.send"), func() { s.send(false) }).Big().Key("Ctrl ↵")
	s.sheet = kit.NewSheet(760, s.content()).Foot(s.foot())
	s.sheet.OnEscape, s.sheet.OnCtrlEnter = s.sheet.Close, func() { s.send(false) }
	s.sheet.FocusFirst(s.reason)
	s.follow()
	return s
}

// content is everything that is asked, in the order in which it matters.
func (s *exportSheet) content() fyne.CanvasObject {
	t := s.words.T
	grid := kit.NewGrid().
		Row(kit.Cols(6, kit.Column(kit.Gap, s.reasonField, s.ownField)), kit.Cols(6, kit.Column(kit.Gap, s.at.placeField, s.at.folderField))).
		Row(kit.Cols(6, kit.Column(5, kit.NewSoft(kit.Note, t("export.format")), s.format, s.formatHint)), kit.Cols(6, s.at.nameField))
	if addsCancels(s.query) {
		s.cancels = kit.NewToggle(t("export.cancels.yes"), t("export.cancels.no"), false)
		s.cancels.OnChanged = func(bool) { s.follow(); s.count() }
		s.cancelsField = kit.NewField(t("export.cancels"), s.cancels).ReserveLine()
		grid.Row(kit.Cols(6, s.cancelsField))
	}
	s.columnIDs = export.Columns()
	s.fold = kit.NewFold(t("export.columns"), t("export.columns.line"), s.toggles(func(c export.Column) bool { return !c.Personal() }))
	s.fold.OnToggled = func(bool) { s.relay() }
	return kit.Column(14,
		kit.NewParagraph(kit.Title, kit.ColorInk, kit.Strong(t("export.title"))), s.summary, s.none, s.notice, grid,
		kit.Row(8, kit.NewStrong(kit.Body, t("export.personal")), kit.Grow(s.personal)),
		s.toggles(export.Column.Personal), kit.Inset(0, foldEdge, s.fold))
}

// foldEdge keeps the ring around a fold's head clear of the scrolling area's cut.
const foldEdge float32 = 6

// toggles are the columns of a kind, three beside one another.
func (s *exportSheet) toggles(which func(export.Column) bool) fyne.CanvasObject {
	grid := kit.NewGrid()
	var row []kit.GridCell
	standard := export.Standard()
	for _, id := range s.columnIDs {
		if !which(id) {
			continue
		}
		title := s.words.T("export.column." + string(id))
		toggle := kit.NewToggle(title, title, slices.Contains(standard, id))
		toggle.OnChanged = func(bool) { s.follow() }
		s.columns[id] = toggle
		if row = append(row, kit.Cols(4, kit.NewField("", toggle))); len(row) == 3 {
			grid.Row(row...)
			row = nil
		}
	}
	if len(row) > 0 {
		grid.Row(row...)
	}
	return grid
}

func (s *exportSheet) foot() fyne.CanvasObject {
	return kit.Row(12, s.button, kit.Grow(nil),
		kit.NewButton(kit.Plain, s.words.T("common.cancel"), func() { s.sheet.Close() }).Big().Key("Esc"))
}

func (s *exportSheet) open() {
	s.openSheet(s.sheet)
	s.count()
	s.seen("export")
}

// addsCancels says whether a query shows sales without the rows of their
// cancels, as the history does. What leaves is what is shown; who wants the sum
// of what moved adds them.
func addsCancels(q desk.Query) bool {
	return slices.ContainsFunc(q.Kinds, desk.Kind.TakesMoney) && !slices.Contains(q.Kinds, desk.KindCancel)
}

// asks is the query as chosen.
func (s *exportSheet) asks() desk.Query {
	q := s.query
	if s.cancels != nil && s.cancels.On() {
		q.Kinds = append(slices.Clone(q.Kinds), desk.KindCancel)
	}
	return q
}

// count asks what would be in the file.
func (s *exportSheet) count() {
	s.asked++
	s.totals = nil
	asked, q := s.asked, s.asks()
	background(s.Window, func() answerOf[desk.Totals] {
		totals, err := s.desk.Totals(context.Background(), q)
		return answerOf[desk.Totals]{totals, err}
	}, func(a answerOf[desk.Totals]) {
		if asked != s.asked {
			return
		}
		if a.err != nil {
			s.log.Error("count what to export", "error", a.err)
			s.offer()
			s.tell(s.words.explain(a.err).Hint)
			return
		}
		s.totals = &a.got
		s.summary.Set(s.words.exportSums(a.got))
		s.offer()
	})
}

// nothing says whether it is known that no row would be in the file.
func (s *exportSheet) nothing() bool { return s.totals != nil && s.totals.Rows == 0 }

// offer lets the file be made, or says that there would be nothing in it.
func (s *exportSheet) offer() {
	key := "export.none"
	if s.cancels != nil && !s.cancels.On() {
		key = "export.none.cancels" // on a day of cancels alone they are all there is
	}
	s.none.Set(kit.Neutral, "", s.words.T(key))
	setVisible(s.none, s.nothing())
	setVisible(s.summary, !s.nothing())
	if s.nothing() {
		s.button.Disable()
	} else {
		s.button.Enable()
	}
	s.relay()
}

// exportSums says how many rows there are, and what of them moved.
func (w *Words) exportSums(sum desk.Totals) string {
	parts := []string{w.T("history.shown", "count", kit.Strong(desk.Grouped(int64(sum.Rows))))}
	if sum.Approved.Count > 0 {
		parts = append(parts, w.T("history.sum.approved")+" "+kit.Strong(desk.Grouped(sum.Approved.AmountKRW)))
	}
	if sum.Cancelled.Count > 0 {
		parts = append(parts, w.T("export.sum.cancels", "count", desk.Grouped(int64(sum.Cancelled.Count)))+" "+kit.Strong(desk.Grouped(-sum.Cancelled.AmountKRW)))
	}
	return strings.Join(parts, "    ")
}

func (s *exportSheet) chosenFormat() export.Format { return exportFormats[s.format.Selected()] }

// follow shows what belongs to what was chosen.
func (s *exportSheet) follow() {
	t, format := s.words.T, s.chosenFormat()
	s.at.follow(string(format))
	setVisible(s.ownField, s.reason.Selected() == len(exportReasons)-1)
	s.reasonField.SetProblem("")
	hint := "export.format.xlsx.hint"
	if format == export.CSV {
		hint = "export.format.csv.hint"
	}
	s.formatHint.Set(t(hint))
	if s.cancelsField != nil {
		hint = "export.cancels.no.hint"
		if s.cancels.On() {
			hint = "export.cancels.yes.hint"
		}
		s.cancelsField.SetSub(t(hint))
	}
	s.reasonField.SetSub(t("export.reason.kept"))
	if s.reason.Selected() < 0 {
		s.reasonField.SetHint(t("export.reason.pick"))
	} else {
		s.reasonField.SetHint("")
	}
	chosen := s.chosenColumns()
	s.fold.SetChip(t("export.columns.count", "count", itoa(len(chosen))), kit.Neutral)
	personal, ink := "export.personal.hint", kit.ColorSoft
	if slices.ContainsFunc(chosen, export.Column.Personal) {
		personal, ink = "export.personal.warning", kit.ColorInDoubt
	}
	s.personal.Set(t(personal))
	s.personal.SetColor(ink)
	s.relay()
}

func (s *exportSheet) chosenColumns() []export.Column {
	return slices.DeleteFunc(slices.Clone(s.columnIDs), func(c export.Column) bool { return !s.columns[c].On() })
}

func (s *exportSheet) relay() {
	if s.sheet != nil {
		s.sheet.Refresh()
	}
}

// tell says on the sheet why there is no file; an empty text takes it away.
func (s *exportSheet) tell(text string) {
	s.notice.Set(kit.Declined, "", text)
	setVisible(s.notice, text != "")
	s.relay()
}

// why is the reason as chosen.
func (s *exportSheet) why() string {
	switch i := s.reason.Selected(); {
	case i < 0:
		return ""
	case i == len(exportReasons)-1:
		return strings.TrimSpace(s.own.Value())
	default:
		return s.words.T(exportReasons[i])
	}
}

// job is the export as chosen.
func (s *exportSheet) job(replace bool) export.Job {
	return export.Job{
		Query: s.asks(), Columns: s.chosenColumns(), Format: s.chosenFormat(), Replace: replace,
		Path: s.at.path(), Spool: s.exportSpool(), Environment: s.desk.Environment, Reason: s.why(), Staff: s.settings.Staff, Words: s.words,
	}
}
