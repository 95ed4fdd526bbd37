package slip

import (
	"bytes"
	"strconv"
	"strings"
)

// The commands of ESC/POS that printers of 80 mm paper know, by the names of
// Epson's reference.
const (
	escInit      = "\x1b@"      // ESC @: as when it was switched on
	fsHangul     = "\x1c&"      // FS &: two bytes are one Korean character
	escCentre    = "\x1ba\x01"  // ESC a: lines in the middle,
	escLeft      = "\x1ba\x00"  // or at the left
	escBold      = "\x1bE\x01"  // ESC E
	escPlain     = "\x1bE\x00"  //
	gsDouble     = "\x1d!\x11"  // GS !: twice as wide and high,
	gsTall       = "\x1d!\x01"  // or twice as high,
	gsSingle     = "\x1d!\x00"  // or neither
	gsInverse    = "\x1dB\x01"  // GS B: white on black
	gsUpright    = "\x1dB\x00"  //
	escFeed      = "\x1bd\x01"  // ESC d: one line
	gsFeedAndCut = "\x1dVB\x00" // GS V: feed to the knife and leave a hinge
)

// between is how many columns are free between a label and its value.
const between = 2

// Columns are how many characters printers of 80 mm paper have on a line.
var Columns = []int{42, 48}

// ESCPOS is the sheet for a receipt printer with so many columns, in CP949. What
// that code page has not becomes a □.
func (s Sheet) ESCPOS(columns int) []byte {
	p := &roll{columns: columns}
	p.begin()
	p.mark(s.Mark)
	p.command(escCentre, gsTall, escBold)
	p.lines(s.Title)
	p.command(gsSingle, escPlain)
	p.status(s)
	p.command(escBold)
	p.lines(s.Shop)
	p.command(escPlain, escLeft)
	p.rows(s.About)
	p.rule()
	p.amount(s.Sum)
	for _, group := range s.Groups {
		p.rule()
		p.rows(group)
	}
	p.rule()
	p.command(escCentre)
	p.qr(s.QR)
	p.lines(s.Notice)
	p.lines(s.Note)
	p.mark(s.Mark)
	p.end()
	return p.out.Bytes()
}

// TestPage is a page that shows whether a printer of this name speaks ESC/POS and
// has so many columns: its ruler is exactly one line long.
func TestPage(name string, columns int, w Words) []byte {
	p := &roll{columns: columns}
	p.begin()
	p.command(escCentre, gsTall, escBold)
	p.lines(w("slip.test.title"))
	p.command(gsSingle, escPlain)
	p.lines(name)
	p.command(escLeft)
	p.line(strings.Repeat("1234567890", columns/10+1)[:columns])
	p.amount(won(w, 12_345))
	p.lines(w("slip.test.text", "columns", strconv.Itoa(columns)))
	p.end()
	return p.out.Bytes()
}

// roll is the paper that is being printed on. Only lines and rows take text as
// it comes; the rest takes what plain made of it.
type roll struct {
	columns int
	out     bytes.Buffer
}

func (p *roll) begin() { p.command(escInit, fsHangul) }

func (p *roll) end() { p.command(escLeft, escFeed, gsFeedAndCut) }

func (p *roll) command(commands ...string) {
	for _, c := range commands {
		p.out.WriteString(c)
	}
}

// plain is what of a text the printer has.
func plain(text string) string { return printable(text, inCP949) }

func (p *roll) line(text string) {
	for _, r := range text {
		p.out.Write(cp949(r))
	}
	p.out.WriteByte('\n')
}

// lines writes a text of any length, and nothing for none.
func (p *roll) lines(text string) {
	for _, line := range wrap(plain(text), float64(p.columns), columnsOf) {
		p.line(line)
	}
}

func (p *roll) rule() { p.line(strings.Repeat("-", p.columns)) }

// mark is a bar that nobody overlooks, where no real money moved.
func (p *roll) mark(text string) {
	if text == "" {
		return
	}
	p.command(escCentre, gsDouble, gsInverse)
	p.line("  " + plain(text) + "  ")
	p.command(gsUpright, gsSingle, escLeft)
}

// status stands out where the amount does not count: paper can't strike it out.
func (p *roll) status(s Sheet) {
	if !s.Void {
		p.lines(s.Status)
		return
	}
	p.command(gsInverse, escBold)
	p.line(" " + plain(s.Status) + " ")
	p.command(gsUpright, escPlain)
}

// amount is twice as large as the rest; twelve digits fit on any line.
func (p *roll) amount(text string) {
	p.command(escCentre, escBold, gsDouble)
	p.line(plain(text))
	p.command(gsSingle, escPlain, escLeft)
}

// rows writes labels on the left and values on the right. A value that is too
// long for its line goes on below it, and starts there if a label leaves it less
// than half of the line.
func (p *roll) rows(rows []Row) {
	for _, r := range rows {
		label, room := plain(r.Label), p.columns
		if left := p.columns - int(columnsOf(label)) - between; left >= p.columns/2 {
			room = left
		} else {
			p.lines(label)
			label = ""
		}
		for _, line := range wrap(plain(r.Value), float64(room), columnsOf) {
			gap := p.columns - int(columnsOf(label)+columnsOf(line))
			p.line(label + strings.Repeat(" ", gap) + line)
			label = ""
		}
	}
}
