// Command bench prints what store's TestBenchKeystrokes measured, one line a
// query, and beside it how long the same SQL takes through the C library. It is
// a module of its own because that library needs a C compiler, which nothing
// else in the store does.
package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	_ "github.com/mattn/go-sqlite3"
	_ "modernc.org/sqlite"
)

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// report is what TestBenchKeystrokes left.
type report struct {
	File     string     `json:"file"`
	Measured []measured `json:"measured"`
	Reads    []measured `json:"reads"`
}

type measured struct {
	Query      string      `json:"query"`
	Young      rounds      `json:"young"`
	Old        rounds      `json:"old"`
	SameRows   rounds      `json:"same_rows"`
	Statements []statement `json:"statements"`
}

type statement struct {
	SQL  string `json:"sql"`
	Args []any  `json:"args"`
}

// rounds are what the rounds of a query took.
type rounds []struct {
	Found float64 `json:"found"`
	Shown float64 `json:"shown"`
	P50   float64 `json:"p50_micros"`
	P99   float64 `json:"p99_micros"`
}

func (r rounds) found() float64 { return r.median(func(i int) float64 { return r[i].Found }) }
func (r rounds) shown() float64 { return r.median(func(i int) float64 { return r[i].Shown }) }
func (r rounds) p50() float64   { return r.median(func(i int) float64 { return r[i].P50 / 1000 }) }
func (r rounds) p99() float64   { return r.median(func(i int) float64 { return r[i].P99 / 1000 }) }

// growth is what became of each round's p50 and p99, as it is in the middle.
func (r rounds) growth(was rounds) (p50, p99 float64) {
	return r.median(func(i int) float64 { return r[i].P50 / was[i].P50 }), r.median(func(i int) float64 { return r[i].P99 / was[i].P99 })
}

func (r rounds) median(of func(i int) float64) float64 {
	all := make([]float64, len(r))
	for i := range r {
		all[i] = of(i)
	}
	return median(all)
}

func run(folder string) error {
	text, err := os.ReadFile(filepath.Join(folder, "keystrokes.json"))
	if err != nil {
		return err
	}
	var r report
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.UseNumber()
	if err := decoder.Decode(&r); err != nil {
		return err
	}
	both, err := openBoth(r.File)
	if err != nil {
		return err
	}
	defer both.close()

	fmt.Printf("Every query behind a keystroke: the first rows and the totals, in milliseconds\n\n")
	fmt.Printf("%-28s %15s %11s  %12s  %12s  %11s  %5s  %6s\n", "", "rows found", "rows shown", "10,000", "1,000,000", "growth", "same", "SQL to")
	fmt.Printf("%-28s %7s %7s %5s %5s  %6s %5s  %6s %5s  %5s %5s  %5s  %6s\n",
		"query", "10k", "1m", "10k", "1m", "p50", "p99", "p50", "p99", "p50", "p99", "rows", "C's")
	for _, m := range r.Measured {
		ratio, err := both.ratio(m.Statements)
		if err != nil {
			return fmt.Errorf("%s: %w", m.Query, err)
		}
		p50, p99 := m.Old.growth(m.Young)
		_, same := m.SameRows.growth(m.Young)
		fmt.Printf("%-28s %7.0f %7.0f %5.1f %5.1f  %6.2f %5.2f  %6.2f %5.2f  %5.2f %5.2f  %5.2f  %s\n", m.Query,
			m.Young.found(), m.Old.found(), m.Young.shown(), m.Old.shown(),
			m.Young.p50(), m.Young.p99(), m.Old.p50(), m.Old.p99(), p50, p99, same, ratio)
	}
	fmt.Printf("\n\"same rows\": the growth of p99 where the large history shows no more rows than the small one\n")
	fmt.Printf("\nOther reads of a million operations, SQL to the C library's time\n\n")
	for _, m := range r.Reads {
		ratio, err := both.ratio(m.Statements)
		if err != nil {
			return fmt.Errorf("%s: %w", m.Query, err)
		}
		fmt.Printf("%-28s %s\n", m.Query, ratio)
	}
	return nil
}

func median(of []float64) float64 {
	if len(of) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(of))
	return sorted[len(sorted)/2]
}

// pair is the same file open through both libraries, with the settings of the
// store's readers.
type pair struct{ ours, c *sql.DB }

func openBoth(path string) (*pair, error) {
	name := (&url.URL{Scheme: "file", Path: path, RawQuery: "mode=ro"}).String()
	var p pair
	for driver, db := range map[string]**sql.DB{"sqlite": &p.ours, "sqlite3": &p.c} {
		opened, err := sql.Open(driver, name)
		if err != nil {
			return nil, err
		}
		opened.SetMaxOpenConns(1)
		for _, pragma := range []string{`PRAGMA query_only = 1`, `PRAGMA cell_size_check = 1`, `PRAGMA cache_size = -8000`} {
			if _, err := opened.Exec(pragma); err != nil {
				return nil, err
			}
		}
		*db = opened
	}
	return &p, nil
}

func (p *pair) close() {
	_ = p.ours.Close()
	_ = p.c.Close()
}

// ratio asks both in turn, many times, and compares the medians. "" where the
// query asks the file for nothing.
func (p *pair) ratio(statements []statement) (string, error) {
	if len(statements) == 0 {
		return "     -", nil
	}
	var ours, c []float64
	for range max(3, 60/len(statements)) {
		for _, s := range statements {
			for _, side := range []struct {
				db   *sql.DB
				took *[]float64
			}{{p.ours, &ours}, {p.c, &c}} {
				begun := time.Now()
				if err := readAll(side.db, s); err != nil {
					return "", err
				}
				*side.took = append(*side.took, float64(time.Since(begun).Nanoseconds()))
			}
		}
	}
	return fmt.Sprintf("%6.2f", median(ours)/median(c)), nil
}

// readAll reads every column of every row.
func readAll(db *sql.DB, s statement) error {
	args := make([]any, len(s.Args))
	for i, a := range s.Args {
		args[i] = a
		if n, ok := a.(json.Number); ok {
			id, err := n.Int64()
			if err != nil {
				return err
			}
			args[i] = id
		}
	}
	rows, err := db.QueryContext(context.Background(), s.SQL, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values, places := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		places[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			return err
		}
	}
	return rows.Err()
}
