package store

import (
	"context"

	"github.com/jmoiron/sqlx"
)

// Operation returns one row as it stands now; ErrNotFound if there is none.
func (s *Store) Operation(ctx context.Context, id int64) (Operation, error) {
	r, err := rowByID(ctx, s.readers, id)
	if err != nil {
		return Operation{}, disk(err)
	}
	return r.operation(s.options.Sealer)
}

// Cancels returns every attempt to give a sale back, or a part of it, the oldest
// first.
func (s *Store) Cancels(ctx context.Context, saleID int64) ([]Operation, error) {
	return s.operations(ctx, s.readers, `WHERE o.parent_id = ? AND o.kind = 'cancel' ORDER BY o.id`, saleID)
}

// InDoubt returns what the gateway's later word or a person has to settle, the
// oldest first.
func (s *Store) InDoubt(ctx context.Context) ([]Operation, error) {
	return s.operations(ctx, s.readers, `WHERE `+anOpen+` AND o.state = 'in-doubt' ORDER BY o.id`)
}

// InDoubtCount is how many operations InDoubt would return.
func (s *Store) InDoubtCount(ctx context.Context) (int, error) {
	var n int
	err := s.readers.GetContext(ctx, &n, `SELECT COUNT(*) FROM operations o WHERE `+anOpen+` AND o.state = 'in-doubt'`)
	return n, disk(err)
}

// Duplicates returns what the duplicate guard shows before a charge, the
// oldest first: sales of this amount on this card (or to this customer, whom the
// fingerprint of a settlement stands for) and business day that stand (approved
// and not given back whole), and whatever has an outcome that is not known or
// not recorded, of any day and amount.
func (s *Store) Duplicates(ctx context.Context, fingerprint []byte, amountKRW int64, day string) ([]Operation, error) {
	if len(fingerprint) == 0 {
		return nil, nil
	}
	args := []any{day, fingerprint, amountKRW, fingerprint}
	var found []int64 // none, as a rule
	err := s.readers.SelectContext(ctx, &found, s.readers.Rebind(duplicateIDs), args...)
	if err != nil || len(found) == 0 {
		return nil, disk(err)
	}
	return s.operations(ctx, s.readers, `WHERE o.id IN (`+duplicateIDs+`) ORDER BY o.id`, args...) // as they stand now
}

const duplicateIDs = `SELECT o.id FROM operations o
		WHERE o.business_day = ? AND o.fingerprint = ? AND o.amount_krw = ? AND o.kind IN ('charge', 'settle')
			AND o.state = 'approved' AND ` + cancelledKRW + ` < o.amount_krw
	UNION ALL SELECT o.id FROM operations o WHERE ` + anOpen + ` AND o.fingerprint = ?`

// Story returns the events of an operation in the order in which they
// happened, with those of what follows it: a sale's includes its cancels'. ErrNotFound if there is
// no such operation.
func (s *Store) Story(ctx context.Context, id int64) ([]Event, error) {
	var rows []eventRow
	err := s.readers.SelectContext(ctx, &rows, s.readers.Rebind(`SELECT `+eventColumns+` FROM events
		WHERE operation_id = ? OR operation_id IN (SELECT id FROM operations WHERE parent_id = ?) ORDER BY seq`), id, id)
	if err != nil {
		return nil, disk(err)
	}
	if len(rows) == 0 {
		return nil, ErrNotFound
	}
	story := make([]Event, len(rows))
	for i, r := range rows {
		if story[i], err = r.event(); err != nil {
			return nil, err
		}
	}
	return story, nil
}

// operationsOf reads rows by their ids, ascending or in another order
// (" DESC").
func (s *Store) operationsOf(ctx context.Context, q queryer, ids []int64, order string) ([]Operation, error) {
	condition, args, err := sqlx.In(`WHERE o.id IN (?) ORDER BY o.id`+order, ids)
	if err != nil {
		return nil, err
	}
	return s.operations(ctx, q, condition, args...)
}

// operations reads the rows that a condition selects. A row on its way is large
// and soon garbage, so all of them come through the same one.
func (s *Store) operations(ctx context.Context, q queryer, condition string, args ...any) ([]Operation, error) {
	rows, err := q.QueryxContext(ctx, q.Rebind(selectRow+condition), args...)
	if err != nil {
		return nil, disk(err)
	}
	defer rows.Close()
	all := make([]Operation, 0, len(args)) // mostly the arguments are the ids
	var r row
	for rows.Next() {
		if err := rows.StructScan(&r); err != nil {
			return nil, disk(err)
		}
		op, err := r.operation(s.options.Sealer)
		if err != nil {
			return nil, err
		}
		all = append(all, op)
	}
	return all, disk(rows.Err())
}
