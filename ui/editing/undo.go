package editing

import "slices"

// run is a kind of change. Changes of one kind that follow each other are undone together.
type run int

const (
	apart   run = iota // stands alone: a paste, or whatever comes after the caret was moved
	typing             // characters of a word
	spacing            // spaces
	erasing            // Backspace and Delete
)

// mostSteps is how many steps back are kept.
const mostSteps = 200

// moment is a text with its caret, as it was.
type moment struct {
	text          []rune
	caret, anchor int
}

// history is what Undo and Redo go through.
type history struct {
	past, future []moment
	run          run
}

// note remembers the text as it is before a change of a kind, unless the change goes on with the one before. A space
// goes on with the word before it, so that a word comes back with its space.
func (b *Buffer) note(r run) {
	if b.Forgets {
		return
	}
	if on := r != apart && (b.run == r || r == spacing && b.run == typing); !on {
		b.past = append(b.past, b.moment())
		if len(b.past) > mostSteps {
			b.past = slices.Delete(b.past, 0, len(b.past)-mostSteps)
		}
	}
	b.future, b.run = nil, r
}

func (b *Buffer) moment() moment { return moment{slices.Clone(b.text), b.caret, b.anchor} }

func (b *Buffer) differs(m moment) bool { return !slices.Equal(m.text, b.text) }

// CanUndo tells whether there is a step back.
func (b *Buffer) CanUndo() bool { return slices.ContainsFunc(b.past, b.differs) }

// CanRedo tells whether a step back can be taken again.
func (b *Buffer) CanRedo() bool { return len(b.future) > 0 }

// Undo completes what is growing and takes back the last word that was typed, or the last other change. It tells
// whether there was one.
func (b *Buffer) Undo() bool {
	b.Complete()
	for len(b.past) > 0 && !b.differs(b.past[len(b.past)-1]) { // typed and taken off again: nothing to see
		b.past = b.past[:len(b.past)-1]
	}
	return b.travel(&b.past, &b.future)
}

// Redo does again what Undo took back.
func (b *Buffer) Redo() bool {
	b.Complete()
	return b.travel(&b.future, &b.past)
}

// travel goes to the last moment of one list and keeps the present one in the other.
func (b *Buffer) travel(from, to *[]moment) bool {
	if len(*from) == 0 {
		return false
	}
	last := len(*from) - 1
	m := (*from)[last]
	*from = (*from)[:last]
	*to = append(*to, b.moment())
	b.text, b.caret, b.anchor, b.run = slices.Clone(m.text), m.caret, m.anchor, apart // a Clone may have m as well
	return true
}

// Clone is the buffer as it is now; what is done to one does not change the other.
func (b *Buffer) Clone() Buffer {
	c := *b
	c.text = slices.Clone(b.text)
	c.past, c.future = slices.Clone(b.past), slices.Clone(b.future)
	return c
}
