package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Strong marks a part of a Paragraph's text for the heavier weight.
func Strong(text string) string { return strongOn + text + strongOff }

// Together makes a line not break between the words of a text, a sum and what it is the sum of, unless they alone are too
// long for one.
func Together(text string) string { return strings.ReplaceAll(text, " ", tie) }

// Listed sets short texts beside one another with a dot between; each stays together, and no dot ends a line.
func Listed(texts ...string) string {
	var all []string
	for _, text := range texts {
		all = append(all, Together(text))
	}
	return strings.Join(all, " "+dot+" ")
}

// dot stands between texts that are listed; at the end of a line, or at its beginning, it is left out.
const dot = "·"

// tie is the no-break space, which is drawn as a space.
const tie = "\u00A0"

// Marks from Unicode's private area, which nobody types and no font of ours shows.
const (
	strongOn  = "\uE000"
	strongOff = "\uE001"
)

// Paragraph is text that wraps between words; parts made by Strong are in the heavier weight. Its height follows from
// its width.
type Paragraph struct {
	widget.BaseWidget
	Role  Role
	Color fyne.ThemeColorName // empty means ColorInk

	content string
	width   float32
	pieces  []*canvas.Text
	view    *frame
}

// NewParagraph makes a wrapping text.
func NewParagraph(role Role, color fyne.ThemeColorName, content string) *Paragraph {
	p := &Paragraph{Role: role, Color: color, content: content}
	p.ExtendBaseWidget(p)
	return p
}

// Set changes the text.
func (p *Paragraph) Set(content string) {
	if p.content != content {
		p.content = content
		p.Refresh()
	}
}

// SetColor changes the colour.
func (p *Paragraph) SetColor(name fyne.ThemeColorName) {
	if p.Color != name {
		p.Color = name
		p.Refresh()
	}
}

// Content is the text, with the marks of Strong.
func (p *Paragraph) Content() string { return p.content }

// HeightFor is the height at a width.
func (p *Paragraph) HeightFor(width float32) float32 {
	return p.leading() * float32(len(p.wrap(width)))
}

// Resize also tells the surroundings that the height may have changed.
func (p *Paragraph) Resize(s fyne.Size) {
	p.width = s.Width
	p.BaseWidget.Resize(s)
}

// CreateRenderer is Fyne's.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	p.view = &frame{layout: p.arrange, least: p.least}
	p.view.paint = func() { p.arrange(p.Size()) }
	return p.view
}

func (p *Paragraph) leading() float32 { return ceil(p.Role.Size() * 1.5) }

func (p *Paragraph) least() fyne.Size {
	if p.width <= 0 {
		return fyne.NewSize(0, p.leading())
	}
	return fyne.NewSize(0, p.HeightFor(p.width))
}

func (p *Paragraph) arrange(s fyne.Size) {
	name := p.Color
	if name == "" {
		name = ColorInk
	}
	p.view.objects, p.pieces = nil, nil
	size := p.Role.Size()
	for i, line := range p.wrap(s.Width) {
		x := float32(0)
		y := float32(i) * p.leading()
		for _, w := range line {
			t := canvas.NewText(w.text, colour(name))
			t.TextSize, t.TextStyle = size, fyne.TextStyle{Bold: w.bold}
			width := measure(w.text, size, w.bold).Width
			seat(t, x, y, p.leading())
			x += width
			p.pieces = append(p.pieces, t)
			p.view.objects = append(p.view.objects, t)
		}
	}
}

// run is a stretch of text in one weight.
type run struct {
	text string
	bold bool
}

// wrap breaks the text into lines of runs: at spaces where it can, within a word only when the word alone is too long.
func (p *Paragraph) wrap(width float32) [][]run {
	var lines [][]run
	size := p.Role.Size()
	for _, block := range strings.Split(p.content, "\n") {
		var line []run
		used := float32(0)
		begun := len(lines)
		flush := func() { lines, line, used = append(lines, joined(line)), nil, 0 }
		for _, word := range words(block) {
			w := runsWidth(word, size)
			if used > 0 && used+runsWidth(trimmed(word), size) > width {
				if last := len(line) - 1; isDot(line[last:]) {
					line = line[:last]
				}
				flush()
			}
			if used == 0 && len(lines) > begun && (runsWidth(trimmed(word), size) == 0 || isDot(word)) {
				continue // no line begins with what it was broken at
			}
			for width > 0 && used == 0 && runsWidth(trimmed(word), size) > width {
				head, tail := split(word, width, size)
				if len(tail) == 0 {
					break
				}
				line, word = append(line, head...), tail
				flush()
				w = runsWidth(word, size)
			}
			line, used = append(line, word...), used+w
		}
		flush()
	}
	return lines
}

