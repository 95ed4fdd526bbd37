package ui

import (
	"context"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// restoreSheet leads back to a backup: which one, what is in it and what would
// be missing afterwards, and then, typed, that it is meant.
type restoreSheet struct {
	*Window
	env    desk.Environment
	others map[string]string // folders that are looked into besides, and what people call their place
	ways   []restoreWay      // by choice
	choice *kit.Choice
	path   *kit.Entry
	field  *kit.Field
	notice *kit.Banner
	busy   bool
	sheet  *kit.Sheet
}

// restoreWay is one choice: a history's file to look into, or the folder of a
// damaged one to rescue. Without either, the file is typed.
type restoreWay struct{ name, file, damaged string }

func newRestoreSheet(w *Window, env desk.Environment) *restoreSheet {
	return &restoreSheet{Window: w, env: env}
}

// open asks which backup, after a look at what there is.
func (r *restoreSheet) open() {
	background(r.Window, func() error {
		r.others = r.otherFolders()
		backups, err1 := r.Office.BackupsOf(r.env, slices.Sorted(maps.Keys(r.others))...)
		replaced, err2 := r.Office.Replaced(r.env)
		damaged, err3 := r.Office.Damaged(r.env)
		r.ways = r.listed(backups, replaced, damaged)
		return errors.Join(err1, err2, err3)
	}, func(err error) {
		if err != nil {
			r.log.Warn("look for backups", "error", err)
		}
		if r.canvas().Overlays().Top() == nil {
			r.ask()
		}
	})
}

// otherFolders are where a backup may lie that was made elsewhere or carried
// here: on a disk that is plugged in, among the downloads. On a new PC nobody
// has to type a path. It looks at disks.
func (r *restoreSheet) otherFolders() map[string]string {
	all := map[string]string{}
	for _, p := range r.places() {
		for _, dir := range []string{p.dir, filepath.Join(p.dir, backupInside)} {
			if dir != r.Office.BackupFolder() {
				all[dir] = r.words.T(p.key, "name", p.name)
			}
		}
	}
	return all
}

// listed are the choices: backups, histories that a restored one replaced,
// damaged ones, and any file.
func (r *restoreSheet) listed(backups []desk.Backup, replaced, damaged []desk.Kept) (ways []restoreWay) {
	t := r.words.T
	for _, b := range backups {
		name := t("restore.backup", "time", atMinute(b.MadeAt))
		if b.Terminal != r.settings.Terminal {
			name += " · " + t("restore.terminal", "terminal", b.Terminal)
		}
		if where := r.others[filepath.Dir(b.Path)]; where != "" {
			name += " · " + where
		}
		ways = append(ways, restoreWay{name: name, file: b.Path})
	}
	for _, k := range replaced {
		ways = append(ways, restoreWay{name: t("restore.replaced", "name", keptName(k)), file: k.File()})
	}
	for _, k := range damaged {
		ways = append(ways, restoreWay{name: t("restore.damaged", "name", keptName(k)), damaged: k.Folder})
	}
	return append(ways, restoreWay{name: t("restore.file")})
}

// keptName is when a history was set aside, or its folder's name.
func keptName(k desk.Kept) string {
	if k.At.IsZero() {
		return filepath.Base(k.Folder)
	}
	return atMinute(k.At)
}

func atMinute(at time.Time) string { return desk.InKorea(at).Format("2006-01-02 15:04") }

func (r *restoreSheet) names() (all []string) {
	for _, w := range r.ways {
		all = append(all, w.name)
	}
	return all
}

// chosen is the way that is chosen, with the file as it is typed.
func (r *restoreSheet) chosen() restoreWay {
	way := r.ways[r.choice.Selected()]
	if way.typed() {
		way.file = strings.TrimSpace(r.path.Value())
	}
	return way
}

func (w restoreWay) typed() bool { return w.file == "" && w.damaged == "" }

func (r *restoreSheet) ask() {
	t := r.words.T
	r.choice = kit.NewChoice(r.names(), 0)
	r.path = kit.NewEntry(kit.EntryOptions{Script: kit.Latin, Max: 300, Placeholder: t("restore.file.example")})
	r.field = kit.NewField(t("restore.file.path"), r.path).ReserveLine()
	r.path.OnChanged = func(string) { r.field.SetProblem("") }
	r.path.OnEnter = r.look
	r.notice = kit.NewBanner(kit.Declined, "", "")
	r.notice.Hide()
	r.choice.OnChanged = func(int) { r.follow() }
	look := kit.NewButton(kit.Primary, t("restore.look"), r.look).Big().Key("Ctrl ↵")
	back := kit.NewButton(kit.Plain, t("common.cancel"), r.close).Big().Key("Esc")
	r.sheet = kit.NewSheet(600, kit.Column(14, kit.NewStrong(kit.Title, t("restore.title")),
		kit.NewParagraph(kit.Body, kit.ColorInk, t("restore.text")), kit.NewField(t("restore.which"), r.choice), r.field, r.notice)).
		Foot(kit.Row(12, look, kit.Grow(nil), back))
	r.sheet.OnEscape, r.sheet.OnCtrlEnter = r.close, r.look
	r.sheet.FocusFirst(r.choice)
	r.follow()
	r.openSheet(r.sheet)
	r.seen("restore")
}

func (r *restoreSheet) close() {
	if !r.busy {
		r.sheet.Close()
	}
}

func (r *restoreSheet) follow() {
	setVisible(r.field, r.ways[r.choice.Selected()].typed())
	r.sheet.Refresh()
}

// look opens a copy of the file and says what is in it.
func (r *restoreSheet) look() {
	if r.busy || !r.sheet.IsOpen() {
		return
	}
	way := r.chosen()
	if way.damaged != "" {
		r.sheet.Close()
		r.rescue(r.env, way.damaged)
		return
	}
	if !filepath.IsAbs(way.file) {
		r.field.SetProblem(r.words.T("restore.file.wrong"))
		r.field.Focus()
		return
	}
	r.busy = true
	r.notice.Hide()
	done := r.waitingFor(r.words.T("restore.looking"), r.words.T("restore.looking.text"), r.words.T("restore.looking.long"))
	background(r.Window, func() answerOf[desk.Examined] {
		e, err := r.Office.Examine(context.Background(), r.env, way.file)
		return answerOf[desk.Examined]{e, err}
	}, func(a answerOf[desk.Examined]) {
		done()
		r.busy = false
		if a.err != nil {
			r.log.Warn("look into a backup", "error", a.err)
			r.notice.Set(kit.Declined, r.words.T("restore.no"), r.words.notExamined(a.got, a.err))
			r.notice.Show()
			r.sheet.Refresh()
			return
		}
		r.sheet.Close()
		r.confirmRestore(r.env, a.got)
	})
}

// notExamined says why a file can't take the place of the history.
func (w *Words) notExamined(e desk.Examined, err error) string {
	switch {
	case errors.Is(err, desk.ErrOtherEnvironment) && e.Candidate != nil:
		return w.T("restore.no.environment", "environment", w.T("settings.env."+e.Environment))
	case errors.Is(err, desk.ErrPresentFile):
		return w.T("restore.no.present")
	case errors.Is(err, desk.ErrForeignFile):
		return w.T("restore.no.foreign")
	case errors.Is(err, desk.ErrNewerFile):
		return w.T("trouble.newer")
	case errors.Is(err, desk.ErrNothingReads):
		return w.T("rescue.nothing")
	case errors.Is(err, desk.ErrDamaged):
		return w.T("restore.no.damaged")
	}
	return w.troubleText(err)
}

// confirmRestore shows what a candidate holds and what would be missing, and
// puts it in place once it is typed that this is meant.
func (w *Window) confirmRestore(env desk.Environment, e desk.Examined) {
	t := w.words.T
	word := t("restore.type.word")
	w.askTyped(typedAsk{
		title: t("restore.confirm"), text: w.words.restoreText(e), facts: w.restoreFacts(env, e),
		label: t("restore.type", "word", word), max: 12, korean: true,
		fits:  func(typed string) bool { return strings.EqualFold(strings.TrimSpace(typed), word) },
		other: t("restore.type.other", "word", word), send: t("restore.send"), name: "restore-confirm",
		left: func() { w.forget(e) },
	}, func(string) { w.restore(env, e) })
}

// forget removes the copy of a candidate that is not wanted.
func (w *Window) forget(e desk.Examined) {
	background(w, e.Discard, func(err error) {
		if err != nil {
			w.log.Warn("forget a backup's copy", "error", err)
		}
	})
}

// restore puts it in place and opens the desk on it.
func (w *Window) restore(env desk.Environment, e desk.Examined) {
	staff := w.settings.Staff
	done := w.waitingFor(w.words.T("restore.working"), w.words.T("restore.looking.text"), w.words.T("restore.looking.long"))
	background(w, func() answerOf[string] {
		setAside, err := w.Office.Restore(context.Background(), env, e, staff)
		return answerOf[string]{setAside, err}
	}, func(a answerOf[string]) {
		done()
		if a.err != nil {
			w.log.Error("restore", "error", a.err)
		}
		w.openDeskThen(env, func() {
			w.show(screenHistory)
			switch {
			case a.err != nil:
				w.say(Said{w.words.T("restore.failed"), w.words.troubleText(a.err)}, kit.Declined, func() {})
			case apart(e): // it stays to be read: there are two of them from now on
				w.say(Said{w.words.T("restore.done"), w.words.asideText(e.Difference, a.got)}, kit.Neutral, func() {})
				w.seen("restored-apart")
			default:
				w.toastFor(w.words.T("restore.done"), 2*toastTime)
			}
		})
	})
}
