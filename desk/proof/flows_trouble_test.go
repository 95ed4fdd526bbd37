package proof

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"

	"keyindesk/desk"
	"keyindesk/gateways"
	"keyindesk/gateways/practice"
	"keyindesk/store"
)

// quickly is how slow a slow gateway is here.
const quickly = 20 * time.Millisecond

// brokenBook is a history on a disk that fails.
type brokenBook struct {
	desk.Book
	atPrepare bool // else when the outcome is recorded
}

var diskFull = &store.Trouble{Kind: store.TroubleFull, Cause: &os.PathError{Op: "write", Path: "history.db-wal", Err: syscall.ENOSPC}}

// Prepare fails if told to.
func (b brokenBook) Prepare(ctx context.Context, in store.Intent) (store.Operation, error) {
	if b.atPrepare {
		return store.Operation{}, fmt.Errorf("insert %s: %w", in.MaskedCard, diskFull)
	}
	return b.Book.Prepare(ctx, in)
}

// Finish always fails.
func (b brokenBook) Finish(_ context.Context, _ int64, a store.Answer) (store.Operation, error) {
	return store.Operation{}, fmt.Errorf("record %s: %w", a.ResultMessage, diskFull)
}

// with is the shift at another desk over the same folder, until it is undone.
func (s *shift) with(change func(*desk.Config)) (undo func()) {
	own := s.desk
	c := own.Config
	change(&c)
	s.desk = desk.New(c)
	return func() { s.desk = own }
}

func (s *shift) notWritten() error {
	defer s.with(func(c *desk.Config) { c.Book = brokenBook{Book: c.Book, atPrepare: true} })()
	_, err := s.charge("")
	var why *desk.NotWritten
	if !errors.As(err, &why) {
		return fmt.Errorf("sent without a trace: %w", err)
	}
	s.log.Error("not written", "error", err, "value", fmt.Sprintf("%+v", why))
	return nil
}

func (s *shift) unrecorded() error {
	defer s.with(func(c *desk.Config) { c.Book = brokenBook{Book: c.Book} })()
	_, err := s.charge("")
	var why *desk.Unrecorded
	if !errors.As(err, &why) {
		return fmt.Errorf("not said: %w", err)
	}
	s.log.Error("unrecorded", "error", err, "value", fmt.Sprintf("%+v", why))
	return nil
}

// panicking is a gateway whose code panics with the request in its hands.
type panicking struct{ gateways.KeyIn }

// Charge quotes the whole request in its panic.
func (panicking) Charge(_ context.Context, c gateways.Charge) gateways.Approval {
	panic(fmt.Sprintf("card %s, key %s, %s %s", c.Card.Number.Reveal(), apiKey(), c.BuyerName, c.BuyerPhone))
}

func (s *shift) panicInCall() error {
	defer s.with(func(c *desk.Config) { c.KeyIn = panicking{c.KeyIn} })()
	_, err := s.charge(desk.InDoubt)
	return err
}

// playCut is killed in the middle of a charge, when the gateway has taken the
// money and the answer is on its way.
func playCut() error {
	s, err := openShift()
	if err != nil {
		return err
	}
	report("flow killed in the middle of a charge")
	s.twin.Next(practice.SlowBy(10 * time.Second))
	go func() {
		for before := len(s.twin.Ledger()); len(s.twin.Ledger()) == before; {
			time.Sleep(time.Millisecond)
		}
		_ = kill(os.Getpid())
	}()
	_, err = s.charge("")
	return fmt.Errorf("still alive: %w", err)
}

func kill(pid int) error {
	process, err := os.FindProcess(pid)
	if err != nil {
		return err
	}
	return process.Kill()
}

// playCrash crashes in the middle of a charge, with the card in memory and an
// order in the panic.
func playCrash() error {
	s, err := openShift()
	if err != nil {
		return err
	}
	report("flow a crash with a card in memory")
	defer s.with(func(c *desk.Config) { c.KeyIn = crashing{c.KeyIn} })()
	_, err = s.charge("")
	return fmt.Errorf("still alive: %w", err)
}

// crashing is a gateway whose code panics where nobody recovers.
type crashing struct{ gateways.KeyIn }

// Charge hands the request to a goroutine that panics.
func (crashing) Charge(_ context.Context, c gateways.Charge) gateways.Approval {
	c.BuyerName, c.BuyerPhone, c.BuyerEmail = "", "", ""
	go func(c gateways.Charge, number string) {
		panic(fmt.Errorf("order of %d: %+v %#v", len(number), c, c.Card))
	}(c, c.Card.Number.Reveal())
	select {}
}

// playMorning is the next start: what was cut off is found and settled.
func playMorning() error {
	s, err := openShift()
	if err != nil {
		return err
	}
	open, err := s.desk.InDoubt(s.ctx)
	if err != nil {
		return err
	}
	cut := 0
	for _, op := range open {
		if op.Fault == "" && op.ResultCode == "" { // no answer of any kind: cut off
			cut++
		}
		if _, err := s.desk.Resolve(s.ctx, op.ID, desk.Resolution{Staff: "김점원", Evidence: "관리자 화면에 없음"}); err != nil {
			return err
		}
	}
	if cut < 3 { // the killed, the crashed, the unrecorded
		return fmt.Errorf("%d rows were cut off, at least 3 must be found", cut)
	}
	report("flow the next morning: everything in doubt is settled")
	if _, err := s.charge(desk.Approved); err != nil {
		return err
	}
	report("flow the next morning: business as usual")
	return s.close()
}
