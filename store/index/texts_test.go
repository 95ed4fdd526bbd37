package index

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// letters are alike in part: syllables with the same consonant, the consonant
// alone, one that ends syllables only, a vowel, and what is no Hangul.
var letters = []rune("가각나난다까ㄱㄴㄲㄳㅏab1 ")

func someLetters(random *rand.Rand, most int) string {
	text := make([]rune, 1+random.IntN(most))
	for i := range text {
		text[i] = letters[random.IntN(len(letters))]
	}
	return string(text)
}

// TestMatching holds what the grams lead to against a look at every text, while
// there are few texts and when letters are in many.
func TestMatching(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	all := newTexts()
	for round := range 4 {
		for range []int{5, 60, 900, 4000}[round] {
			all.numberOf(someLetters(random, 8))
		}
		for range 400 {
			word := Word{Text: strings.ReplaceAll(someLetters(random, 4), " ", "")} // as strings.Fields leaves it
			word.letters = []rune(word.Text)
			if word.Text == "" {
				continue
			}
			var want []uint32
			for number := range all.len() {
				if text := []rune(string(all.at(number))); slices.ContainsFunc(starts(text), func(from []rune) bool { return beginsLike(string(from), word.Text) }) {
					want = append(want, uint32(number))
				}
			}
			if got := all.matching(nil, word); !slices.Equal(want, got) {
				t.Fatalf("%q is in %d of %d texts, not %d", word.Text, len(got), all.len(), len(want))
			}
			for _, number := range want {
				if !word.In(all.at(int(number))) {
					t.Fatalf("%q is not in %q", word.Text, all.at(int(number)))
				}
			}
		}
	}
	if all.grams[one('ㄱ')].many == nil {
		t.Error("no letter is in many texts")
	}
}

// starts are the ends of a text from each of its letters on.
func starts(text []rune) (all [][]rune) {
	for i := range text {
		all = append(all, text[i:])
	}
	return all
}

// TestPostings holds them against a list, while rows come, move and are sorted
// in.
func TestPostings(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	var p postings
	var values []int
	value := func() int { // two that many rows have, many that few have, none
		return []int{0, 1, 2 + random.IntN(300), none}[random.IntN(4)]
	}
	for round := range 60 {
		for range random.IntN(600) {
			values = append(values, value())
			p.add(values[len(values)-1])
		}
		for range random.IntN(8) {
			row, to := random.IntN(len(values)), value()
			values[row] = to
			p.set(uint32(row), to)
		}
		if round%15 == 14 {
			p.settle(true)
		}
		asked := []uint32{uint32(random.IntN(2)), uint32(2 + random.IntN(300)), uint32(2 + random.IntN(300))}[random.IntN(2):]
		got, want := &set{}, make([]bool, len(values))
		got.grow(len(values))
		for range 5 { // what is in it for another reason stays
			row := random.IntN(len(values))
			got.add(uint32(row))
			want[row] = true
		}
		for row, v := range values {
			want[row] = want[row] || v != none && slices.Contains(asked, uint32(v))
		}
		p.mark(got, asked...)
		checkSet(t, got, want, uint32(len(values)))
		if t.Failed() {
			t.Fatalf("round %d, values %v", round, asked)
		}
	}
}
