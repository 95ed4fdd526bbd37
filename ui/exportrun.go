package ui

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/desk/export"
	"keyindesk/ui/kit"
)

// send makes the file, unless something is missing.
func (s *exportSheet) send(replace bool) {
	switch {
	case !s.sheet.IsOpen() || s.Window.exporting != nil || s.nothing():
	case s.reason.Selected() < 0:
		s.reasonField.SetProblem(s.words.T("export.reason.needed"))
		s.reason.Focus()
	case s.why() == "":
		s.askReason()
	case s.at.missing():
	default:
		s.tell("")
		s.run(s.job(replace))
	}
}

// askReason says that a reason has to be written.
func (s *exportSheet) askReason() {
	s.ownField.SetProblem(s.words.T("export.reason.short"))
	s.own.Focus()
}

// run makes the file.
func (s *exportSheet) run(job export.Job) {
	s.runFile(fileRun{
		name: "exporting",
		run: func(ctx context.Context, progress func(export.Progress)) (export.Result, error) {
			job.Progress = progress
			return export.Run(ctx, s.desk, job)
		},
		how:     s.words.exportedSoFar,
		made:    func(done export.Result) { s.sheet.Close(); s.exported(done, job) },
		refused: s.refused,
	})
}

// exportedSoFar says how far an export of rows is.
func (w *Words) exportedSoFar(at export.Progress) string {
	key := "export.running.rows"
	if at.Rows >= at.Of && at.Share < 1 {
		key = "export.running.packing"
	}
	return w.T(key, "count", desk.Grouped(int64(at.Rows)), "limit", desk.Grouped(int64(at.Of)))
}

// refused says why there is no file, where it can be put right.
func (s *exportSheet) refused(err error) {
	switch {
	case errors.Is(err, export.ErrNothing): // sent before it was counted
		s.totals = &desk.Totals{}
		s.offer()
	case errors.Is(err, export.ErrNoColumns):
		s.tell(s.words.T("export.columns.needed"))
	case errors.Is(err, desk.ErrReason):
		s.askReason()
	default:
		s.noFile(err, s.at, s.tell, func() { s.send(true) })
	}
}

// exported says where the file lies.
func (s *exportSheet) exported(done export.Result, job export.Job) {
	t := s.words.T
	var known []fyne.CanvasObject
	if slices.ContainsFunc(job.Columns, export.Column.Personal) {
		known = append(known, kit.NewBanner(kit.InDoubt, "", t("export.done.personal")))
	}
	s.fileMade("exported", done.Path, t("export.done", "count", desk.Grouped(int64(done.Rows))), true, known...)
}
