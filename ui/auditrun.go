package ui

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"keyindesk/desk"
	"keyindesk/desk/export"
	"keyindesk/ui/kit"
)

// send makes the file, unless the folder is not one.
func (s *auditSheet) send(replace bool) {
	switch {
	case !s.sheet.IsOpen() || s.Window.exporting != nil:
	case s.elsewhere() && !filepath.IsAbs(s.dir()):
		s.folderField.SetProblem(s.words.T("export.folder.wrong"))
		s.folder.Focus()
	default:
		s.tell("")
		s.run(s.job(replace))
	}
}

// run makes the file behind a sheet that shows how far it is.
func (s *auditSheet) run(job export.AuditJob) {
	ctx, stop := context.WithCancel(context.Background())
	run := &exporting{stop: stop}
	s.Window.exporting = run
	shown := newExportProgress(s.Window, stop)
	var told time.Time
	job.Progress = func(p export.Progress) {
		if now := time.Now(); now.Sub(told) >= tellEvery {
			told = now
			s.runner.Do(func() {
				shown.bar.Set(p.Share)
				shown.rows.Set(s.words.T("audit.running", "count", desk.Grouped(int64(p.Rows)), "limit", desk.Grouped(int64(p.Of))))
			})
		}
	}
	s.openSheet(shown.sheet)
	s.seen("audit-running")
	background(s.Window, func() answerOf[export.Result] {
		done, err := export.RunAudit(ctx, s.desk, job)
		return answerOf[export.Result]{done, err}
	}, func(a answerOf[export.Result]) {
		stop()
		s.Window.exporting = nil
		shown.sheet.Close()
		switch {
		case run.then != nil:
			run.then()
		case a.err == nil:
			s.sheet.Close()
			s.made(a.got)
		default:
			s.refused(a.err)
		}
	})
}

// refused says why there is no file, where it can be put right.
func (s *auditSheet) refused(err error) {
	t := s.words.T
	var file *export.FileError
	switch {
	case errors.Is(err, context.Canceled):
		s.toast(t("export.stopped"))
		return
	case errors.Is(err, export.ErrExists):
		s.askFirst(t("export.exists.title"), t("export.exists.text", "name", s.fileName()), t("export.exists.replace"), func() { s.send(true) })
		return
	case errors.Is(err, export.ErrName):
		s.nameField.SetProblem(t("export.name.wrong"))
		s.name.Focus()
	case errors.As(err, &file):
		s.tell(t("export.nothing") + " " + t("export.trouble."+string(file.Trouble)))
		if s.elsewhere() {
			s.folder.Focus()
		} else {
			s.place.Focus()
		}
	default:
		s.tell(t("export.nothing") + " " + s.words.explain(err).Hint)
	}
	s.log.Warn("export an audit file", "error", err)
}

// made says where the file lies and what becomes of it, and opens its folder.
func (s *auditSheet) made(done export.Result) {
	t := s.words.T
	var sheet *kit.Sheet
	shut := func() { sheet.Close() }
	told := kit.NewBanner(kit.InDoubt, "", t("export.done.not_opened"))
	told.Hide()
	folder := func() {
		background(s.Window, func() error { return s.openFile(filepath.Dir(done.Path)) }, func(err error) {
			if err != nil {
				s.log.Warn("open the folder of an audit file", "error", err)
				told.Show()
				sheet.Refresh()
			}
		})
	}
	first := kit.NewButton(kit.Primary, t("common.close"), shut).Big().Key("↵")
	sheet = kit.NewSheet(560, kit.Column(14, kit.NewParagraph(kit.Title, kit.Approved.Ink(), kit.Strong(t("audit.done"))),
		kit.Column(2, kit.NewSoft(kit.Note, t("export.done.where")), kit.NewParagraph(kit.Body, kit.ColorInk, done.Path)),
		kit.NewParagraph(kit.Body, kit.ColorInk, t("audit.done.check", "count", desk.Grouped(int64(done.Rows)))),
		kit.NewParagraph(kit.Note, kit.ColorSoft, t("audit.done.keep")), told)).
		Foot(kit.Row(12, first, kit.NewButton(kit.Plain, t("export.open_folder"), folder).Big().Key("O"), kit.Grow(nil)))
	sheet.OnEnter, sheet.OnEscape = shut, shut
	sheet.OnRune = func(r rune) {
		switch r {
		case 'o', 'O', 'ㅐ':
			folder()
		}
	}
	sheet.FocusFirst(first)
	s.openSheet(sheet)
	s.seen("audit-made")
}
