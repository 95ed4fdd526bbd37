package ui

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/desk/export"
	"keyindesk/ui/kit"
)

// auditCard leads to the file with which others can check the history.
func (s *settingsScreen) auditCard() fyne.CanvasObject {
	t := s.words.T
	s.audit = kit.NewButton(kit.Plain, t("settings.audit.send"), s.exportAudit)
	return section(t("settings.audit"), t("settings.audit.hint"), kit.Row(12, s.audit, kit.Grow(nil)))
}

// exportAudit asks whereto, and makes the file.
func (s *settingsScreen) exportAudit() {
	background(s.Window, s.places, func(places []place) {
		if s.canvas().Overlays().Top() == nil {
			newAuditSheet(s.Window, s.desk, places).open()
		}
	})
}

// auditSheet asks where an audit file shall lie and what it is called.
type auditSheet struct {
	*Window
	desk   *desk.Desk
	places []place

	place       *kit.Choice
	folder      *kit.Entry // where the place is another
	name        *kit.Entry
	placeField  *kit.Field
	folderField *kit.Field
	nameField   *kit.Field
	notice      *kit.Banner
	sheet       *kit.Sheet
}

func newAuditSheet(w *Window, d *desk.Desk, places []place) *auditSheet {
	t := w.words.T
	s := &auditSheet{Window: w, desk: d, places: places}
	s.place = kit.NewChoice(placeNames(w.words, places), 0)
	s.place.OnChanged = func(int) { s.follow() }
	s.folder = kit.NewEntry(kit.EntryOptions{Script: kit.Latin, Max: 200, Placeholder: t("export.folder.example")})
	s.folder.OnChanged = func(string) { s.folderField.SetProblem("") }
	s.name = kit.NewEntry(kit.EntryOptions{Max: 60})
	s.name.SetValue(w.words.auditName(d))
	s.name.OnChanged = func(string) { s.nameField.SetProblem("") }
	s.placeField, s.folderField = kit.NewField(t("export.place"), s.place).ReserveLine(), kit.NewField(t("export.folder"), s.folder)
	s.nameField = kit.NewField(t("export.name"), s.name).ReserveLine()
	s.nameField.SetChip("."+export.AuditExtension, kit.Neutral)
	s.nameField.SetSub(t("audit.kept"))
	s.notice = kit.NewBanner(kit.Declined, "", "")
	s.notice.Hide()
	send := kit.NewButton(kit.Primary, t("export.send"), func() { s.send(false) }).Big().Key("Ctrl ↵")
	back := kit.NewButton(kit.Plain, t("common.cancel"), func() { s.sheet.Close() }).Big().Key("Esc")
	s.sheet = kit.NewSheet(560, kit.Column(14, kit.NewStrong(kit.Title, t("settings.audit.send")),
		kit.NewParagraph(kit.Body, kit.ColorInk, t("audit.text")), s.notice, s.placeField, s.folderField, s.nameField)).
		Foot(kit.Row(12, send, kit.Grow(nil), back))
	s.sheet.OnEscape, s.sheet.OnCtrlEnter = s.sheet.Close, func() { s.send(false) }
	s.sheet.FocusFirst(s.place)
	return s
}

// placeNames are what places are called, and the one that is typed behind them.
func placeNames(w *Words, places []place) []string {
	var names []string
	for _, p := range places {
		names = append(names, w.T(p.key, "name", p.name))
	}
	return append(names, w.T("place.other"))
}

// auditName is what an audit file of a desk is called unless somebody calls it
// otherwise.
func (w *Words) auditName(d *desk.Desk) string {
	name := w.T("audit.name") + " " + desk.BusinessDay(d.Now())
	if d.Environment != desk.Live {
		return w.T("settings.env."+string(d.Environment)) + " " + name
	}
	return name
}

func (s *auditSheet) open() {
	s.openSheet(s.sheet)
	s.follow()
	s.seen("audit")
}

// elsewhere says whether the folder is typed.
func (s *auditSheet) elsewhere() bool { return s.place.Selected() == len(s.places) }

// dir is the folder as chosen.
func (s *auditSheet) dir() string {
	if s.elsewhere() {
		return strings.TrimSpace(s.folder.Value())
	}
	return s.places[max(s.place.Selected(), 0)].dir
}

// fileName is the name as written, whole.
func (s *auditSheet) fileName() string {
	return strings.TrimSpace(s.name.Value()) + "." + export.AuditExtension
}

// follow shows what belongs to the chosen place.
func (s *auditSheet) follow() {
	setVisible(s.folderField, s.elsewhere())
	where := ""
	if !s.elsewhere() {
		where = s.dir()
	}
	s.placeField.SetProblem("")
	s.placeField.SetSub(where)
	s.sheet.Refresh()
}

// tell says on the sheet why there is no file; an empty text takes it away.
func (s *auditSheet) tell(text string) {
	s.notice.Set(kit.Declined, "", text)
	setVisible(s.notice, text != "")
	s.sheet.Refresh()
}

// job is the export as chosen.
func (s *auditSheet) job(replace bool) export.AuditJob {
	return export.AuditJob{
		Path: filepath.Join(s.dir(), s.fileName()), Replace: replace, Spool: s.exportSpool(),
		Reason: s.words.T("audit.reason"), Staff: s.settings.Staff,
	}
}
