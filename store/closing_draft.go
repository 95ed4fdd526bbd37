package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"
)

// DraftClosing is what CloseDay would close now. Nothing is written.
//
// It refuses while the sums disagree: *SumsDisagree if the rows do not come to
// what the events make of them, *Tampering (both are ErrTampered) for the first
// event, operation or closing that is not as it was written.
func (s *Store) DraftClosing(ctx context.Context, staff string) (Closing, error) {
	cleanAll(&staff)
	var d stockTaking
	err := s.read(ctx, func(tx *sqlx.Tx) (err error) {
		d, err = s.takeStock(ctx, tx, staff)
		return err
	})
	return Closing{ClosingRecord: d.record, List: d.list}, err
}

// stockTaking adds up a closing.
type stockTaking struct {
	record    ClosingRecord
	list      []ClosingRow
	companies groups
	gateways  groups
	staff     groups
}

// takeStock reads everything after the newest closing and holds it against the
// rows.
func (s *Store) takeStock(ctx context.Context, tx *sqlx.Tx, staff string) (stockTaking, error) {
	last, err := s.newestClosing(ctx, tx)
	if err != nil {
		return stockTaking{}, err
	}
	from, err := s.closedChain(ctx, tx, last)
	if err != nil {
		return stockTaking{}, err
	}
	end, err := verifyEvents(ctx, tx, from)
	if err != nil {
		return stockTaking{}, err
	}
	d := stockTaking{record: s.beginRecord(last, from, end, staff)}
	err = walkStories(ctx, tx, &from.seq, func(r row, story []eventRow) error {
		p, err := verifyRow(r, story)
		if err == nil {
			d.take(r, p, story)
		}
		return err
	})
	if err != nil {
		return stockTaking{}, err
	}
	if err := d.finish(ctx, tx); err != nil {
		return stockTaking{}, err
	}
	return d, s.checkSum(ctx, tx, d.record)
}

// beginRecord is a record with nothing added up yet.
func (s *Store) beginRecord(last *Closing, from, end chainEnd, staff string) ClosingRecord {
	r := ClosingRecord{
		Format: closingFormat, Environment: s.options.Environment, FileID: s.fileID, Number: 1, Staff: staff,
		ClosedAt: stamp(s.options.Now()), FromSeq: from.seq, ToSeq: end.seq, Head: hex.EncodeToString(end.hash),
		Corrections: []ClosingCorrection{}, Days: []string{}, Open: []ClosingOpen{},
	}
	if last != nil {
		r.Number, r.OpeningKRW, r.Previous = last.Number+1, last.ClosingKRW, hex.EncodeToString(last.Hash)
	}
	return r
}

// contribution is what an operation adds to the sum of all sales.
func contribution(kind Kind, state State, amountKRW int64) int64 {
	switch {
	case state != Approved:
		return 0
	case kind.TakesMoney():
		return amountKRW
	case kind.GivesBack():
		return -amountKRW
	}
	return 0
}

// take adds one operation, of which something happened since the closing
// before.
func (d *stockTaking) take(r row, p replayed, story []eventRow) {
	from := d.record.FromSeq
	kind, now := Kind(r.Kind), p.outcome.State
	if story[0].Seq <= from {
		was := replay(storyUntil(story, from)).outcome.State
		if was != now {
			delta := contribution(kind, now, r.AmountKRW) - contribution(kind, was, r.AmountKRW)
			d.record.CorrectionsKRW += delta
			d.record.Corrections = append(d.record.Corrections, ClosingCorrection{
				ID: r.ID, Order: r.OrderNumber, Kind: kind, AmountKRW: r.AmountKRW, Was: was, Now: now, DeltaKRW: delta,
			})
		}
		return
	}
	d.list = append(d.list, ClosingRow{
		ID: r.ID, Order: r.OrderNumber, Kind: kind, State: now, AmountKRW: r.AmountKRW, Approval: p.outcome.ApprovalNumber,
		Company: p.outcome.CardCompany, Gateway: r.Gateway, Parent: r.ParentID, Staff: r.Staff,
	})
	if !slices.Contains(d.record.Days, r.BusinessDay) {
		d.record.Days = append(d.record.Days, r.BusinessDay)
	}
	if now != Approved || !kind.TakesMoney() && !kind.GivesBack() {
		return
	}
	all := &ClosingGroup{Sales: d.record.Sales, Cancels: d.record.Cancels}
	for _, g := range []*ClosingGroup{all, d.companies.of(p.outcome.CardCompany), d.gateways.of(r.Gateway), d.staff.of(r.Staff)} {
		g.add(kind, r.AmountKRW)
	}
	d.record.Sales, d.record.Cancels = all.Sales, all.Cancels
}

