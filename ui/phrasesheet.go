package ui

import (
	"context"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// askedBack is how many words of a new phrase are asked back.
const askedBack = 3

// phraseSheet shows a new recovery phrase to be written down, and then asks some
// of its words back. Only the right ones let it open the history. The words
// leave the screen no other way: no clipboard, no printer, whose spool would
// keep them.
type phraseSheet struct {
	*Window
	staff  string
	done   func()
	phrase desk.Phrase
	asked  []int // places of the words that are asked back
	typed  []*kit.Entry
	fields []*kit.Field
	notice *kit.Banner
	busy   bool
	shown  *kit.Sheet
	back   *kit.Sheet // asks back; nil while the words are shown
}

func newPhraseSheet(w *Window, staff string, done func()) *phraseSheet {
	return &phraseSheet{Window: w, staff: staff, done: done, phrase: desk.NewPhrase()}
}

func (p *phraseSheet) open() {
	t := p.words.T
	next := kit.NewButton(kit.Primary, t("phrase.written"), p.ask).Big().Key("Ctrl ↵")
	stop := kit.NewButton(kit.Plain, t("common.cancel"), p.giveUp).Big().Key("Esc")
	p.shown = kit.NewSheet(680, kit.Column(16, kit.NewStrong(kit.Title, t("phrase.title")),
		kit.NewParagraph(kit.Body, kit.ColorInk, t("phrase.text")), wordGrid(p.phrase.Words()),
		kit.NewParagraph(kit.Note, kit.ColorSoft, t("phrase.warning")))).Foot(kit.Row(12, next, kit.Grow(nil), stop))
	p.shown.OnEscape, p.shown.OnCtrlEnter = p.giveUp, p.ask
	p.shown.FocusFirst(next)
	p.openSheet(p.shown)
	p.seen("phrase")
}

// wordGrid sets numbered words in three columns, downwards as they are read.
func wordGrid(words []string) fyne.CanvasObject {
	const across = 3
	down := (len(words) + across - 1) / across
	grid := kit.NewGrid()
	for row := range down {
		var cells []kit.GridCell
		for column := range across {
			n := column*down + row
			word := kit.NewStrong(kit.Title, words[n])
			cells = append(cells, kit.Cols(4, kit.Counted(n+1, word)))
		}
		grid.Row(cells...)
	}
	return grid
}

// ask hides the words and asks some of them back.
func (p *phraseSheet) ask() {
	if !p.shown.IsOpen() {
		return
	}
	p.shown.Close()
	t := p.words.T
	p.asked = rand.Perm(desk.PhraseWords)[:askedBack]
	slices.Sort(p.asked)
	p.typed, p.fields, p.busy = nil, nil, false
	p.notice = kit.NewBanner(kit.Declined, "", "")
	p.notice.Hide()
	row := []kit.GridCell{}
	for i, n := range p.asked {
		entry := kit.NewEntry(kit.EntryOptions{Max: 40})
		field := kit.NewField(t("phrase.nth", "n", strconv.Itoa(n+1)), entry).ReserveLine()
		entry.OnChanged = func(string) { field.SetProblem("") }
		entry.OnEnter = func() {
			if i+1 < len(p.typed) {
				p.typed[i+1].Focus()
				return
			}
			p.check()
		}
		p.typed, p.fields = append(p.typed, entry), append(p.fields, field)
		row = append(row, kit.Cols(4, field))
	}
	send := kit.NewButton(kit.Primary, t("phrase.check"), p.check).Big().Key("Ctrl ↵")
	again := kit.NewButton(kit.Plain, t("phrase.show_again"), p.showAgain).Big().Key("Esc")
	p.back = kit.NewSheet(680, kit.Column(14, kit.NewStrong(kit.Title, t("phrase.ask")),
		kit.NewParagraph(kit.Body, kit.ColorInk, t("phrase.ask.text")), kit.NewGrid().Row(row...), p.notice)).
		Foot(kit.Row(12, send, kit.Grow(nil), again))
	p.back.OnEscape, p.back.OnCtrlEnter = p.showAgain, p.check
	p.back.FocusFirst(p.typed[0])
	p.openSheet(p.back)
	p.seen("phrase-ask")
}

// check compares what was typed with the words, and keeps the phrase.
func (p *phraseSheet) check() {
	if p.busy || !p.back.IsOpen() {
		return
	}
	words, wrong := p.phrase.Words(), -1
	for i, n := range slices.Backward(p.asked) {
		switch typed := strings.TrimSpace(p.typed[i].Value()); {
		case desk.SameWord(typed, words[n]):
			continue
		case typed == "":
			p.fields[i].SetProblem(p.words.T("phrase.empty_word"))
		default:
			p.fields[i].SetProblem(p.words.T("phrase.wrong_word"))
		}
		wrong = i
	}
	if wrong >= 0 {
		p.typed[wrong].Focus()
		return
	}
	p.busy = true
	phrase, staff := p.phrase, p.staff
	background(p.Window, func() error { return p.Office.KeepPhrase(context.Background(), phrase, staff) }, func(err error) {
		p.busy = false
		if err != nil {
			p.log.Error("keep the recovery phrase", "error", err)
			said := p.words.notKept(err)
			p.notice.Set(kit.Declined, said.Money, said.Hint)
			p.notice.Show()
			p.back.Refresh()
			return
		}
		p.close()
		p.done()
	})
}

// showAgain shows the same words once more.
func (p *phraseSheet) showAgain() {
	if p.busy {
		return
	}
	p.wipe()
	p.back.Close()
	p.back = nil
	p.open()
}

// giveUp forgets the new phrase: nothing has changed.
func (p *phraseSheet) giveUp() {
	if p.busy {
		return
	}
	p.close()
	p.toast(p.words.T("phrase.given_up"))
}

func (p *phraseSheet) close() {
	p.wipe()
	p.phrase.Wipe()
	p.shown.Close()
	if p.back != nil {
		p.back.Close()
	}
}

func (p *phraseSheet) wipe() {
	for _, e := range p.typed {
		e.Wipe()
	}
}
