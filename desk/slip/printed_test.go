package slip_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/korean"
)

// look is how a receipt printer prints at the moment.
type look struct {
	wide, tall, bold, inverse bool
	centred                   bool
}

// inked is one character on the paper. Korean ones take two columns.
type inked struct {
	look
	letter  rune
	columns int
}

// printed is what came out of a receipt printer: its lines, and where it cut.
type printed struct {
	lines  [][]inked
	cut    bool
	korean bool
}

// read prints a stream of ESC/POS as a printer of so many columns would. A
// command that not every printer knows, a line that is too long and anything
// behind the cut fail the test.
func read(t *testing.T, stream []byte, columns int) printed {
	t.Helper()
	var p printed
	var now look
	var line []inked
	for at := 0; at < len(stream); {
		if p.cut {
			t.Fatalf("%q behind the cut", stream[at:])
		}
		n, letter := 1, rune(0)
		switch b := stream[at]; {
		case b == 0x1b || b == 0x1c || b == 0x1d:
			n = command(t, stream[at:], &p, &now, &line)
		case b == '\n':
			p.lines, line = append(p.lines, line), nil
		case b < ' ' || b == 0x7f:
			t.Fatalf("byte %#x at %d", b, at)
		case b < 0x80:
			letter = rune(b)
		default:
			n, letter = 2, twoBytes(t, stream[at:])
			if !p.korean {
				t.Fatal("Korean before the printer was told")
			}
		}
		if letter != 0 {
			line = append(line, inked{now, letter, width(n, now)})
			if used(line) > columns {
				t.Errorf("a line of more than %d columns: %s", columns, text(line))
			}
		}
		at += n
	}
	if line != nil || now.wide || now.tall || now.bold || now.inverse || now.centred {
		t.Errorf("ends with %q and %+v", text(line), now)
	}
	return p
}

// command obeys one command and says how long it is.
func command(t *testing.T, stream []byte, p *printed, now *look, line *[]inked) int {
	t.Helper()
	switch name := string(stream[:2]); {
	case name == "\x1b@":
		*now = look{}
		return 2
	case name == "\x1c&":
		p.korean = true
		return 2
	case len(stream) < 3:
		t.Fatalf("%q is cut short", stream)
	case name == "\x1ba" && len(*line) == 0 && stream[2] < 2:
		now.centred = stream[2] == 1
	case name == "\x1bE":
		now.bold = stream[2]&1 == 1
	case name == "\x1d!" && stream[2]&^0x11 == 0:
		now.wide, now.tall = stream[2]&0x10 != 0, stream[2]&1 != 0
	case name == "\x1dB":
		now.inverse = stream[2]&1 == 1
	case name == "\x1bd":
		for range stream[2] {
			p.lines = append(p.lines, nil)
		}
	case strings.HasPrefix(string(stream), "\x1dVB") && len(stream) >= 4:
		p.cut = true
		return 4
	default:
		t.Fatalf("unknown command %q", stream[:min(len(stream), 4)])
	}
	return 3
}

func twoBytes(t *testing.T, stream []byte) rune {
	t.Helper()
	if len(stream) < 2 {
		t.Fatal("half a Korean character")
	}
	decoded, err := korean.EUCKR.NewDecoder().Bytes(stream[:2])
	letters := []rune(string(decoded))
	if err != nil || len(letters) != 1 || letters[0] == '\ufffd' {
		t.Fatalf("%x is no character: %v", stream[:2], err)
	}
	return letters[0]
}

func width(bytes int, l look) int {
	if l.wide {
		return 2 * bytes
	}
	return bytes
}

func used(line []inked) int {
	n := 0
	for _, c := range line {
		n += c.columns
	}
	return n
}

func text(line []inked) string {
	var b strings.Builder
	for _, c := range line {
		b.WriteRune(c.letter)
	}
	return b.String()
}

// text are all lines; a centred one is where it stands.
func (p printed) text(columns int) string {
	var b strings.Builder
	for _, line := range p.lines {
		indent := 0
		if len(line) > 0 && line[0].centred {
			indent = (columns - used(line)) / 2
		}
		fmt.Fprintf(&b, "%s%s\n", strings.Repeat(" ", indent), text(line))
	}
	return b.String()
}

// with are the characters of a look.
func (p printed) with(has func(look) bool) string {
	var b strings.Builder
	for _, line := range p.lines {
		for _, c := range line {
			if has(c.look) {
				b.WriteRune(c.letter)
			}
		}
	}
	return b.String()
}
