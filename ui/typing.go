package ui

import (
	"errors"

	"fyne.io/fyne/v2"

	"keyindesk/ui/keyboard"
	"keyindesk/ui/kit"
)

// newKeyboard makes what the window's entries share about typing. It outlives
// the frames that are built one after the other, so that an entry is still in
// English where it was left so.
func (w *Window) newKeyboard() {
	w.keyboard = &kit.Keyboard{
		System:   w.settings.SystemInput,
		Beside:   keyboard.ComposesBeside(),
		Switches: keyboard.Switches,
		Letter:   keyboard.Letter,
		Lend:     w.lend,
		Later:    func(f func()) { w.runner.Go(func() { w.runner.Do(f) }) },
		Words:    w.entryWords,
	}
}

// entryWords are the words of an entry's menu.
func (w *Window) entryWords() kit.EntryWords {
	t := w.words.T
	return kit.EntryWords{
		Undo: t("entry.undo"), Redo: t("entry.redo"), Cut: t("entry.cut"), Copy: t("entry.copy"), Paste: t("entry.paste"), SelectAll: t("entry.all"),
	}
}

// withoutInputMethod makes a window. Unless the settings ask for the system's
// input method, the toolkit, which starts with the first window, does so
// without one.
func (w *Window) withoutInputMethod(make func() fyne.Window) fyne.Window {
	if !w.settings.SystemInput {
		defer keyboard.LeaveOut()()
	}
	return make()
}

// lend gives the system's input method to the window, or takes it away.
func (w *Window) lend(system bool) {
	give := keyboard.Own
	if system {
		give = keyboard.System
	}
	if err := give(w.window); err != nil && !errors.Is(err, keyboard.ErrNoWindow) { // shown, it gets the keyboard once more
		w.log.Warn("the system's input method", "lent", system, "error", err)
	}
	w.tellContext()
}

// tellContext writes when the window lost Windows' input context, or got it
// back. Other systems have none.
func (w *Window) tellContext() {
	detached := keyboard.Owned(w.window)
	if detached == w.detached {
		return
	}
	w.detached = detached
	context := "system"
	if detached {
		context = "none"
	}
	w.log.Info("typing", "input_context", context)
}

// typingCard chooses who composes Korean: the program, or the system's input
// method for those whose keyboard layout is another.
func (s *settingsScreen) typingCard() fyne.CanvasObject {
	t := s.words.T
	at := 0
	if s.draft.SystemInput {
		at = 1
	}
	s.typing = kit.NewSegment([]string{t("settings.typing.own"), t("settings.typing.system")}, at)
	s.typing.OnChanged = func(i int) {
		s.draft.SystemInput = i == 1
		s.save(func() {
			s.keyboard.System = s.settings.SystemInput
			s.lend(s.settings.SystemInput)
			s.toast(t("settings.typing.saved"))
		})
	}
	return section(t("settings.typing"), t("settings.typing.hint"), s.typing)
}
