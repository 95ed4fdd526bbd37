package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// listRow is one visible row; the list hands it another index as it scrolls.
type listRow struct {
	pressableRow
	owner *RowList
	index int
	cells []*rowCell
	tint  *canvas.Rectangle
	rule  *canvas.Rectangle
}

// rowCell is the objects of one column: a text, a second in soft ink, a note
// beneath, or a chip.
type rowCell struct {
	text, tail, under *Text
	chip              *Chip
	standing, behind  string // the tail while the next column has yielded, and otherwise
}

func newListRow(owner *RowList) *listRow {
	r := &listRow{owner: owner, index: -1, tint: box(0), rule: box(0)}
	for range owner.columns {
		r.cells = append(r.cells, &rowCell{text: NewText(Body, ""), tail: NewSoft(Body, ""), under: NewSoft(Note, ""), chip: NewChip("", Neutral)})
	}
	r.tapped = r.choose
	r.ExtendBaseWidget(r)
	return r
}

func (r *listRow) choose() {
	o := r.owner
	again := o.selected == r.index && o.list.focused
	o.Focus()
	if again {
		if o.OnActivated != nil {
			o.OnActivated(r.index)
		}
		return
	}
	o.Select(r.index)
}

// show puts a row of data in place.
func (r *listRow) show(index int) {
	r.index = index
	data := r.owner.row(index)
	for i, c := range r.cells {
		d := ListCell{}
		if i < len(data) {
			d = data[i]
		}
		c.set(d)
	}
	r.Refresh()
}

func (c *rowCell) set(d ListCell) {
	c.standing, c.behind = d.Stand, d.Tail
	c.under.Set(d.Under)
	if d.Chip {
		c.text.Set("")
		c.tail.Set("")
		c.chip.Set(d.Text, d.Tone)
		return
	}
	c.chip.Set("", Neutral)
	c.text.Bold, c.text.Strike, c.text.Color = d.Bold, d.Strike, ColorInk
	if d.Soft || d.Strike {
		c.text.Color = ColorSoft
	}
	c.text.content = d.Text
	c.tail.Set(d.Tail)
	c.text.Refresh()
}

// stand shows what the next column would say, or no more than its own.
func (c *rowCell) stand(yielded bool) {
	tail := c.behind
	if yielded {
		tail = c.standing
	}
	if c.tail.Content() != tail {
		c.tail.Set(tail)
	}
}

func (r *listRow) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{r.tint, r.rule}
	for _, c := range r.cells {
		objects = append(objects, c.text, c.tail, c.under, c.chip)
	}
	r.paint()
	return &frame{
		objects: objects,
		layout:  r.arrange,
		least:   func() fyne.Size { return fyne.NewSize(r.owner.least()-4, listRowHeight()) },
		paint:   func() { r.paint(); r.arrange(r.Size()) },
	}
}

func (r *listRow) paint() {
	ground := fyne.ThemeColorName("")
	if r.hovered {
		ground = ColorHover
	}
	if r.index == r.owner.selected {
		ground = ColorSoftAccent
	}
	for _, c := range r.cells {
		c.chip.raise(r.index == r.owner.selected)
	}
	fill(r.tint, ground, "", 0)
	fill(r.rule, ColorLine, "", 0)
}

func (r *listRow) arrange(s fyne.Size) {
	place(r.tint, 0, 0, s.Width, s.Height-1)
	place(r.rule, 0, s.Height-1, s.Width, 1)
	spans := r.owner.spans(s.Width)
	for i, x := range spans {
		c := r.cells[i]
		gone := x.width == 0
		c.text.Hidden, c.tail.Hidden, c.under.Hidden, c.chip.Hidden = gone, gone, gone, gone
		if gone {
			continue
		}
		if c.standing != "" {
			c.stand(i+1 < len(spans) && spans[i+1].width == 0)
		}
		tail := c.tail.MinSize().Width
		if tail > 0 {
			tail += 5
		}
		if c.standing != "" { // gives way before the text does
			tail = min(tail, max(0, x.width-c.text.natural()))
		}
		w := min(c.text.natural(), max(0, x.width-tail))
		from := x.from
		if r.owner.columns[i].Right {
			from += x.width - w - tail
		}
		top, height := float32(0), s.Height
		if c.under.Content() != "" {
			height = Body.line()
			top = (s.Height - height - Note.line()) / 2
			note := min(c.under.natural(), x.width)
			at := x.from
			if r.owner.columns[i].Right {
				at += x.width - note
			}
			place(c.under, at, top+height, note, Note.line())
		}
		place(c.text, from, top, w, height)
		place(c.tail, from+w+5, top, max(0, tail-5), height)
		m := c.chip.MinSize()
		place(c.chip, x.from, 0, min(m.Width, x.width), s.Height)
	}
}
