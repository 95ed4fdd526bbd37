package store

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jmoiron/sqlx"
)

// yearsOfBuyers is a history with people in 2020 and people in 2026.
//
// Rows of 2020: 1 charge, 2 its cancel, 3 a charge in doubt, 4 and 5 customer 1
// with a key, 6 and 7 customer 2 with a key that 8 revokes, 9 customer 3 who
// never got one, 10 customer 4 likewise. Of 2026: 11 charge, 12 a look-up about customer 4.
func yearsOfBuyers(tb testing.TB, s *Store, c *clock) {
	tb.Helper()
	c.set("2020-03-02 10:00:00")
	sale := approved(tb, s, 1000)
	finished(tb, s, prepared(tb, s, cancelIntent(sale)).ID, Answer{State: Approved})
	finished(tb, s, prepared(tb, s, chargeIntent(2000)).ID, Answer{State: InDoubt})
	activeCustomer(tb, s)
	finished(tb, s, prepared(tb, s, aboutIntent(KindRevokeKey, activeCustomer(tb, s))).ID, Answer{State: Approved})
	finished(tb, s, prepared(tb, s, registrationIntent(s)).ID, Answer{State: Declined})
	late := finished(tb, s, prepared(tb, s, registrationIntent(s)).ID, Answer{State: Declined})
	c.set("2026-11-21 12:00:00")
	approved(tb, s, 3000)
	again := registrationIntent(s)
	again.NewCustomer, again.CustomerID = nil, late.CustomerID
	finished(tb, s, prepared(tb, s, again).ID, Answer{State: Declined})
}

const fiveYearsAgo = "2021-11-21"

func TestErase(t *testing.T) {
	o, c := testOptions(t, filepath.Join(t.TempDir(), "practice"))
	s := openTest(t, o)
	yearsOfBuyers(t, s, c)
	var sealed [][]byte
	for _, query := range []string{
		`SELECT buyer_name FROM operations WHERE id NOT IN (3, 11, 12) AND buyer_name IS NOT NULL`,
		`SELECT buyer_phone FROM operations WHERE id NOT IN (3, 11, 12) AND buyer_phone IS NOT NULL`,
		`SELECT buyer_email FROM operations WHERE id NOT IN (3, 11, 12) AND buyer_email IS NOT NULL`,
		`SELECT name FROM customers WHERE id IN (2, 3)`, `SELECT phone FROM customers WHERE id IN (2, 3)`,
		`SELECT email FROM customers WHERE id IN (2, 3)`,
	} {
		var some [][]byte
		if err := s.writer.Select(&some, query); err != nil || len(some) == 0 {
			t.Fatal(query, err)
		}
		sealed = append(sealed, some...)
	}
	onDisk := func() (found int) {
		t.Helper()
		for _, name := range []string{"", "-wal"} {
			content := readFile(t, s.path+name)
			for _, value := range sealed {
				if bytes.Contains(content, value) {
					found++
				}
			}
		}
		return found
	}
	if onDisk() < len(sealed) {
		t.Fatal("the sealed values are not where they are looked for")
	}
	want := Erasable{Operations: 8, Customers: 2, OldestDay: "2020-03-02", InDoubt: 1, Active: 1}
	if got, err := s.Erasable(ctx, fiveYearsAgo); err != nil || got != want {
		t.Fatalf("%+v %v", got, err)
	}
	before := totalsOf(t, s)
	if err := s.Erase(ctx, fiveYearsAgo, "김점장"); err != nil {
		t.Fatal(err)
	}
	if left := onDisk(); left != 0 {
		t.Errorf("%d sealed values are still in the file or its log", left)
	}
	if diff := cmp.Diff(before, totalsOf(t, s)); diff != "" {
		t.Error("amounts changed", diff)
	}
	if got, err := s.Erasable(ctx, fiveYearsAgo); err != nil || got != (Erasable{InDoubt: 1, Active: 1}) {
		t.Errorf("left: %+v %v", got, err)
	}
	if err := s.Erase(ctx, fiveYearsAgo, "김점장"); err != nil {
		t.Error("again:", err)
	}
	if err := s.VerifyChain(ctx); err != nil {
		t.Error(err)
	}
	for id, name := range map[int64]string{1: "", 2: "", 3: "홍길동", 4: "", 11: "홍길동", 12: "홍길동"} {
		op, err := s.Operation(ctx, id)
		if err != nil || op.Buyer.Name != name || op.Buyer.Unreadable || (op.Fingerprint == nil) != (name == "" || id > 11) {
			t.Errorf("operation %d: %+v %v", id, op.Buyer, err)
		}
	}
	for id, name := range map[int64]string{1: "홍길동", 2: "", 3: "", 4: "홍길동"} {
		if c := customerOf(t, s, id); c.Name != name || c.Unreadable {
			t.Errorf("customer %d: %q", id, c.Name)
		}
	}
	var details []string
	if err := s.writer.Select(&details, `SELECT staff || ' ' || detail FROM events WHERE type = 'erased'`); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{`김점장 {"before":"2021-11-21","operations":[1,4,5,6,7,8,9,10],"customers":[2,3]}`}, details); diff != "" {
		t.Error(diff)
	}
	for _, day := range []string{"", "2021", "2026-11-22", "2021-02-30"} {
		if err := s.Erase(ctx, day, ""); !errors.Is(err, ErrInvalid) {
			t.Errorf("before %q: %v", day, err)
		}
	}
	// What is newer than the file still goes in.
	approved(t, s, 4000)
	s.Close()
	if err := openTest(t, o).VerifyChain(ctx); err != nil {
		t.Error("after a restart:", err)
	}
}

