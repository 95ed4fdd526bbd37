package index

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestMembers holds them against lists of yes and no, while there are few and when
// they have become many, as they come and go.
func TestMembers(t *testing.T) {
	const size = 5 * blockRows
	random := rand.New(rand.NewPCG(8, 9))
	for round := range 20 {
		m, in := &members{}, make([]bool, size)
		every, turns := []int{3000, 40, 33, 25, 2}[round%5], round%5 == 2 // few of all at first, then many
		for i := range size {
			if turns && i > size/2 {
				every = 10
			}
			if random.IntN(every) == 0 {
				m.add(uint32(i))
				m.add(uint32(i)) // as where a text has a gram twice
				in[i] = true
			}
			if gone := random.IntN(i + 1); random.IntN(200) == 0 {
				m.remove(uint32(gone))
				in[gone] = false
			}
		}
		before := m.clone()
		checkMembers(t, before, in)
		was := slices.Clone(in)
		for i := range in {
			if in[i] && random.IntN(3) == 0 {
				m.remove(uint32(i))
				in[i] = false
			}
		}
		checkMembers(t, m, in)
		checkMembers(t, before, was) // it has a room of its own
		all, other := before.appendTo(nil), before.clone()
		before.remove(all[0])
		other.remove(all[len(all)-1])
		if before.equal(other) || m.equal(before) || !m.equal(m.clone()) {
			t.Error("equal to others, or not to the same")
		}
		if many := m.many != nil; many != (every < 30) {
			t.Errorf("one of %d is many: %v", every, many)
		}
		if t.Failed() {
			t.Fatalf("round %d", round)
		}
	}
}

// checkMembers looks at them in every way.
func checkMembers(t *testing.T, m *members, in []bool) {
	t.Helper()
	var want, some, both []uint32
	others, left := &set{}, slices.Clone(in)
	others.grow(len(in))
	for i, yes := range in {
		if yes {
			want = append(want, uint32(i))
		}
		if m.has(uint32(i)) != yes {
			t.Errorf("has %d: %v", i, !yes)
		}
		if i%3 == 0 {
			some = append(some, uint32(i))
			if yes {
				both = append(both, uint32(i))
			}
			others.add(uint32(i))
		}
		left[i] = i%3 == 0 && !yes
	}
	if got := m.appendTo([]uint32{7}); m.len != len(want) || !slices.Equal(append([]uint32{7}, want...), got) {
		t.Errorf("%d of %d in all, not %d", len(got)-1, m.len, len(want))
	}
	if got := m.among(some); !slices.Equal(both, got) {
		t.Errorf("%d among others, not %d", len(got), len(both))
	}
	m.takeFrom(others)
	checkSet(t, others, left, uint32(len(in)))
	m.addTo(others)
	for i, yes := range in {
		left[i] = left[i] || yes
	}
	checkSet(t, others, left, uint32(len(in)))
}
