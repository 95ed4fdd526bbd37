package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// SlipRow is one line of a slip.
type SlipRow struct {
	Label, Value string
	Soft         bool // the value is not known yet, or only explains
	Bold         bool
	Strike       bool
}

// SlipModel is everything a slip shows, in the words of the caller.
type SlipModel struct {
	Title, Shop  string
	Status       string
	StatusTone   Tone
	Amount, Unit string // "52,000" and "원"
	AmountStrike bool   // the amount no longer counts
	Groups       [][]SlipRow
	Mark         string // at the foot, in practice blue: 연 습
}

// Paper is the slip: a sheet with torn edges, the amount largest, dashed rules between the groups.
type Paper struct {
	widget.BaseWidget
	model        SlipModel
	top, bottom  *tornEdge
	sheet        *canvas.Rectangle
	left, right  *canvas.Rectangle
	title, shop  *Text
	status       *Chip
	amount, unit *Text
	mark         *Text
	labels       []*Text
	values       []*Text
	rules        []*DashedRule
	view         *frame
}

const (
	paperSide = 24 // space left and right
	tearDepth = 6
)

// NewPaper makes a slip; Set fills it.
func NewPaper() *Paper {
	p := &Paper{
		top: newTornEdge(true), bottom: newTornEdge(false), sheet: box(0),
		left: box(0), right: box(0),
		title: NewStrong(Body, ""), shop: NewSoft(Note, ""), status: NewChip("", Neutral),
		amount: NewStrong(Amount, ""), unit: NewStrong(Subtitle, ""), mark: NewStrong(Body, ""),
	}
	p.mark.Align, p.mark.Color = fyne.TextAlignCenter, ColorPracticeInk
	p.ExtendBaseWidget(p)
	return p
}

// Set shows a model.
func (p *Paper) Set(m SlipModel) {
	p.model = m
	p.title.Set(m.Title)
	p.shop.Set(m.Shop)
	p.status.Set(m.Status, m.StatusTone)
	p.amount.Strike = m.AmountStrike
	p.amount.Set(m.Amount)
	p.unit.Set(m.Unit)
	p.mark.Set(m.Mark)
	p.fillRows()
	p.Refresh()
}

// Model is what was last set.
func (p *Paper) Model() SlipModel { return p.model }

// fillRows makes as many texts as the model has rows, keeping those that are there.
func (p *Paper) fillRows() {
	n := 0
	for _, g := range p.model.Groups {
		for _, r := range g {
			if n == len(p.labels) {
				value := NewText(Note, "")
				value.Align = fyne.TextAlignTrailing
				label := NewSoft(Note, "")
				label.Smaller, value.Smaller = true, true
				p.labels, p.values = append(p.labels, label), append(p.values, value)
			}
			label, value := p.labels[n], p.values[n]
			ink := ColorInk
			if r.Soft {
				ink = ColorSoft
			}
			value.Strike = r.Strike
			value.look(ink, r.Bold)
			label.Set(r.Label)
			value.Set(r.Value)
			value.Refresh()
			n++
		}
	}
	p.labels, p.values = p.labels[:n], p.values[:n]
	for len(p.rules) < len(p.model.Groups) {
		p.rules = append(p.rules, NewDashedRule())
	}
	p.rules = p.rules[:len(p.model.Groups)]
	if p.view != nil {
		p.view.objects = p.objects()
	}
}

func (p *Paper) objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{p.sheet, p.left, p.right, p.top, p.bottom, p.title, p.shop, p.status, p.amount, p.unit}
	for i := range p.labels {
		all = append(all, p.labels[i], p.values[i])
	}
	for _, r := range p.rules {
		all = append(all, r)
	}
	return append(all, p.mark)
}

// CreateRenderer is Fyne's.
func (p *Paper) CreateRenderer() fyne.WidgetRenderer {
	p.view = &frame{least: func() fyne.Size { return fyne.NewSize(p.width(), p.walk(0, nil)) }}
	p.view.layout = func(s fyne.Size) { p.arrange(s) }
	p.view.paint = func() { p.paint(); p.arrange(p.Size()) }
	p.view.objects = p.objects()
	p.paint()
	return p.view
}

func (p *Paper) paint() {
	fill(p.sheet, ColorCard, "", 0)
	fill(p.left, ColorLine, "", 0)
	fill(p.right, ColorLine, "", 0)
	p.mark.SetColor(ColorPracticeInk)
}

// width is what the amount and the title line need.
func (p *Paper) width() float32 {
	head := p.title.MinSize().Width + 12 + p.status.MinSize().Width
	sum := p.amount.MinSize().Width + 4 + p.unit.MinSize().Width
	return max(260, max(head, sum)+2*paperSide)
}

func (p *Paper) arrange(s fyne.Size) {
	h := min(s.Height, p.walk(s.Width, place))
	place(p.top, 0, 0, s.Width, tearDepth)
	place(p.bottom, 0, h-tearDepth, s.Width, tearDepth)
	place(p.sheet, 0, tearDepth, s.Width, h-2*tearDepth)
	place(p.left, 0, tearDepth, 1, h-2*tearDepth)
	place(p.right, s.Width-1, tearDepth, 1, h-2*tearDepth)
}

// walk places the content from the top down and answers the height of the whole slip; with a nil put it only measures.
func (p *Paper) walk(width float32, put func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	if put == nil {
		put = func(fyne.CanvasObject, float32, float32, float32, float32) {}
	}
	inner := width - 2*paperSide
	y := float32(tearDepth + 20)

	chip := p.status.MinSize()
	h := p.title.MinSize().Height
	put(p.title, paperSide, y, inner-chip.Width-12, h)
	put(p.status, width-paperSide-chip.Width, y+(h-chip.Height)/2, chip.Width, chip.Height)
	y += h
	if p.model.Shop != "" {
		h = p.shop.MinSize().Height
		put(p.shop, paperSide, y+2, inner, h)
		y += h + 2
	}

	h = p.amount.MinSize().Height
	w := min(p.amount.MinSize().Width, inner-p.unit.MinSize().Width-4)
	y += 8
	put(p.amount, paperSide, y, w, h)
	u := p.unit.MinSize()
	put(p.unit, paperSide+w+4, y+p.amount.Baseline()-p.unit.Baseline(), u.Width, u.Height)
	y += h + 8

	row := Note.line() + 10
	n := 0
	for i, g := range p.model.Groups {
		put(p.rules[i], paperSide, y, inner, 1)
		y += 11
		for range g {
			label := min(p.labels[n].MinSize().Width, max(inner*0.45, inner-12-p.values[n].natural()))
			put(p.labels[n], paperSide, y, label, row)
			put(p.values[n], paperSide+label+12, y, inner-label-12, row)
			y += row
			n++
		}
		y += 10
	}
	if p.model.Mark != "" {
		h = p.mark.MinSize().Height
		put(p.mark, paperSide, y, inner, h)
		y += h + 8
	}
	p.mark.Hidden = p.model.Mark == ""
	return y + 8 + tearDepth
}
