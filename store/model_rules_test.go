package store

import "slices"

// following are the ids of the operations of a kind that follow another, in
// these states, but for one.
func (m *model) following(kind Kind, parent, except int64, states ...State) (found []int64) {
	for i, o := range m.ops {
		if id := int64(i + 1); o.kind == kind && o.parent == parent && id != except && slices.Contains(states, o.state) {
			found = append(found, id)
		}
	}
	return found
}

func (m *model) cancelled(sale, except int64) (sum int64) {
	for _, id := range m.following(KindCancel, sale, except, Approved) {
		sum += m.op(id).amount
	}
	return sum
}

// fits says whether a cancel of a sale can give this much back.
func (m *model) fits(sale, amount, except int64) error {
	remain := m.op(sale).amount - m.cancelled(sale, except)
	switch {
	case remain == 0:
		return ErrAlreadyCancelled
	case len(m.following(KindCancel, sale, except, Prepared, InDoubt)) > 0:
		return ErrCancelOpen
	case amount > remain:
		return ErrTooMuch
	}
	return nil
}

// noneOf says whether an operation of a kind that follows another went through
// or is open.
func (m *model) noneOf(kind Kind, parent, except int64, open, done error) error {
	switch {
	case len(m.following(kind, parent, except, Approved)) > 0:
		return done
	case len(m.following(kind, parent, except, Prepared, InDoubt)) > 0:
		return open
	}
	return nil
}

func (m *model) finding(id int64, r Resolution) error {
	o := m.op(id)
	if o.state != InDoubt && !o.settled {
		return ErrWrongState
	}
	var err error
	switch {
	case o.kind.TakesMoney():
		err = m.noneOf(KindCancel, id, 0, ErrCancelOpen, ErrAlreadyCancelled)
		if err == nil && r.Happened && o.kind == KindSettle {
			err = m.noneOf(KindSettle, o.parent, id, ErrSettleOpen, ErrAlreadySettled)
		}
	case r.Happened && o.kind == KindIssueKey:
		err = ErrNoCustomerKey
	case r.Happened && o.kind == KindCancel:
		err = m.fits(o.parent, o.amount, id)
	}
	if err != nil {
		return err
	}
	for i, other := range m.ops { // charges and settles are of two gateways here
		if o.kind.TakesMoney() && r.Happened && other.kind == o.kind && other.state == Approved && int64(i+1) != id && other.transaction == r.TransactionID {
			return ErrTransactionTaken
		}
	}
	same := o.state == Approved && r.Happened || o.state == Declined && !r.Happened
	if o.settled && same && (!o.kind.TakesMoney() || o.transaction == r.TransactionID) {
		return ErrWrongState
	}
	return nil
}
