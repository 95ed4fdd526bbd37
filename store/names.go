package store

import (
	"context"
	"sync"

	"github.com/jmoiron/sqlx"
)

// names is what the search knows about buyers. It is kept in memory only:
// nothing searchable about a person lies on disk. It fills itself at the first
// search and takes in what was added since at every later one.
type names struct {
	mu     sync.RWMutex
	upTo   int64 // the last id taken in
	people map[int64]person
}

// person is a buyer as the search compares them.
type person struct {
	name  []rune // folded
	phone string
}

// of is the buyer of an operation; empty if there is none or it can't be read.
func (n *names) of(id int64) person {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return n.people[id]
}

// catchUp takes in the rows that were added since the last time. Ids only
// grow and a buyer never changes, so nothing else can be missing.
func (n *names) catchUp(ctx context.Context, tx *sqlx.Tx, sealer Sealer) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	var newest int64
	if err := tx.GetContext(ctx, &newest, `SELECT COALESCE(MAX(id), 0) FROM operations`); err != nil || newest <= n.upTo {
		return err
	}
	rows, err := tx.QueryxContext(ctx, tx.Rebind(`SELECT id, order_number, buyer_name, buyer_phone FROM operations
		WHERE id > ? AND id <= ? AND (buyer_name IS NOT NULL OR buyer_phone IS NOT NULL)`), n.upTo, newest)
	if err != nil {
		return err
	}
	defer rows.Close()
	if n.people == nil {
		n.people = make(map[int64]person)
	}
	for rows.Next() {
		var r row
		if err := rows.StructScan(&r); err != nil {
			return err
		}
		if buyer := r.sealedBuyer.open(sealer, r.OrderNumber); !buyer.Unreadable {
			n.people[r.ID] = person{name: []rune(fold(buyer.Name)), phone: buyer.Phone}
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	n.upTo = newest
	return nil
}

// WarmSearch fills the search's memory ahead of the first search. It is meant
// to run in the background after Open.
func (s *Store) WarmSearch(ctx context.Context) error {
	return s.read(ctx, func(tx *sqlx.Tx) error { return s.names.catchUp(ctx, tx, s.options.Sealer) })
}
