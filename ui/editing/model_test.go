package editing

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"keyindesk/ui/hangul"
)

// model is a text entry as one would describe it to a person: what stands before and behind the composition, the jamo of
// the composition, two ends of a selection, and a pile of earlier texts.
type model struct {
	text          string // without the composition
	caret, anchor int    // in text
	jamo          []rune // of the growing syllable, which stands at caret
	limit         int
	forgets       bool
	past, future  []scene
	last          string // the kind of the last change; "" begins a new step
}

// scene is what a step back brings.
type scene struct {
	text          string
	caret, anchor int
}

// grown is a composition of these jamo: what is complete of it, and what still grows.
func grown(jamo []rune) (done, growing string) {
	var c hangul.Composer
	for _, j := range jamo {
		done += c.Type(j)
	}
	return done, c.Text()
}

func (m *model) growing() string { _, text := grown(m.jamo); return text }

// whole is the text with the composition in it, and the caret behind that.
func (m *model) whole() (text string, caret int) {
	r := []rune(m.text)
	grows := m.growing()
	return string(r[:m.caret]) + grows + string(r[m.caret:]), m.caret + len([]rune(grows))
}

func (m *model) selection() (from, to int) { return min(m.caret, m.anchor), max(m.caret, m.anchor) }

func (m *model) complete() {
	m.text, m.caret = m.whole()
	if m.jamo != nil {
		m.anchor, m.jamo = m.caret, nil
	}
}

func (m *model) scene() scene {
	text, caret := m.whole()
	if m.jamo != nil {
		return scene{text, caret, caret}
	}
	return scene{text, caret, m.anchor}
}

// note begins a new step back unless a change is of the same kind as the last, or a space behind a word.
func (m *model) note(kind string) {
	if m.forgets {
		return
	}
	same := kind != "paste" && (m.last == kind || m.last == "word" && kind == "space")
	if !same {
		m.past = append(m.past, m.scene())
	}
	m.future, m.last = nil, kind
}

func (m *model) put(from, to int, text string) {
	r := []rune(m.text)
	m.text = string(r[:from]) + text + string(r[to:])
	m.caret = from + len([]rune(text))
	m.anchor = m.caret
}

func (m *model) insert(text string) {
	m.complete()
	from, to := m.selection()
	r := []rune(text)
	if m.limit > 0 {
		r = r[:min(len(r), max(0, m.limit-len([]rune(m.text))+to-from))]
	}
	switch {
	case len(r) == 0:
		return
	case len(r) > 1:
		m.note("paste")
	case strings.TrimSpace(string(r)) == "":
		m.note("space")
	default:
		m.note("word")
	}
	m.put(from, to, string(r))
}

func (m *model) typed(jamo rune) {
	next := append(slices.Clone(m.jamo), jamo)
	done, growing := grown(next)
	for done != "" && len(next) > 0 { // the jamo of what still grows are the last ones
		if d, g := grown(next); d == "" && g == growing {
			break
		}
		next = next[1:]
	}
	from, to := m.selection()
	if m.jamo != nil {
		from, to = m.caret, m.caret
	}
	if left := len([]rune(m.text)) - (to - from); m.limit > 0 && left+len([]rune(done+growing)) > m.limit {
		return
	}
	m.note("word")
	m.put(from, to, done)
	m.jamo = next
}

func (m *model) erase(to int) {
	from, end := m.selection()
	if from == end {
		to = min(max(to, 0), len([]rune(m.text)))
		from, end = min(m.caret, to), max(m.caret, to)
	}
	if from < end {
		m.note("erase")
		m.put(from, end, "")
	}
}

func (m *model) backspace() {
	if m.jamo == nil {
		m.erase(m.caret - 1)
		return
	}
	m.note("word")
	if m.jamo = m.jamo[:len(m.jamo)-1]; len(m.jamo) == 0 {
		m.jamo = nil
	}
}

func (m *model) move(to int, extend bool) {
	m.complete()
	m.caret = min(max(to, 0), len([]rune(m.text)))
	if !extend {
		m.anchor = m.caret
	}
	m.last = ""
}

func (m *model) step(by int, extend bool) {
	m.complete()
	switch from, to := m.selection(); {
	case from == to || extend:
		m.move(m.caret+by, extend)
	case by < 0:
		m.move(from, false)
	default:
		m.move(to, false)
	}
}

func (m *model) undo() {
	m.complete()
	for len(m.past) > 0 && m.past[len(m.past)-1].text == m.text {
		m.past = m.past[:len(m.past)-1]
	}
	m.travel(&m.past, &m.future)
}

