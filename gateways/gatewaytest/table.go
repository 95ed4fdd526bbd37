package gatewaytest

import (
	"fmt"
	"slices"
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
	why          string
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

// String is fmt.Stringer's.
func (c *cell) String() string {
	switch {
	case c.broken > 0:
		return fmt.Sprintf("BROKEN %d of %d", c.broken, c.broken+c.kept)
	case c.kept > 0:
		return fmt.Sprintf("ok %d", c.kept)
	}
	return "—"
}

func (c Column) of(r rule) *cell {
	for _, cell := range c.Cells {
		if cell.rule == r.name {
			return cell
		}
	}
	return nil
}

// Table prints the columns side by side, one rule a line: ok with the number of
// calls that keep it, BROKEN, or — where the rule does not apply, and why.
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
		var why []string
		for _, c := range columns {
			cell := c.of(r)
			if cell == nil {
				fmt.Fprint(lines, "\t not run")
				continue
			}
			fmt.Fprint(lines, "\t ", cell)
			if cell.kept+cell.broken == 0 && !slices.Contains(why, cell.why) {
				why = append(why, cell.why)
			}
		}
		fmt.Fprintln(lines, "\t", strings.Join(why, ", "))
	}
	_ = lines.Flush()
	return out.String()
}
