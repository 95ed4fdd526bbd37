package ui

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// phraseEntry takes a recovery phrase, word by word or pasted whole.
type phraseEntry struct {
	*Window
	staff  string
	done   func(forNow bool)
	typed  []*kit.Entry
	fields []*kit.Field
	notice *kit.Banner
	busy   bool
	moving bool // words are being handed on to the next entries
	sheet  *kit.Sheet
}

func newPhraseEntry(w *Window, staff string, done func(forNow bool)) *phraseEntry {
	return &phraseEntry{Window: w, staff: staff, done: done}
}

func (p *phraseEntry) open() {
	t := p.words.T
	p.notice = kit.NewBanner(kit.Declined, "", "")
	p.notice.Hide()
	for n := range desk.PhraseWords {
		entry := kit.NewEntry(kit.EntryOptions{})
		field := kit.NewField(t("phrase.nth", "n", strconv.Itoa(n+1)), entry).ReserveLine()
		entry.OnChanged = func(value string) { p.changed(n, value) }
		entry.OnEnter = func() { p.next(n) }
		p.typed, p.fields = append(p.typed, entry), append(p.fields, field)
	}
	grid := kit.NewGrid()
	const across = 4
	for from := 0; from < len(p.fields); from += across {
		var row []kit.GridCell
		for _, f := range p.fields[from : from+across] {
			row = append(row, kit.Cols(12/across, f))
		}
		grid.Row(row...)
	}
	send := kit.NewButton(kit.Primary, t("phrase.open"), p.send).Big().Key("Ctrl ↵")
	stop := kit.NewButton(kit.Plain, t("common.cancel"), p.giveUp).Big().Key("Esc")
	p.sheet = kit.NewSheet(760, kit.Column(14, kit.NewStrong(kit.Title, t("phrase.enter")),
		kit.NewParagraph(kit.Body, kit.ColorInk, t("phrase.enter.text")), grid, p.notice)).Foot(kit.Row(12, send, kit.Grow(nil), stop))
	p.sheet.OnEscape, p.sheet.OnCtrlEnter = p.giveUp, p.send
	p.sheet.FocusFirst(p.typed[0])
	p.openSheet(p.sheet)
	p.seen("phrase-enter")
}

// changed hands words on to the entries behind when more than one was typed or
// pasted: a space ends a word.
func (p *phraseEntry) changed(n int, value string) {
	p.fields[n].SetProblem("")
	if p.moving || !strings.ContainsFunc(value, isGap) {
		return
	}
	words := strings.FieldsFunc(value, isGap)
	if len(words) == 0 && strings.TrimSpace(value) != "" {
		return
	}
	p.moving = true
	last := n
	p.typed[n].SetValue("")
	for i, w := range words[:min(len(words), len(p.typed)-n)] {
		p.typed[n+i].SetValue(w)
		last = n + i
	}
	p.moving = false
	if len(words) > 0 {
		p.next(last)
	}
}

// isGap says whether a sign stands between words: a space, a comma, a number.
func isGap(r rune) bool { return !unicode.IsLetter(r) }

// next looks at a word and goes on.
func (p *phraseEntry) next(n int) {
	p.look(n)
	if n+1 < len(p.typed) {
		p.typed[n+1].Focus()
		return
	}
	p.send()
}

// look marks a word that is none of the list.
func (p *phraseEntry) look(n int) bool {
	value := strings.TrimSpace(p.typed[n].Value())
	switch {
	case value == "":
		p.fields[n].SetProblem(p.words.T("phrase.empty_word"))
	case !desk.KnownWord(value):
		p.fields[n].SetProblem(p.words.T("phrase.no_word"))
	default:
		return true
	}
	return false
}

// send tries the phrase.
func (p *phraseEntry) send() {
	if p.busy || !p.sheet.IsOpen() {
		return
	}
	wrong := -1
	var words []string
	for n := range slices.Backward(p.typed) {
		if !p.look(n) {
			wrong = n
		}
	}
	if wrong >= 0 {
		p.typed[wrong].Focus()
		return
	}
	for _, e := range p.typed {
		words = append(words, e.Value())
	}
	p.busy = true
	typed, staff := strings.Join(words, " "), p.staff
	background(p.Window, func() answerOf[bool] {
		forNow, err := p.Office.Recover(context.Background(), typed, staff)
		return answerOf[bool]{forNow, err}
	}, func(a answerOf[bool]) {
		p.busy = false
		if a.err != nil {
			p.log.Warn("open with the recovery phrase", "error", a.err)
			p.tell(a.err)
			return
		}
		p.close()
		p.done(a.got)
	})
}

func (p *phraseEntry) tell(err error) {
	t := p.words.T
	var refused *desk.PhraseError
	lead, text := t("phrase.not_opened"), t("phrase.other_history")
	switch {
	case errors.As(err, &refused):
		text = t("phrase.mistyped")
	case errors.Is(err, desk.ErrWrongPhrase), errors.Is(err, desk.ErrNoPhrase):
	default:
		said := p.words.notKept(err)
		lead, text = said.Money, said.Hint
	}
	p.notice.Set(kit.Declined, lead, text)
	p.notice.Show()
	p.sheet.Refresh()
}

func (p *phraseEntry) giveUp() {
	if !p.busy {
		p.close()
	}
}

func (p *phraseEntry) close() {
	p.moving = true // wiping is no typing
	for _, e := range p.typed {
		e.Wipe()
	}
	p.moving = false
	p.sheet.Close()
}
