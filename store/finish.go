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
// nowhere: InDoubt of a Harmless kind, NoAnswer of any other, a key issued
// without the key, ErrNoSealer if something is to be sealed and can't. After
// *Trouble it may be called again with the same answer; on a full disk it has by
// then given up the ballast and tried twice.
func (s *Store) Finish(ctx context.Context, id int64, a Answer) (Operation, error) {
	switch a.State {
	case Approved, Declined, NotSent, InDoubt, NoAnswer:
	default:
		return Operation{}, fmt.Errorf("%w: an answer can't lead to %q", ErrInvalid, a.State)
	}
	a.clean()
	return s.amend(ctx, id, func(ctx context.Context, tx *sqlx.Tx, r *row) error {
		if r.State != string(Prepared) {
			return ErrWrongState
		}
		if err := a.check(Kind(r.Kind)); err != nil {
			return err
		}
		return s.conclude(ctx, tx, r, EventType(a.State), a)
	})
}

// clean makes every text one that can be kept.
func (a *Answer) clean() {
	cleanAll(&a.TransactionID, &a.CancelID, &a.MerchantID, &a.MaskedNumber, &a.KeyHint, &a.ApprovalNumber, &a.AnsweredAt,
		&a.CardCompany, &a.ResultCode, &a.ResultMessage, &a.Advice, &a.Fault, &a.KakaoResultCode, &a.Trace)
	a.MaskedNumber, a.KeyHint = maskNumber(a.MaskedNumber), shortHint(a.KeyHint)
}

// check refuses an answer that an operation of this kind can't have.
func (a Answer) check(kind Kind) error {
	switch {
	case a.State == InDoubt && kind.Harmless(), a.State == NoAnswer && !kind.Harmless():
		return fmt.Errorf("%w: %s can't be %s", ErrInvalid, kind, a.State)
	case (a.CustomerKey != "") != (kind == KindIssueKey && a.State == Approved):
		return fmt.Errorf("%w: an issued key, and nothing else, comes with the key", ErrInvalid)
	}
	return nil
}

// said is the answer as it is stored, without what is sealed.
func (a Answer) said() answered {
	return answered{
		MerchantID: a.MerchantID, KeyHint: a.KeyHint, MaskedNumber: a.MaskedNumber, CancelID: a.CancelID,
		TransactionID: a.TransactionID, ApprovalNumber: a.ApprovalNumber, AnsweredAt: a.AnsweredAt,
		CardCompany: a.CardCompany, ResultCode: a.ResultCode, ResultMessage: a.ResultMessage, Advice: a.Advice,
		Fault: a.Fault, KakaoResultCode: a.KakaoResultCode, InterestFree: a.InterestFree,
		PartsGiven: a.PartsGiven, SupplyKRW: a.SupplyKRW, VATKRW: a.VATKRW, ExemptKRW: a.ExemptKRW,
	}
}

// conclude records an answer: the event, the row, and the customer whom it
// changes.
func (s *Store) conclude(ctx context.Context, tx *sqlx.Tx, r *row, event EventType, a Answer) error {
	detail := answerDetail{answered: a.said(), Trace: traceJSON(a.Trace)}
	if err := s.sealPrivate(r, a.Private); err != nil {
		return err
	}
	if a.Private != nil {
		detail.PrivateDigest = privateDigest(r.Private)
	}
	key, err := s.sealCustomerKey(ctx, tx, r.CustomerID, a.CustomerKey)
	if err != nil {
		return err
	}
	detail.CustomerKey = keyDigest(key)
	now, staff := stamp(s.options.Now()), r.Staff
	o := r.outcome()
	if event == EventInquired {
		detail.State, staff = a.State, ""
		o.inquire(a.State, detail.answered)
	} else {
		o.answer(a.State, now, detail.answered)
	}
	text, err := encode(detail)
	if err != nil {
		return err
	}
	if err := s.appendEvent(ctx, tx, r.ID, event, staff, now, text); err != nil {
		return err
	}
	r.setOutcome(o)
	if err := updateOutcome(ctx, tx, *r); err != nil {
		return err
	}
	return changeCustomer(ctx, tx, *r, key, now)
}

// amend changes one row durably and returns it. Once do went through and the
// commit failed, it looks first whether the change was kept after all; so do
// must change the row's outcome.
func (s *Store) amend(ctx context.Context, id int64, do func(context.Context, *sqlx.Tx, *row) error) (Operation, error) {
	var wanted, r row
	err := s.record(ctx, func(tx *sqlx.Tx) (err error) {
		ctx := context.WithoutCancel(ctx)
		if r, err = s.toAmend(ctx, tx, id); err != nil {
			return err
		}
		if wanted.ID != 0 && r.outcome() == wanted.outcome() {
			return nil // the first try was kept after all
		}
		if err = do(ctx, tx, &r); err == nil {
			wanted = r // from here on only the commit can fail
		}
		return err
	})
	if err != nil && !s.kept(err, wanted) {
		return Operation{}, err
	}
	return r.operation(s.options.Sealer)
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
