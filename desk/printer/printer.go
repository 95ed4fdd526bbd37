// Package printer hands bytes to the printers of this PC as they are, through
// what the system has for it: the spooler on Windows, lp of CUPS elsewhere.
//
// It must not know what it prints. Start reading at System.
package printer

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode"
)

// patience is how long the system may take to list its printers or to take a
// job. It does not wait for the paper.
const patience = 15 * time.Second

// System are the printers that this user sees. Its zero value is ready, and may
// be used from several goroutines.
type System struct{}

// List gives the names of all printers, as the system calls them; none is no
// error. An error is always a *Trouble.
func (System) List(ctx context.Context) ([]string, error) {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	return list(ctx)
}

// Print gives a printer a job of raw bytes, under a title for its queue. A nil
// error says that the system has taken the job, not that it is on paper: a
// printer that is switched off prints it later. An error is always a *Trouble,
// and the job is not printed, except of the kind Silent. Calling it again prints
// again.
func (System) Print(ctx context.Context, name, title string, data []byte) error {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	return send(ctx, name, oneLine(title), data)
}

// Kind is what is wrong.
type Kind string

// The kinds of trouble.
const (
	NoSystem Kind = "no-system" // this PC has no printing system, or it is not running
	Unknown  Kind = "unknown"   // no printer has this name
	Silent   Kind = "silent"    // no answer in time: the job may still be printed
	Refused  Kind = "refused"   // the system did not take the job
)

// Trouble is a job that was not taken, or a list that could not be had.
type Trouble struct {
	Kind  Kind
	Cause error
}

// Error is for the log.
func (t *Trouble) Error() string { return "printer " + string(t.Kind) + ": " + t.Cause.Error() }

// Unwrap gives the cause.
func (t *Trouble) Unwrap() error { return t.Cause }

// KindOf names what is wrong; Refused for an error that is no *Trouble.
func KindOf(err error) Kind {
	var t *Trouble
	if errors.As(err, &t) {
		return t.Kind
	}
	return Refused
}

// oneLine is a title that a queue can show.
func oneLine(title string) string {
	title = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, title))
	if title == "" {
		return "KeyinDesk"
	}
	return title
}
