package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Banner is a sentence on a tinted ground: a bold lead, the sentence, and an act on the right if there is one. It wraps.
// With nothing to say it is the empty place of one line.
type Banner struct {
	widget.BaseWidget
	tone   Tone
	empty  bool
	width  float32
	text   *Paragraph
	action *Link
	ground *canvas.Rectangle
}

// NewBanner makes a banner; lead may be empty.
func NewBanner(tone Tone, lead, text string) *Banner {
	b := &Banner{tone: tone, text: NewParagraph(Body, tone.Ink(), ""), action: NewLink(Body, "", nil), ground: box(8)}
	b.ExtendBaseWidget(b)
	b.Set(tone, lead, text)
	return b
}

// Set changes what it says.
func (b *Banner) Set(tone Tone, lead, text string) {
	b.tone = tone
	b.text.SetColor(tone.Ink())
	b.empty = lead == "" && text == ""
	if lead != "" {
		text = Strong(lead) + "   " + text
	}
	b.text.Set(text)
	b.Refresh()
}

// SetAction shows a link on the right; an empty text takes it away.
func (b *Banner) SetAction(text string, tapped func()) *Banner {
	b.action.OnTapped = tapped
	b.action.SetText(text)
	b.Refresh()
	return b
}

// Text is what it says, with its lead.
func (b *Banner) Text() string { return b.text.Content() }

// Action is the link that SetAction shows.
func (b *Banner) Action() *Link { return b.action }

// Resize also remembers the width, from which the height follows.
func (b *Banner) Resize(s fyne.Size) {
	b.width = s.Width
	b.BaseWidget.Resize(s)
}

// HeightFor is the height at a width.
func (b *Banner) HeightFor(width float32) float32 {
	return max(fieldHeight(), b.text.HeightFor(width-32-b.actionWidth())+20)
}

func (b *Banner) actionWidth() float32 {
	if b.action.text.Content() == "" {
		return 0
	}
	return b.action.MinSize().Width + 16
}

// CreateRenderer is Fyne's.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer {
	paint := func() {
		fill(b.ground, b.tone.Ground(), "", 0)
		b.ground.Hidden = b.empty
		b.text.SetColor(b.tone.Ink())
		b.action.SetColor(b.tone.Ink())
		b.action.Hidden = b.action.text.Content() == ""
	}
	layout := func(s fyne.Size) {
		place(b.ground, 0, 0, s.Width, s.Height)
		w := s.Width - 32 - b.actionWidth()
		h := b.text.HeightFor(w)
		place(b.text, 16, (s.Height-h)/2, w, h)
		m := b.action.MinSize()
		place(b.action, s.Width-16-m.Width, (s.Height-m.Height)/2, m.Width, m.Height)
	}
	paint()
	return &frame{
		objects: []fyne.CanvasObject{b.ground, b.text, b.action},
		layout:  layout,
		least: func() fyne.Size {
			w := b.actionWidth() + 32 + 120
			if b.width > w {
				return fyne.NewSize(w, b.HeightFor(b.width))
			}
			return fyne.NewSize(w, fieldHeight())
		},
		paint: func() { paint(); layout(b.Size()) },
	}
}
