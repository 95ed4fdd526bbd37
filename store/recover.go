package store

import (
	"context"

	"github.com/jmoiron/sqlx"
)

// recover ends every operation that is still prepared, all at once: the program
// that began them is gone. Nobody knows what their requests did, so they are in
// doubt; those that can have done no harm just have no answer. It returns the
// ones in doubt.
func (s *Store) recover(ctx context.Context) ([]Operation, error) {
	if any, err := hasPrepared(ctx, s.readers); err != nil || !any {
		return nil, err
	}
	var cut []row
	err := s.record(ctx, func(tx *sqlx.Tx) error {
		cut = nil
		if err := tx.SelectContext(ctx, &cut, selectRow+`WHERE `+anOpen+` AND o.state = 'prepared' ORDER BY o.id`); err != nil {
			return err
		}
		now := stamp(s.options.Now())
		for i := range cut {
			o := cut[i].outcome()
			o.cutOff(now)
			cut[i].setOutcome(o)
			if err := s.appendEvent(ctx, tx, cut[i].ID, EventCutOff, "", now, "{}"); err != nil {
				return err
			}
			if err := updateOutcome(ctx, tx, cut[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	// Read again: a charge in doubt now changes what its neighbours derive.
	var all []Operation
	for _, r := range cut {
		if r.State != string(InDoubt) {
			continue
		}
		op, err := s.Operation(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, op)
	}
	return all, nil
}
