package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/jmoiron/sqlx"
)

// Erasable is what Erase would erase, and what it would leave although it is
// as old.
type Erasable struct {
	Operations int    // with a name, phone or e-mail, or a card's fingerprint
	Customers  int    //
	OldestDay  string // of the operations, "" if there are none
	// Kept: operations in doubt, for which somebody may have to be called.
	InDoubt int
	// Kept: customers whose payment methods can still be charged.
	Active int
}

// erasable finds what is old enough: operations o before a day whose end is
// known.
const (
	erasable = `FROM operations o WHERE o.business_day < ? AND (o.buyer_name IS NOT NULL OR o.buyer_phone IS NOT NULL
		OR o.buyer_email IS NOT NULL OR o.fingerprint IS NOT NULL) AND o.state `
	ended   = `NOT IN ('prepared', 'in-doubt')`
	unended = `IN ('prepared', 'in-doubt')`

	// A customer is as old as the newest operation about them.
	erasableCustomers = `FROM customers c WHERE (c.name IS NOT NULL OR c.phone IS NOT NULL OR c.email IS NOT NULL)
		AND NOT EXISTS (SELECT 1 FROM operations o WHERE o.customer_id = c.id AND o.business_day >= ?)
		AND NOT EXISTS (SELECT 1 FROM operations o WHERE o.customer_id = c.id AND o.state IN ('prepared', 'in-doubt'))
		AND c.state `
)

// Erasable counts what Erase would erase.
func (s *Store) Erasable(ctx context.Context, before string) (Erasable, error) {
	var e Erasable
	err := s.read(ctx, func(tx *sqlx.Tx) error {
		err := tx.QueryRowxContext(ctx, tx.Rebind(`SELECT COUNT(*), COALESCE(MIN(o.business_day), '') `+erasable+ended), before).
			Scan(&e.Operations, &e.OldestDay)
		return errors.Join(err,
			tx.GetContext(ctx, &e.InDoubt, tx.Rebind(`SELECT COUNT(*) `+erasable+unended), before),
			tx.GetContext(ctx, &e.Customers, tx.Rebind(`SELECT COUNT(*) `+erasableCustomers+`<> 'active'`), before),
			tx.GetContext(ctx, &e.Active, tx.Rebind(`SELECT COUNT(*) `+erasableCustomers+`= 'active'`), before))
	})
	return e, err
}

// erasedDetail names what an EventErased erased: of operations before a
// business day the buyer's name, phone and e-mail and the card's fingerprint,
// of customers the name, phone and e-mail. All of these are NULL from then on,
// and of nothing else may they be. What they were sealed as, their prepared
// events say (sealed_sha256, customer_sha256).
type erasedDetail struct {
	Before     string  `json:"before"`
	Operations []int64 `json:"operations,omitempty"` // ids
	Customers  []int64 `json:"customers,omitempty"`
}

// eraseStep is how many rows are erased in one transaction, so that a charge
// waits for none of them long. The trigger looks for each row in its event's
// list, so it can't be much larger.
const eraseStep = 100

// Erase erases who buyers and customers were before a business day
// ("2021-11-21"): names, phones, e-mails and the fingerprints of cards. Amounts,
// numbers, masked cards and every event stay, and an EventErased names each row.
// Then it makes sure that nothing of it is left in the file or its log, which
// takes some seconds; backups keep theirs. The search's memory of names is given
// up as well.
//
// Afterwards Erasable says how much is left, also if it ended with an error: it
// can be called again. ErrInvalid for a day that is none; *Trouble.
func (s *Store) Erase(ctx context.Context, before, staff string) error {
	if _, err := time.Parse(time.DateOnly, before); err != nil || before > BusinessDay(s.options.Now()) {
		return fmt.Errorf("%w: erase before %q", ErrInvalid, before)
	}
	cleanAll(&staff)
	if err := disk(writeWhole(s.erasingPath(), nil)); err != nil {
		return err
	}
	for more := true; more; {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := s.record(ctx, func(tx *sqlx.Tx) (err error) {
			more, err = s.eraseSome(context.WithoutCancel(ctx), tx, before, staff)
			return err
		})
		if err != nil {
			return err
		}
	}
	return errors.Join(s.search.forget(context.WithoutCancel(ctx)), s.FinishErasing(ctx))
}

// erasingName is a file that is there from before the first row is erased until
// nothing of any is left in the history's file or its log.
const erasingName = "erasing"

func (s *Store) erasingPath() string { return filepath.Join(filepath.Dir(s.path), erasingName) }

// FinishErasing makes sure that nothing of what was erased is left in the file
// or its log, if an Erase did not come so far: it was killed, or the disk had not
// the room. Otherwise it does nothing. What is written waits meanwhile. *Trouble.
func (s *Store) FinishErasing(ctx context.Context) error {
	if sizeOf(s.erasingPath()) < 0 {
		return nil
	}
	if err := s.scrub(ctx); err != nil {
		return err
	}
	return disk(ignoreMissing(os.Remove(s.erasingPath())))
}

// eraseSome erases one step and says whether there was anything to erase.
func (s *Store) eraseSome(ctx context.Context, tx *sqlx.Tx, before, staff string) (bool, error) {
	about := erasedDetail{Before: before}
	err := errors.Join(
		tx.SelectContext(ctx, &about.Operations, tx.Rebind(`SELECT o.id `+erasable+ended+` ORDER BY o.id LIMIT ?`), before, eraseStep),
		tx.SelectContext(ctx, &about.Customers, tx.Rebind(`SELECT c.id `+erasableCustomers+`<> 'active' ORDER BY c.id LIMIT ?`), before, eraseStep))
	if err != nil || len(about.Operations)+len(about.Customers) == 0 {
		return false, err
	}
	if err := s.appendFileEvent(ctx, tx, EventErased, staff, stamp(s.options.Now()), about); err != nil {
		return false, err
	}
	for _, id := range about.Operations {
		if _, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE operations
			SET buyer_name = NULL, buyer_phone = NULL, buyer_email = NULL, fingerprint = NULL WHERE id = ?`), id); err != nil {
			return false, err
		}
	}
	for _, id := range about.Customers {
		if _, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE customers SET name = NULL, phone = NULL, email = NULL WHERE id = ?`), id); err != nil {
			return false, err
		}
	}
	return true, nil
}

// scrub writes the whole file anew and empties the log, so that nothing that
// was overwritten is left in either.
func (s *Store) scrub(ctx context.Context) error {
	return s.writing(ctx, func(conn *sqlx.Conn) error {
		ctx := context.WithoutCancel(ctx)
		if _, err := conn.ExecContext(ctx, `VACUUM`); err != nil {
			return disk(err)
		}
		return emptyLog(ctx, conn)
	})
}

// logPatience is how long emptyLog waits for those who read.
const logPatience = 10 * time.Second

// emptyLog moves everything from the write-ahead log to the file and cuts the
// log to nothing, as soon as nobody reads what is older.
func emptyLog(ctx context.Context, conn *sqlx.Conn) error {
	for begun := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		var busy, frames, moved int
		err := conn.QueryRowxContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &frames, &moved)
		switch {
		case err != nil && !isTroubleKind(disk(err), TroubleBusy):
			return disk(err)
		case err == nil && busy == 0:
			return nil
		case time.Since(begun) > logPatience:
			return &Trouble{Kind: TroubleBusy, Cause: errors.New("somebody reads an older part of the history")}
		}
	}
}
