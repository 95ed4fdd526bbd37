package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
)

// Finish records how an attempt ended. ErrWrongState if it is not prepared any
// more, ErrNotFound if there is no such row, ErrInvalid if the answer leads
// nowhere. After *Trouble it may be called again with the same answer; on a
// full disk it has by then given up the ballast and tried twice.
func (s *Store) Finish(ctx context.Context, id int64, a Answer) (Operation, error) {
	switch a.State {
	case Approved, Declined, NotSent, InDoubt:
	default:
		return Operation{}, fmt.Errorf("%w: an answer can't lead to %q", ErrInvalid, a.State)
	}
	cleanAll(&a.TransactionID, &a.ApprovalNumber, &a.AnsweredAt, &a.CardCompany, &a.ResultCode, &a.ResultMessage,
		&a.Advice, &a.Fault, &a.KakaoResultCode, &a.Trace)
	said := answered{
		TransactionID: a.TransactionID, ApprovalNumber: a.ApprovalNumber, AnsweredAt: a.AnsweredAt,
		CardCompany: a.CardCompany, ResultCode: a.ResultCode, ResultMessage: a.ResultMessage, Advice: a.Advice,
		Fault: a.Fault, KakaoResultCode: a.KakaoResultCode, InterestFree: a.InterestFree,
		PartsGiven: a.PartsGiven, SupplyKRW: a.SupplyKRW, VATKRW: a.VATKRW, ExemptKRW: a.ExemptKRW,
	}
	var wanted, r row
	err := s.record(ctx, func(tx *sqlx.Tx) (err error) {
		ctx := context.WithoutCancel(ctx)
		if r, err = rowByID(ctx, tx, id); err != nil {
			return err
		}
		if wanted.ID != 0 && r.outcome() == wanted.outcome() {
			return nil // the first try was kept after all
		}
		if r.State != string(Prepared) {
			return ErrWrongState
		}
		err = s.conclude(ctx, tx, &r, a.State, said, a.Trace)
		wanted = r
		return err
	})
	if err != nil && !s.kept(err, wanted) {
		return Operation{}, err
	}
	return r.operation(s.options.Sealer)
}

// conclude records the answer to a prepared row.
func (s *Store) conclude(ctx context.Context, tx *sqlx.Tx, r *row, state State, said answered, trace string) error {
	detail, err := encode(answerDetail{answered: said, Trace: traceJSON(trace)})
	if err != nil {
		return err
	}
	o := r.outcome()
	o.answer(state, stamp(s.options.Now()), said)
	r.setOutcome(o)
	if err := s.appendEvent(ctx, tx, r.ID, EventType(state), r.Staff, o.FinishedAt, detail); err != nil {
		return err
	}
	return updateOutcome(ctx, tx, *r)
}

// rereadTimeout bounds looking at a row again after a commit that failed.
const rereadTimeout = 10 * time.Second

// kept says whether, after a commit that failed, the row stands as wanted all
// the same.
func (s *Store) kept(cause error, want row) bool {
	var commit uncertain
	if !errors.As(cause, &commit) {
		return false
	}
	ctx, stop := context.WithTimeout(context.Background(), rereadTimeout)
	defer stop()
	got, err := rowByID(ctx, s.writer, want.ID)
	return err == nil && got.outcome() == want.outcome()
}
