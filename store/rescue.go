package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/jmoiron/sqlx"
	"modernc.org/sqlite"
)

// ErrNothingReads means that nothing of a damaged file can be rescued.
var ErrNothingReads = errors.New("nothing of the damaged history reads")

// Rescue reads what reads of a damaged history that was set aside
// (Damaged.SetAside), and makes a new history of whatever its events prove. The
// damaged one is never changed. o is the history whose place the new one could
// take, which may have begun anew meanwhile. It holds all of it in memory.
//
// What does not fit together is left out and counted in Rescued; a charge whose
// outcome was lost is in doubt. As far as the chain of events is whole it stays
// the old one, its closings too.
//
// ErrNothingReads; *Trouble, as of a full disk.
func Rescue(ctx context.Context, o Options, folder, staff string) (_ *Candidate, err error) {
	if err := setUpDriver(); err != nil {
		return nil, err
	}
	c := &Candidate{options: o, name: filepath.Base(folder)}
	defer func() {
		if err != nil {
			err = errors.Join(disk(err), c.Discard())
		}
	}()
	if err := c.clear(); err != nil {
		return nil, err
	}
	damaged := filepath.Join(c.folder(), "damaged.db")
	for _, companion := range []string{"-wal", "-journal", ""} {
		err := copyFile(ctx, filepath.Join(folder, databaseName)+companion, damaged+companion)
		if err != nil && (companion == "" || !errors.Is(err, fs.ErrNotExist)) {
			return nil, err
		}
	}
	found, err := salvage(ctx, damaged)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, errors.Join(ErrNothingReads, err)
	}
	if len(found.events) == 0 {
		return nil, errors.Join(ErrNothingReads, found.close())
	}
	if err := errors.Join(c.rebuild(ctx, found, staff), found.close()); err != nil {
		return nil, fmt.Errorf("write what was rescued: %w", err)
	}
	if err := removeHistory(damaged); err != nil {
		return nil, err
	}
	if err := c.look(ctx); err != nil {
		return nil, err
	}
	c.Rescued.LastAt = c.LastAt
	return c, c.open(ctx)
}

// rebuild writes what fits together, without what the new history's own rules
// refuse: of two cancels whose ends were lost only one can be open.
func (c *Candidate) rebuild(ctx context.Context, found *salvaged, staff string) error {
	for without := map[int64]bool{}; ; {
		all := reassemble(found, c.options.Environment, without)
		all.detail.From = c.name
		err := c.write(ctx, all, staff)
		var refused *rowRefused
		switch {
		case err == nil:
			c.Rescued = &all.report
			return nil
		case !errors.As(err, &refused) || without[refused.id] || ctx.Err() != nil:
			return err
		}
		without[refused.id] = true
		if err := removeHistory(c.path()); err != nil {
			return err
		}
	}
}

// removeHistory removes a database and what lies beside it.
func removeHistory(path string) error {
	for _, companion := range []string{"-wal", "-shm", "-journal", ""} {
		if err := ignoreMissing(os.Remove(path + companion)); err != nil {
			return err
		}
	}
	return nil
}

// rowRefused says that the new history does not take an operation.
type rowRefused struct {
	id    int64
	cause error
}

// Error is for the log.
func (r *rowRefused) Error() string { return fmt.Sprintf("operation %d: %v", r.id, r.cause) }

// Unwrap gives the cause.
func (r *rowRefused) Unwrap() error { return r.cause }

// write makes the new history.
func (c *Candidate) write(ctx context.Context, all reassembled, staff string) error {
	o := c.options
	o.Dir, o.Sealer, o.Unlock, o.AnchorFile, o.Witness = c.folder(), nil, nil, "", nil
	s, err := Open(ctx, o)
	if err != nil {
		return err
	}
	err = s.writing(ctx, func(conn *sqlx.Conn) error {
		ctx := context.WithoutCancel(ctx)
		if err := enforceForeignKeys(ctx, conn, false); err != nil {
			return err
		}
		return transact(ctx, conn, func(tx *sqlx.Tx) error {
			rules, err := dropRules(ctx, tx)
			if err == nil {
				err = s.fill(ctx, tx, all, staff)
			}
			for _, text := range rules {
				if err == nil {
					_, err = tx.ExecContext(ctx, text)
				}
			}
			return err
		})
	})
	return errors.Join(err, s.Close())
}

// dropRules takes the triggers away for what follows in the transaction, under
// which what is filled in was written, and the indexes that are no rule, which
// are made at once afterwards. It returns what makes them again.
func dropRules(ctx context.Context, tx *sqlx.Tx) ([]string, error) {
	var rules []struct{ Type, Name, SQL string }
	if err := tx.SelectContext(ctx, &rules, `SELECT type, name, sql FROM sqlite_schema
		WHERE type = 'trigger' OR sql LIKE 'CREATE INDEX %' ORDER BY type, name`); err != nil {
		return nil, err
	}
	var texts []string
	for _, r := range rules {
		if _, err := tx.ExecContext(ctx, `DROP `+r.Type+` `+r.Name); err != nil {
			return nil, err
		}
		texts = append(texts, r.SQL)
	}
	return texts, nil
}

