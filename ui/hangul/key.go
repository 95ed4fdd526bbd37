package hangul

// The letters' keys in KS X 5002, as a keyboard with the letters of QWERTY
// carries them. Consonants stand left and vowels right.
var (
	plain = [26]rune{
		'Q' - 'A': 'ㅂ', 'W' - 'A': 'ㅈ', 'E' - 'A': 'ㄷ', 'R' - 'A': 'ㄱ', 'T' - 'A': 'ㅅ',
		'Y' - 'A': 'ㅛ', 'U' - 'A': 'ㅕ', 'I' - 'A': 'ㅑ', 'O' - 'A': 'ㅐ', 'P' - 'A': 'ㅔ',
		'A' - 'A': 'ㅁ', 'S' - 'A': 'ㄴ', 'D' - 'A': 'ㅇ', 'F' - 'A': 'ㄹ', 'G' - 'A': 'ㅎ',
		'H' - 'A': 'ㅗ', 'J' - 'A': 'ㅓ', 'K' - 'A': 'ㅏ', 'L' - 'A': 'ㅣ',
		'Z' - 'A': 'ㅋ', 'X' - 'A': 'ㅌ', 'C' - 'A': 'ㅊ', 'V' - 'A': 'ㅍ',
		'B' - 'A': 'ㅠ', 'N' - 'A': 'ㅜ', 'M' - 'A': 'ㅡ',
	}
	shifted = [26]rune{
		'Q' - 'A': 'ㅃ', 'W' - 'A': 'ㅉ', 'E' - 'A': 'ㄸ', 'R' - 'A': 'ㄲ', 'T' - 'A': 'ㅆ',
		'O' - 'A': 'ㅒ', 'P' - 'A': 'ㅖ',
	}
)

// Key is the jamo that a key carries: one of the compatibility jamo (U+3131 to
// U+3163). letter is the key's own, 'A' to 'Z' whether or not Shift is held. On
// a key that carries only one jamo Shift changes nothing. For anything but those
// letters ok is false.
func Key(letter rune, shift bool) (jamo rune, ok bool) {
	if letter < 'A' || letter > 'Z' {
		return 0, false
	}
	if jamo := shifted[letter-'A']; shift && jamo != 0 {
		return jamo, true
	}
	return plain[letter-'A'], true
}
