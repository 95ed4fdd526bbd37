package store

import (
	"encoding/json"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"testing"
	"time"
)

// Histories of two sizes answer in turn, each in a process of its own: so the
// machine's mood is the same for both, and the memory of one is no matter of the
// other.
const (
	young, old = 10_000, 1_000_000
	rounds     = 15
	times      = 200 // answers in a round
)

// task is one round of a query, by its place in keystrokes.
type task struct {
	Query int `json:"query"`
	Limit int `json:"limit"` // rows shown at most; 0 for as many as the screen shows
}

// timed is what a round took.
type timed struct {
	Found      float64     `json:"found"` // rows in all, on average
	Shown      float64     `json:"shown"`
	P50        float64     `json:"p50_micros"`
	P99        float64     `json:"p99_micros"`
	Statements []statement `json:"statements"` // what some of the answers asked the file
}

// measured is one query, for store/bench.
type measured struct {
	Query      string      `json:"query"`
	Young      []timed     `json:"young"` // by round
	Old        []timed     `json:"old"`
	SameRows   []timed     `json:"same_rows"` // the old one, showing no more rows than the young
	Statements []statement `json:"statements"`
}

// TestBenchKeystrokes measures every query behind a keystroke at two sizes and
// leaves it in the folder of BENCH for store/bench, which prints it beside the C
// library.
func TestBenchKeystrokes(t *testing.T) {
	folder := os.Getenv("BENCH")
	if folder == "" {
		t.Skip("BENCH names no folder for a million operations")
	}
	o := decade(t, old)
	report := struct {
		File     string     `json:"file"` // the old one's
		Measured []measured `json:"measured"`
		Reads    []measured `json:"reads"`
	}{File: filepath.Join(o.Dir, databaseName)}
	ofYoung, ofOld := typist(t, young), typist(t, old)
	for i, k := range keystrokes {
		m := measured{Query: k.name}
		for range rounds {
			few := ofYoung(task{Query: i})
			many := ofOld(task{Query: i})
			same := many
			if rows := max(1, int(few.Shown+0.5)); rows < int(many.Shown+0.5) {
				same = ofOld(task{Query: i, Limit: rows})
			}
			m.Young, m.Old, m.SameRows = append(m.Young, few), append(m.Old, many), append(m.SameRows, same)
		}
		m.Statements = m.Old[0].Statements
		report.Measured = append(report.Measured, m)
	}
	s := openTest(t, o)
	report.Reads = reads(t, newSample(t, s))
	text, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(folder, "keystrokes.json"), text)
}

// typist is somebody in a process of their own who types and filters in a
// history of so many operations.
func typist(t *testing.T, size int) (do func(task) timed) {
	t.Helper()
	program := exec.Command(os.Args[0], "-test.run=^TestTypist$")
	program.Env = append(os.Environ(), "TYPIST="+strconv.Itoa(size))
	program.Stderr = os.Stderr
	in, err := program.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := program.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		_, _ = io.Copy(io.Discard, out)
		if err := program.Wait(); err != nil {
			t.Error(err)
		}
	})
	tasks, answers := json.NewEncoder(in), json.NewDecoder(out)
	return func(what task) (done timed) {
		if err := tasks.Encode(what); err != nil {
			t.Fatal(err)
		}
		if err := answers.Decode(&done); err != nil {
			t.Fatal(err)
		}
		return done
	}
}

// TestTypist is typist's process.
func TestTypist(t *testing.T) {
	size, err := strconv.Atoi(os.Getenv("TYPIST"))
	if err != nil {
		t.Skip("the child of TestBenchKeystrokes")
	}
	// As in the program: a window has so much in memory that the collector comes
	// seldom, and more often beside a large history, see desk.
	window := make([]byte, 64<<20)
	defer runtime.KeepAlive(window)
	if size == old {
		debug.SetGCPercent(15)
	}
	s := openTest(t, decade(t, size))
	if err := s.WarmSearch(ctx); err != nil {
		t.Fatal(err)
	}
	if err := s.Checked(ctx); err != nil { // the look over the file takes a processor after a start
		t.Fatal(err)
	}
	all := newSample(t, s)
	randoms := map[task]*rand.Rand{}
	tasks, answers := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	for {
		var what task
		if err := tasks.Decode(&what); err == io.EOF {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		if randoms[what] == nil {
			randoms[what] = rand.New(rand.NewPCG(5, 6))
		}
		if err := answers.Encode(what.do(t, s, all, randoms[what])); err != nil {
			t.Fatal(err)
		}
	}
}

// do is one round. The first answers are not counted: the other process was at
// work just before.
func (what task) do(tb testing.TB, s *Store, all *sample, random *rand.Rand) (round timed) {
	tb.Helper()
	const unmeasured, kept = 20, 5
	var took []float64
	for n := range unmeasured + times {
		q := keystrokes[what.Query].next(random, all)
		if what.Limit != 0 {
			q.Limit = what.Limit
		}
		s.search.last = nil // nobody asked it just before
		d, found, ids := answer(tb, s, q)
		if n < unmeasured {
			continue
		}
		took = append(took, float64(d.Nanoseconds())/1000)
		round.Found += float64(found) / times
		round.Shown += float64(len(ids)) / times
		if len(ids) > 0 && len(round.Statements) < kept {
			round.Statements = append(round.Statements, pageStatement(tb, ids))
		}
	}
	slices.Sort(took)
	round.P50, round.P99 = took[times/2], took[times*99/100]
	return round
}

// answer asks as the screen does after a key: the first rows and the totals. It
// returns how many rows there are and the ids that were shown.
func answer(tb testing.TB, s *Store, q Query) (took time.Duration, rows int, ids []int64) {
	tb.Helper()
	if q.Limit == 0 {
		q.Limit = FirstRows
	}
	begun := time.Now()
	page, err := s.History(ctx, q)
	if err != nil {
		tb.Fatal(err)
	}
	totals, err := s.Totals(ctx, q)
	if err != nil {
		tb.Fatal(err)
	}
	took = time.Since(begun)
	for _, o := range page.Operations {
		ids = append(ids, o.ID)
	}
	return took, totals.Rows, ids
}
