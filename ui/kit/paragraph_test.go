package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
)

// linesOf is how a paragraph is broken at a width.
func linesOf(content string, width float32) []string {
	var lines []string
	for _, line := range NewParagraph(Body, "", content).wrap(width) {
		text := ""
		for _, r := range line {
			text += r.text
		}
		lines = append(lines, text)
	}
	return lines
}

func TestParagraph_breaks(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewTheme(Options{}))
	wide := func(s string) float32 { return measure(s, Body.Size(), false).Width + 1 }

	t.Run("a_number_too_long_for_a_line_is_halved", func(t *testing.T) {
		const number = "261121153310000000004"
		lines := linesOf(number, wide(number[:20]))
		if len(lines) != 2 || strings.Join(lines, "") != number || len(lines[1]) < 9 {
			t.Errorf("%q", lines)
		}
	})

	t.Run("a_path_is_broken_behind_a_folder", func(t *testing.T) {
		const path = `C:\Users\haneul\Documents\KeyinDesk\backups`
		lines := linesOf(path, wide(path[:40]))
		if len(lines) != 2 || lines[0] != `C:\Users\haneul\Documents\KeyinDesk\` || lines[1] != "backups" {
			t.Errorf("%q", lines)
		}
	})

	t.Run("every_width_keeps_every_character_and_no_line_is_too_wide", func(t *testing.T) {
		content := "전표 " + `C:\가게 문서\` + Strong("261121153310000000004") + "   " + Together("확인 필요 128,000")
		want := strings.NewReplacer(" ", "", tie, "", strongOn, "", strongOff, "").Replace(content)
		for width := float32(1); width < wide(content); width += 3 {
			lines := linesOf(content, width)
			if got := strings.ReplaceAll(strings.Join(lines, ""), " ", ""); got != want {
				t.Fatalf("at %v: %q", width, lines)
			}
			for _, line := range lines {
				if line := strings.TrimRight(line, " "); len([]rune(line)) > 1 && measure(line, Body.Size(), false).Width > width+0.5 {
					t.Errorf("at %v: %q is wider", width, line)
				}
			}
		}
	})

	t.Run("what_belongs_together_stays_and_no_line_begins_with_a_space", func(t *testing.T) {
		content := Together("16건") + "    " + Together("취소 "+Strong("116,000")) + "    " + Together("확인 필요 "+Strong("128,000"))
		for width := wide("확인 필요 128,000") + 8; width < wide(content)+40; width += 3 {
			for _, line := range linesOf(content, width) {
				if strings.HasPrefix(line, " ") || strings.HasSuffix(strings.TrimRight(line, " "), "필요") || strings.HasSuffix(strings.TrimRight(line, " "), "취소") {
					t.Errorf("at %v: %q", width, line)
				}
			}
		}
	})
}

func TestParagraph_lists(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewTheme(Options{}))
	wide := func(s string) float32 { return measure(s, Body.Size(), false).Width + 1 }
	content := Listed("신한카드 411111******1111", "일시불", "간편결제")

	t.Run("no_dot_ends_or_begins_a_line", func(t *testing.T) {
		for width := wide("신한카드"); width < wide(content)+40; width++ {
			for _, line := range linesOf(content, width) {
				if got := strings.TrimSpace(line); strings.HasPrefix(got, dot) || strings.HasSuffix(got, dot) {
					t.Errorf("at %v: %q", width, line)
				}
			}
		}
	})

	t.Run("where_there_is_room_every_dot_is_there", func(t *testing.T) {
		if lines := linesOf(content, wide(content)); len(lines) != 1 || strings.Count(lines[0], dot) != 2 {
			t.Errorf("%q", lines)
		}
	})

	t.Run("what_belongs_together_is_broken_between_words_where_it_is_too_long", func(t *testing.T) {
		for _, content := range []string{Together("신한카드 411111******1111"), Together("신한카드 " + Strong("411111******1111"))} {
			for width := wide(" 411111******1111") + 4; width < wide("신한카드 411111******1111")-8; width++ {
				if lines := linesOf(content, width); len(lines) != 2 || strings.TrimSpace(lines[0]) != "신한카드" {
					t.Errorf("at %v: %q", width, lines)
				}
			}
		}
	})
}

// TestTextKeepsTheEndOfAPath: of a folder that is too long for its line, the last part is what tells it from others.
func TestTextKeepsTheEndOfAPath(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewTheme(Options{}))
	const path = `C:\Users\haneul\Documents\KeyinDesk\backups`
	text := NewText(Note, path)
	text.Middle = true
	for width := text.MinSize().Width; width > 120; width -= 7 {
		text.Resize(text.MinSize())
		text.arrange(text.Size())
		if text.text.Text != path {
			t.Fatalf("%q has room", text.text.Text)
		}
		s := text.MinSize()
		s.Width = width - 1
		text.arrange(s)
		if got := text.text.Text; !strings.HasPrefix(got, "C:") || !strings.HasSuffix(got, "backups") || measure(got, Note.Size(), false).Width > s.Width {
			t.Errorf("at %v: %q", s.Width, got)
		}
	}
}
