package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// draw draws the text where it has been scrolled to.
func (v *entryView) draw(l lettering) {
	if v.e.buffer.Len() == 0 {
		v.drawHint(l)
	} else {
		v.drawLines(l)
	}
	v.drawCaret(l)
}

// drawHint writes the placeholder where nothing stands yet.
func (v *entryView) drawHint(l lettering) {
	hint := []rune(v.e.o.Placeholder)
	rows := []textLine{{to: len(hint)}}
	if v.e.o.MultiLine {
		rows = wrap(hint, v.room()-paneHint, v.wide(l))
	}
	for i, text := range v.lines {
		s := ""
		if i < len(rows) {
			s = fit(strings.TrimSpace(string(hint[rows[i].from:rows[i].to])), v.room()-paneHint, l.size, l.bold)
		}
		v.write(text, s, l, ColorSoft, paneLeft+paneHint, v.rowTop(i))
		hide(v.bands[i])
	}
}

// drawLines draws the letters and what is selected of them.
func (v *entryView) drawLines(l lettering) {
	first := 0
	if v.e.o.MultiLine {
		first = int(v.above / v.rowHeight())
	}
	ink := ColorInk
	if v.e.Disabled() {
		ink = ColorSoft
	}
	for i, text := range v.lines {
		row := first + i
		if row >= len(v.textLines) {
			v.write(text, "", l, ink, 0, 0)
			hide(v.bands[i])
			continue
		}
		s, top := v.textLines[row], v.rowTop(row)
		v.write(text, v.e.drawn(s.from, s.to), l, ink, paneLeft-v.left, top)
		v.drawBand(v.bands[i], s, l, top)
	}
}

// drawBand draws what is selected of a line.
func (v *entryView) drawBand(band *canvas.Rectangle, s textLine, l lettering, top float32) {
	from, to := v.e.buffer.Selection()
	from, to = max(from, s.from), min(to, s.to)
	if !v.e.focused || from >= to {
		hide(band)
		return
	}
	x, high := v.e.x(s, from), min(ceil(l.size*1.5), v.rowHeight())
	band.FillColor = colour(theme.ColorNameSelection)
	place(band, paneLeft-v.left+x, top+(v.rowHeight()-high)/2, v.e.x(s, to)-x, high)
	show(band)
}

// write sets a line of letters, and draws it anew if it is another.
func (v *entryView) write(t *canvas.Text, s string, l lettering, ink fyne.ThemeColorName, x, top float32) {
	c := colour(ink)
	anew := t.Text != s || t.TextSize != l.size || t.TextStyle != l.style() || t.Color != c
	if anew {
		t.Text, t.TextSize, t.TextStyle, t.Color = s, l.size, l.style(), c
	}
	size := t.Size()
	if s != "" {
		if v.e.o.Masked {
			top -= round(l.size / 13) // dots sit lower than figures
		}
		seat(t, x, top, v.rowHeight())
	}
	if anew && t.Size() == size { // another size has drawn it anew already
		t.Refresh()
	}
}

// drawCaret shows the caret, while the entry has the keyboard and takes text, and the line beneath the growing syllable.
func (v *entryView) drawCaret(l lettering) {
	row := v.row()
	s, top := v.textLines[row], v.rowTop(row)
	at := min(v.e.x(s, v.e.buffer.Caret()), v.left+v.room()) // spaces at the end of a wrapped line stand beyond
	high := min(ceil(v.e.figures()*1.35), v.rowHeight())
	v.caret.place(v.e.buffer.Caret(), paneLeft-v.left+at, top+(v.rowHeight()-high)/2, high)
	v.caret.set(v.e.focused && !v.e.Disabled())

	from, to := v.e.buffer.Growing()
	if from == to {
		hide(v.under)
		return
	}
	x := v.e.x(s, from)
	v.under.FillColor = colour(ColorAccent)
	place(v.under, paneLeft-v.left+x, round(top)+baseline(l.size, v.rowHeight())+round(l.size*0.2), at-x, max(2, round(l.size/10)))
	show(v.under)
}

// show and hide change what is seen only where it is not so yet: each is a redraw.
func show(r *canvas.Rectangle) {
	if r.Hidden {
		r.Hidden = false
		r.Refresh() // Show alone would wait for something else to be drawn
	}
}

func hide(r *canvas.Rectangle) {
	if !r.Hidden {
		r.Hide()
	}
}
