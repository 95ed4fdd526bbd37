package gatewaytest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"keyindesk/gateways"
)

// TallyVariable names the folder into which the processes of a fuzz test write
// what they counted, each a file of its own. Without it nothing is written.
const TallyVariable = "KEYINDESK_TALLY"

// What no reader may take for one text: thousands of times what the slowest
// does, so that a busy PC fails nothing. After slow it is noted down, as the
// search may end before the patience does.
const (
	slow    = time.Second
	tooLong = 10 * time.Second
)

// What is counted besides outcomes: the texts that were tried, each once however
// many readers read it, and of readers that know no outcome whether they took it.
const (
	texts   = "texts"
	taken   = "read"
	refusal = "refused"
)

// Tally counts what a fuzz test tried and how it ended, and lets nothing hang.
type Tally struct {
	folder string

	mu      sync.Mutex
	counts  map[string]int64
	written time.Time
	text    string    // that is being read
	begun   time.Time // zero while none is
}

// NewTally begins to count for f. A fuzz test runs in worker processes that are
// ended from outside, so the counts are written again and again; of a process
// that ends untimely the last fifth of a second is missing.
func NewTally(f *testing.F) *Tally {
	tally := &Tally{folder: os.Getenv(TallyVariable), counts: map[string]int64{}}
	over := make(chan struct{})
	go tally.watch(over)
	f.Cleanup(func() {
		close(over)
		tally.mu.Lock()
		defer tally.mu.Unlock()
		tally.write()
	})
	return tally
}

// Try has one text read, and none beside it. If that doesn't end, the process
// does, in a panic that quotes the text: Go's fuzzer itself would wait, and call
// it a pass.
func (y *Tally) Try(text string, read func()) {
	y.begin(text, time.Now())
	defer y.begin("", time.Time{})
	read()
	y.add(texts)
}

func (y *Tally) begin(text string, at time.Time) {
	y.mu.Lock()
	defer y.mu.Unlock()
	y.text, y.begun = text, at
}

// watch looks after the text that is being read, and leaves a note beside the
// counts for as long as it is slow.
func (y *Tally) watch(over chan struct{}) {
	note := filepath.Join(y.folder, "slow-"+strconv.Itoa(os.Getpid()))
	tick := time.NewTicker(slow / 4)
	defer tick.Stop()
	for noted := false; ; {
		select {
		case <-over:
			return
		case <-tick.C:
		}
		y.mu.Lock()
		text, begun := y.text, y.begun
		y.mu.Unlock()
		quote := fmt.Sprintf("not read to its end: %.2000q", text)
		switch took := time.Since(begun); {
		case begun.IsZero() || took < slow:
			if noted {
				_ = os.Remove(note)
			}
			noted = false
		case took > tooLong:
			panic(quote)
		case y.folder != "" && !noted:
			noted = os.WriteFile(note, []byte(quote), 0o600) == nil
		}
	}
}

// Outcome counts how a reader of replies ended.
func (y *Tally) Outcome(outcome gateways.Outcome) { y.add(outcome.String()) }

// Taken counts how a reader ended that reads or refuses.
func (y *Tally) Taken(read bool) {
	if read {
		y.add(taken)
	} else {
		y.add(refusal)
	}
}

func (y *Tally) add(word string) {
	y.mu.Lock()
	defer y.mu.Unlock()
	y.counts[word]++
	if word == texts && time.Since(y.written) > time.Second/5 {
		y.write()
	}
}

func (y *Tally) write() {
	y.written = time.Now()
	if y.folder == "" {
		return
	}
	var text strings.Builder
	for word, n := range y.counts {
		fmt.Fprintln(&text, word, n)
	}
	_ = os.WriteFile(filepath.Join(y.folder, strconv.Itoa(os.Getpid())), []byte(text.String()), 0o600)
}

// Arrived is a call whose reply arrived whole.
func Arrived(body string) gateways.Called {
	return gateways.Called{
		Reply: gateways.Reply{Status: 200, Text: body, Bytes: len(body)},
		Trace: gateways.Trace{Written: true, Status: 200},
	}
}

// Unusable is a call whose reply arrived whole with a status that makes it
// prove nothing.
func Unusable(body string) gateways.Called {
	called := Arrived(body)
	called.Reply.Status, called.Trace.Status = 500, 500
	called.Failure = &gateways.Failure{Written: true, Fault: gateways.FaultStatus, Err: errors.New("status 500")}
	return called
}

// Quiet fails if a secret shows in what of a result is kept. It is made to be
// called a million times; noSecretInResult looks at the rest.
func Quiet(t testing.TB, result gateways.Result, secrets ...string) {
	shows := func(text string) bool {
		return slices.ContainsFunc(secrets, func(secret string) bool { return strings.Contains(text, secret) })
	}
	bad := shows(result.Message) || shows(result.Code) || shows(result.Trace.Path)
	for name, value := range result.Trace.Reply {
		bad = bad || shows(name) || shows(value)
	}
	if bad {
		t.Helper()
		t.Fatalf("a secret shows in %+v", result)
	}
}
