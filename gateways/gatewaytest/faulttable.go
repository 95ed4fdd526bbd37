package gatewaytest

import (
	"cmp"
	"crypto/x509"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"

	"keyindesk/gateways"
)

// row is one line of the printed table.
type row struct {
	order   int
	name    string
	outcome gateways.Outcome
	fault   string
	seen    int64
	written bool
}

type table struct {
	mu   sync.Mutex
	rows []row
	next int
}

// run plays one fault in a test of its own, beside the others.
func (tb *table) run(t *testing.T, v Verb, f fault) {
	tb.next++
	order := tb.next * 1000
	t.Run(f.name, func(t *testing.T) {
		t.Parallel()
		var change []func(*x509.Certificate)
		if f.certificate != nil {
			change = append(change, f.certificate)
		}
		got := play(t, newHostile(t, change...), v, f)
		got.order, got.name = order, f.name
		tb.add(got)
	})
}

// sweep plays one fault at every byte, against one server.
type sweep struct {
	name string
	// bytes finds out how many there are.
	bytes func(t *testing.T, s *hostile) int
	at    func(n int) fault
}

func (tb *table) sweep(t *testing.T, v Verb, w sweep) {
	tb.next++
	order := tb.next * 1000
	t.Run(w.name, func(t *testing.T) {
		t.Parallel()
		server := newHostile(t)
		var first, last row
		from := 0
		total := w.bytes(t, server)
		for n := range total {
			got := play(t, server, v, w.at(n))
			if n == 0 || got != last {
				if n > 0 {
					tb.addRange(first, w.name, order+from, from, n-1)
				}
				first, from = got, n
			}
			last = got
		}
		tb.addRange(first, w.name, order+from, from, total-1)
	})
}

func (tb *table) addRange(r row, name string, order, from, to int) {
	r.order, r.name = order, fmt.Sprintf("%s %d-%d", name, from, to)
	tb.add(r)
}

func (tb *table) add(r row) {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	tb.rows = append(tb.rows, r)
}

func (tb *table) String() string {
	slices.SortFunc(tb.rows, func(a, b row) int { return cmp.Compare(a.order, b.order) })
	var out strings.Builder
	columns := tabwriter.NewWriter(&out, 0, 0, 1, ' ', tabwriter.Debug)
	fmt.Fprintln(columns, "fault\t outcome\t because\t requests seen\t written")
	for _, r := range tb.rows {
		fmt.Fprintf(columns, "%s\t %s\t %s\t %d\t %v\n", r.name, r.outcome, r.fault, r.seen, r.written)
	}
	columns.Flush()
	return out.String()
}
