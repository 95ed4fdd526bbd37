package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// paneInset is how far Fyne's entry reaches beyond the pane on each side.
const paneInset = 3

// entryPane shows an Entry without Fyne's frame: the entry is a little larger than the pane that clips it, so its own
// border lies outside.
type entryPane struct {
	widget.BaseWidget
	entry *Entry
	clip  *container.Clip
	theme *container.ThemeOverride
}

func newEntryPane(e *Entry) *entryPane {
	p := &entryPane{entry: e, theme: container.NewThemeOverride(e, paneTheme{e})}
	p.clip = container.NewClip(container.New(paneLayout{e}, p.theme))
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
	h := s.Height + 2*paneInset
	if !l.entry.o.MultiLine {
		h = l.entry.MinSize().Height
	}
	y := (s.Height - h) / 2
	for _, o := range objects {
		place(o, -paneInset, y, s.Width+2*paneInset, h)
	}
}

// paneTheme is the theme of the moment with a clear entry in the field's text size.
type paneTheme struct{ entry *Entry }

func (p paneTheme) current() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

func (p paneTheme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	switch n {
	case theme.ColorNameInputBackground, theme.ColorNameInputBorder, theme.ColorNameShadow:
		return color.Transparent
	}
	return p.current().Color(n, v)
}

func (p paneTheme) Font(s fyne.TextStyle) fyne.Resource     { return p.current().Font(s) }
func (p paneTheme) Icon(n fyne.ThemeIconName) fyne.Resource { return p.current().Icon(n) }

func (p paneTheme) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case theme.SizeNameText:
		if p.entry.o.Large {
			return 20 * textScale()
		}
		return Subtitle.Size()
	case theme.SizeNameInnerPadding:
		return 12
	case theme.SizeNameInputBorder:
		return 2
	}
	return p.current().Size(n)
}
