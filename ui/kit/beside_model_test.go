package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"pgregory.net/rapid"

	"keyindesk/ui/hangul"
)

// besideModel is what a person expects of the fields, knowing nothing of a second composer: letters go where the keyboard
// is, in the field's script, and a switch of the system shows with the next letter.
type besideModel struct {
	complete []string
	grows    hangul.Composer
	script   []Script
	at       int
	seen     *bool // what the system was in at the last letter
}

func (m *besideModel) finish() { m.complete[m.at] += m.grows.Complete() }

func (m *besideModel) move(to int) {
	m.finish()
	m.at = to
}

func (m *besideModel) letter(key rune, shift, korean bool) {
	if m.seen != nil && *m.seen != korean && m.script[m.at] != Code {
		if m.script[m.at] == Korean && !korean {
			m.finish()
		}
		if m.script[m.at] = Latin; korean {
			m.script[m.at] = Korean
		}
	}
	m.seen = &korean
	switch {
	case m.script[m.at] == Korean:
		jamo, _ := hangul.Key(key, shift)
		m.complete[m.at] += m.grows.Type(jamo)
	case m.at == 4: // figures only
	case shift:
		m.complete[m.at] += string(key)
	default:
		m.complete[m.at] += string(key - 'A' + 'a')
	}
}

func (m *besideModel) backspace() {
	if m.grows.Backspace() {
		return
	}
	if r := []rune(m.complete[m.at]); len(r) > 0 {
		m.complete[m.at] = string(r[:len(r)-1])
	}
}

// TestBeside_equals_the_model: random keys, clicks and switches of the system leave the texts that a person expects.
func TestBeside_equals_the_model(t *testing.T) {
	newApp(t)
	letters := rapid.SampledFrom([]rune("RKSRKTGKSEMFLAQTHL"))
	rapid.Check(t, func(rt *rapid.T) {
		korean := rapid.Bool().Draw(rt, "korean")
		h, f := openBeside(t, korean)
		fields := f.all()
		m := &besideModel{complete: make([]string, len(fields)), script: []Script{Korean, Korean, Latin, Code, Code}}
		prompt := rapid.Bool().Draw(rt, "prompt") // whether the events at hand are ever dealt with before the next key
		tap := func(name fyne.KeyName) {
			h.down(name)
			h.act(name)
			h.up(name)
			if prompt {
				h.soon()
			}
		}
		for range rapid.IntRange(0, 40).Draw(rt, "steps") {
			switch act := rapid.IntRange(0, 19).Draw(rt, "act"); act {
			default:
				key := letters.Draw(rt, "letter")
				if act == 0 {
					h.shifted(func() { tap(fyne.KeyName(key)) })
				} else {
					tap(fyne.KeyName(key))
				}
				m.letter(key, act == 0, h.system.korean)
			case 12:
				tap(fyne.KeySpace)
				if m.finish(); m.at != 4 {
					m.complete[m.at] += " "
				}
			case 13:
				tap("7")
				m.finish()
				m.complete[m.at] += "7"
			case 14, 15:
				tap(fyne.KeyBackspace)
				m.backspace()
			case 16:
				tap(fyne.KeyTab)
				m.move((m.at + 1) % len(fields))
			case 17:
				to := rapid.IntRange(0, len(fields)-1).Draw(rt, "to")
				h.click(fields[to], fields[to].buffer.Len())
				m.move(to)
			case 18:
				h.switchSystem()
			case 19:
				h.leave()
				h.comeBack()
				m.finish()
			}
		}
		h.soon()
		h.leave()
		m.finish()
		for i, e := range fields {
			if e.Value() != m.complete[i] {
				rt.Fatalf("field %d: %q, want %q", i, e.Value(), m.complete[i])
			}
		}
	})
}
