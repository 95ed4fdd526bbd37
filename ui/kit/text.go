package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Role is what a text is for; it decides the size.
type Role int

// The five sizes of the program, before the text scale: 15, 13, 17, 22 and 34. Tiny (11.5) is for key caps only.
const (
	Body Role = iota
	Note
	Subtitle
	Title
	Amount
	Tiny
)

// Size is the role's size with the text scale of the moment.
func (r Role) Size() float32 {
	size := [...]float32{Body: 15, Note: 13, Subtitle: 17, Title: 22, Amount: 34, Tiny: 11.5}[r]
	return size * textScale()
}

// line is the height of one line of the role.
func (r Role) line() float32 { return ceil(measure("가", r.Size(), false).Height) }

// Text is one line in one of the program's sizes. It takes its natural width; with less it ends in an ellipsis.
// Set the fields before it is shown, or call Refresh after.
type Text struct {
	widget.BaseWidget
	Role    Role
	Bold    bool
	Color   fyne.ThemeColorName // empty means ColorInk
	Align   fyne.TextAlign
	Strike  bool // a line through the middle: an amount that no longer counts
	Shrink  bool // asks for no width of its own, so that a row may squeeze it
	Smaller bool // with too little width it is set smaller, down to two thirds, before it ends in an ellipsis
	Middle  bool // with too little width it is shortened in the middle: a path, of which the last folder says most

	content string
	text    *canvas.Text
	strike  *canvas.Rectangle
}

// NewText makes a line of text in ink.
func NewText(role Role, content string) *Text {
	t := &Text{Role: role, content: content, text: canvas.NewText("", nil), strike: box(0)}
	t.ExtendBaseWidget(t)
	return t
}

// NewStrong makes a line of text in the heavier weight.
func NewStrong(role Role, content string) *Text {
	t := NewText(role, content)
	t.Bold = true
	return t
}

// NewSoft makes a line of text in soft ink.
func NewSoft(role Role, content string) *Text {
	t := NewText(role, content)
	t.Color = ColorSoft
	return t
}

// Content is the whole text, also when less of it is shown.
func (t *Text) Content() string { return t.content }

// Set changes the text.
func (t *Text) Set(content string) {
	if t.content == content {
		return
	}
	t.content = content
	t.Refresh()
}

// SetColor changes the colour.
func (t *Text) SetColor(name fyne.ThemeColorName) {
	if t.Color != name {
		t.Color = name
		t.Refresh()
	}
}

// Baseline is how far the letters' foot lies below the top of a widget of its own height, for setting two sizes on one
// line.
func (t *Text) Baseline() float32 { return baseline(t.Role.Size(), t.Role.line()) }

// CreateRenderer is Fyne's.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	f := &frame{objects: []fyne.CanvasObject{t.text, t.strike}, layout: t.arrange, least: t.least}
	f.paint = func() { t.paint(); t.arrange(t.Size()) }
	t.paint()
	return f
}

func (t *Text) style() fyne.TextStyle { return fyne.TextStyle{Bold: t.Bold} }

func (t *Text) paint() {
	name := t.Color
	if name == "" {
		name = ColorInk
	}
	t.text.Color, t.text.TextSize, t.text.TextStyle = colour(name), t.Role.Size(), t.style()
	t.strike.FillColor = t.text.Color
	t.strike.Hidden = !t.Strike || t.content == ""
}

func (t *Text) least() fyne.Size {
	s := measure(t.content, t.Role.Size(), t.Bold)
	if t.Shrink {
		s.Width = 0
	}
	return fyne.NewSize(ceil(s.Width), t.Role.line())
}

func (t *Text) arrange(s fyne.Size) {
	size := t.Role.Size()
	for least := size * 2 / 3; t.Smaller && size > least && measure(t.content, size, t.Bold).Width > s.Width+0.5; {
		size -= 0.5 // widths are whole pixels a letter, so that no ratio would tell
	}
	t.text.TextSize = size
	shown := fit(t.content, s.Width, size, t.Bold)
	if t.Middle && shown != t.content {
		shown = fitEnds(t.content, s.Width, size, t.Bold)
	}
	w := measure(shown, size, t.Bold).Width
	x := float32(0)
	switch t.Align {
	case fyne.TextAlignTrailing:
		x = s.Width - w
	case fyne.TextAlignCenter:
		x = (s.Width - w) / 2
	}
	t.text.Text = shown
	baseline := seat(t.text, x, 0, s.Height)
	place(t.strike, x, baseline-0.36*t.text.TextSize, ceil(w), max(1, round(t.text.TextSize/14)))
	t.text.Refresh()
}

// optical is where the middle of Hangul, figures and capitals lies above the baseline, in parts of the size.
const optical = 0.36

// baseline is where letters of a size stand in a line of a height so that their middle is the line's middle.
func baseline(size, height float32) float32 { return round(height/2 + optical*size) }

// seat puts a text's letters in the middle of a line and answers where their baseline is. Fyne draws the baseline on the
// next whole pixel, which would leave small text a pixel low.
func seat(t *canvas.Text, x, top, height float32) float32 {
	natural, base := fyne.CurrentApp().Driver().RenderedTextSize(t.Text, t.TextSize, t.TextStyle, nil)
	foot := round(top) + baseline(t.TextSize, height)
	t.Move(fyne.NewPos(round(x), foot-ceil(base)))
	t.Resize(natural)
	return foot
}

// measure is the size of a text in the program's face.
func measure(s string, size float32, bold bool) fyne.Size {
	return fyne.MeasureText(s, size, fyne.TextStyle{Bold: bold})
}

// fit shortens s with an ellipsis until it is no wider than width.
func fit(s string, width, size float32, bold bool) string {
	if s == "" || measure(s, size, bold).Width <= width+0.5 {
		return s
	}
	runes := []rune(s)
	low, high := 0, len(runes)
	for low < high {
		mid := (low + high + 1) / 2
		if measure(string(runes[:mid])+"…", size, bold).Width <= width {
			low = mid
		} else {
			high = mid - 1
		}
	}
	if low == 0 {
		return ""
	}
	return string(runes[:low]) + "…"
}

// fitEnds shortens s by its middle until it is no wider than width; of what stays, two thirds are its end.
func fitEnds(s string, width, size float32, bold bool) string {
	runes := []rune(s)
	for kept := len(runes) - 1; kept > 2; kept-- {
		short := string(runes[:kept/3]) + "…" + string(runes[len(runes)-kept+kept/3:])
		if measure(short, size, bold).Width <= width {
			return short
		}
	}
	return ""
}

// natural is the width of the whole text, also of one that shrinks.
func (t *Text) natural() float32 { return ceil(measure(t.content, t.Role.Size(), t.Bold).Width) }

// look changes colour and weight together, with one redraw.
func (t *Text) look(color fyne.ThemeColorName, bold bool) {
	if t.Color != color || t.Bold != bold {
		t.Color, t.Bold = color, bold
		t.Refresh()
	}
}
