package ui

import (
	"io/fs"

	"fyne.io/fyne/v2"

	"keyindesk/desk/export"
)

// exportScenes are the pictures of what leaves as a file.
var exportScenes = []scene{
	{"export", func(c *counter) { c.exportSheet().open() }},
	{"export-personal", func(c *counter) {
		s := c.exportSheet()
		s.open()
		s.reason.Set(len(exportReasons) - 1)
		s.own.SetValue("정기 배송 손님 확인")
		s.format.Set(1)
		for _, id := range []export.Column{export.Buyer, export.Phone} {
			s.columns[id].Set(true)
		}
		s.follow()
		s.own.Focus()
	}},
	{"export-empty", func(c *counter) {
		s := c.exportSheet()
		s.query.Text = "없는 사람"
		s.open()
	}},
	{"export-columns", func(c *counter) {
		s := c.exportSheet()
		s.open()
		s.fold.SetOpen(true)
		s.fold.Focus()
	}},
	{"export-elsewhere", func(c *counter) {
		s := c.exportSheet()
		s.open()
		s.at.place.Set(s.at.other())
		s.follow()
		s.at.folder.SetValue(`E:\세무`)
		s.refused(&export.FileError{Trouble: export.Gone, Cause: fs.ErrNotExist})
	}},
	{"export-running", func(c *counter) {
		c.exportSheet().open()
		p := newExportProgress(c.Window, func() {})
		c.openSheet(p.sheet)
		at := export.Progress{Rows: 412_000, Of: 1_000_000, Share: 0.412 * 0.7}
		p.set(at, c.words.exportedSoFar(at))
	}},
	{"export-done", func(c *counter) {
		s := c.exportSheet()
		s.columns[export.Buyer].Set(true)
		job := s.job(false)
		s.exported(export.Result{Path: `C:\Users\haneul\Documents\KeyinDesk\연습 내역 2026-11-21.xlsx`, Rows: 7}, job)
	}},
}

// exportSheet is the sheet over today's history, on a PC with the usual folders.
func (c *counter) exportSheet() *exportSheet {
	c.press(fyne.KeyF3)
	h := c.screens[screenHistory].(*historyScreen)
	q := h.query()
	return newExportSheet(c.Window, c.desk, q, c.words.exportName(c.desk, q), []place{
		{key: "place.documents", dir: `C:\Users\haneul\Documents\KeyinDesk`}, {key: "place.downloads", dir: `C:\Users\haneul\Downloads`},
		{key: "place.disk", name: "E:", dir: `E:\`},
	})
}
