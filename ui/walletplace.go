package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// placeChoice asks where the customer opens the page: it returns to this PC or
// to the shop's own address, and that can't be changed afterwards. It is there
// while this PC receives returns, as otherwise every page returns to one address.
// The last answer is proposed the next time.
type placeChoice struct {
	*walletScreen
	segment *kit.Segment
	view    *fyne.Container
}

// places are the choices, in the order of their words.
var places = []desk.PagePlace{desk.OnThisPC, desk.OnPhone}

func newPlaceChoice(s *walletScreen, onChanged func()) *placeChoice {
	t := s.words.T
	chosen := max(slices.Index(places, desk.PagePlace(s.settings.Returns.Place)), 0)
	c := &placeChoice{walletScreen: s, segment: kit.NewSegment([]string{t("wallet.place.pc"), t("wallet.place.phone")}, chosen)}
	c.segment.OnChanged = func(int) { onChanged() }
	c.view = kit.Column(6, kit.NewSoft(kit.Note, t("wallet.place")), c.segment)
	setVisible(c.view, s.desk.Returns != nil)
	return c
}

// beside is the choice with a link at its right end, or the link alone.
func (c *placeChoice) beside(link *kit.Link) fyne.CanvasObject {
	if !c.view.Visible() {
		return kit.Row(0, kit.Grow(nil), link)
	}
	c.view.Objects[1] = kit.Row(16, kit.Grow(c.segment), link)
	return c.view
}

// place is what was chosen; the zero value where there is nothing to choose.
func (c *placeChoice) place() desk.PagePlace {
	if !c.view.Visible() {
		return ""
	}
	return places[c.segment.Selected()]
}

// missing says that a page for the chosen place would have nowhere to return to.
// Where nothing is asked, the desk says so when the page is to be made.
func (c *placeChoice) missing() bool {
	return c.view.Visible() && c.desk.CheckPlace(c.place()) != nil
}

// tell says on a banner what is missing, with the way there.
func (c *placeChoice) tell(b *kit.Banner) {
	c.words.tellOn(b, kit.InDoubt, Said{Hint: c.words.T("wallet.place.none")})
	b.SetAction(c.words.T("charge.to_settings"), func() { c.openSettings(partReturns) })
}

// remember keeps the choice for the next page.
func (c *placeChoice) remember() {
	chosen := string(c.place())
	if chosen == "" || chosen == c.settings.Returns.Place {
		return
	}
	c.settings.Returns.Place = chosen
	draft := c.settings
	background(c.Window, func() error { return c.Office.SaveSettings(draft) }, func(err error) {
		if err != nil {
			c.log.Warn("remember where pages are opened", "error", err)
		}
	})
}
