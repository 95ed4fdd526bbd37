package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
)

// TestToastFollowsTheList: a screen that has just come finds its place only
// after the words are there, and they must not stay on a row.
func TestToastFollowsTheList(t *testing.T) {
	c := openCounter(t, nil)
	c.press(fyne.KeyF3)
	c.time.pass()
	c.toast("기록을 바꾸었습니다")
	said, list := c.stage.Objects[len(c.stage.Objects)-1].(*fyne.Container).Objects[0], c.history().list
	before := said.Position()
	list.Move(list.Position().AddXY(0, 40))
	c.time.pass()
	if moved := said.Position().Y - before.Y; moved != 40 {
		t.Errorf("the list moved by 40, the words by %v", moved)
	}
}

// TestToastCoversNoAct: what is said after a key was shown or copied stands over
// the list's titles, at every text size.
func TestToastCoversNoAct(t *testing.T) {
	for _, percent := range []int{100, 150} {
		for _, language := range Languages() {
			c := openCounter(t, func(s *desk.Settings) { s.TextPercent, s.Language = percent, language })
			c.lookUps()
			c.press(fyne.KeyDown, fyne.KeyK)
			driver := c.app.Driver()
			said := c.stage.Objects[len(c.stage.Objects)-1].(*fyne.Container).Objects[0]
			at, list := driver.AbsolutePositionForObject(said), c.billing().list
			top := driver.AbsolutePositionForObject(list)
			if at.X < top.X || at.X+said.Size().Width > top.X+list.Size().Width {
				t.Errorf("%s at %d: beside the list", language, percent)
			}
			over, under := top.Y-at.Y, at.Y+said.Size().Height-top.Y-list.HeadHeight()
			if over > 6 || under > 6 {
				t.Errorf("%s at %d: %v above the titles, %v beneath", language, percent, over, under)
			}
		}
	}
}
