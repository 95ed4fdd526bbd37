package ui

import (
	"strings"
	"testing"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// TestAskTypedBeginsAtTheTop: what is lost is read before the word is typed that
// does it, however long the text and however large the letters.
func TestAskTypedBeginsAtTheTop(t *testing.T) {
	c := openCounter(t, func(s *desk.Settings) { s.TextPercent = 150 })
	c.askTyped(typedAsk{title: "이 기록으로 바꿀까요?", text: strings.Repeat("이미 결제된 돈은 그대로입니다. ", 40), label: "바꾸려면 적어 주세요"}, func(string) {})
	c.time.pass()
	sheet, typed := c.canvas().Overlays().Top().(*kit.Sheet), c.entryFocused()
	if sheet.AreaOf(typed) != nil {
		t.Error("the entry scrolls away")
	}
	if top := sheet.AreaOf(nil).Offset.Y; top != 0 {
		t.Errorf("the text begins %v above", top)
	}
	if at := c.app.Driver().AbsolutePositionForObject(typed); at.Y+typed.Size().Height > c.canvas().Size().Height {
		t.Errorf("the entry is at %v", at)
	}
}
