package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Gap is the space between fields, and between rows of them.
const Gap float32 = 14

// unknownWidth is assumed for heights asked before the first layout.
const unknownWidth = 1200

// columns is how many the grid has.
const columns = 12

// GridCell is one object and how many of the twelve columns it takes.
type GridCell struct {
	Span   int
	Object fyne.CanvasObject
}

// Cols puts an object on some of the twelve columns; a nil object leaves them empty.
func Cols(span int, o fyne.CanvasObject) GridCell { return GridCell{Span: span, Object: o} }

// Grid sets rows of cells on twelve columns. Where a row's content needs more width than its columns have (large text,
// a narrow window), the row's cells take twice the columns and flow onto more lines.
type Grid struct {
	widget.BaseWidget
	rows  [][]GridCell
	width float32
	view  *frame
}

// NewGrid makes an empty grid.
func NewGrid() *Grid {
	g := &Grid{}
	g.ExtendBaseWidget(g)
	return g
}

// Row adds a row of cells and returns the grid.
func (g *Grid) Row(cells ...GridCell) *Grid {
	g.rows = append(g.rows, cells)
	g.Refresh()
	return g
}

// HeightFor is the height at a width.
func (g *Grid) HeightFor(width float32) float32 { return g.walk(width, nil) }

// Resize also remembers the width, from which the height follows.
func (g *Grid) Resize(s fyne.Size) {
	g.width = s.Width
	g.BaseWidget.Resize(s)
}

// CreateRenderer is Fyne's.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer {
	g.view = &frame{least: g.least}
	g.view.layout = func(s fyne.Size) { g.walk(s.Width, place) }
	g.view.paint = func() { g.view.objects = g.objects(); g.walk(g.Size().Width, place) }
	g.view.objects = g.objects()
	return g.view
}

func (g *Grid) objects() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, row := range g.rows {
		for _, c := range row {
			if c.Object != nil {
				all = append(all, c.Object)
			}
		}
	}
	return all
}

func (g *Grid) least() fyne.Size {
	w := float32(0)
	for _, o := range g.objects() {
		if o.Visible() {
			w = max(w, o.MinSize().Width)
		}
	}
	if g.width <= 0 {
		return fyne.NewSize(w, g.walk(unknownWidth, nil))
	}
	return fyne.NewSize(w, g.walk(max(g.width, w), nil))
}

// walk lays the grid out at a width and answers its height; with a nil put it only measures.
func (g *Grid) walk(width float32, put func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	y := float32(0)
	for _, row := range g.rows {
		for _, line := range flow(row, width) {
			h := float32(0)
			for _, c := range line {
				if c.Object != nil {
					h = max(h, heightOf(c.Object, spanWidth(c.Span, width)))
				}
			}
			column := 0
			for _, c := range line {
				if c.Object != nil && put != nil {
					x := float32(column) * (spanWidth(1, width) + Gap)
					put(c.Object, x, y, spanWidth(c.Span, width), h)
				}
				column += c.Span
			}
			y += h + Gap
		}
	}
	return max(0, y-Gap)
}

// spanWidth is the width of some columns with the gaps between them.
func spanWidth(span int, width float32) float32 {
	one := (width - (columns-1)*Gap) / columns
	return float32(span)*one + float32(span-1)*Gap
}

// flow is a row's visible cells on as few lines as they fit on: as they are, or else with wider spans. Lines that came
// to be by widening are filled to the edge.
func flow(row []GridCell, width float32) [][]GridCell {
	cells := make([]GridCell, 0, len(row))
	for _, c := range row {
		if c.Object == nil || c.Object.Visible() {
			cells = append(cells, c)
		}
	}
	if len(cells) == 0 {
		return nil
	}
	if !tight(cells, width) {
		return pack(cells)
	}
	var lines [][]GridCell
	for _, factor := range []float32{1.25, 1.5, 2, 3, 4, 6, columns} {
		lines = pack(widened(cells, factor))
		fits := true
		for _, line := range lines {
			stretch(line)
			fits = fits && !tight(line, width)
		}
		if fits {
			break
		}
	}
	return lines
}

func widened(cells []GridCell, factor float32) []GridCell {
	out := append([]GridCell(nil), cells...)
	for i := range out {
		out[i].Span = min(columns, int(ceil(float32(out[i].Span)*factor)))
	}
	return out
}

// pack breaks cells into lines of at most twelve columns.
func pack(cells []GridCell) [][]GridCell {
	var lines [][]GridCell
	var line []GridCell
	used := 0
	for _, c := range cells {
		if len(line) > 0 && used+c.Span > columns {
			lines, line, used = append(lines, line), nil, 0
		}
		line, used = append(line, c), used+c.Span
	}
	return append(lines, line)
}

// stretch gives the columns a line has left to its cells in turn, the last first.
func stretch(line []GridCell) {
	left := columns
	for _, c := range line {
		left -= c.Span
	}
	for i := len(line) - 1; left > 0; left-- {
		line[i].Span++
		if i--; i < 0 {
			i = len(line) - 1
		}
	}
}

// tight tells whether a cell that could still grow needs more width than it has.
func tight(cells []GridCell, width float32) bool {
	for _, c := range cells {
		if c.Object != nil && c.Span < columns && c.Object.MinSize().Width > spanWidth(c.Span, width)+0.5 {
			return true
		}
	}
	return false
}
