package ui

import (
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"
)

// Runner is how work leaves the UI thread and comes back. Whatever can block
// goes through background: the history, the gateway, the keyring (which can
// open a dialog of its own).
type Runner interface {
	// Go runs work away from the UI thread.
	Go(work func())
	// Do runs f on the UI thread, later.
	Do(f func())
	// After runs f on the UI thread once d has passed, unless cancel is called.
	After(d time.Duration, f func()) (cancel func())
}

// fyneRunner is the Runner of the running program.
type fyneRunner struct{}

// Go is Runner's.
func (fyneRunner) Go(work func()) { go work() }

// Do is Runner's.
func (fyneRunner) Do(f func()) { fyne.Do(f) }

// After is Runner's.
func (fyneRunner) After(d time.Duration, f func()) func() {
	timer := time.AfterFunc(d, func() { fyne.Do(f) })
	return func() { timer.Stop() }
}

// background runs work away from the UI thread and then done on it, with what
// work returned. A panic in work is logged without its text, which could quote
// what was typed, and done is not called: the window is built anew instead, so
// that nothing waits for an answer that will not come.
func background[T any](w *Window, work func() T, done func(T)) {
	w.runner.Go(func() {
		defer func() {
			if p := recover(); p != nil {
				w.log.Error("panic in the background", "stack", string(debug.Stack()))
				w.runner.Do(w.startOver)
			}
		}()
		result := work()
		w.runner.Do(func() { done(result) })
	})
}

// every runs f once a period until stop is called. Both belong to the UI
// thread.
func every(w *Window, period time.Duration, f func()) (stop func()) {
	var cancel func()
	var again func()
	again = func() {
		f()
		cancel = w.runner.After(period, again)
	}
	cancel = w.runner.After(period, again)
	return func() { cancel() }
}
