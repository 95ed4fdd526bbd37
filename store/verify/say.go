package verify

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
)

// Language is what a report is told in.
type Language string

// The languages.
const (
	Korean  Language = "ko"
	English Language = "en"
	Both    Language = "both"
)

// Tell writes a report in plain sentences.
func (r Report) Tell(to io.Writer, language Language) error {
	var text strings.Builder
	if language != English {
		r.tell(&text, korean)
	}
	if language == Both {
		text.WriteString("\n")
	}
	if language != Korean {
		r.tell(&text, english)
	}
	_, err := io.WriteString(to, text.String())
	return err
}

// wording is a language's sentences. A sentence about a place takes what %s
// stands for.
type wording struct {
	verdicts map[Verdict]string
	places   map[Kind]string
	event, operation, order, customer, closing, line,
	audit, database, counts, head, lastClosing, alone, witnessed, newKey, accepted, rescued, noIndexes, more, detail string
}

func (r Report) tell(out *strings.Builder, w wording) {
	line := func(format string, arguments ...any) {
		out.WriteString(printable(fmt.Sprintf(format, arguments...)) + "\n")
	}
	line("%s", w.verdicts[r.Verdict])
	for _, f := range r.Findings {
		line("- %s%s", w.places[f.Kind], f.where(w))
	}
	if r.More > 0 {
		line(w.more, r.More)
	}
	kind := w.database
	if r.Audit {
		kind = w.audit
	}
	line(w.counts, kind, r.Environment, grouped(r.Events), grouped(r.Operations), grouped(r.Closings))
	if r.Head != "" {
		line(w.head, r.Head)
	}
	if c := r.LastClosing; c.Number > 0 {
		line(w.lastClosing, c.Number, c.ClosedAt, grouped(c.ClosingKRW), c.Code, c.Key)
	}
	for _, number := range r.NewKeys {
		line(w.newKey, number)
	}
	for _, seq := range r.Accepted {
		line(w.accepted, seq)
	}
	for _, seq := range r.Rescued {
		line(w.rescued, seq)
	}
	if r.NoIndexes {
		line("%s", w.noIndexes)
	}
	switch {
	case r.Witnessed:
		line("%s", w.witnessed)
	case r.Verdict == Intact:
		line("%s", w.alone)
	}
}

// printable is a line without what could make another of it, or move on the
// screen: parts of it come from a file that somebody may have written to
// deceive.
func printable(line string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '\uFFFD'
	}, line)
}

// where is the place in words.
func (f Finding) where(w wording) string {
	var words []string
	add := func(format string, value any) { words = append(words, fmt.Sprintf(format, value)) }
	if f.Closing != 0 {
		add(w.closing, f.Closing)
	}
	if f.Seq != 0 {
		add(w.event, f.Seq)
	}
	switch {
	case f.Order != "":
		add(w.order, f.Order)
	case f.Operation != 0:
		add(w.operation, f.Operation)
	}
	if f.Customer != 0 {
		add(w.customer, f.Customer)
	}
	if f.Line != 0 {
		add(w.line, f.Line)
	}
	if f.Detail != "" {
		add(w.detail, f.Detail)
	}
	if len(words) == 0 {
		return ""
	}
	return ": " + strings.Join(words, ", ")
}

// grouped writes a number with commas.
func grouped(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}
