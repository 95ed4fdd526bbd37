package store

import (
	"context"

	"github.com/jmoiron/sqlx"
)

// recover puts every operation that is still prepared in doubt, all at once:
// the program that began them is gone, and nobody knows what their requests
// did.
func (s *Store) recover(ctx context.Context) ([]Operation, error) {
	var cut []row
	err := s.record(ctx, func(tx *sqlx.Tx) error {
		cut = nil
		if err := tx.SelectContext(ctx, &cut, selectRow+`WHERE o.state = 'prepared' ORDER BY o.id`); err != nil {
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
	if len(cut) == 0 {
		return nil, nil
	}
	all := make([]Operation, 0, len(cut))
	for _, r := range cut {
		op, err := s.Operation(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, op)
	}
	return all, nil
}
