package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"golang.org/x/text/unicode/norm"

	"keyindesk/desk"
)

func TestPhraseSheet(t *testing.T) {
	t.Run("written_down,_asked_back,_kept", func(t *testing.T) {
		c := openCounter(t, nil)
		c.app.Clipboard().SetContent("kept")
		c.press(fyne.KeyF7)
		card := c.settingsScreen().recovery
		if !says(card.view, "아직 만들지 않았습니다") || says(card.view, "복구 문구 입력") {
			t.Error("before there is one")
		}
		card.create.Focus()
		c.press(fyne.KeySpace)
		if !c.sheetSays("종이에 적어 주세요") || !c.sheetSays("12") {
			t.Fatal("nothing to write down")
		}
		c.ctrlEnter(1)
		if !c.sheetSays("적어 둔 낱말을 확인합니다") {
			t.Fatal("nothing is asked back")
		}
		c.typed("아무거나")
		c.press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn)
		if !c.sheetSays("적어 둔 낱말과 다릅니다") {
			t.Error("a wrong word is taken")
		}
		c.press(fyne.KeyEscape)
		if !c.sheetSays("종이에 적어 주세요") {
			t.Error("Esc does not go back to the words")
		}
		c.press(fyne.KeyEscape)
		c.time.pass()
		if r, err := c.Office.Recovery(t.Context()); err != nil || r.Made {
			t.Error("what was given up is kept", err)
		}
		c.makePhrase()
		c.press(fyne.KeyF2, fyne.KeyF7)
		if card := c.settingsScreen().recovery; !says(card.view, "복구 문구가 있습니다") || !says(card.view, "2026-11-21") || !says(card.view, "새 문구로 바꾸기") {
			t.Error("nothing is said of it")
		}
		if c.app.Clipboard().Content() != "kept" {
			t.Error("something went to the clipboard")
		}
	})
	t.Run("shown_again_it_is_the_same", func(t *testing.T) {
		c := openCounter(t, nil)
		p := c.newPhrase()
		words := p.phrase.Words()
		p.ask()
		p.typed[0].SetValue(words[p.asked[0]])
		p.showAgain()
		if !c.sheetSays(words[0]) || !c.sheetSays(words[11]) || p.typed[0].Value() != "" {
			t.Error("another one, or what was typed stays")
		}
		p.ask()
		for i, n := range p.asked { // as other systems and people write it
			p.typed[i].SetValue([]string{norm.NFD.String(words[n]), itoa(n+1) + ". " + words[n] + ",", "\u00a0" + words[n] + "\u200b"}[i])
		}
		c.ctrlEnter(1)
		if r, err := c.Office.Recovery(t.Context()); err != nil || !r.Made {
			t.Error(r, err)
		}
	})
}

func TestPhraseEntry(t *testing.T) {
	c := openCounter(t, nil)
	c.sold()
	words := strings.Fields(c.makePhrase())
	c.loseKeyring()
	if c.desk.KeyIn != nil || !says(c.screens[screenCharge].root(), "복구 문구를 넣으면") || c.named()[0] == "홍길동" {
		t.Fatal("open without keys", c.named())
	}
	c.screens[screenCharge].(*chargeScreen).toMissing()
	if c.canvas().Focused() != fyne.Focusable(c.settingsScreen().recovery.enter) {
		t.Error("not led to what helps")
	}
	c.press(fyne.KeySpace)
	if !c.sheetSays("복구 문구를 넣어 주세요") {
		t.Fatal("nothing to enter it")
	}
	c.press(fyne.KeyEscape)
	swapped := slices.Clone(words)
	swapped[0], swapped[1] = swapped[1], swapped[0]
	for _, try := range []struct {
		name, pasted string
		want         []string // one of these is said
	}{
		{"another's", strings.Join(desk.NewPhrase().Words(), " "), []string{"이 기록의 것이 아닙니다"}},
		{"an unknown word", "1. " + words[0] + " 2. 뷁뷁 ", []string{"목록에 없는 낱말입니다"}},
		{"a word missing", strings.Join(words[:11], " "), []string{"낱말이 빠졌습니다"}},
		{"two exchanged", strings.Join(swapped, ", "), []string{"낱말이나 순서가", "이 기록의 것이 아닙니다"}},
	} {
		p := c.enterPhrase()
		p.typed[0].SetValue(try.pasted)
		c.ctrlEnter(1)
		if !slices.ContainsFunc(try.want, c.sheetSays) {
			t.Errorf("%s: %s is not said", try.name, try.want)
		}
		c.press(fyne.KeyEscape)
		if c.canvas().Overlays().Top() != nil || p.typed[0].Value() != "" {
			t.Error(try.name, "stays")
		}
	}
	c.press(fyne.KeyF7)
	c.settingsScreen().recovery.askPhrase()
	for _, w := range words {
		c.typed(w)
		c.press(fyne.KeyReturn)
	}
	if c.canvas().Overlays().Top() != nil || c.on != screenSettings || c.desk.KeyIn == nil || c.named()[0] != "홍길동" {
		t.Fatal("the right phrase opens nothing", c.on, c.named())
	}
	c.openDesk(c.desk.Environment)
	if c.named()[0] != "홍길동" {
		t.Error("the keyring was not set up again")
	}
}

func TestGoOnWithoutPhrase(t *testing.T) {
	c := openCounter(t, nil)
	c.sold()
	c.loseKeyring()
	c.press(fyne.KeyF7)
	card := c.settingsScreen().recovery
	if !says(card.view, "만든 적이 없어") || says(card.view, "복구 문구 입력") {
		t.Error("what is said without a phrase")
	}
	card.goOn.Focus()
	c.press(fyne.KeySpace)
	c.ctrlEnter(1)
	c.time.pass()
	c.sold()
	if names := c.named(); len(names) != 2 || names[0] != "홍길동" || names[1] == "홍길동" {
		t.Error(names)
	}
}