// storyUntil is the part of a story up to and with an event.
func storyUntil(story []eventRow, seq int64) []eventRow {
	end := len(story)
	for end > 0 && story[end-1].Seq > seq {
		end--
	}
	return story[:end]
}

// finish adds what is open, and puts everything in order.
func (d *stockTaking) finish(ctx context.Context, tx *sqlx.Tx) error {
	r := &d.record
	slices.Sort(r.Days)
	r.Companies, r.Gateways, r.StaffTotals = d.companies.sorted(), d.gateways.sorted(), d.staff.sorted()
	if d.list == nil {
		d.list = []ClosingRow{}
	}
	r.Listed = len(d.list)
	list, err := canonical(d.list)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(list)
	r.ListSHA256 = hex.EncodeToString(sum[:])
	var open []row
	err = tx.SelectContext(ctx, &open, `SELECT `+storedColumns+` FROM operations o WHERE `+anOpen+` ORDER BY o.id`)
	if err != nil {
		return err
	}
	for _, o := range open {
		kind := Kind(o.Kind)
		r.Open = append(r.Open, ClosingOpen{ID: o.ID, Order: o.OrderNumber, Kind: kind, AmountKRW: o.AmountKRW, State: State(o.State)})
		if kind.TakesMoney() || kind.GivesBack() {
			r.InDoubt.add(o.AmountKRW)
		}
	}
	r.ClosingKRW = r.OpeningKRW + r.Sales.KRW - r.Cancels.KRW + r.CorrectionsKRW
	return nil
}

// groups are the tallies by one name.
type groups map[string]*ClosingGroup

func (g *groups) of(name string) *ClosingGroup {
	if *g == nil {
		*g = make(groups)
	}
	if (*g)[name] == nil {
		(*g)[name] = &ClosingGroup{Name: name}
	}
	return (*g)[name]
}

func (g *ClosingGroup) add(kind Kind, krw int64) {
	if kind.TakesMoney() {
		g.Sales.add(krw)
	} else {
		g.Cancels.add(krw)
	}
}

func (g groups) sorted() []ClosingGroup {
	all := []ClosingGroup{}
	for _, group := range g {
		all = append(all, *group)
	}
	slices.SortFunc(all, func(a, b ClosingGroup) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// checkSum holds what all rows come to against what the closing says. Where
// they differ it looks for the place.
func (s *Store) checkSum(ctx context.Context, tx *sqlx.Tx, r ClosingRecord) error {
	var rows int64
	err := tx.GetContext(ctx, &rows, `SELECT COALESCE(SUM(CASE kind WHEN 'cancel' THEN -amount_krw ELSE amount_krw END), 0)
		FROM operations WHERE state = 'approved' AND kind IN ('charge', 'settle', 'cancel')`)
	if err != nil || rows == r.ClosingKRW {
		return err
	}
	disagree := &SumsDisagree{OpeningKRW: r.OpeningKRW, EventsKRW: r.ClosingKRW, RowsKRW: rows}
	if _, err := verifyEvents(ctx, tx, chainEnd{hash: s.genesis}); !errors.As(err, &disagree.Where) && err != nil {
		return err
	}
	if disagree.Where == nil {
		if err := verifyRows(ctx, tx, make(replayedCustomers)); !errors.As(err, &disagree.Where) && err != nil {
			return err
		}
	}
	return disagree
}

// closedChain is where the newest closing ends, once it is found to be what the
// chain says: its hash in the closed event, and the event that it ends at.
func (s *Store) closedChain(ctx context.Context, tx *sqlx.Tx, last *Closing) (chainEnd, error) {
	if last == nil {
		return chainEnd{hash: s.genesis}, nil
	}
	wrong := &Tampering{Problem: ProblemClosing, Closing: last.Number}
	from := chainEnd{seq: last.ToSeq}
	if from.seq == 0 {
		from.hash = s.genesis
	} else if err := tx.GetContext(ctx, &from.hash, tx.Rebind(`SELECT hash FROM events WHERE seq = ?`), from.seq); err != nil {
		return chainEnd{}, errors.Join(wrong, err)
	}
	var detail string
	err := tx.GetContext(ctx, &detail, tx.Rebind(`SELECT detail FROM events WHERE operation_id IS NULL AND type = ? ORDER BY seq DESC LIMIT 1`),
		string(EventClosed))
	if err != nil {
		return chainEnd{}, errors.Join(wrong, err)
	}
	want, err := encode(closedDetail{Number: last.Number, Hash: hex.EncodeToString(last.Hash)})
	if err != nil {
		return chainEnd{}, err
	}
	record, err := canonical(last.ClosingRecord)
	if err != nil {
		return chainEnd{}, err
	}
	if detail != want || hex.EncodeToString(from.hash) != last.Head || !bytes.Equal(closingHash(record), last.Hash) {
		return chainEnd{}, wrong
	}
	return from, nil
}
