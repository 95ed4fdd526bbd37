package editing

import (
	"slices"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"keyindesk/ui/hangul"
)

// typeKeys types keys of a Korean keyboard, Shift as a capital letter; < is Backspace, a space is one.
func typeKeys(b *Buffer, keys string) {
	for _, k := range keys {
		switch {
		case k == '<':
			b.Backspace()
		case k >= 'a' && k <= 'z':
			jamo, _ := hangul.Key(k-'a'+'A', false)
			b.Type(jamo)
		case k >= 'A' && k <= 'Z':
			jamo, _ := hangul.Key(k, true)
			b.Type(jamo)
		default:
			b.Insert(string(k))
		}
	}
}

// TestBuffer is what people know from any good editor, rule by rule. A case does something to an empty buffer; then the
// text must be want, with the caret at | and the selection between [ and ].
func TestBuffer(t *testing.T) {
	for _, c := range []struct {
		rule string
		do   func(b *Buffer)
		want string
	}{
		{"syllables grow before the caret", func(b *Buffer) { typeKeys(b, "gksrmf") }, "한글|"},
		{"a syllable grows within the text", func(b *Buffer) { b.Set("가나", 1); typeKeys(b, "gks") }, "가한|나"},
		{"backspace takes a jamo while composing", func(b *Buffer) { typeKeys(b, "gks<") }, "하|"},
		{"backspace takes the first jamo too", func(b *Buffer) { typeKeys(b, "rkgks<<<") }, "가|"},
		{"backspace takes a character once it is complete", func(b *Buffer) { typeKeys(b, "gks"); b.Complete(); typeKeys(b, "<") }, "|"},
		{"backspace behind the growing one takes what is complete whole", func(b *Buffer) { typeKeys(b, "rkrk<<<") }, "|"},
		{"delete completes first", func(b *Buffer) { b.Set("나다", 0); typeKeys(b, "gk"); b.Delete(); typeKeys(b, "s") }, "하ㄴ|다"},
		{"a move completes first", func(b *Buffer) { typeKeys(b, "gk"); b.Left(false); b.Right(false); typeKeys(b, "s") }, "하ㄴ|"},
		{"a selection completes first", func(b *Buffer) { typeKeys(b, "gk"); b.Left(true); typeKeys(b, "s") }, "ㄴ|"},
		{"a character completes first", func(b *Buffer) { typeKeys(b, "gk1s") }, "하1ㄴ|"},
		{"a jamo replaces the selection", func(b *Buffer) { b.Set("abc", 0); b.Select(1, 3); typeKeys(b, "gks") }, "a한|"},
		{"a paste replaces the selection", func(b *Buffer) { b.Set("abc", 0); b.Select(3, 1); b.Insert("xyz") }, "axyz|"},
		{"backspace takes the selection", func(b *Buffer) { b.Set("abc", 0); b.Select(0, 2); b.Backspace() }, "|c"},
		{"left leaves a selection at its start", func(b *Buffer) { b.Set("abc", 0); b.Select(1, 3); b.Left(false) }, "a|bc"},
		{"right leaves a selection at its end", func(b *Buffer) { b.Set("abc", 0); b.Select(3, 1); b.Right(false) }, "abc|"},
		{"extending goes on from where it began", func(b *Buffer) { b.Set("abcd", 2); b.Right(true); b.Left(true); b.Left(true) }, "a|[b]cd"},
		{"all", func(b *Buffer) { b.Set("가 나", 1); b.SelectAll() }, "[가 나]|"},

		{"a word is Korean and Latin alike", func(b *Buffer) { b.Set("햅쌀10kg 잣", 7); b.WordLeft(false) }, "|햅쌀10kg 잣"},
		{"word left goes over spaces to a start", func(b *Buffer) { b.Set("가나  다라  ", 8); b.WordLeft(false) }, "가나  |다라  "},
		{"word right goes over spaces to an end", func(b *Buffer) { b.Set("가나  다라, 마", 2); b.WordRight(false) }, "가나  다라|, 마"},
		{"a mark is a word of its own", func(b *Buffer) { b.Set("가, 나", 1); b.WordRight(false) }, "가,| 나"},
		{"word moves extend", func(b *Buffer) { b.Set("하나 둘", 0); b.WordRight(true) }, "[하나]| 둘"},
		{"word moves complete first", func(b *Buffer) { typeKeys(b, "gk gk"); b.WordLeft(false); typeKeys(b, "s") }, "하 ㄴ|하"},
		{"delete word back", func(b *Buffer) { b.Set("하나 둘 셋", 4); b.DeleteWord(true) }, "하나 | 셋"},
		{"delete word on", func(b *Buffer) { b.Set("하나 둘 셋", 2); b.DeleteWord(false) }, "하나| 셋"},
		{"delete word back completes first", func(b *Buffer) { typeKeys(b, "gk gks"); b.DeleteWord(true); typeKeys(b, "s") }, "하 ㄴ|"},
		{"a word is selected whole", func(b *Buffer) { b.Set("하나 둘셋, 넷", 0); b.SelectWord(4) }, "하나 [둘셋]|, 넷"},
		{"the last word, from behind it", func(b *Buffer) { b.Set("하나 둘", 0); b.SelectWord(4) }, "하나 [둘]|"},
		{"a run of spaces is selected whole", func(b *Buffer) { b.Set("하나  둘", 0); b.SelectWord(3) }, "하나[  ]|둘"},
		{"no word in nothing", func(b *Buffer) { b.SelectWord(0) }, "|"},

		{"undo takes back a word", func(b *Buffer) { typeKeys(b, "gksrmf"); b.Undo() }, "|"},
		{"undo takes back one word of two", func(b *Buffer) { typeKeys(b, "gksrmf gksrmf"); b.Undo() }, "한글 |"},
		{"undo takes a word with its space", func(b *Buffer) { typeKeys(b, "gksrmf "); b.Undo() }, "|"},
		{"redo brings a word back", func(b *Buffer) { typeKeys(b, "gksrmf"); b.Undo(); b.Redo() }, "한글|"},
		{"what came back is complete", func(b *Buffer) { typeKeys(b, "gk"); b.Undo(); b.Redo(); typeKeys(b, "s") }, "하ㄴ|"},
		{"undo in the middle of a syllable takes all of the word", func(b *Buffer) { typeKeys(b, "gksrm"); b.Undo(); typeKeys(b, "f") }, "ㄹ|"},
		{"typing elsewhere is another step", func(b *Buffer) { typeKeys(b, "gksrmf"); b.MoveTo(0, false); typeKeys(b, "rk"); b.Undo() }, "|한글"},
		{"the caret moved and back is another step", func(b *Buffer) { typeKeys(b, "rk"); b.Left(false); b.Right(false); typeKeys(b, "sk"); b.Undo() }, "가|"},
		{"a paste is one step", func(b *Buffer) { typeKeys(b, "rk"); b.Insert("붙인 말"); typeKeys(b, "sk"); b.Undo(); b.Undo() }, "가|"},
		{"two pastes are two steps", func(b *Buffer) { b.Insert("하나"); b.Insert("둘셋"); b.Undo() }, "하나|"},
		{"erasing is one step", func(b *Buffer) { b.Set("가나다", 3); b.Backspace(); b.Backspace(); b.Undo() }, "가나다|"},
		{"undo brings back what was typed over, selected", func(b *Buffer) { b.Set("가나다", 0); b.Select(0, 2); typeKeys(b, "gks"); b.Undo() }, "[가나]|다"},
		{"typing forgets what could be redone", func(b *Buffer) { typeKeys(b, "rk"); b.Undo(); typeKeys(b, "sk"); b.Redo() }, "나|"},
		{"what was typed and taken off is no step", func(b *Buffer) { b.Insert("하나"); b.Left(false); typeKeys(b, "r<"); b.Undo() }, "|"},
		{"a changed text is set without history", func(b *Buffer) { typeKeys(b, "rk"); b.Set("나", 1); b.Undo() }, "나|"},
		{"set drops the composition", func(b *Buffer) { typeKeys(b, "gk"); b.Set("가", 1); typeKeys(b, "s") }, "가ㄴ|"},
		{"one that forgets undoes nothing", func(b *Buffer) { b.Forgets = true; typeKeys(b, "gks"); b.Undo(); b.Redo() }, "한|"},

		{"a jamo that has no room changes nothing", func(b *Buffer) { b.Limit = 2; typeKeys(b, "rksksr") }, "가난|"},
		{"a refused jamo leaves the composition", func(b *Buffer) { b.Limit = 1; typeKeys(b, "rkrk<") }, "가|"},
		{"a syllable grows in the last place", func(b *Buffer) { b.Limit = 1; typeKeys(b, "gks") }, "한|"},
		{"a jamo in place of a selection has its room", func(b *Buffer) { b.Limit = 2; b.Set("가나", 2); b.Select(0, 1); typeKeys(b, "gks") }, "한|나"},
		{"a paste is cut to the room there is", func(b *Buffer) { b.Limit = 4; b.Set("가나", 1); b.Insert("다라마") }, "가다라|나"},
		{"what is set is cut to the limit", func(b *Buffer) { b.Limit = 2; b.Set("가나다", 3) }, "가나|"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			b := &Buffer{}
			c.do(b)
			if got := picture(b); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// picture is a buffer's text with the caret and the selection drawn in.
func picture(b *Buffer) string {
	from, to := b.Selection()
	all := ""
	for at := 0; at <= b.Len(); at++ {
		if at == to && from < to {
			all += "]"
		}
		if at == b.Caret() {
			all += "|"
		}
		if at == from && from < to {
			all += "["
		}
		all += b.Slice(at, at+1)
	}
	return all
}

// TestBuffer_tells_whether_anything_changed: who asks draws and tells only then.
func TestBuffer_tells_whether_anything_changed(t *testing.T) {
	full := &Buffer{Limit: 1}
	typeKeys(full, "rk")
	start := &Buffer{}
	start.Set("가", 0)
	end := &Buffer{}
	end.Set("가", 1)
	for name, did := range map[string]bool{
		"a jamo without room":        full.Type('ㅏ'),
		"a character without room":   full.Insert("나"),
		"nothing pasted":             start.Insert(""),
		"backspace at the start":     start.Backspace(),
		"delete at the end":          end.Delete(),
		"a word back at the start":   start.DeleteWord(true),
		"nothing to undo":            end.Undo(),
		"nothing to redo":            end.Redo(),
		"undo where nothing is kept": (&Buffer{Forgets: true}).Undo(),
		"nothing to complete":        start.Complete(),
	} {
		if did {
			t.Errorf("%s: said to have changed the text", name)
		}
	}
	b := &Buffer{}
	if !b.Type('ㄱ') || !b.Complete() || !b.Insert("나") || !b.Backspace() || !b.Undo() || !b.Redo() || b.CanRedo() || !b.CanUndo() {
		t.Error("a change was not told")
	}
	c := &Buffer{}
	if typeKeys(c, "r<"); c.CanUndo() {
		t.Error("what was taken off again can be undone")
	}
}

// TestBuffer_keeps_so_many_steps: the memory of a long day has an end, and it is the oldest that goes.
func TestBuffer_keeps_so_many_steps(t *testing.T) {
	b := &Buffer{}
	for range mostSteps + 50 {
		b.Insert("가나")
	}
	for b.Undo() {
	}
	if b.Len() != 2*50 || len(b.future) != mostSteps {
		t.Errorf("%d runes are left after %d steps back", b.Len(), len(b.future))
	}
}

// TestBuffer_clone_has_its_own_past: what is done to one after a step back is not seen in the other.
func TestBuffer_clone_has_its_own_past(t *testing.T) {
	b := &Buffer{}
	b.Insert("가나다")
	b.Insert("라마")
	c := b.Clone()
	b.Undo()
	b.Backspace()
	if c.Undo(); c.Text() != "가나다" {
		t.Errorf("the clone goes back to %q", c.Text())
	}
}

// TestBuffer_is_NFC: what is composed is the one character that other programs search for.
func TestBuffer_is_NFC(t *testing.T) {
	b := &Buffer{}
	typeKeys(b, "EnfqrhkTlqdlfrek")
	if got := b.Text(); !norm.NFC.IsNormalString(got) || utf8.RuneCountInString(got) != 5 {
		t.Errorf("%q is %U", got, []rune(got))
	}
}

// TestBuffer_overwrites_what_was_set: a card number is not left behind in the buffer's own memory.
func TestBuffer_overwrites_what_was_set(t *testing.T) {
	b := &Buffer{Forgets: true}
	b.Set("4111111111111111", 0)
	held := b.text[:cap(b.text)]
	b.Set("", 0)
	if slices.ContainsFunc(held, func(r rune) bool { return r != 0 }) {
		t.Errorf("%q is left", string(held))
	}
}

// TestBuffer_Paste_is_a_step_of_its_own, be it one character.
func TestBuffer_Paste_is_a_step_of_its_own(t *testing.T) {
	var b Buffer
	b.Insert("한")
	b.Paste("값")
	b.Insert("나")
	for _, want := range []string{"한값", "한", ""} {
		if b.Undo(); b.Text() != want {
			t.Fatalf("%q, want %q", b.Text(), want)
		}
	}
}
