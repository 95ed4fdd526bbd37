package ui

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

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

// fileRun is the making of a file that may take long.
type fileRun struct {
	name    string // of the screen that shows how far it is
	run     func(ctx context.Context, progress func(export.Progress)) (export.Result, error)
	how     func(export.Progress) string // how far, in words
	made    func(export.Result)
	refused func(error)
}

// runFile makes a file behind a sheet that shows how far it is.
func (w *Window) runFile(f fileRun) {
	ctx, stop := context.WithCancel(context.Background())
	run := &exporting{stop: stop}
	w.exporting = run
	shown := newExportProgress(w, stop)
	var told time.Time
	progress := func(p export.Progress) {
		if now := time.Now(); now.Sub(told) >= tellEvery {
			told = now
			w.runner.Do(func() { shown.set(p, f.how(p)) })
		}
	}
	w.openSheet(shown.sheet)
	w.seen(f.name)
	background(w, func() answerOf[export.Result] {
		done, err := f.run(ctx, progress)
		return answerOf[export.Result]{done, err}
	}, func(a answerOf[export.Result]) {
		stop()
		w.exporting = nil
		shown.sheet.Close()
		switch {
		case run.then != nil:
			run.then()
		case a.err == nil:
			f.made(a.got)
		default:
			f.refused(a.err)
		}
	})
}

// noFile says why there is no file, where it can be put right: at the place, at
// the name, or as a text for which tell has room. again makes it in the place
// of the one that is there.
func (w *Window) noFile(err error, at *whereto, tell func(string), again func()) {
	t := w.words.T
	var file *export.FileError
	switch {
	case errors.Is(err, context.Canceled):
		w.toast(t("export.stopped"))
		return
	case errors.Is(err, export.ErrExists):
		w.askFirst(t("export.exists.title"), t("export.exists.text", "name", at.fileName()), t("export.exists.replace"), again)
		return
	case errors.Is(err, export.ErrName):
		at.askName()
	case errors.As(err, &file):
		tell(t("export.nothing") + " " + t("export.trouble."+string(file.Trouble)))
		at.askPlace()
	default:
		tell(t("export.nothing") + " " + w.words.explain(err).Hint)
	}
	w.log.Warn("export", "error", err)
}

// exportProgress is the sheet over a long export.
type exportProgress struct {
	bar   *kit.Progress
	rows  *kit.Text
	sheet *kit.Sheet
}

func newExportProgress(w *Window, stop func()) *exportProgress {
	t := w.words.T
	p := &exportProgress{bar: kit.NewProgress(), rows: kit.NewSoft(kit.Body, " ")}
	back := kit.NewButton(kit.Plain, t("export.stop"), stop).Big().Key("Esc")
	p.sheet = kit.NewSheet(520, kit.Column(16, kit.NewStrong(kit.Title, t("export.running")), p.bar, p.rows,
		kit.NewParagraph(kit.Note, kit.ColorSoft, t("export.running.hint")))).Foot(kit.Row(12, kit.Grow(nil), back))
	p.sheet.OnEscape = stop
	return p
}

// set shows how far the export is.
func (p *exportProgress) set(at export.Progress, words string) {
	p.bar.Set(at.Share)
	p.rows.Set(words)
}

// fileMade says where a file lies, under a title and over what else is to be
// known, and opens its folder or, if it is for people, the file.
func (w *Window) fileMade(name, path, title string, forPeople bool, known ...fyne.CanvasObject) {
	t := w.words.T
	var sheet *kit.Sheet
	shut := func() { sheet.Close() }
	told := kit.NewBanner(kit.InDoubt, "", t("export.done.not_opened"))
	told.Hide()
	open := func(path string) {
		background(w, func() error { return w.openFile(path) }, func(err error) {
			if err != nil {
				w.log.Warn("open an export", "error", err)
				told.Show()
				sheet.Refresh()
			}
		})
	}
	folder, file := func() { open(filepath.Dir(path)) }, func() { open(path) }
	body := kit.Column(14, kit.NewParagraph(kit.Title, kit.Approved.Ink(), kit.Strong(title)),
		kit.Column(2, kit.NewSoft(kit.Note, t("export.done.where")), kit.NewParagraph(kit.Body, kit.ColorInk, path)))
	for _, o := range known {
		body.Add(o)
	}
	body.Add(told)
	first := kit.NewButton(kit.Primary, t("common.close"), shut).Big().Key("↵")
	foot := kit.Row(12, first, kit.NewButton(kit.Plain, t("export.open_folder"), folder).Big().Key("O"))
	if forPeople {
		foot.Add(kit.NewButton(kit.Plain, t("export.open_file"), file).Big().Key("F"))
	}
	foot.Add(kit.Grow(nil))
	sheet = kit.NewSheet(560, body).Foot(foot)
	sheet.OnEnter, sheet.OnEscape = shut, shut
	sheet.OnRune = func(r rune) {
		switch {
		case r == 'o' || r == 'O' || r == 'ㅐ':
			folder()
		case forPeople && (r == 'f' || r == 'F' || r == 'ㄹ'):
			file()
		}
	}
	sheet.FocusFirst(first)
	w.openSheet(sheet)
	w.seen(name)
}
