package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// paneInset is how far Fyne's entry reaches beyond the pane on each side.
const paneInset = 2

// entryPane shows an Entry without Fyne's frame and with its letters in the middle of the line. The entry is higher than
// the pane, which clips it.
type entryPane struct {
	widget.BaseWidget
	entry *Entry
	clip  *container.Clip
	theme *themed
}

func newEntryPane(e *Entry) *entryPane {
	p := &entryPane{entry: e, theme: newThemed(e, &paneTheme{entry: e})}
	p.clip = container.NewClip(container.New(paneLayout{e}, p.theme))
	p.clip.ExtendBaseWidget(p.clip) // NewClip leaves it to the first drawing, which is after the first layout
	p.ExtendBaseWidget(p)
	return p
}

func (p *entryPane) CreateRenderer() fyne.WidgetRenderer {
	return &frame{
		objects: []fyne.CanvasObject{p.clip},
		layout:  func(s fyne.Size) { p.clip.Resize(s) },
		least:   func() fyne.Size { return fyne.NewSize(40, 20) },
	}
}

// paneLayout sets the entry over the pane's edges, one line centred in height.
type paneLayout struct{ entry *Entry }

func (l paneLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(40, 20) }

func (l paneLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	y, h := float32(-paneInset), s.Height+2*paneInset
	if !l.entry.o.MultiLine {
		size := paneTextSize(l.entry)
		_, base := fyne.CurrentApp().Driver().RenderedTextSize("0", size, l.entry.TextStyle, nil)
		y = baseline(size, s.Height) - ceil(base) - panePadding
		if l.entry.o.Masked {
			y -= round(size / 13) // dots sit lower than figures
		}
		h = max(l.entry.MinSize().Height+2*paneInset, s.Height-y)
	}
	for _, o := range objects {
		place(o, -paneInset, y, s.Width+2*paneInset, h)
	}
}

// panePadding is the space Fyne's entry keeps around its text here.
const panePadding = 13

// paneTextSize is the size of the letters in an entry.
func paneTextSize(e *Entry) float32 {
	switch {
	case e.o.Masked:
		return 26 * textScale() // the dots are small in the face
	case e.o.Large:
		return 20 * textScale()
	}
	return Subtitle.Size()
}

// paneTheme is the theme of the moment with a clear entry in the field's text size.
//
// Fyne asks for one colour for the border and the caret of a focused entry. It paints the ground, then the border, then
// the caret; so the first such question after the one for the ground is the border's, and gets no colour.
type paneTheme struct {
	entry  *Entry
	border bool // the next question is the border's
}

func (p *paneTheme) current() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

// Color is the theme's, but for ground and border.
func (p *paneTheme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	switch n {
	case theme.ColorNameInputBackground:
		p.border = true
		return color.Transparent
	case theme.ColorNameInputBorder, theme.ColorNameShadow:
		p.border = false
		return color.Transparent
	case theme.ColorNamePrimary:
		if p.border {
			p.border = false
			return color.Transparent
		}
	}
	return p.current().Color(n, v)
}

func (p *paneTheme) Font(s fyne.TextStyle) fyne.Resource     { return p.current().Font(s) }
func (p *paneTheme) Icon(n fyne.ThemeIconName) fyne.Resource { return p.current().Icon(n) }

func (p *paneTheme) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case theme.SizeNameText:
		return paneTextSize(p.entry)
	case theme.SizeNameInnerPadding:
		return panePadding
	case theme.SizeNameScrollBar, theme.SizeNameScrollBarSmall:
		if !p.entry.o.MultiLine {
			return 0
		}
	case theme.SizeNameInputBorder:
		return 2
	}
	return p.current().Size(n)
}