// errUnread means that the copy of the damaged file read a moment ago, and does
// not now.
var errUnread = &Trouble{Kind: TroubleIO, Cause: errors.New("what was read does not read again")}

// fill writes everything into the empty history.
func (s *Store) fill(ctx context.Context, tx *sqlx.Tx, all reassembled, staff string) error {
	if all.fileID != "" {
		if _, err := tx.ExecContext(ctx, tx.Rebind(`UPDATE file SET file_id = ?`), all.fileID); err != nil {
			return err
		}
		s.fileID, s.genesis = all.fileID, genesis(s.options.Environment, all.fileID)
	}
	for _, at := range all.chain {
		e, ok := all.found.event(at)
		if !ok {
			return errUnread
		}
		if _, err := insertEvent.exec(ctx, tx, e); err != nil {
			return err
		}
	}
	cleanAll(&staff)
	if err := s.appendFileEvent(ctx, tx, EventRescued, staff, stamp(s.options.Now()), all.detail); err != nil {
		return err
	}
	for _, at := range all.rest {
		e, ok := all.found.event(at)
		if !ok {
			return errUnread
		}
		if err := s.appendEvent(ctx, tx, e.OperationID, EventType(e.Type), e.Staff, e.At, e.Detail); err != nil {
			return err
		}
	}
	err := all.eachRow(func(r row) error {
		_, err := insertWhole.exec(ctx, tx, r)
		return refusedRow(r.ID, err)
	})
	if err != nil {
		return err
	}
	for _, c := range all.customers {
		if _, err := tx.NamedExecContext(ctx, `INSERT INTO customers (id, gateway, shop_user_id, merchant_id, state, name, phone, email,
				customer_key, key_hint, created_at, updated_at, changed_by)
			VALUES (:id, :gateway, :shop_user_id, :merchant_id, :state, :name, :phone, :email,
				:customer_key, :key_hint, :created_at, :updated_at, NULLIF(:changed_by, 0))`, c); err != nil {
			return fmt.Errorf("customer %d: %w", c.ID, err)
		}
	}
	for _, c := range all.closings {
		if _, err := tx.NamedExecContext(ctx, `INSERT INTO closings (number, record, list, hash, signature)
			VALUES (:number, :record, :list, :hash, :signature)`, c); err != nil {
			return fmt.Errorf("closing %d: %w", c.Number, err)
		}
	}
	for _, w := range all.wrapped {
		if _, err := tx.NamedExecContext(ctx, `INSERT OR IGNORE INTO wrapped_keys (keys_id, way, salt, wrapped, begun_at, made_at)
			VALUES (:keys_id, :way, :salt, :wrapped, :begun_at, :made_at)`, w); err != nil {
			return err
		}
	}
	return nil
}

// refusedRow tells a rule of the table from trouble with the disk.
func refusedRow(id int64, err error) error {
	var fromSQLite *sqlite.Error
	if errors.As(err, &fromSQLite) && fromSQLite.Code()&0xff == sqliteConstraint {
		return &rowRefused{id, err}
	}
	return err
}

// sqliteConstraint is SQLITE_CONSTRAINT.
const sqliteConstraint = 19

// insertWhole inserts a row with its outcome.
var insertWhole = newNamed[row](`INSERT INTO operations (id, kind, gateway, environment, terminal, staff, state,
		parent_id, customer_id, order_number, order_seq, request_id, business_day, prepared_at, finished_at, amount_krw, quota,
		masked_card, network, item_name, fingerprint, mixed, taxable_krw, free_krw, reason, buyer_name, buyer_phone, buyer_email,
		private, merchant_id, key_hint, masked_number, transaction_id, cancel_id, approval_number, answered_at, card_company,
		result_code, result_message, advice, fault, kakao_result_code, interest_free, parts_given, supply_krw, vat_krw, exempt_krw,
		returned, return_code)
	VALUES (:id, :kind, :gateway, :environment, :terminal, :staff, :state,
		NULLIF(:parent_id, 0), NULLIF(:customer_id, 0), :order_number, :order_seq, :request_id, :business_day, :prepared_at,
		:finished_at, :amount_krw, :quota, :masked_card, :network, :item_name, :fingerprint, :mixed, :taxable_krw, :free_krw, :reason,
		:buyer_name, :buyer_phone, :buyer_email, :private, :merchant_id, :key_hint, :masked_number, :transaction_id, :cancel_id,
		:approval_number, :answered_at, :card_company, :result_code, :result_message, :advice, :fault, :kakao_result_code,
		:interest_free, :parts_given, :supply_krw, :vat_krw, :exempt_krw, :returned, :return_code)`)
