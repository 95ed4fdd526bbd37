package proof

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"keyindesk/desk"
	"keyindesk/store"
)

// callLimit ends a search for the last call of a name that finds none.
const callLimit = 2000

// killAtEveryCall lets a child do one act again and again, kills it before
// each of its system calls in turn, and audits each time. It then looks
// whether really every effect was met.
func killAtEveryCall(t *testing.T, what act, naive bool) (sum tally) {
	s := search{t: t, what: what, naive: naive, from: setScene(t, what), met: map[int]bool{}}
	all := s.run("", 0)
	for _, name := range all.names {
		s.killBeforeEach(name)
	}
	var missed []int
	for n := range all.effects {
		if !s.met[n] {
			missed = append(missed, n)
		}
	}
	fmt.Printf("%6d kills before a system call of %q, which has %d effects\n", s.sum.points, what, all.effects)
	if all.killed || all.effects == 0 || len(missed) > 0 {
		t.Errorf("%s: of %d effects, the moments before %v were not met", what, all.effects, missed)
	}
	return s.sum
}

// search is one act being killed everywhere.
type search struct {
	t     *testing.T
	what  act
	naive bool
	from  scene

	mu  sync.Mutex
	sum tally
	met map[int]bool // by how many effects a killed child had got done
}

// killBeforeEach kills before the first call of this name, the second, and so
// on until a child gets through in every lane. strace counts by name.
func (s *search) killBeforeEach(name string) {
	var next atomic.Int64
	var running sync.WaitGroup
	for range lanes {
		running.Go(func() {
			for n := 1; n < callLimit && !s.t.Failed(); {
				n = int(next.Add(1))
				if one := s.run(name, n); !one.killed {
					return
				}
			}
		})
	}
	running.Wait()
}

// boundary is what one run of an act gives.
type boundary struct {
	killed  bool     // false: the act came to its end
	names   []string // of the calls that the child made
	effects int      // how many of them changed something, and were done
}

// run lets a child do its act, kills it before its n-th call of this name (not
// at all for 0), and audits.
func (s *search) run(name string, n int) (b boundary) {
	dir, g, pressed := s.from.restore(s.t)
	c := startChild(s.t, "one", childSettings(dir, g, s.naive, map[string]string{actVariable: string(s.what)}))
	lines, err := s.act(c, name, n)
	pressed.add(c.lines)
	b.names, b.effects = callNames(lines), completed(lines)
	b.killed = !c.command.ProcessState.Exited()
	if err != nil {
		s.t.Errorf("%s before %s %d: %v %s", s.what, name, n, err, c.complaint())
		return b
	}

	s.mu.Lock()
	defer s.mu.Unlock()
	if b.killed {
		s.sum.points++
		s.met[b.effects] = true
	}
	if complaint := c.complaint(); complaint != "" {
		s.sum.found(corrupt, "%s before %s %d: %s", s.what, name, n, complaint)
	}
	for _, f := range g.audit(s.t, dir, pressed) {
		s.sum.found(f.fault, "%s, killed before %s %d: %s", s.what, name, n, f.note)
	}
	s.sum.charged += g.movements()
	return b
}

// act takes hold of a child that is ready, gives it the word, and returns the
// calls that it made until its end.
func (s *search) act(c *child, name string, n int) ([]string, error) {
	defer c.kill()
	if !c.await("ready", 1) {
		return nil, errors.New("never ready")
	}
	options := []string{"-e", "trace=!?" + strings.Join(runtimeCalls, ",?")}
	if n > 0 {
		options = append(options, "-e", fmt.Sprintf("inject=%s:signal=SIGKILL:when=%d", name, n))
	}
	tracer, err := trace(s.t, c, options...)
	if err != nil {
		return nil, err
	}
	// A child can be killed while it waits for the word: then there is no one to
	// give it to, and nothing was begun.
	if _, err := fmt.Fprintln(c.input, "go"); err != nil && !errors.Is(err, syscall.EPIPE) {
		return nil, err
	}
	c.wait()
	return tracer.lines()
}

// scene is a folder and a ledger from which an act begins.
type scene struct {
	dir, journal string
	what         act
}

// setScene prepares an act: for most of them a charge that was approved
// before, and for the recovery one more that was cut off.
func setScene(t *testing.T, what act) scene {
	t.Helper()
	root := shortFolder(t)
	s := scene{dir: filepath.Join(root, "practice"), journal: filepath.Join(root, "journal"), what: what}
	if err := os.Mkdir(s.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv(dirVariable, s.dir)
	t.Setenv(cardKeyVariable, testCardKey)
	var err error
	if what.ofWallet() {
		w := openWallet(t, s.journal)
		defer w.close()
		t.Setenv(socketVariable, w.at())
		t.Setenv(pagesVariable, w.PagesURL())
		err = earlierInWallet(what == actPart)
	} else if what != actBegin {
		g := openGateway(t, s.journal, nil)
		defer g.close()
		t.Setenv(socketVariable, g.at())
		err = earlier(what == actRecover)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// earlierInWallet is a payment that waits to be settled, or was.
func earlierInWallet(settled bool) error {
	ctx := context.Background()
	c, err := openCounter(ctx)
	if err != nil {
		return err
	}
	payment, err := earlierPayment(ctx, c)
	if err == nil && settled {
		var sale desk.Operation
		sale, err = c.Settle(ctx, payment.ID, "김점원")
		err = wants(sale, err, desk.Approved)
	}
	return errors.Join(err, c.close())
}

// earlier is what happened in the folder before the act.
func earlier(cutOff bool) error {
	ctx := context.Background()
	c, err := openCounter(ctx)
	if err != nil {
		return err
	}
	press, err := c.readBack(ctx, amountBefore)
	if err != nil {
		return err
	}
	if _, err := press.Charge(ctx, false); err != nil {
		return err
	}
	if cutOff {
		if _, err := c.history.Prepare(ctx, store.Intent{
			Kind: desk.KindCharge, Gateway: "payup", Staff: "김점원", AmountKRW: amountCut,
			MaskedCard: desk.MaskedNumber(desk.NewSecret(cardNumbers[0])),
		}); err != nil {
			return err
		}
	}
	return c.close()
}

// restore makes a fresh copy to be killed in, with a gateway that knows the
// ledger so far.
func (s scene) restore(t *testing.T) (dir string, g truth, pressed *presses) {
	t.Helper()
	root := shortFolder(t)
	dir, journal := filepath.Join(root, "practice"), filepath.Join(root, "journal")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(s.journal)
	if s.what == actBegin {
		err = nil // nothing was ever sold
	}
	if err = errors.Join(err, os.WriteFile(journal, content, 0o600), copyFolder(s.dir, dir)); err != nil {
		t.Fatal(err)
	}
	pressed = newPresses()
	if s.what.ofWallet() {
		if s.what == actPart {
			pressed.settles[amountNow] = 1
		}
		return dir, openWallet(t, journal), pressed
	}
	pressed.charges[amountBefore] = 1
	return dir, openGateway(t, journal, nil), pressed
}
