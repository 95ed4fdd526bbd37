package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"keyindesk/store/verify"
)

// TestDays lives through random days and closes them: charges, payments of
// customers, cancels and parts of them, answers that come late, findings and
// their corrections, inquiries, around midnight and with a clock that jumps.
// A model of its own says what every closing must come to. DAYS=100000 for the
// full number, SEED to repeat one.
func TestDays(t *testing.T) {
	days, seed := 150, rand.Uint64()
	if text := os.Getenv("DAYS"); text != "" {
		days, _ = strconv.Atoi(text)
	}
	if text := os.Getenv("SEED"); text != "" {
		seed, _ = strconv.ParseUint(text, 10, 64)
	}
	var all dayCount
	for shop := uint64(0); all.days < days; shop++ {
		liveDays(t, rand.New(rand.NewPCG(seed, shop)), min(daysOfShop, days-all.days), &all)
		if t.Failed() {
			t.Fatalf("SEED=%d, shop %d", seed, shop)
		}
	}
	t.Logf("%d days, %d operations, %d closings with %d corrections, %d open at a closing, the clock set back %d times: opening and events came to the closing every time (SEED=%d)",
		all.days, all.operations, all.closings, all.corrections, all.open, all.jumps, seed)
}

// daysOfShop is after how many days a new shop opens, so that no file grows
// slow.
const daysOfShop = 50

type dayCount struct{ days, operations, closings, corrections, open, jumps int }

// shopDays is a shop and the model of it: what every operation adds to the sum.
type shopDays struct {
	*testing.T
	s      *Store
	clock  *clock
	r      *rand.Rand
	count  *dayCount
	now    time.Time
	rows   map[int64]*modelRow
	order  []int64
	closed modelSums // of the closing before
	shut   int64     // the newest operation of the closing before
	number int64
}

type modelRow struct {
	op       Operation
	state    State
	sale     *modelRow // of a cancel
	byPerson bool      // settled by a person
	shut     State     // at the closing before
}

type modelSums struct{ sales, cancels int64 }

func (m modelSums) balance() int64 { return m.sales - m.cancels }

