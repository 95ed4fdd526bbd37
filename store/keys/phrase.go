package keys

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// PhraseWords is how many words a recovery phrase has.
const PhraseWords = 12

const (
	entropyBytes = 16 // 128 bits, and 4 more to check them: 12 words of 11 bits
	wordBits     = 11
)

// Phrase is a recovery phrase: 128 random bits as twelve Korean words
// (BIP-39), of which the last holds a checksum. It prints as "[phrase]" and
// must never be written to a file or a log.
type Phrase struct{ entropy [entropyBytes]byte }

// korean is the word list of BIP-39 (bip-0039/korean.txt), 2048 words in the
// order of their numbers. The list is in NFKD.
//
//go:embed korean.txt
var korean string

// vocabulary is the word list in NFC.
var vocabulary = sync.OnceValue(func() []string {
	return strings.Fields(norm.NFC.String(korean))
})

// numbers are the words' numbers, by their letters.
var numbers = sync.OnceValue(func() map[string]int {
	by := make(map[string]int, len(vocabulary()))
	for i, w := range vocabulary() {
		by[letters(w)] = i
	}
	return by
})

// finals gives each final consonant the letters that it is typed with: of loose
// and half-width letters nothing says which are finals.
var finals = func() *strings.Replacer {
	const first = '\u11a8'
	var pairs []string
	for i, typed := range strings.Fields("ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ") {
		pairs = append(pairs, string(first+rune(i)), norm.NFKD.String(typed))
	}
	return strings.NewReplacer(pairs...)
}()

// letters is a word as its letters one by one, the same for every way to write
// it: whole syllables, syllables taken apart as macOS does it, loose letters,
// half-width ones. No two words of the list have the same.
func letters(word string) string {
	return finals.Replace(norm.NFKD.String(strings.TrimFunc(word, isGap)))
}

// isGap says whether a sign is no part of a word: a space, a comma, a number.
func isGap(r rune) bool { return !unicode.IsLetter(r) }

// NewPhrase makes a random phrase.
func NewPhrase() Phrase {
	var p Phrase
	_, _ = rand.Read(p.entropy[:]) // never fails, see crypto/rand
	return p
}

// PhraseError says why words are no phrase.
type PhraseError struct {
	Rule string // "count", "word", "checksum"
	Word int    // of a "word": which one, from 1; of a "count": how many there were
}

// Error quotes no word.
func (e *PhraseError) Error() string {
	return fmt.Sprintf("no recovery phrase: %s %d", e.Rule, e.Word)
}

// ParsePhrase reads a phrase as a person types or pastes it: whatever is no
// letter parts the words, so numbers and commas between them do no harm, and
// however Unicode writes a syllable, it is the same. *PhraseError
// otherwise: a single wrong word is seen by the checksum in 15 cases of 16.
func ParsePhrase(text string) (Phrase, error) {
	words := strings.FieldsFunc(text, isGap)
	if len(words) != PhraseWords {
		return Phrase{}, &PhraseError{Rule: "count", Word: len(words)}
	}
	var bits bitString
	for i, w := range words {
		number, known := numbers()[letters(w)]
		if !known {
			return Phrase{}, &PhraseError{Rule: "word", Word: i + 1}
		}
		bits.set(i, number)
	}
	var p Phrase
	copy(p.entropy[:], bits[:])
	if p.bits() != bits {
		return Phrase{}, &PhraseError{Rule: "checksum"}
	}
	return p, nil
}

// KnownWord says whether a word is on the list, however it was typed.
func KnownWord(word string) bool {
	_, known := numbers()[letters(word)]
	return known
}

// SameWord says whether what somebody typed is a word of a phrase, however it
// was typed.
func SameWord(typed, word string) bool { return letters(typed) == letters(word) }

// Words are the twelve words in NFC, to be shown to a person.
func (p Phrase) Words() []string {
	bits, words := p.bits(), make([]string, PhraseWords)
	for i := range words {
		words[i] = vocabulary()[bits.get(i)]
	}
	return words
}

// Key derives a wrapping key of 32 bytes with HKDF-SHA-256. A slow derivation
// would add nothing: nobody can try 2^128 phrases at any speed, and a phrase is
// always made here, never by a person. salt is kept beside what is wrapped.
func (p Phrase) Key(salt []byte) []byte {
	key, err := hkdf.Key(sha256.New, p.entropy[:], salt, "keyindesk recovery phrase 1", 32)
	if err != nil { // 32 bytes are within every hash's limit
		panic(err)
	}
	return key
}

// Wipe overwrites the phrase.
func (p *Phrase) Wipe() { clear(p.entropy[:]) }

// Format hides the phrase under every verb.
func (p Phrase) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[phrase]")) }

// MarshalText refuses: a phrase is written nowhere.
func (p Phrase) MarshalText() ([]byte, error) {
	return nil, fmt.Errorf("a recovery phrase is not written anywhere")
}

// bits are the entropy and, behind it, the first 4 bits of its SHA-256.
func (p Phrase) bits() (b bitString) {
	copy(b[:], p.entropy[:])
	b[entropyBytes] = sha256.Sum256(p.entropy[:])[0] & 0xf0
	return b
}

// bitString is twelve numbers of 11 bits each, the first bit the highest.
type bitString [entropyBytes + 1]byte

func (b *bitString) get(i int) (number int) {
	for at := i * wordBits; at < (i+1)*wordBits; at++ {
		number = number<<1 | int(b[at/8]>>(7-at%8)&1)
	}
	return number
}

func (b *bitString) set(i, number int) {
	for at := (i+1)*wordBits - 1; at >= i*wordBits; at-- {
		b[at/8] |= byte(number&1) << (7 - at%8)
		number >>= 1
	}
}
