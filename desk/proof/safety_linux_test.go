package proof

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"keyindesk/desk"
	"keyindesk/gateways"
	"keyindesk/gateways/payup"
	"keyindesk/gateways/practice"
	"keyindesk/store"
)

// TestCostOfSafety holds a whole charge, from the press to the recorded outcome,
// against what no durable program can be without: one page written and put to
// the same disk, and against its own bytes, appended in two halves and synced
// without a database. All are done in turn, in the folder of BENCH, which has to be
// on a real disk.
func TestCostOfSafety(t *testing.T) {
	const rounds, times = 9, 60
	folder := benchFolder(t)
	page := newPage(t, folder)
	var charges, pages, ratios, intents, calls, outcomes, bytes, bare []float64
	var c *timed
	for round := range rounds {
		// Each begins anew: of the few cards, no real one would be charged as often.
		c = openTimed(t, filepath.Join(folder, fmt.Sprint(round)))
		for range 5 {
			c.charge(t)
		}
		var charged, paged, appended []float64
		log := newPage(t, folder)
		for range times {
			before := c.logBytes(t)
			took := c.charge(t)
			charged, paged = append(charged, took), append(paged, page.write(t))
			if grown := c.logBytes(t) - before; grown > 0 { // it begins anew at times
				bytes, appended = append(bytes, float64(grown)), append(appended, log.grow(t, grown))
			}
			intents, outcomes = append(intents, c.book.intent), append(outcomes, c.book.outcome)
			calls = append(calls, took-c.book.intent-c.book.outcome)
		}
		charges, pages = append(charges, middle(charged)), append(pages, middle(paged))
		ratios, bare = append(ratios, middle(charged)/middle(paged)), append(bare, middle(appended)/middle(paged))
	}
	fmt.Printf("The cost of safety: a whole charge beside one page written and put to disk, in milliseconds\n\n")
	fmt.Printf("%-38s %7.3f\n", "a page, written and synced", middle(pages))
	fmt.Printf("%-38s %7.3f   x %.2f (rounds: %.2f to %.2f; wanted: 6 or less)\n",
		"a charge", middle(charges), middle(ratios), slices.Min(ratios), slices.Max(ratios))
	fmt.Printf("%-38s %7.3f\n%-38s %7.3f\n%-38s %7.3f\n", "  intent", middle(intents), "  checks, gateway, log", middle(calls), "  outcome", middle(outcomes))
	fmt.Printf("%-38s %15s x %.2f\n", fmt.Sprintf("its %.0f bytes, appended, synced twice", middle(bytes)), "", middle(bare))
	if why := noTracing(); why != "" {
		fmt.Println("syncs of a charge: not counted:", why)
	} else {
		fmt.Printf("%-38s %7.2f\n", "syncs of a charge", syncsOf(t, c, times))
	}
	fmt.Println()
}

// benchFolder is a new folder in that of BENCH.
func benchFolder(t *testing.T) string {
	t.Helper()
	keep := os.Getenv("BENCH")
	if keep == "" {
		t.Skip("BENCH names no folder on a real disk")
	}
	if err := os.MkdirAll(keep, 0o700); err != nil {
		t.Fatal(err)
	}
	folder, err := os.MkdirTemp(keep, "safety-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	return folder
}

// timed is a desk whose history says how long it took to write.
type timed struct {
	*desk.Desk
	book      *timedBook
	dir       string
	amountKRW int64
}

// logBytes is how long SQLite's write-ahead log is.
func (c *timed) logBytes(t *testing.T) int64 {
	t.Helper()
	info, err := os.Stat(filepath.Join(c.dir, "history.db-wal"))
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// timedBook notes how long the newest intent and the newest outcome took to be
// written, in milliseconds.
type timedBook struct {
	desk.Book
	intent, outcome float64
}

func openTimed(t *testing.T, dir string) *timed {
	t.Helper()
	history, err := openHistory(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	twin := practice.NewPayup(practice.PayupConfig{})
	merchant, key := twin.Credentials()
	client, err := payup.New(payup.Config{
		Environment: gateways.Practice, MerchantID: merchant, CertKey: key,
		Exchange: gateways.NewExchange(gateways.Options{Dial: twin.Dial}),
	})
	if err != nil {
		t.Fatal(err)
	}
	c := &timed{book: &timedBook{Book: history}, dir: dir, amountKRW: 1000}
	c.Desk = desk.New(desk.Config{Book: c.book, Environment: desk.Practice, KeyIn: client, FingerprintKey: []byte("a card key of a test")})
	t.Cleanup(func() {
		c.Desk.Close()
		_ = twin.Close()
		if err := history.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

func (b *timedBook) Prepare(ctx context.Context, in store.Intent) (store.Operation, error) {
	begun := time.Now()
	defer func() { b.intent = millis(begun) }()
	return b.Book.Prepare(ctx, in)
}

func (b *timedBook) Finish(ctx context.Context, id int64, a store.Answer) (store.Operation, error) {
	begun := time.Now()
	defer func() { b.outcome = millis(begun) }()
	return b.Book.Finish(ctx, id, a)
}

// charge is one press, with an amount of its own; it returns the milliseconds.
func (c *timed) charge(t *testing.T) float64 {
	t.Helper()
	c.amountKRW += 10
	press, err := c.ReadBack(context.Background(), order(c.amountKRW), "김점원")
	if err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	op, err := press.Charge(context.Background(), false)
	took := millis(begun)
	if err != nil || op.State != desk.Approved {
		t.Fatal(op.State, err)
	}
	return took
}

// page is a file that has one page written over again and again, or that grows.
type page struct{ file *os.File }

// grow appends in two halves, syncs each as SQLite does, and returns the
// milliseconds.
func (p page) grow(t *testing.T, bytes int64) float64 {
	t.Helper()
	half := make([]byte, bytes/2)
	begun := time.Now()
	for range 2 {
		_, err := p.file.Write(half)
		if err == nil {
			err = p.file.Sync()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return millis(begun)
}

func newPage(t *testing.T, folder string) page {
	t.Helper()
	f, err := os.CreateTemp(folder, "page-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return page{f}
}

func (p page) write(t *testing.T) float64 {
	t.Helper()
	content := make([]byte, 4096)
	begun := time.Now()
	_, err := p.file.WriteAt(content, 0)
	if err == nil {
		err = unix.Fdatasync(int(p.file.Fd()))
	}
	if err != nil {
		t.Fatal(err)
	}
	return millis(begun)
}

// syncsOf counts how often a charge waits for the disk.
func syncsOf(t *testing.T, c *timed, times int) float64 {
	t.Helper()
	output := filepath.Join(t.TempDir(), "syncs")
	tracer := exec.Command("strace", "-f", "-o", output, "-e", "trace=fsync,fdatasync,sync_file_range", "-p", fmt.Sprint(os.Getpid()))
	said, err := tracer.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := tracer.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := said.Read(make([]byte, 1)); err != nil { // it says that it has attached
		t.Fatal(err)
	}
	for range times {
		c.charge(t)
	}
	_ = tracer.Process.Signal(os.Interrupt)
	_ = tracer.Wait() // it ends by the signal
	lines, err := os.ReadFile(output)
	if err != nil {
		t.Fatal(err)
	}
	return float64(strings.Count(string(lines), "sync(")) / float64(times)
}

func millis(since time.Time) float64 { return float64(time.Since(since).Microseconds()) / 1000 }

func middle(of []float64) float64 { return slices.Sorted(slices.Values(of))[len(of)/2] }
