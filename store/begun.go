package store

import (
	"context"
	"sync"

	"github.com/jmoiron/sqlx"
)

// begun are the rows that this process prepared and has not looked at since.
// Nothing else changes a prepared row, so the answer to an attempt need not wait
// for the row to be read again. That it is still prepared, the table's own rule
// holds.
type begun struct {
	mu   sync.Mutex
	rows map[int64]row
}

func (b *begun) put(r row) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.rows == nil {
		b.rows = map[int64]row{}
	}
	b.rows[r.ID] = r
}

// take gives a row, once.
func (b *begun) take(id int64) (r row, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	r, ok = b.rows[id]
	delete(b.rows, id)
	return r, ok
}

// toAmend is a row as it stands; ErrNotFound if there is none.
func (s *Store) toAmend(ctx context.Context, tx *sqlx.Tx, id int64) (row, error) {
	if r, ok := s.begun.take(id); ok {
		return r, nil
	}
	return rowByID(ctx, tx, id)
}
