package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"keyindesk/ui/keyboard"
)

// shortcutActs are the keys that work with Ctrl, or ⌘ on a Mac, everywhere.
func (w *Window) shortcutActs() map[fyne.KeyName]func() {
	return map[fyne.KeyName]func(){
		fyne.KeyReturn: w.mainAct,
		fyne.KeyEnter:  w.mainAct,
		fyne.KeyF:      w.search,
		fyne.KeyQ:      w.quit,
	}
}

// addKeys makes the canvas answer them while nothing has the focus; otherwise
// they come through the frame.
func (w *Window) addKeys() {
	for key := range w.shortcutActs() {
		for _, modifier := range []fyne.KeyModifier{fyne.KeyModifierControl, fyne.KeyModifierSuper} {
			w.canvas().AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: modifier}, func(s fyne.Shortcut) { w.shortcut(s) })
		}
	}
}

// shortcut answers a shortcut, and says whether it did.
func (w *Window) shortcut(s fyne.Shortcut) bool {
	custom, ok := s.(*desktop.CustomShortcut)
	if !ok || custom.Modifier&(fyne.KeyModifierControl|fyne.KeyModifierSuper) == 0 {
		return false
	}
	act, ok := w.shortcutActs()[custom.KeyName]
	if ok {
		act()
	}
	return ok
}

// screenKeys leads from a function key to a screen.
var screenKeys = map[fyne.KeyName]string{
	fyne.KeyF2: screenCharge, fyne.KeyF3: screenHistory, fyne.KeyF4: screenClosing, fyne.KeyF5: screenBilling, fyne.KeyF6: screenWallet,
	fyne.KeyF7: screenSettings, fyne.KeyF8: screenInDoubt,
}

// key answers what no widget used: F2 to F8 switch; in practice F9
// opens the admin page and F10 chooses the next answer; the rest is the
// screen's.
func (w *Window) key(ev *fyne.KeyEvent) {
	if name, ok := screenKeys[ev.Name]; ok {
		w.show(name)
		return
	}
	switch ev.Name {
	case fyne.KeyF9:
		w.showAdmin()
		return
	case fyne.KeyF10:
		w.chooseBehaviour()
		return
	}
	if letter := keyboard.Letter(ev); letter != 0 { // by its place, where the layout names it otherwise
		ev = &fyne.KeyEvent{Name: fyne.KeyName(letter), Physical: ev.Physical}
	}
	if len(ev.Name) > 1 {
		w.onScreen(ev)
		return
	}
	// The character of a letter's key comes after the key. It must be past before
	// the letter acts, or it would be typed into the entry that comes up.
	w.runner.Do(func() { w.onScreen(ev) })
}

// onScreen gives a key to the screen in sight.
func (w *Window) onScreen(ev *fyne.KeyEvent) {
	if s, ok := w.screens[w.on]; ok {
		s.key(ev)
	}
}

// jamo leads from what a letter's key types while the keyboard is on Hangul to
// the letter.
var jamo = map[rune]fyne.KeyName{'ㅊ': fyne.KeyC, 'ㅔ': fyne.KeyP, 'ㄱ': fyne.KeyR, 'ㄴ': fyne.KeyS, 'ㅜ': fyne.KeyN, 'ㅏ': fyne.KeyK, 'ㅇ': fyne.KeyD, 'ㅐ': fyne.KeyO, 'ㅣ': fyne.KeyL, 'ㄷ': fyne.KeyE, 'ㄹ': fyne.KeyF, 'ㅌ': fyne.KeyX}

// typed answers a character that no widget used: a letter's key works on
// Hangul too. Latin letters have come as keys already.
func (w *Window) typed(r rune) {
	if key, ok := jamo[r]; ok {
		w.onScreen(&fyne.KeyEvent{Name: key})
	}
}

func (w *Window) mainAct() {
	if s, ok := w.screens[w.on]; ok {
		s.main()
	}
}

// search leads to the entry of the screen in sight that finds, or else to the
// history's.
func (w *Window) search() {
	switch s := w.screens[w.on].(type) {
	case *walletScreen:
		s.find()
		return
	case *billingScreen:
		s.entry.Focus()
		return
	}
	if w.on != screenHistory {
		w.show(screenHistory)
	}
	if h, ok := w.screens[screenHistory].(*historyScreen); ok {
		h.focusSearch()
	}
}
