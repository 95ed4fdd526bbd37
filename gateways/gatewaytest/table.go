package gatewaytest

import (
	"fmt"
	"strings"
	"testing"
	"text/tabwriter"
)

// Column is how one gateway kept the rules.
type Column struct {
	Name  string
	Cells []*cell
}

// cell is how one rule ended.
type cell struct {
	rule         string
	kept, broken int // calls, or the one check of the rule
}

// take counts a test that is over. One that was skipped counts for nothing.
func (c *cell) take(t *testing.T) {
	switch {
	case t.Failed():
		c.broken++
	case !t.Skipped():
		c.kept++
	}
}

func (c *cell) String() string {
	switch {
	case c.broken > 0:
		return "BROKEN"
	case c.kept > 0:
		return "ok"
	}
	return "—"
}

func (c Column) of(r rule) string {
	for _, cell := range c.Cells {
		if cell.rule == r.name {
			return cell.String()
		}
	}
	return "not run"
}

// Table prints the columns side by side, one rule a line: ok, BROKEN, or — where
// the rule does not apply.
func Table(columns ...Column) string {
	var out strings.Builder
	lines := tabwriter.NewWriter(&out, 0, 0, 1, ' ', tabwriter.Debug)
	fmt.Fprint(lines, "case")
	for _, c := range columns {
		fmt.Fprint(lines, "\t ", c.Name)
	}
	fmt.Fprintln(lines)
	for _, r := range rules {
		fmt.Fprint(lines, strings.ReplaceAll(r.name, "_", " "))
		for _, c := range columns {
			fmt.Fprint(lines, "\t ", c.of(r))
		}
		fmt.Fprintln(lines)
	}
	_ = lines.Flush()
	return out.String()
}
