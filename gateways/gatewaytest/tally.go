package gatewaytest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"keyindesk/gateways"
)

// TallyVariable names the folder into which the processes of a fuzz test write
// what they counted, each a file of its own. Without it nothing is written.
const TallyVariable = "KEYINDESK_TALLY"

// Tally counts how the executions of a fuzz test ended.
type Tally struct {
	mu     sync.Mutex
	folder string
	counts [gateways.NotSent + 1]int64
	since  int // counts since the last writing
}

// NewTally begins to count for f. A fuzz test runs in worker processes that are
// ended from outside, so the counts are written again and again; of a process
// that ends untimely at most the last few are missing.
func NewTally(f *testing.F) *Tally {
	tally := &Tally{folder: os.Getenv(TallyVariable)}
	f.Cleanup(func() {
		tally.mu.Lock()
		defer tally.mu.Unlock()
		tally.write()
	})
	return tally
}

// Count counts how each decoder of one execution ended.
func (y *Tally) Count(outcomes ...gateways.Outcome) {
	y.mu.Lock()
	defer y.mu.Unlock()
	for _, outcome := range outcomes {
		y.counts[outcome]++
	}
	if y.since += len(outcomes); y.since >= 1000 {
		y.write()
	}
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

func (y *Tally) write() {
	y.since = 0
	if y.folder == "" {
		return
	}
	var text strings.Builder
	for outcome, n := range y.counts {
		fmt.Fprintln(&text, gateways.Outcome(outcome), n)
	}
	_ = os.WriteFile(filepath.Join(y.folder, strconv.Itoa(os.Getpid())), []byte(text.String()), 0o600)
}
