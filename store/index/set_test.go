package index

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestSet holds sets against lists of yes and no.
func TestSet(t *testing.T) {
	const size = 3*blockRows - 100
	random := rand.New(rand.NewPCG(1, 2))
	var spare sets
	for round := range 60 {
		s, other := spare.take(size), spare.take(size)
		in, inOther := make([]bool, size), make([]bool, size)
		few := 1 + random.IntN(size/(1+round%7*1000)+3)
		for range few {
			i, j, gone := random.IntN(size), random.IntN(size), random.IntN(size)
			s.add(uint32(i))
			other.add(uint32(j))
			in[i], inOther[j] = true, true
			if i%2 == 0 {
				other.add(uint32(i))
				inOther[i] = true
			}
			s.remove(uint32(gone))
			in[gone] = false
		}
		switch n := random.IntN(3); round % 4 {
		case 0:
			s.addAll(other)
			for i := range in {
				in[i] = in[i] || inOther[i]
			}
		case 1:
			s.keep(other)
			for i := range in {
				in[i] = in[i] && inOther[i]
			}
		case 2:
			s.removeAll(other)
			for i := range in {
				in[i] = in[i] && !inOther[i]
			}
		default:
			s.clearBlock(n)
			clear(in[n*blockRows : min(size, (n+1)*blockRows)])
		}
		checkSet(t, s, in, uint32(random.IntN(size)))
		spare.giveBack(s)
		spare.giveBack(other)
		for _, empty := range spare {
			checkSet(t, empty, make([]bool, size), size)
			if slices.Max(empty.some) != 0 {
				t.Error("an empty set takes as long as a full one")
			}
		}
		if t.Failed() {
			t.Fatalf("round %d", round)
		}
	}
}

// checkSet looks at a set in every way.
func checkSet(t *testing.T, s *set, in []bool, from uint32) {
	t.Helper()
	var want, got, down []uint32
	for i, yes := range in {
		if yes {
			want = append(want, uint32(i))
		}
		if s.has(uint32(i)) != yes {
			t.Errorf("has %d: %v", i, !yes)
		}
	}
	s.each(func(i uint32) { got = append(got, i) })
	if !slices.Equal(want, got) {
		t.Errorf("%d in all, not %d", len(got), len(want))
	}
	s.down(from, func(i uint32) bool { down = append(down, i); return len(down) < 100 })
	below, _ := slices.BinarySearch(want, from)
	want = want[max(0, below-100):below]
	slices.Reverse(want)
	if !slices.Equal(want, down) {
		t.Errorf("below %d: %d, not %d", from, len(down), len(want))
	}
}