// TestEraseCutOff: a program was killed after the rows were erased. What lies
// about in the file goes at the next start.
func TestEraseCutOff(t *testing.T) {
	o, c := testOptions(t, filepath.Join(t.TempDir(), "practice"))
	s := openTest(t, o)
	yearsOfBuyers(t, s, c)
	const about = "what lies about in a page that nothing points to"
	for _, statement := range []string{
		`PRAGMA secure_delete = 0`, `CREATE TABLE about (text TEXT)`, `INSERT INTO about VALUES ('` + about + `')`, `DROP TABLE about`,
	} {
		s.writer.MustExec(statement)
	}
	err := errors.Join(writeWhole(s.erasingPath(), nil), s.record(ctx, func(tx *sqlx.Tx) error {
		_, err := s.eraseSome(ctx, tx, fiveYearsAgo, "")
		return err
	}), s.Close())
	left := func() bool { return bytes.Contains(readFile(t, s.path), []byte(about)) }
	if err != nil || !left() {
		t.Fatal("nothing is left to be finished", err)
	}
	s = openTest(t, o)
	if err := s.FinishErasing(ctx); err != nil || left() || exists(s.erasingPath()) {
		t.Error("not finished", err)
	}
	if err := s.Erase(ctx, fiveYearsAgo, ""); err != nil || exists(s.erasingPath()) {
		t.Error("an erasing that came to its end says it did not", err)
	}
}

func totalsOf(t *testing.T, s *Store) Totals {
	t.Helper()
	totals, err := s.Totals(ctx, Query{})
	if err != nil {
		t.Fatal(err)
	}
	return totals
}

// TestEraseMany: more than one step, while charges go on.
func TestEraseMany(t *testing.T) {
	s, c := newStore(t)
	c.set("2020-03-02 10:00:00")
	for range 2*eraseStep + 1 {
		finished(t, s, prepared(t, s, chargeIntent(1000)).ID, Answer{State: Declined})
	}
	c.set("2026-11-21 12:00:00")
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-stop:
				return
			default:
				_, _ = s.Prepare(ctx, chargeIntent(5000))
			}
		}
	}()
	err := s.Erase(ctx, fiveYearsAgo, "")
	close(stop)
	<-done
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.Erasable(ctx, fiveYearsAgo); err != nil || got != (Erasable{}) {
		t.Errorf("left: %+v %v", got, err)
	}
	var events int
	if err := s.writer.Get(&events, `SELECT COUNT(*) FROM events WHERE type = 'erased'`); err != nil || events != 3 {
		t.Error(events, err)
	}
}

