package index

import (
	"bytes"
	"hash/maphash"
	"sort"
	"strings"
)

// dictionary numbers distinct texts from 0 and finds them by a part. All of
// them lie in one piece, each ended by a line feed, so that looking through
// them is one run over memory.
type dictionary struct {
	text []byte
	ends []uint32 // behind the line feed of each
	// table finds a text's number: it is kept, plus one, at the first free place
	// from its hash on. Its length is a power of two.
	table []uint32
	seed  maphash.Seed
}

func newDictionary() dictionary {
	return dictionary{table: make([]uint32, 64), seed: maphash.MakeSeed()}
}

func (d *dictionary) len() int { return len(d.ends) }

// at is the text of a number.
func (d *dictionary) at(number int) []byte { return d.text[d.begin(number) : d.ends[number]-1] }

func (d *dictionary) begin(number int) uint32 {
	if number == 0 {
		return 0
	}
	return d.ends[number-1]
}

// number is the number of a text, and whether it is new. A line feed in it
// becomes a space: no word that is searched for has either.
func (d *dictionary) number(text string) (number int, isNew bool) {
	text = strings.ReplaceAll(text, "\n", " ")
	place := d.place(text)
	if n := d.table[place]; n != 0 {
		return int(n - 1), false
	}
	number = len(d.ends)
	d.text = append(d.text, text...)
	d.text = append(d.text, '\n')
	d.ends = append(d.ends, uint32(len(d.text)))
	d.table[place] = uint32(number + 1)
	if 4*len(d.ends) > 3*len(d.table) {
		d.grow()
	}
	return number, true
}

// find is the number of a text that is there; false if it is not.
func (d *dictionary) find(text string) (number int, ok bool) {
	n := d.table[d.place(text)]
	return int(n) - 1, n != 0
}

// place is where the number of a text stands in the table, or would stand.
func (d *dictionary) place(text string) int {
	last := len(d.table) - 1
	place := int(maphash.String(d.seed, text)) & last
	for d.table[place] != 0 && string(d.at(int(d.table[place]-1))) != text {
		place = (place + 1) & last
	}
	return place
}

func (d *dictionary) grow() {
	d.table = make([]uint32, 2*len(d.table))
	for number := range d.ends {
		place := int(maphash.Bytes(d.seed, d.at(number))) & (len(d.table) - 1)
		for d.table[place] != 0 {
			place = (place + 1) & (len(d.table) - 1)
		}
		d.table[place] = uint32(number + 1)
	}
}

// containing gives the numbers of the texts with part in them, ascending.
func (d *dictionary) containing(part []byte) (numbers []uint32) {
	for from, number := 0, 0; len(part) > 0; {
		hit := bytes.Index(d.text[from:], part)
		if hit < 0 {
			break
		}
		at := uint32(from + hit)
		for step := 0; step < 8 && d.ends[number] <= at; step++ { // near by, as a rule
			number++
		}
		if d.ends[number] <= at {
			rest := d.ends[number:]
			number += sort.Search(len(rest), func(i int) bool { return rest[i] > at })
		}
		numbers = append(numbers, uint32(number))
		if from = int(d.ends[number]); from >= len(d.text) {
			break
		}
		number++
	}
	return numbers
}
