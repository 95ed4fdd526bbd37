package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// themed shows one widget of Fyne's in a theme of its own. Fyne reads the typeface anew, some 20 MB that it never gives
// back, each time that a ThemeOverride is refreshed; so a refresh goes past it, to the widget.
type themed struct {
	widget.BaseWidget
	override *container.ThemeOverride
}

func newThemed(o fyne.CanvasObject, theme fyne.Theme) *themed {
	t := &themed{override: container.NewThemeOverride(o, theme)}
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer is Fyne's.
func (t *themed) CreateRenderer() fyne.WidgetRenderer { return &themedRenderer{t} }

type themedRenderer struct{ *themed }

func (r *themedRenderer) Destroy()                     {}
func (r *themedRenderer) Layout(s fyne.Size)           { r.override.Resize(s) }
func (r *themedRenderer) MinSize() fyne.Size           { return r.override.MinSize() }
func (r *themedRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.override} }
func (r *themedRenderer) Refresh()                     { r.override.Content.Refresh() }