func liveDays(t *testing.T, r *rand.Rand, days int, count *dayCount) {
	o, c := testOptions(t, quickTemp(t))
	s, err := Open(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	d := &shopDays{T: t, s: s, clock: c, r: r, count: count, rows: map[int64]*modelRow{}, now: c.Now()}
	for range days {
		d.day()
		count.days++
		if t.Failed() {
			break
		}
	}
	if err := s.VerifyChain(ctx); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	// The other program adds up the same.
	if found, err := verify.File(ctx, s.path, verify.Options{}); err != nil || found.Verdict != verify.Intact || found.Closings != d.number {
		t.Errorf("%+v %v", found, err)
	}
	if err := os.RemoveAll(o.Dir); err != nil {
		t.Error(err)
	}
}

// day is one day: some acts, most of them in the last minutes before midnight or
// the first after it, and none, one or several closings.
func (d *shopDays) day() {
	midnight := time.Date(d.now.Year(), d.now.Month(), d.now.Day()+1, 0, 0, 0, 0, korea)
	d.now = midnight.Add(-time.Duration(d.r.IntN(8*3600)) * time.Second)
	if d.r.IntN(3) > 0 {
		d.now = midnight.Add(-time.Duration(d.r.IntN(120)) * time.Second)
	}
	for range 1 + d.r.IntN(7) {
		d.now = d.now.Add(time.Duration(d.r.IntN(60_000)) * time.Millisecond)
		if d.r.IntN(12) == 0 { // the clock is set, by hours or by days
			d.now = d.now.Add(time.Duration(d.r.IntN(100)-60) * time.Hour)
			d.count.jumps++
		}
		d.clock.at(d.now)
		d.act()
		if d.Failed() {
			return
		}
	}
	for range []int{1, 1, 1, 0, 2}[d.r.IntN(5)] {
		d.close()
		if d.r.IntN(2) == 0 {
			d.act()
		}
	}
}

func (c *clock) at(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

// pick is a random row that fits; nil if there is none.
func (d *shopDays) pick(fits func(*modelRow) bool) *modelRow {
	for range 12 {
		if len(d.order) == 0 {
			return nil
		}
		if m := d.rows[d.order[d.r.IntN(len(d.order))]]; fits(m) {
			return m
		}
	}
	return nil
}

func (d *shopDays) act() {
	switch d.r.IntN(10) {
	case 0, 1, 2, 3:
		d.begin(chargeIntent(1 + d.r.Int64N(1_000_000)))
	case 4:
		if d.r.IntN(4) == 0 {
			d.begin(followIntent(KindSettle, returnedPayment(d.T, d.s, activeCustomer(d.T, d.s), 1+d.r.Int64N(100_000))))
		}
	case 5, 6:
		if sale := d.pick(func(m *modelRow) bool {
			return m.state == Approved && d.remain(m) > 0 && !d.cancelOpen(m) && m.sale == nil
		}); sale != nil {
			part := d.remain(sale)
			if d.r.IntN(2) == 0 {
				part = 1 + d.r.Int64N(part)
			}
			d.begin(partIntent(sale.op, part)).sale = sale
		}
	case 7:
		if m := d.pick(func(m *modelRow) bool { return m.state == Prepared }); m != nil {
			d.finish(m)
		}
	case 8:
		if m := d.pick(func(m *modelRow) bool { return m.state == InDoubt && !m.byPerson }); m != nil {
			d.inquire(m)
		}
	default:
		if m := d.pick(func(m *modelRow) bool { return m.state == InDoubt || m.byPerson }); m != nil {
			d.resolve(m)
		}
	}
}

// begin prepares an operation and mostly ends it too.
func (d *shopDays) begin(in Intent) *modelRow {
	op := prepared(d.T, d.s, in)
	d.count.operations++
	m := &modelRow{op: op, state: Prepared}
	d.rows[op.ID] = m
	d.order = append(d.order, op.ID)
	if d.r.IntN(8) > 0 {
		d.finish(m)
	}
	return m
}

func (d *shopDays) finish(m *modelRow) {
	state := []State{Approved, Approved, Approved, Approved, Declined, NotSent, InDoubt, InDoubt}[d.r.IntN(8)]
	a := Answer{State: state, CardCompany: []string{"국민", "신한", ""}[d.r.IntN(3)]}
	if state == Approved {
		a.TransactionID, a.ApprovalNumber = "TX"+m.op.OrderNumber, "AP"+m.op.OrderNumber
	}
	m.op, m.state = finished(d.T, d.s, m.op.ID, a), state
}

func (d *shopDays) inquire(m *modelRow) {
	state := []State{Approved, Declined, InDoubt}[d.r.IntN(3)]
	a := Answer{State: state, TransactionID: "TX" + m.op.OrderNumber, ApprovalNumber: "AP"}
	op, err := d.s.RecordInquiry(ctx, m.op.ID, a)
	if err != nil {
		d.Error("inquiry", err)
	}
	m.op, m.state = op, state
}

func (d *shopDays) resolve(m *modelRow) {
	f := Resolution{Staff: "박사장", Evidence: "관리자 페이지", Happened: d.r.IntN(2) == 0}
	if f.Happened {
		f.TransactionID, f.ApprovalNumber = "R"+m.op.OrderNumber, "A"
	}
	op, err := d.s.Resolve(ctx, m.op.ID, f)
	switch {
	case errors.Is(err, ErrCancelOpen), errors.Is(err, ErrAlreadyCancelled), errors.Is(err, ErrTooMuch), errors.Is(err, ErrWrongState),
		errors.Is(err, ErrNotCancellable):
		return // refused as it must be; the model's sums stay
	case err != nil:
		d.Error("resolve", err)
		return
	}
	m.op, m.state, m.byPerson = op, Declined, true
	if f.Happened {
		m.state = Approved
	}
}

// remain is what approved cancels have left of a sale.
func (d *shopDays) remain(sale *modelRow) int64 {
	left := sale.op.AmountKRW
	for _, m := range d.rows {
		if m.sale == sale && m.state == Approved {
			left -= m.op.AmountKRW
		}
	}
	return left
}

func (d *shopDays) cancelOpen(sale *modelRow) bool {
	for _, m := range d.rows {
		if m.sale == sale && (m.state == Prepared || m.state == InDoubt) {
			return true
		}
	}
	return false
}

// close closes and holds the record against the model.
func (d *shopDays) close() {
	draft, err := d.s.DraftClosing(ctx, "박사장")
	if err != nil {
		d.Error("draft", err)
		return
	}
	c, err := d.s.CloseDay(ctx, "박사장", draft.ToSeq, closingKey)
	if err != nil {
		d.Error("close", err)
		return
	}
	var now, begun modelSums
	var corrections int64
	open, corrected := 0, 0
	for id, m := range d.rows {
		add(&now, m, m.state)
		if m.state == Prepared || m.state == InDoubt {
			open++
		}
		if id > d.shut {
			add(&begun, m, m.state)
		} else if m.shut != m.state {
			var was, is modelSums
			add(&was, m, m.shut)
			add(&is, m, m.state)
			corrections += is.balance() - was.balance()
			corrected++
		}
		m.shut = m.state
	}
	d.number++
	got := fmt.Sprint(c.Number, c.OpeningKRW, c.Sales.KRW, c.Cancels.KRW, c.CorrectionsKRW, len(c.Corrections), c.ClosingKRW, c.InDoubt.Count)
	want := fmt.Sprint(d.number, d.closed.balance(), begun.sales, begun.cancels, corrections, corrected, now.balance(), open)
	if got != want || c.OpeningKRW+c.MovedKRW() != c.ClosingKRW || sumOf(c.Companies) != c.Sales.KRW-c.Cancels.KRW ||
		sumOf(c.Gateways) != c.Sales.KRW-c.Cancels.KRW || sumOf(c.StaffTotals) != c.Sales.KRW-c.Cancels.KRW {
		d.Errorf("closing: %s, the model: %s", got, want)
	}
	d.closed = now
	if len(d.order) > 0 {
		d.shut = d.order[len(d.order)-1]
	}
	d.count.closings++
	d.count.corrections += corrected
	d.count.open += open
}

func add(to *modelSums, m *modelRow, state State) {
	switch {
	case state != Approved:
	case m.sale != nil:
		to.cancels += m.op.AmountKRW
	default:
		to.sales += m.op.AmountKRW
	}
}

func sumOf(all []ClosingGroup) (krw int64) {
	for _, g := range all {
		krw += g.Sales.KRW - g.Cancels.KRW
	}
	return krw
}