func (m *model) redo() {
	m.complete()
	m.travel(&m.future, &m.past)
}

func (m *model) travel(from, to *[]scene) {
	if n := len(*from); n > 0 {
		*to = append(*to, m.scene())
		s := (*from)[n-1]
		*from = (*from)[:n-1]
		m.text, m.caret, m.anchor, m.last = s.text, s.caret, s.anchor, ""
	}
}

// TestBuffer_equals_the_model: whatever is done, in whatever order, text, caret, selection, composition and every step
// back are those of the model; and a clone made on the way is not touched by it.
func TestBuffer_equals_the_model(t *testing.T) {
	texts := rapid.SampledFrom([]string{"a", " ", "글", "1", "한글 abc", "x\ny", "", "가나다라마바사"})
	jamo := rapid.SampledFrom([]rune("ㄱㄴㄷㅂㅅㅎㄲㅏㅗㅣㅜ"))
	rapid.Check(t, func(t *rapid.T) {
		b := &Buffer{Limit: rapid.SampledFrom([]int{0, 0, 3, 8}).Draw(t, "limit"), Forgets: rapid.IntRange(0, 3).Draw(t, "memory") == 0}
		m := &model{limit: b.Limit, forgets: b.Forgets}
		var clone Buffer
		var cloned [4]string
		for range rapid.IntRange(0, 60).Draw(t, "steps") {
			at := rapid.IntRange(-1, 12).Draw(t, "at")
			extend := rapid.Bool().Draw(t, "extend")
			switch act := rapid.IntRange(0, 18).Draw(t, "act"); act {
			case 0, 1, 2, 3, 4, 5:
				j := jamo.Draw(t, "jamo")
				b.Type(j)
				m.typed(j)
			case 6, 7:
				s := texts.Draw(t, "text")
				b.Insert(s)
				m.insert(s)
			case 8, 9:
				b.Backspace()
				m.backspace()
			case 10:
				b.Delete()
				m.complete()
				m.erase(m.caret + 1)
			case 11:
				b.MoveTo(at, extend)
				m.move(at, extend)
			case 12:
				b.Left(extend)
				m.step(-1, extend)
			case 13:
				b.Right(extend)
				m.step(1, extend)
			case 14:
				b.Select(at, at+3)
				m.move(at, false)
				m.move(at+3, true)
			case 15:
				b.Undo()
				m.undo()
			case 16:
				b.Redo()
				m.redo()
			case 17:
				b.Complete()
				m.complete()
			case 18:
				clone = b.Clone()
				cloned = journey(b.Clone())
			}
			agree(t, b, m)
		}
		if cloned[0] != "" && journey(clone) != cloned {
			t.Fatalf("a clone was %q and is %q", cloned, journey(clone))
		}
	})
}

// agree compares all that can be seen of a buffer with the model, and its whole history.
func agree(t *rapid.T, b *Buffer, m *model) {
	text, caret := m.whole()
	if b.Text() != text || b.Caret() != caret || b.Len() != len([]rune(text)) {
		t.Fatalf("text %q, caret %d; want %q, %d", b.Text(), b.Caret(), text, caret)
	}
	from, to := m.selection()
	if m.jamo != nil {
		from, to = caret, caret
	}
	if f, e := b.Selection(); f != from || e != to || b.Selected() != string([]rune(text)[from:to]) {
		t.Fatalf("%q: selected %d to %d, want %d to %d", text, f, e, from, to)
	}
	if f, e := b.Growing(); b.Slice(f, e) != m.growing() {
		t.Fatalf("%q grows in %q, want %q", b.Slice(f, e), text, m.growing())
	}
	var past []string
	for _, p := range b.past {
		past = append(past, string(p.text))
	}
	var want []string
	for _, s := range m.past {
		want = append(want, s.text)
	}
	if !slices.Equal(past, want) || len(b.future) != len(m.future) {
		t.Fatalf("steps back %q and %d forth, want %q and %d", past, len(b.future), want, len(m.future))
	}
	if b.Limit > 0 && b.Len() > b.Limit {
		t.Fatalf("%q is longer than %d", text, b.Limit)
	}
}

// journey is what a buffer shows: now, after a jamo, a step back, and two.
func journey(b Buffer) (seen [4]string) {
	b = b.Clone()
	seen[0] = "text " + b.Text()
	b.Type('ㄴ')
	seen[1] = b.Text()
	b.Undo()
	seen[2] = b.Text()
	b.Undo()
	seen[3] = b.Text()
	return seen
}
