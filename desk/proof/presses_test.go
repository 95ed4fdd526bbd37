package proof

import (
	"fmt"
	"strings"
)

// presses are what staff confirmed, as the children reported it before each
// press, and what they were told after it.
type presses struct {
	charges map[int64]int     // by amount, which tells a press from all others
	settles map[int64]int     // likewise
	cancels map[int64]int     // by the amount of the charge
	told    map[string]string // order number to state
}

func newPresses() *presses {
	return &presses{charges: map[int64]int{}, settles: map[int64]int{}, cancels: map[int64]int{}, told: map[string]string{}}
}

// add takes in what a child said, and returns in which phase it stopped.
func (p *presses) add(lines []string) (phase string) {
	phase = "starting"
	for _, line := range lines {
		var amount int64
		var number, state string
		switch {
		case line == "start":
			phase = "opening"
		case line == "open":
			phase = "between presses"
		case scan(line, "begin charge %d", &amount):
			p.charges[amount]++
			phase = "charging"
		case scan(line, "begin settle %d", &amount):
			p.settles[amount]++
			phase = "settling"
		case scan(line, "begin cancel %d", &amount):
			p.cancels[amount]++
			phase = "cancelling"
		case scan(line, "end %s %s", &number, &state):
			p.told[number] = state
			phase = "between presses"
		}
	}
	return phase
}

// count is how many presses were confirmed.
func (p *presses) count() int {
	sum := 0
	for _, n := range p.charges {
		sum += n
	}
	for _, n := range p.cancels {
		sum += n
	}
	return sum
}

// next is an amount that was never pressed.
func (p *presses) next() int64 {
	next := int64(1000)
	for amount := range p.charges {
		next = max(next, amount+1)
	}
	return next
}

func scan(line, form string, values ...any) bool {
	before, _, _ := strings.Cut(form, "%")
	if !strings.HasPrefix(line, before) {
		return false
	}
	n, err := fmt.Sscanf(line, form, values...)
	return err == nil && n == len(values)
}
