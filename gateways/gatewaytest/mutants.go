package gatewaytest

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// Mutants makes bodies that are almost good. A fuzzer that turns bytes over
// seldom writes a reply that can be read at all; these can be, nearly all, and
// are wrong in what they say.
type Mutants struct {
	good   [][]member
	values []json.RawMessage // all that stand in the good ones, and some that never do
}

// NewMutants takes the bodies to begin with: a yes and a no of each kind.
func NewMutants(good ...string) *Mutants {
	m := &Mutants{}
	for _, value := range []string{`""`, `" "`, `"0000"`, `" 0000"`, `"0000 "`, `0`, `1`, `-1`, `1e3`, `1000.0`, `"1,000"`, `null`, `true`, `false`, `{}`, `[]`, `[{}]`,
		`"null"`, `"success"`, `"error"`, `"Y"`, `"\u0030000"`, `"9999"`, `"8521"`, `99999999999999999999`, `"𝟎𝟎𝟎𝟎"`, `"０"`, `"한글"`, `"\ud83d"`} {
		m.values = append(m.values, json.RawMessage(value))
	}
	for _, body := range good {
		members, array, err := membersOf(body)
		if err != nil || array {
			panic(fmt.Sprintf("not an object to begin with: %q", body))
		}
		m.good = append(m.good, members)
		for _, member := range members {
			m.values = append(m.values, member.raw)
		}
	}
	return m
}

// Each hands n mutants to try; the same seed makes the same ones. The fuzzer
// runs every input that it remembers before it begins, so that n should be small
// where a try takes long.
func (m *Mutants) Each(seed uint64, n int, try func(body string)) {
	dice := rand.New(rand.NewPCG(seed, 0))
	for range n {
		try(m.one(dice))
	}
}

func (m *Mutants) one(dice *rand.Rand) string {
	members := slices.Clone(m.good[dice.IntN(len(m.good))])
	for range dice.IntN(4) {
		if len(members) == 0 {
			break
		}
		at := dice.IntN(len(members))
		switch dice.IntN(8) {
		case 0, 1, 2:
			members[at].raw = m.values[dice.IntN(len(m.values))]
		case 3:
			members[at].raw = json.RawMessage(another(string(members[at].raw)))
		case 4:
			members = slices.Delete(members, at, at+1)
		case 5:
			members = slices.Insert(members, dice.IntN(len(members)+1), members[at]) // twice
		case 6:
			other := m.good[dice.IntN(len(m.good))]
			members = append(members, other[dice.IntN(len(other))])
		case 7:
			other := dice.IntN(len(members))
			members[at].raw, members[other].raw = members[other].raw, members[at].raw
		}
	}
	body := joined(members, false)
	switch dice.IntN(24) {
	case 0:
		body = body[:dice.IntN(len(body))]
	case 1:
		at := dice.IntN(len(body))
		body = body[:at] + string(rune(dice.IntN(256))) + body[at+1:]
	case 2:
		body = strings.Repeat(" ", dice.IntN(3)) + body + strings.Repeat("}", dice.IntN(2))
	}
	return body
}
