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

// tellEvery is how often a long export says how far it has come.
const tellEvery = 100 * time.Millisecond

// exportSpool is the program's own folder for what is half done.
func (w *Window) exportSpool() string { return filepath.Join(w.DataDir, "unfinished") }

// sweepExports removes what exports left that were broken off with the program.
func (w *Window) sweepExports() {
	background(w, func() error { return export.Sweep(w.exportSpool()) }, func(err error) {
		if err != nil {
			w.log.Warn("remove an unfinished export", "error", err)
		}
	})
}

// exporting is an export under way.
type exporting struct {
	stop func() // gives it up
	then func() // what waits for its end; nil if nothing does
}

// stopExport gives up an export that is under way, then goes on with what must
// not happen before it is cleared away, and says whether there is one.
func (w *Window) stopExport(then func()) bool {
	if w.exporting == nil {
		return false
	}
	w.exporting.then = then
	w.exporting.stop()
	return true
}

// send makes the file, unless something is missing.
func (s *exportSheet) send(replace bool) {
	switch {
	case !s.sheet.IsOpen() || s.Window.exporting != nil:
	case s.reason.Selected() < 0:
		s.reasonField.SetProblem(s.words.T("export.reason.needed"))
		s.reason.Focus()
	case s.why() == "":
		s.ownField.SetProblem(s.words.T("export.reason.short"))
		s.own.Focus()
	case s.elsewhere() && !filepath.IsAbs(s.dir()):
		s.folderField.SetProblem(s.words.T("export.folder.wrong"))
		s.folder.Focus()
	default:
		s.tell("")
		s.run(s.job(replace))
	}
}

// run makes the file behind a sheet that shows how far it is.
func (s *exportSheet) run(job export.Job) {
	ctx, stop := context.WithCancel(context.Background())
	run := &exporting{stop: stop}
	s.Window.exporting = run
	shown := newExportProgress(s.Window, stop)
	var told time.Time
	job.Progress = func(p export.Progress) {
		if now := time.Now(); now.Sub(told) >= tellEvery {
			told = now
			s.runner.Do(func() { shown.set(p) })
		}
	}
	s.openSheet(shown.sheet)
	s.seen("exporting")
	background(s.Window, func() answerOf[export.Result] {
		done, err := export.Run(ctx, s.desk, job)
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
			s.exported(a.got, job)
		default:
			s.refused(a.err)
		}
	})
}

// refused says why there is no file, where it can be put right.
func (s *exportSheet) refused(err error) {
	t := s.words.T
	var file *export.FileError
	switch {
	case errors.Is(err, context.Canceled):
		s.toast(t("export.stopped"))
		return
	case errors.Is(err, export.ErrExists):
		name := s.name.Value() + "." + string(s.chosenFormat())
		s.askFirst(t("export.exists.title"), t("export.exists.text", "name", name), t("export.exists.replace"), func() { s.send(true) })
		return
	case errors.Is(err, export.ErrName):
		s.nameField.SetProblem(t("export.name.wrong"))
		s.name.Focus()
	case errors.Is(err, export.ErrNoColumns):
		s.tell(t("export.columns.needed"))
	case errors.Is(err, desk.ErrReason):
		s.ownField.SetProblem(t("export.reason.short"))
		s.own.Focus()
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
	s.log.Warn("export", "error", err)
}

// exportProgress is the sheet over a long export.
type exportProgress struct {
	words *Words
	bar   *kit.Progress
	rows  *kit.Text
	sheet *kit.Sheet
}

func newExportProgress(w *Window, stop func()) *exportProgress {
	t := w.words.T
	p := &exportProgress{words: w.words, bar: kit.NewProgress(), rows: kit.NewSoft(kit.Body, " ")}
	back := kit.NewButton(kit.Plain, t("export.stop"), stop).Big().Key("Esc")
	p.sheet = kit.NewSheet(520, kit.Column(16, kit.NewStrong(kit.Title, t("export.running")), p.bar, p.rows,
		kit.NewParagraph(kit.Note, kit.ColorSoft, t("export.running.hint")))).Foot(kit.Row(12, kit.Grow(nil), back))
	p.sheet.OnEscape = stop
	return p
}

// set shows how far the export is.
func (p *exportProgress) set(at export.Progress) {
	p.bar.Set(at.Share)
	key := "export.running.rows"
	if at.Rows >= at.Of && at.Share < 1 {
		key = "export.running.packing"
	}
	p.rows.Set(p.words.T(key, "count", desk.Grouped(int64(at.Rows)), "limit", desk.Grouped(int64(at.Of))))
}

// exported says where the file lies, and opens it or its folder.
func (s *exportSheet) exported(done export.Result, job export.Job) {
	t := s.words.T
	var sheet *kit.Sheet
	shut := func() { sheet.Close() }
	told := kit.NewBanner(kit.InDoubt, "", t("export.done.not_opened"))
	told.Hide()
	open := func(path string) {
		background(s.Window, func() error { return s.openFile(path) }, func(err error) {
			if err != nil {
				s.log.Warn("open an export", "error", err)
				told.Show()
				sheet.Refresh()
			}
		})
	}
	folder := func() { open(filepath.Dir(done.Path)) }
	body := kit.Column(14, kit.NewParagraph(kit.Title, kit.Approved.Ink(), kit.Strong(t("export.done", "count", desk.Grouped(int64(done.Rows))))),
		kit.Column(2, kit.NewSoft(kit.Note, t("export.done.where")), kit.NewParagraph(kit.Body, kit.ColorInk, done.Path)))
	for _, c := range job.Columns {
		if c.Personal() {
			body.Add(kit.NewBanner(kit.InDoubt, "", t("export.done.personal")))
			break
		}
	}
	body.Add(told)
	first := kit.NewButton(kit.Primary, t("common.close"), shut).Big().Key("↵")
	sheet = kit.NewSheet(560, body).Foot(kit.Row(12, first, kit.NewButton(kit.Plain, t("export.open_folder"), folder).Big().Key("O"),
		kit.NewButton(kit.Plain, t("export.open_file"), func() { open(done.Path) }).Big().Key("F"), kit.Grow(nil)))
	sheet.OnEnter, sheet.OnEscape = shut, shut
	sheet.OnRune = func(r rune) {
		switch r {
		case 'o', 'O', 'ㅐ':
			folder()
		case 'f', 'F', 'ㄹ':
			open(done.Path)
		}
	}
	sheet.FocusFirst(first)
	s.openSheet(sheet)
	s.seen("exported")
}
