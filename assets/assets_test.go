package assets

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"image/png"
	"io/fs"
	"testing"
)

func TestFaces(t *testing.T) {
	for name, data := range map[string][]byte{"Regular": FontRegular(), "SemiBold": FontSemiBold()} {
		t.Run(name, func(t *testing.T) {
			face := parse(t, data)
			missing := 0
			for r := rune(0xAC00); r <= 0xD7A3; r++ {
				if face.glyphs[r] == 0 {
					missing++
				}
			}
			if missing > 0 {
				t.Errorf("%d syllables are missing", missing)
			}
			for _, r := range "ㄱㅎㅏㅣ₩€✓↵⌘▾·–—…●•「」！（）０９～漢字洪吉童李朴ÀÿŁ─" {
				if face.glyphs[r] == 0 {
					t.Errorf("%c is missing", r)
				}
			}
			want := face.width('0')
			for r := '1'; r <= '9'; r++ {
				if w := face.width(r); w != want {
					t.Errorf("%c is %d wide, 0 is %d", r, w, want)
				}
			}
			for _, reserved := range []string{"Pretendard", "Nanum"} {
				if bytes.Contains(data, utf16be(reserved)) {
					t.Errorf("the face still carries the reserved name %s", reserved)
				}
			}
		})
	}
}

func TestIcon(t *testing.T) {
	c, err := png.DecodeConfig(bytes.NewReader(Icon()))
	if err != nil || c.Width != 512 || c.Height != 512 {
		t.Fatalf("%+v, %v", c, err)
	}
}

func TestLineIcon(t *testing.T) {
	for _, name := range []string{
		"card", "receipt", "moon", "key", "person", "sliders", "check", "warning", "search", "copy", "chevron-down", "chevron-up", "close",
	} {
		if !bytes.Contains(LineIcon(name), []byte("currentColor")) {
			t.Errorf("%s is missing or cannot be tinted", name)
		}
	}
	if LineIcon("nothing") != nil {
		t.Error("an icon that is not there")
	}
}

func TestWords_are_flat(t *testing.T) {
	for _, name := range []string{"ko.json", "en.json"} {
		data, err := fs.ReadFile(Words(), name)
		if err != nil {
			t.Fatal(err)
		}
		var words map[string]string
		if err := json.Unmarshal(data, &words); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// face is the little of a TrueType file these tests need.
type face struct {
	glyphs map[rune]uint16
	hmtx   []byte
	long   int // glyphs with a width of their own
}

func (f face) width(r rune) uint16 {
	return binary.BigEndian.Uint16(f.hmtx[4*min(int(f.glyphs[r]), f.long-1):])
}

func parse(t *testing.T, data []byte) face {
	t.Helper()
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		e := data[12+16*i:]
		at, n := binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
		tables[string(e[:4])] = data[at : at+n]
	}
	f := face{glyphs: map[rune]uint16{}, hmtx: tables["hmtx"], long: int(binary.BigEndian.Uint16(tables["hhea"][34:]))}
	cmap := tables["cmap"]
	for i := range int(binary.BigEndian.Uint16(cmap[2:])) {
		sub := cmap[binary.BigEndian.Uint32(cmap[4+8*i+4:]):]
		if binary.BigEndian.Uint16(sub) == 4 {
			f.readFormat4(sub)
		}
	}
	if len(f.glyphs) == 0 {
		t.Fatal("no character map of format 4")
	}
	return f
}

func (f face) readFormat4(sub []byte) {
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(sub[at:])) }
	n := u16(6) // twice the number of segments
	for s := 0; s < n; s += 2 {
		end, start := u16(14+s), u16(16+n+s)
		delta, offset := u16(16+2*n+s), u16(16+3*n+s)
		for c := start; c <= end && c != 0xFFFF; c++ {
			g := c
			if offset != 0 {
				g = u16(16 + 3*n + s + offset + 2*(c-start))
				if g == 0 {
					continue
				}
			}
			f.glyphs[rune(c)] = uint16(g + delta)
		}
	}
}

func utf16be(s string) []byte {
	var out []byte
	for _, c := range []byte(s) {
		out = append(out, 0, c)
	}
	return out
}
