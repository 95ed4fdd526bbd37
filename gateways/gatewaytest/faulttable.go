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

// end is what a call makes of a fault.
type end struct {
	outcome gateways.Outcome
	fault   string
}

// table is what each call of a gateway makes of each fault.
type table struct {
	title string
	verbs []string

	mu   sync.Mutex
	rows []*row
}

// row is one fault: how often each verb ended how.
type row struct {
	name string
	ends map[string]map[end]int
}

func newTable(title string, verbs []Verb) *table {
	tb := &table{title: title}
	for _, v := range verbs {
		tb.verbs = append(tb.verbs, v.Name)
	}
	return tb
}

// row is the one of that name, which stands where it was asked for first.
func (tb *table) row(name string) *row {
	for _, r := range tb.rows {
		if r.name == name {
			return r
		}
	}
	r := &row{name: name, ends: map[string]map[end]int{}}
	tb.rows = append(tb.rows, r)
	return r
}

func (tb *table) add(r *row, v Verb, e end) {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	if r.ends[v.Name] == nil {
		r.ends[v.Name] = map[end]int{}
	}
	r.ends[v.Name][e]++
}

// run plays one fault in a test of its own, beside the others.
func (tb *table) run(t *testing.T, v Verb, f fault) {
	r := tb.row(f.name)
	t.Run(f.name, func(t *testing.T) {
		t.Parallel()
		var change []func(*x509.Certificate)
		if f.certificate != nil {
			change = append(change, f.certificate)
		}
		tb.add(r, v, play(t, newHostile(t, change...), v, f))
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
	r := tb.row(w.name)
	t.Run(w.name, func(t *testing.T) {
		t.Parallel()
		server := newHostile(t)
		for n, last := 0, w.bytes(t, server); n < last; n += stride {
			f := w.at(n)
			f.name = fmt.Sprintf("%s, %d", w.name, n)
			tb.add(r, v, play(t, server, v, f))
			if t.Failed() {
				break // the next ones would fail likewise
			}
		}
	})
}

// String prints one fault a line. Verbs are named where not all end alike; a
// number is how many places of a line, each byte being one, it was tried at.
func (tb *table) String() string {
	var out strings.Builder
	lines := tabwriter.NewWriter(&out, 0, 0, 1, ' ', tabwriter.Debug)
	all := &row{name: "calls in all", ends: map[string]map[end]int{}}
	for _, r := range tb.rows {
		fmt.Fprintf(lines, "%s\t %s\n", r.name, r.cell(tb.verbs))
		for verb, ends := range r.ends {
			for e, n := range ends {
				if all.ends[verb] == nil {
					all.ends[verb] = map[end]int{}
				}
				all.ends[verb][end{outcome: e.outcome}] += n
			}
		}
	}
	fmt.Fprintf(lines, "%s\t %s\n", all.name, all.cell(tb.verbs))
	lines.Flush()
	return fmt.Sprintf("%s: %s\n%s", tb.title, strings.Join(tb.verbs, ", "), &out)
}

// cell says how a row ends: "unknown cut" where each verb was tried once.
func (r *row) cell(verbs []string) string {
	type part struct {
		verbs, faults []string
		calls         int
	}
	parts := map[gateways.Outcome]*part{}
	for _, verb := range verbs {
		for e, n := range r.ends[verb] {
			p := parts[e.outcome]
			if p == nil {
				p = &part{}
				parts[e.outcome] = p
			}
			p.calls += n
			for list, one := range map[*[]string]string{&p.verbs: verb, &p.faults: e.fault} {
				if one != "" && !slices.Contains(*list, one) {
					*list = append(*list, one)
				}
			}
		}
	}
	var told []string
	for _, outcome := range []gateways.Outcome{gateways.NotSent, gateways.Unknown, gateways.Declined, gateways.Approved} {
		p := parts[outcome]
		if p == nil {
			continue
		}
		text := outcome.String()
		slices.SortFunc(p.faults, cmp.Compare[string])
		if p.calls > len(p.verbs) {
			text = fmt.Sprintf("%dx %s", p.calls, text)
		}
		if len(p.faults) > 0 {
			text += " " + strings.Join(p.faults, "/")
		}
		if len(p.verbs) < len(verbs) {
			text = strings.Join(p.verbs, ", ") + ": " + text
		}
		told = append(told, text)
	}
	return strings.Join(told, "; ")
}
