package ui

import (
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
	at     *whereto
	desk   *desk.Desk
	notice *kit.Banner
	sheet  *kit.Sheet
}

func newAuditSheet(w *Window, d *desk.Desk, places []place) *auditSheet {
	t := w.words.T
	s := &auditSheet{Window: w, desk: d}
	s.at = newWhereto(w.words, places, w.words.auditName(d), func() { s.follow() })
	s.at.nameField.SetSub(t("audit.kept"))
	s.notice = kit.NewBanner(kit.Declined, "", "")
	s.notice.Hide()
	send := kit.NewButton(kit.Primary, t("export.send"), func() { s.send(false) }).Big().Key("Ctrl ↵")
	back := kit.NewButton(kit.Plain, t("common.cancel"), func() { s.sheet.Close() }).Big().Key("Esc")
	s.sheet = kit.NewSheet(560, kit.Column(14, kit.NewStrong(kit.Title, t("settings.audit.send")),
		kit.NewParagraph(kit.Body, kit.ColorInk, t("audit.text")), s.notice, s.at.placeField, s.at.folderField, s.at.nameField)).
		Foot(kit.Row(12, send, kit.Grow(nil), back))
	s.sheet.OnEscape, s.sheet.OnCtrlEnter = s.sheet.Close, func() { s.send(false) }
	s.sheet.FocusFirst(s.at.place)
	return s
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

// follow shows what belongs to the chosen place.
func (s *auditSheet) follow() {
	s.at.follow(export.AuditExtension)
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
		Path: s.at.path(), Replace: replace, Spool: s.exportSpool(),
		Reason: s.words.T("audit.reason"), Staff: s.settings.Staff,
	}
}
