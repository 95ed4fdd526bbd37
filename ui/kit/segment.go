package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Segment is one of a few options that stand side by side. Left, Right, Home and End change it, Enter moves on.
type Segment struct {
	pressable
	OnChanged func(index int)

	selected int
	frame    *plate
	thumb    *canvas.Rectangle
	ring     *canvas.Rectangle
	parts    []*segmentPart
}

// segmentPart is one option.
type segmentPart struct {
	pressableRow
	text *Text
}

func (p *segmentPart) CreateRenderer() fyne.WidgetRenderer {
	return &frame{
		objects: []fyne.CanvasObject{p.text},
		layout:  func(s fyne.Size) { place(p.text, 0, 0, s.Width, s.Height) },
		least:   func() fyne.Size { return p.text.MinSize() },
	}
}

// NewSegment makes a segment of two options or more.
func NewSegment(options []string, selected int) *Segment {
	s := &Segment{selected: selected, frame: newPlate(8), thumb: box(6), ring: box(11)}
	for i, o := range options {
		p := &segmentPart{text: NewText(Body, o)}
		p.text.Align = fyne.TextAlignCenter
		p.tapped = func() { focus(s); s.pick(i) }
		p.ExtendBaseWidget(p)
		s.parts = append(s.parts, p)
	}
	s.noEnter = true
	s.key = s.useKey
	s.extend(s, func() { s.pick((s.selected + 1) % len(s.parts)) })
	return s
}

// Selected is the index.
func (s *Segment) Selected() int { return s.selected }

// Set selects without telling OnChanged.
func (s *Segment) Set(index int) {
	if index != s.selected && index >= 0 && index < len(s.parts) {
		s.selected = index
		s.Refresh()
	}
}

func (s *Segment) pick(index int) {
	if index == s.selected || s.Disabled() {
		return
	}
	s.Set(index)
	if s.OnChanged != nil {
		s.OnChanged(s.selected)
	}
}

func (s *Segment) useKey(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyLeft:
		s.pick(max(s.selected-1, 0))
	case fyne.KeyRight:
		s.pick(min(s.selected+1, len(s.parts)-1))
	case fyne.KeyHome:
		s.pick(0)
	case fyne.KeyEnd:
		s.pick(len(s.parts) - 1)
	default:
		return false
	}
	return true
}

// CreateRenderer is Fyne's.
func (s *Segment) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{s.ring, s.frame.outer, s.frame.inner, s.thumb}
	for _, p := range s.parts {
		objects = append(objects, p)
	}
	s.paint()
	return &frame{objects: objects, layout: s.arrange, least: s.least, paint: func() { s.paint(); s.arrange(s.Size()) }}
}

func (s *Segment) paint() {
	s.frame.fill(ColorCard, ColorLine, 1)
	fill(s.thumb, ColorSoftAccent, "", 0)
	fill(s.ring, "", ColorAccent, 2)
	s.ring.Hidden = !s.focused
	for i, p := range s.parts {
		if i == s.selected {
			p.text.look(ColorAccent, true)
		} else {
			p.text.look(ColorSoft, false)
		}
	}
}

func (s *Segment) least() fyne.Size {
	return fyne.NewSize(s.part()*float32(len(s.parts))+8, fieldHeight())
}

// part is the width of one option: that of the widest.
func (s *Segment) part() float32 {
	w := float32(0)
	for _, p := range s.parts {
		w = max(w, measure(p.text.Content(), Body.Size(), true).Width)
	}
	return ceil(w) + 28
}

func (s *Segment) arrange(size fyne.Size) {
	s.frame.place(0, 0, size.Width, size.Height)
	place(s.ring, -3, -3, size.Width+6, size.Height+6)
	w := (size.Width - 8) / float32(len(s.parts))
	for i, p := range s.parts {
		place(p, 4+float32(i)*w, 0, w, size.Height)
	}
	place(s.thumb, 4+float32(s.selected)*w, 4, w, size.Height-8)
}
