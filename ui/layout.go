package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyindesk/ui/kit"
)

// The spaces of every screen.
const (
	pagePad   float32 = 28 // around a screen
	paneGap   float32 = 36 // between a screen's two halves
	slipWidth float32 = 372
	// edge keeps frames and focus rings clear of the scrolling area's cut.
	edge float32 = 4
)

// twoPanes sets a growing left half beside a right one of a fixed width; both
// scroll by themselves when the text is large or the window small.
func twoPanes(right float32, main, side fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&paneLayout{right: right}, container.NewVScroll(kit.Inset(edge, edge, main)), container.NewVScroll(kit.Inset(edge, edge, side)))
}

type paneLayout struct{ right float32 }

// Layout is Fyne's.
func (l *paneLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	right := l.right * textScale()
	if least := s.Width * 0.44; right > least {
		right = least
	}
	left := s.Width - right - 2*pagePad - paneGap
	height := s.Height - pagePad
	objects[0].Move(fyne.NewPos(pagePad-edge, pagePad-edge))
	objects[0].Resize(fyne.NewSize(left+2*edge, height))
	objects[1].Move(fyne.NewPos(pagePad+left+paneGap-edge, pagePad-edge))
	objects[1].Resize(fyne.NewSize(right+2*edge, height))
}

// MinSize is Fyne's.
func (l *paneLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(640, 320) }

// page is one column that scrolls.
func page(content fyne.CanvasObject) fyne.CanvasObject {
	return container.NewVScroll(kit.Inset(pagePad-4, pagePad, content))
}

// heading is a screen's title with a quiet hint on the same line.
func heading(title, hint string) (fyne.CanvasObject, *kit.Text, *kit.Text) {
	lead, soft := kit.NewStrong(kit.Title, title), kit.NewSoft(kit.Body, hint)
	soft.Shrink = true
	return kit.Row(14, lead, kit.Grow(soft)), lead, soft
}

// textScale is how much larger than drawn the text is.
func textScale() float32 { return kit.Body.Size() / 15 }

// frameLayout is the window's frame: the strip along the top, the rail on the
// left, the stage in what is left, without a gap.
type frameLayout struct{}

// Layout is Fyne's.
func (frameLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	top, left := objects[0].MinSize().Height, objects[1].MinSize().Width
	objects[0].Resize(fyne.NewSize(s.Width, top))
	objects[1].Move(fyne.NewPos(0, top))
	objects[1].Resize(fyne.NewSize(left, s.Height-top))
	objects[2].Move(fyne.NewPos(left, top))
	objects[2].Resize(fyne.NewSize(s.Width-left, s.Height-top))
}

// MinSize is Fyne's.
func (frameLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(960, 560) }
