package slip

import (
	"bytes"
	"fmt"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/sfnt"
)

// Faces are the TrueType files that a page is set in. Not written to.
type Faces struct{ Regular, Strong []byte }

// A page is A6, which a home printer enlarges to A4 or leaves in its corner;
// longer if a slip needs it. All lengths are in millimetres, letters in points.
const (
	pageWidth  = 105.0
	pageHeight = 148.0
	pageSide   = 9.0
	pageTop    = 8.0
	pageFoot   = 7.0
	inner      = pageWidth - 2*pageSide
	labelGap   = 4.0 // between a label and its value
	rowHeight  = 4.6
	markTurn   = 35 // degrees
	markRoom   = 98 // from one end of the watermark to the other
)

// The letters of a page.
var (
	titleLetters  = letters{true, 13, ink}
	statusLetters = letters{true, 9, ink}
	shopLetters   = letters{true, 10, ink}
	amountLetters = letters{true, 26, ink}
	unitLetters   = letters{true, 13, ink}
	labelLetters  = letters{false, 8, soft}
	valueLetters  = letters{false, 8.5, ink}
	noteLetters   = letters{false, 7.5, soft}
	markLetters   = letters{true, 9, practiceInk}
)

type (
	// letters are a face, its size in points and a colour.
	letters struct {
		strong bool
		size   float64
		colour colour
	}
	colour [3]int
)

// The colours of the screen's slip, and one faint enough to read through.
var (
	ink          = colour{0x1d, 0x21, 0x1f}
	soft         = colour{0x5e, 0x66, 0x61}
	ruleInk      = colour{0xb9, 0xb5, 0xaa}
	practiceInk  = colour{0x24, 0x56, 0xc4}
	watermarkInk = colour{0xdc, 0xe5, 0xf8}
)

// PDF is the sheet as a page that carries its own typeface. The same sheet and
// faces give the same bytes. Characters that the faces have not become a □.
func (s Sheet) PDF(f Faces) ([]byte, error) {
	p, err := newPage(f)
	if err != nil {
		return nil, err
	}
	p.head(s)
	for _, group := range s.Groups {
		p.rule()
		for _, row := range group {
			p.row(row)
		}
	}
	p.rule()
	if err := p.qr(s.QR); err != nil {
		return nil, err
	}
	if s.Notice != "" {
		p.text(markLetters, s.Mark+" · "+s.Notice)
	}
	p.text(noteLetters, s.Note)
	return p.write(s)
}

// page gathers what stands on the page from the top down, and draws it when its
// height is known.
type page struct {
	pdf    *fpdf.Fpdf
	faces  map[bool]*sfnt.Font // the strong one, or not
	strips []strip
}

// strip is a part of the page, over its whole width.
type strip struct {
	height float64
	draw   func(y float64)
}

func newPage(f Faces) (*page, error) {
	p := &page{pdf: fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: fpdf.SizeType{Wd: pageWidth, Ht: pageHeight}}), faces: map[bool]*sfnt.Font{}}
	p.pdf.SetCatalogSort(true)
	p.pdf.SetAutoPageBreak(false, 0)
	p.pdf.SetMargins(0, 0, 0)
	for strong, face := range map[bool][]byte{false: f.Regular, true: f.Strong} {
		parsed, err := sfnt.Parse(face)
		if err != nil {
			return nil, fmt.Errorf("read the typeface: %w", err)
		}
		p.faces[strong] = parsed
	}
	// The library writes into the bytes that it is given.
	p.pdf.AddUTF8FontFromBytes("slip", "", bytes.Clone(f.Regular))
	p.pdf.AddUTF8FontFromBytes("slip", "B", bytes.Clone(f.Strong))
	return p, p.pdf.Error()
}

// write draws the page and gives its file.
func (p *page) write(s Sheet) ([]byte, error) {
	height := pageTop + pageFoot
	for _, one := range p.strips {
		height += one.height
	}
	p.pdf.AddPageFormat("P", fpdf.SizeType{Wd: pageWidth, Ht: max(height, pageHeight)})
	p.watermark(s.Mark, max(height, pageHeight))
	y := pageTop
	for _, one := range p.strips {
		one.draw(y)
		y += one.height
	}
	p.pdf.SetTitle(s.Title+" "+s.Number, true)
	p.pdf.SetCreator("KeyinDesk", false)
	p.pdf.SetProducer("KeyinDesk", false)
	p.pdf.SetCreationDate(s.At)
	p.pdf.SetModificationDate(s.At)
	p.pdf.SetDisplayMode("fullpage", "single")
	var out bytes.Buffer
	if err := p.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("write the page: %w", err)
	}
	return out.Bytes(), nil
}

func (p *page) add(height float64, draw func(y float64)) {
	p.strips = append(p.strips, strip{height, draw})
}

