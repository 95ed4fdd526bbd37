package proof

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
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
// the same disk. Both are done in turn, in the folder of BENCH, which has to be on
// a real disk. What a charge writes, in two halves and each synced, without a
// database, stands beside them; and both again where every sync takes longer, as
// on the disk of a small PC, because a charge is two syncs and some computing.
func TestCostOfSafety(t *testing.T) {
	const rounds, times = 9, 60
	folder := benchFolder(t)
	page := newPage(t, folder)
	s := compare(t, folder, page, rounds, times)
	fmt.Printf("The cost of safety: a whole charge beside one page written and put to disk, in milliseconds\n\n")
	fmt.Printf("%-38s %7.3f\n", "a page, written and synced", middle(s.pages))
	fmt.Printf("%-38s %7.3f   x %.2f (rounds: %.2f to %.2f; wanted: 6 or less)\n",
		"a charge", middle(s.charges), middle(s.ratios), slices.Min(s.ratios), slices.Max(s.ratios))
	fmt.Printf("%-38s %7.3f\n%-38s %7.3f\n%-38s %7.3f\n", "  intent", middle(s.intents), "  checks, gateway, log", middle(s.calls), "  outcome", middle(s.outcomes))
	fmt.Printf("%-38s %7s   x %.2f\n", "all of them, with the log's clearing", "", middle(s.days))
	if why := noTracing(); why != "" {
		fmt.Println("what a charge writes, and a slower disk: not measured:", why)
	} else {
		bytes, syncs := written(t, s.last, times)
		fmt.Printf("%-38s %7.2f\n", "syncs of a charge, clearing included", syncs)
		fmt.Printf("%-38s %7s   x %.2f\n", fmt.Sprintf("its %d bytes, synced twice", bytes), "", bare(t, folder, page, bytes))
		for _, longer := range []time.Duration{100 * time.Microsecond, time.Millisecond, 5 * time.Millisecond} {
			pageMillis, ratio := onSlowerDisk(t, longer)
			fmt.Printf("%-38s %7.3f   x %.2f\n", fmt.Sprintf("a page, if a sync took %v longer", longer), pageMillis, ratio)
		}
	}
	fmt.Println()
}

// compared are charges beside pages, in milliseconds.
type compared struct {
	charges, pages, ratios, days []float64 // of each round, in the middle; days with the mean
	intents, calls, outcomes     []float64 // of each charge
	last                         *timed
}

// compare charges and writes a page in turn, some times in each round.
func compare(t *testing.T, folder string, page page, rounds, times int) (s compared) {
	t.Helper()
	for round := range rounds {
		// Each begins anew: of the few cards, no real one would be charged as often.
		c := openTimed(t, filepath.Join(folder, fmt.Sprint(round)))
		for range 10 { // until the log is as long as it gets
			c.charge(t)
		}
		var charged, paged []float64
		for range times {
			took := c.charge(t)
			charged, paged = append(charged, took), append(paged, page.write(t))
			s.intents, s.outcomes = append(s.intents, c.book.intent), append(s.outcomes, c.book.outcome)
			s.calls = append(s.calls, took-c.book.intent-c.book.outcome)
		}
		s.charges, s.pages = append(s.charges, middle(charged)), append(s.pages, middle(paged))
		s.ratios, s.days = append(s.ratios, middle(charged)/middle(paged)), append(s.days, mean(charged)/mean(paged))
		s.last = c
	}
	return s
}

// bare is how many times as long as a page the bytes of a charge take, in two
// halves, each synced.
func bare(t *testing.T, folder string, page page, bytes int) float64 {
	t.Helper()
	log := newPage(t, folder)
	half := make([]byte, bytes/2)
	var halves, pages []float64
	for i := range 300 {
		begun := time.Now()
		for k := range 2 {
			at := int64(len(half) * (2*i + k) % (1 << 18)) // from its beginning again, like the log
			_, err := log.file.WriteAt(half, at)
			if err == nil {
				err = log.file.Sync()
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		halves, pages = append(halves, millis(begun)), append(pages, page.write(t))
	}
	return middle(halves) / middle(pages)
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

// charge is one press, with an amount and a card of its turn; it returns the milliseconds.
func (c *timed) charge(t *testing.T) float64 {
	t.Helper()
	c.amountKRW += 11 // and with it the card
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

// page is a file that has one page written over again and again.
type page struct{ file *os.File }

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

// written counts what a charge writes to files, in bytes, and how often it waits
// for the disk.
func written(t *testing.T, c *timed, times int) (bytes int, syncs float64) {
	t.Helper()
	output := filepath.Join(t.TempDir(), "calls")
	tracer := exec.Command("strace", "-f", "-o", output, "-e", "trace=pwrite64,fsync,fdatasync,sync_file_range", "-p", fmt.Sprint(os.Getpid()))
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
	content, err := os.ReadFile(output)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(content)) {
		_, result, ok := strings.Cut(line, " = ")
		n, err := strconv.Atoi(strings.TrimSpace(result))
		switch {
		case strings.Contains(line, "sync(") && !strings.Contains(line, "resumed"):
			syncs++
		case ok && err == nil && strings.Contains(line, "pwrite64"):
			bytes += n
		}
	}
	return bytes / times, syncs / float64(times)
}

func millis(since time.Time) float64 { return float64(time.Since(since).Microseconds()) / 1000 }

func middle(of []float64) float64 { return slices.Sorted(slices.Values(of))[len(of)/2] }

func mean(of []float64) float64 {
	sum := 0.0
	for _, v := range of {
		sum += v
	}
	return sum / float64(len(of))
}