// words cuts a block into words, each with the space behind it, and each a list of runs.
func words(block string) [][]run {
	var out [][]run
	var word []run
	bold := false
	for block != "" {
		part := block
		if mark := strings.IndexAny(block, strongOn+strongOff); mark >= 0 {
			part = block[:mark]
			block = block[mark:]
		} else {
			block = ""
		}
		weight := bold
		if block != "" {
			bold = strings.HasPrefix(block, strongOn)
			block = block[len(strongOn):]
		}
		for len(part) > 0 {
			cut := strings.IndexByte(part, ' ')
			if cut < 0 {
				word = append(word, run{strings.ReplaceAll(part, tie, " "), weight})
				break
			}
			out, word = append(out, append(word, run{strings.ReplaceAll(part[:cut+1], tie, " "), weight})), nil
			part = part[cut+1:]
		}
	}
	if len(word) > 0 {
		out = append(out, word)
	}
	return out
}

func runsWidth(word []run, size float32) float32 {
	w := float32(0)
	for _, r := range word {
		w += measure(r.text, size, r.bold).Width
	}
	return w
}

// trimmed is the word without the space behind it.
func trimmed(word []run) []run {
	out := append([]run(nil), word...)
	last := len(out) - 1
	out[last].text = strings.TrimRight(out[last].text, " ")
	return out
}

// isDot says whether a word is the dot of a list.
func isDot(word []run) bool { return len(word) == 1 && strings.TrimRight(word[0].text, " ") == dot }

// split cuts a word that is too long for a line of its own: between words that were to stay together, behind a folder of a
// path, or else so that its lines come out alike, not with a last digit alone.
func split(word []run, width, size float32) (head, tail []run) {
	at, n := reach(word, width, size)
	if at == len(word) {
		return word, nil
	}
	runes := []rune(word[at].text)
	if i, m := lastGap(word, at, n); m > 0 {
		at, n, runes = i, m, []rune(word[i].text)
	} else if folder := 1 + strings.LastIndexAny(string(runes[:n]), `/\`); folder > 1 && folder > len(string(runes[:n]))/2 {
		n = len([]rune(string(runes[:n])[:folder]))
	} else {
		whole := runsWidth(trimmed(word), size)
		at, n = reach(word, min(width, whole/ceil(whole/width)+size), size)
		runes = []rune(word[at].text)
	}
	head = append(append(head, word[:at]...), run{string(runes[:n]), word[at].bold})
	return head, append([]run{{string(runes[n:]), word[at].bold}}, word[at+1:]...)
}

// reach is how far a word gets in a width: the run in which it is full, and how many of that run's characters go in, one
// at least; behind the last run if all of it goes in.
func reach(word []run, width, size float32) (at, n int) {
	used := float32(0)
	for i, r := range word {
		runes := []rune(r.text)
		for n := range runes {
			if used+measure(string(runes[:n+1]), size, r.bold).Width > width && (i > 0 || n > 0) {
				return i, n
			}
		}
		used += measure(r.text, size, r.bold).Width
	}
	return len(word), 0
}

// lastGap is the last space between words up to a place, which it may stand at: its run, and how many of that run's
// characters go up to it; 0 if there is none.
func lastGap(word []run, at, n int) (run, characters int) {
	n = min(n+1, len([]rune(word[at].text)))
	for ; at >= 0; at-- {
		runes := []rune(word[at].text)
		if n < 0 {
			n = len(runes)
		}
		for ; n > 0; n-- {
			if runes[n-1] == ' ' && (at > 0 || n > 1) {
				return at, n
			}
		}
		n = -1
	}
	return 0, 0
}

// joined merges neighbouring runs of one weight, so that a line is few objects.
func joined(line []run) []run {
	var out []run
	for _, r := range line {
		if n := len(out); n > 0 && out[n-1].bold == r.bold {
			out[n-1].text += r.text
		} else if r.text != "" {
			out = append(out, r)
		}
	}
	return out
}
