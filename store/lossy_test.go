package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"sync/atomic"
	"testing"

	"github.com/jmoiron/sqlx"
	"modernc.org/sqlite"
)

// lossy is the driver with a bad habit: the next commits are kept, but their
// success is reported as an error, as many times as it says.
type lossy struct {
	honest driver.Driver
	dsn    string
	lies   atomic.Int32
}

var errLost = errors.New("the answer to COMMIT was lost")

func (l *lossy) Connect(context.Context) (driver.Conn, error) {
	conn, err := l.honest.Open(l.dsn)
	return lossyConn{Conn: conn, lossy: l}, err
}

func (l *lossy) Driver() driver.Driver { return l.honest }

type lossyConn struct {
	driver.Conn
	lossy *lossy
}

func (c lossyConn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	tx, err := c.Conn.(driver.ConnBeginTx).BeginTx(ctx, o)
	return lossyTx{Tx: tx, lossy: c.lossy}, err
}

type lossyTx struct {
	driver.Tx
	lossy *lossy
}

func (t lossyTx) Commit() error {
	if err := t.Tx.Commit(); err != nil || t.lossy.lies.Add(-1) < 0 {
		return err
	}
	return errLost
}

// TestLostCommit holds what follows when a commit was kept but seemed to fail.
func TestLostCommit(t *testing.T) {
	s, _ := newStore(t)
	if err := s.writer.Close(); err != nil {
		t.Fatal(err)
	}
	l := &lossy{honest: &sqlite.Driver{}, dsn: fileURL(s.path, append(append([]string{}, shared...), writerOnly...))}
	s.writer = sqlx.NewDb(sql.OpenDB(l), driverName)
	s.writer.SetMaxOpenConns(1)

	t.Run("an_intent_is_closed_as_not_sent", func(t *testing.T) {
		l.lies.Store(1)
		if _, err := s.Prepare(ctx, chargeIntent(1000)); !errors.Is(err, errLost) {
			t.Fatal(err)
		}
		page, err := s.History(ctx, Query{})
		if err != nil || len(page.Operations) != 1 || page.Operations[0].State != NotSent || page.Operations[0].Fault != "commit" {
			t.Errorf("%+v %v", page, err)
		}
	})
	t.Run("an_outcome_counts_as_recorded", func(t *testing.T) {
		op := prepared(t, s, chargeIntent(1000))
		l.lies.Store(1)
		if got := finished(t, s, op.ID, approval("1")); got.State != Approved {
			t.Error(got.State)
		}
		if got, err := s.Operation(ctx, op.ID); err != nil || got.State != Approved {
			t.Error(got.State, err)
		}
	})
	l.lies.Store(0)
}