// TestErasedAttacks tries what only Erase may do, and what not even that.
func TestErasedAttacks(t *testing.T) {
	for name, c := range map[string]struct {
		attack string
		want   Tampering
	}{
		"untouched":                {`SELECT 1`, Tampering{}},
		"a name in silence":        {`UPDATE operations SET buyer_name = NULL WHERE id = 11`, Tampering{ProblemPersonal, 0, 11, 0, 0}},
		"all of a buyer":           {`UPDATE operations SET buyer_name = NULL, buyer_phone = NULL, buyer_email = NULL, fingerprint = NULL WHERE id = 11`, Tampering{ProblemPersonal, 0, 11, 0, 0}},
		"somebody in an empty row": {`UPDATE operations SET buyer_name = (SELECT buyer_name FROM operations WHERE id = 11) WHERE id = 1`, Tampering{ProblemPersonal, 0, 1, 0, 0}},
		"a card in an empty row":   {`UPDATE operations SET fingerprint = x'00' WHERE id = 1`, Tampering{ProblemPersonal, 0, 1, 0, 0}},
		"an amount with it":        {`UPDATE operations SET amount_krw = 1 WHERE id = 1`, Tampering{ProblemRow, 0, 1, 0, 0}},
		"what a page kept":         {`UPDATE operations SET private = NULL WHERE id = 4`, Tampering{ProblemPersonal, 0, 4, 0, 0}},
		"a customer in silence":    {`UPDATE customers SET name = NULL, phone = NULL, email = NULL WHERE id = 4`, Tampering{ProblemCustomer, 0, 10, 4, 0}},
		"somebody else's name":     {`UPDATE customers SET name = (SELECT name FROM customers WHERE id = 4) WHERE id = 2`, Tampering{ProblemCustomer, 0, 6, 2, 0}},
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			o, clock := testOptions(t, quickTemp(t))
			s := openTest(t, o)
			yearsOfBuyers(t, s, clock)
			if err := s.Erase(ctx, fiveYearsAgo, ""); err != nil {
				t.Fatal(err)
			}
			s.Close()
			db := freeHand(t, filepath.Join(o.Dir, databaseName))
			db.MustExec(c.attack)
			db.Close()
			err := openTest(t, o).VerifyChain(ctx)
			var found *Tampering
			switch {
			case c.want.Problem == "" && err != nil:
				t.Error(err)
			case c.want.Problem == "":
			case !errors.As(err, &found):
				t.Errorf("not seen: %v", err)
			case *found != c.want:
				t.Errorf("found %+v, want %+v", *found, c.want)
			}
		})
	}
	t.Run("an_event_that_names_what_it_may_not", func(t *testing.T) {
		o, clock := testOptions(t, quickTemp(t))
		s := openTest(t, o)
		yearsOfBuyers(t, s, clock)
		s.Close()
		db := freeHand(t, filepath.Join(o.Dir, databaseName))
		db.MustExec(`UPDATE operations SET buyer_name = NULL, buyer_phone = NULL, buyer_email = NULL, fingerprint = NULL WHERE id = 11`)
		db.Close()
		s = openTest(t, o)
		eventAlone(t, s, `{"before":"2021-11-21","operations":[11]}`)
		var found *Tampering
		if err := s.VerifyChain(ctx); !errors.As(err, &found) || found.Problem != ProblemPersonal || found.OperationID != 11 {
			t.Error(err)
		}
	})
}

// eventAlone appends an EventErased without what it tells of.
func eventAlone(t *testing.T, s *Store, detail string) {
	t.Helper()
	err := s.writing(ctx, func(conn *sqlx.Conn) error {
		return transact(ctx, conn, func(tx *sqlx.Tx) error {
			return s.appendEvent(ctx, tx, 0, EventErased, "", stamp(s.options.Now()), detail)
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestEraseTriggers tries it through the very connection that writes.
func TestEraseTriggers(t *testing.T) {
	o, c := testOptions(t, quickTemp(t))
	s := openTest(t, o)
	yearsOfBuyers(t, s, c)
	const person = `buyer_name = NULL, buyer_phone = NULL, buyer_email = NULL, fingerprint = NULL`
	try := func(name, statement string, allowed bool) {
		t.Helper()
		tx := s.writer.MustBegin()
		defer tx.Rollback()
		_, err := tx.Exec(statement)
		if (err == nil) != allowed || err != nil && !strings.Contains(err.Error(), "constraint failed") {
			t.Errorf("%s: %v", name, err)
		}
	}
	try("without an event", `UPDATE operations SET `+person+` WHERE id = 1`, false)
	try("a customer without an event", `UPDATE customers SET name = NULL WHERE id = 2`, false)
	eventAlone(t, s, `{"before":"2021-11-21","operations":[1,3,11],"customers":[1,2]}`)
	for id, allowed := range map[int64]bool{1: true, 2: false, 3: false, 11: false} {
		try(fmt.Sprintf("operation %d", id), fmt.Sprintf(`UPDATE operations SET `+person+` WHERE id = %d`, id), allowed)
	}
	for id, allowed := range map[int64]bool{1: false, 2: true, 3: false} {
		try(fmt.Sprintf("customer %d", id), fmt.Sprintf(`UPDATE customers SET name = NULL, phone = NULL, email = NULL WHERE id = %d`, id), allowed)
	}
	try("a part", `UPDATE operations SET buyer_name = NULL WHERE id = 1`, false)
	try("another name", `UPDATE operations SET `+strings.Replace(person, "NULL", "x'00'", 1)+` WHERE id = 1`, false)
	try("a customer's part", `UPDATE customers SET name = NULL WHERE id = 2`, false)
	try("an amount on the way", `UPDATE operations SET amount_krw = 1, `+person+` WHERE id = 1`, false)
	approved(t, s, 1000)
	try("when another event came", `UPDATE operations SET `+person+` WHERE id = 1`, false)
}
