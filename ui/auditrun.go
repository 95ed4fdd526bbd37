package ui

import (
	"context"

	"keyindesk/desk"
	"keyindesk/desk/export"
	"keyindesk/ui/kit"
)

// send makes the file, unless the folder is not one.
func (s *auditSheet) send(replace bool) {
	if !s.sheet.IsOpen() || s.Window.exporting != nil || s.at.missing() {
		return
	}
	s.tell("")
	job := s.job(replace)
	s.runFile(fileRun{
		name: "audit-running",
		run: func(ctx context.Context, progress func(export.Progress)) (export.Result, error) {
			job.Progress = progress
			return export.RunAudit(ctx, s.desk, job)
		},
		how: func(p export.Progress) string {
			return s.words.T("audit.running", "count", desk.Grouped(int64(p.Rows)), "limit", desk.Grouped(int64(p.Of)))
		},
		made:    func(done export.Result) { s.sheet.Close(); s.made(done) },
		refused: func(err error) { s.noFile(err, s.at, s.tell, func() { s.send(true) }) },
	})
}

// made says where the file lies and what becomes of it.
func (s *auditSheet) made(done export.Result) {
	t := s.words.T
	s.fileMade("audit-made", done.Path, t("audit.done"), false,
		kit.NewParagraph(kit.Body, kit.ColorInk, t("audit.done.check", "count", desk.Grouped(int64(done.Rows)))),
		kit.NewParagraph(kit.Note, kit.ColorSoft, t("audit.done.keep")))
}
