package slip

import "golang.org/x/text/encoding/korean"

// cp949 is a character in the printer's code page, nil if it has none. One byte
// takes one column on paper, two take two.
func cp949(r rune) []byte {
	if r < ' ' || r == 0x7f {
		return nil
	}
	if r == '\\' {
		r = '＼' // a Korean printer has ₩ at this byte
	}
	encoded, err := korean.EUCKR.NewEncoder().Bytes([]byte(string(r)))
	if err != nil {
		return nil
	}
	return encoded
}

func inCP949(r rune) bool { return cp949(r) != nil }

// columnsOf is how many columns a text that plain has made takes.
func columnsOf(text string) float64 {
	n := 0
	for _, r := range text {
		n += len(cp949(r))
	}
	return float64(n)
}