// head is what stands above the first rule: title and status, the shop, the
// amount.
func (p *page) head(s Sheet) {
	title, status := p.fit(titleLetters, s.Title), p.fit(statusLetters, s.Status)
	p.add(8, func(y float64) {
		p.put(titleLetters, pageSide, y+5, title)
		if status == "" {
			return
		}
		width := p.measure(statusLetters, status) + 5
		p.stroke(statusLetters.colour, 0.25)
		p.pdf.RoundedRect(pageWidth-pageSide-width, y+0.6, width, 5.6, 1, "1234", "D")
		p.put(statusLetters, pageWidth-pageSide-width+2.5, y+4.5, status)
	})
	p.text(shopLetters, s.Shop)
	for _, row := range s.About {
		p.text(noteLetters, row.Label+"  "+row.Value)
	}
	amount, unit := p.fit(amountLetters, s.Amount), p.fit(unitLetters, s.Unit)
	p.add(16, func(y float64) {
		p.put(amountLetters, pageSide, y+12, amount)
		end := pageSide + p.measure(amountLetters, amount)
		p.put(unitLetters, end+1, y+12, unit)
		if s.Void {
			p.stroke(amountLetters.colour, 0.5)
			p.pdf.Line(pageSide, y+8.9, end+1+p.measure(unitLetters, unit), y+8.9)
		}
	})
}

// rule is a dashed line between two groups.
func (p *page) rule() {
	p.add(4.4, func(y float64) {
		p.stroke(ruleInk, 0.25)
		p.pdf.SetDashPattern([]float64{1.2, 0.9}, 0)
		p.pdf.Line(pageSide, y+1.4, pageWidth-pageSide, y+1.4)
		p.pdf.SetDashPattern(nil, 0)
	})
}

// row is a label on the left and its value on the right, in as many lines as the
// value needs. A label that leaves it less than half of the line has lines of its
// own: a card company's or somebody's name can be long.
func (p *page) row(r Row) {
	label := p.fit(labelLetters, r.Label)
	room := inner - p.measure(labelLetters, label) - labelGap
	if room < inner/2 && p.measure(valueLetters, p.fit(valueLetters, r.Value)) > room {
		for _, line := range p.wrap(labelLetters, r.Label, inner) {
			p.add(rowHeight, func(y float64) { p.put(labelLetters, pageSide, y+3.2, line) })
		}
		label, room = "", inner
	}
	for i, line := range p.wrap(valueLetters, r.Value, room) {
		p.add(rowHeight, func(y float64) {
			if i == 0 {
				p.put(labelLetters, pageSide, y+3.2, label)
			}
			p.put(valueLetters, pageWidth-pageSide-p.measure(valueLetters, line), y+3.2, line)
		})
	}
}

// text is a paragraph at the left; nothing for none.
func (p *page) text(l letters, text string) {
	for _, line := range p.wrap(l, text, inner) {
		height := l.size * 0.53
		p.add(height, func(y float64) { p.put(l, pageSide, y+height*0.75, line) })
	}
}

// watermark lies across the whole page, under everything else, and again on what
// of a long one would be a page of its own.
func (p *page) watermark(mark string, height float64) {
	l := letters{true, 110, watermarkInk}
	text := p.fit(l, mark)
	if text == "" {
		return
	}
	for p.measure(l, text) > markRoom {
		l.size--
	}
	x := pageWidth / 2
	for y := pageHeight / 2; y < height; y += pageHeight {
		p.pdf.TransformBegin()
		p.pdf.TransformRotate(markTurn, x, y)
		p.put(l, x-p.measure(l, text)/2, y+l.size*0.12, text)
		p.pdf.TransformEnd()
	}
}

// wrap breaks what the face has of a text into lines of this width.
func (p *page) wrap(l letters, text string, width float64) []string {
	return wrap(p.fit(l, text), width, func(t string) float64 { return p.measure(l, t) })
}

// fit is what the face has of a text. No character beyond the basic plane can be
// set in the page.
func (p *page) fit(l letters, text string) string {
	var buffer sfnt.Buffer
	return printable(text, func(r rune) bool {
		glyph, err := p.faces[l.strong].GlyphIndex(&buffer, r)
		return err == nil && glyph != 0 && r < 0xffff
	})
}

func (p *page) set(l letters) {
	style := ""
	if l.strong {
		style = "B"
	}
	p.pdf.SetFont("slip", style, l.size)
}

func (p *page) measure(l letters, text string) float64 {
	p.set(l)
	return p.pdf.GetStringWidth(text)
}

// put writes a line that fit has made, its baseline at y.
func (p *page) put(l letters, x, y float64, text string) {
	p.set(l)
	p.pdf.SetTextColor(l.colour[0], l.colour[1], l.colour[2])
	p.pdf.Text(x, y, text)
}

func (p *page) stroke(c colour, width float64) {
	p.pdf.SetDrawColor(c[0], c[1], c[2])
	p.pdf.SetLineWidth(width)
}
