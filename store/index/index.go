package index

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
)

// Row is what of an operation a search and its totals need.
type Row struct {
	ID       int64 // rows come in ascending order
	ParentID int64 // of a cancel: the sale that it gives back
	Facet
	// Sale and Cancel say that its kind takes money or gives it back; Approved and
	// InDoubt, that its state is so.
	Sale, Cancel, Approved, InDoubt bool

	Day            string // the business day
	AmountKRW      int64
	OrderNumber    string
	ApprovalNumber string
	MaskedCard     string
	ItemName       string
	Name, Phone    string // the buyer's; empty if they can't be read
}

// Facet is what rows are filtered by, apart from days.
type Facet struct{ Kind, State, Gateway, CardCompany, Staff string }

// facet is a Facet with what totals need to know. Rows share few of them.
type facet struct {
	Facet
	Sale, Cancel, Approved, InDoubt bool
}

// Index is a set of rows that can be searched. Not for several goroutines at a
// time.
type Index struct {
	ids    []int64 // nil while they run from 1 without gaps
	rows   int
	blocks []*block

	facets  []facet
	facetOf map[facet]uint32
	sums    []tally // of all rows, by facet
	days    calendar
	amount  map[int64]uint32 // numbers of amounts
	// Numbers in the columns of the last block.
	newestAmount map[int64]uint16
	newestOrder  map[uint32]uint16

	heads  parts    // of order numbers, one for each of days, which may share it
	headOf []uint32 // by day

	items, buyers texts
	phones        phones
	orders        dictionary // what follows the heads

	byOrder, byAmount, byCard postings
	approvals                 approvals

	known   []*known // what very many rows have, from Settle on
	knownOf map[feature]*known

	spare sets
	found *set // of the last Found, given back when the next is made
	// Choices of days: of the last Found, and of what is not used any more.
	dayRoom, otherDayRoom spans
}

// New is an empty index.
func New() *Index {
	return &Index{
		facetOf: map[facet]uint32{}, days: newCalendar(), amount: map[int64]uint32{},
		newestAmount: map[int64]uint16{}, newestOrder: map[uint32]uint16{},
		heads: newParts(), orders: newDictionary(), items: newTexts(), buyers: newTexts(), phones: newPhones(),
		approvals: newApprovals(),
	}
}

// Len is how many rows there are.
func (x *Index) Len() int { return x.rows }

// Put adds a row, or brings one that is there up to date: its state, card,
// card company and approval number may have changed, and the buyer may be erased;
// nothing else changes. The name that was erased is found no more but stays in
// memory as long as the index. A row that is neither there nor newer than all
// others is an error.
func (x *Index) Put(r Row) error {
	row, there := x.position(r.ID)
	switch {
	case there:
		x.update(row, r)
		return nil
	case x.rows > 0 && r.ID <= x.id(uint32(x.rows-1)) || r.ID < 1:
		return fmt.Errorf("row %d comes too late", r.ID)
	}
	if x.ids == nil && r.ID != int64(x.rows+1) {
		x.ids = make([]int64, x.rows)
		for i := range x.ids {
			x.ids[i] = int64(i + 1)
		}
	}
	if x.ids != nil {
		x.ids = append(x.ids, r.ID)
	}
	row = uint32(x.rows)
	x.rows++
	if int(row/blockRows) == len(x.blocks) {
		x.blocks = append(x.blocks, &block{})
		clear(x.newestAmount)
		clear(x.newestOrder)
	}
	x.fill(row, r)
	return nil
}

// fill puts in what a new row shows.
func (x *Index) fill(row uint32, r Row) {
	b, i := x.at(row)
	amount, ok := x.amount[r.AmountKRW]
	if !ok {
		amount = uint32(len(x.amount))
		x.amount[r.AmountKRW] = amount
	}
	head, rest := splitOrder(Fold(r.OrderNumber))
	order, _ := x.orders.number(rest)
	b.amountKRW.setNumbered(i, r.AmountKRW, x.newestAmount)
	b.order.setNumbered(i, uint32(order), x.newestOrder)
	b.facet.set(i, x.facet(r))
	b.dates(i, x.day(dated{r.Day, head}))
	item, buyer := Fold(r.ItemName), Fold(r.Name)
	x.items.by.add(x.items.numberOf(item))
	x.buyers.by.add(x.buyers.numberOf(buyer))
	x.place(row, item, buyer, r.AmountKRW)
	x.count(row, 1)
	x.byOrder.add(order)
	x.byAmount.add(int(amount))
	x.phones.by.add(x.phones.numberOf(r.Phone))
	x.byCard.add(cardNumber(r.MaskedCard))
	x.approve(row, Fold(r.ApprovalNumber), true)
	x.settle(false)
	if !r.Cancel {
		return
	}
	if sale, ok := x.position(r.ParentID); ok && sale < row {
		b.cancels = append(b.cancels, cancel{uint32(i), sale})
		if r.Approved {
			x.giveBack(sale, r.AmountKRW)
		}
	}
}

// update brings in what may have changed.
func (x *Index) update(row uint32, r Row) {
	b, i := x.at(row)
	if card := cardNumber(r.MaskedCard); card != none {
		x.byCard.set(row, card)
	}
	x.approve(row, Fold(r.ApprovalNumber), false)
	if r.Name == "" {
		x.buyers.by.set(row, none)
		x.count(row, -1)
		x.place(row, Fold(r.ItemName), "", r.AmountKRW)
		x.count(row, 1)
	}
	if r.Phone == "" {
		x.phones.by.set(row, none)
	}
	if r.Cancel && x.facets[b.facet.of(i)].Approved != r.Approved {
		n, found := slices.BinarySearchFunc(b.cancels, uint32(i), func(c cancel, at uint32) int { return cmp.Compare(c.at, at) })
		if found {
			amount := b.amountKRW.of(i)
			if !r.Approved {
				amount = -amount
			}
			x.giveBack(b.cancels[n].sale, amount)
		}
	}
	if facet := x.facet(r); facet != b.facet.of(i) {
		x.count(row, -1)
		b.facet.set(i, facet)
		x.count(row, 1)
	}
}

// giveBack notes what a cancel that went through gives back of its sale, or
// takes that back where it turned out otherwise.
func (x *Index) giveBack(sale uint32, amountKRW int64) {
	b, i := x.at(sale)
	x.count(sale, -1)
	b.give(uint32(i), amountKRW)
	x.count(sale, 1)
}

func (x *Index) facet(r Row) uint32 {
	return x.facetNumber(facet{Facet: r.Facet, Sale: r.Sale, Cancel: r.Cancel, Approved: r.Approved, InDoubt: r.InDoubt})
}

func (x *Index) facetNumber(f facet) uint32 {
	number, ok := x.facetOf[f]
	if !ok {
		f.Facet = Facet{strings.Clone(f.Kind), strings.Clone(f.State), strings.Clone(f.Gateway), strings.Clone(f.CardCompany), strings.Clone(f.Staff)}
		number = uint32(len(x.facets))
		x.facetOf[f] = number
		x.facets = append(x.facets, f)
		x.sums = append(x.sums, tally{facet: number})
	}
	return number
}

func (x *Index) day(d dated) uint32 {
	number, isNew := x.days.number(d)
	if isNew {
		x.headOf = append(x.headOf, uint32(x.heads.number(d.head)))
	}
	return number
}

// position is the place of a row; false if it is not there, and then where it
// would be.
func (x *Index) position(id int64) (row uint32, ok bool) {
	if x.ids == nil {
		return uint32(min(max(id-1, 0), int64(x.rows))), id >= 1 && id <= int64(x.rows)
	}
	i := sort.Search(len(x.ids), func(i int) bool { return x.ids[i] >= id })
	return uint32(i), i < len(x.ids) && x.ids[i] == id
}

func (x *Index) id(row uint32) int64 {
	if x.ids == nil {
		return int64(row) + 1
	}
	return x.ids[row]
}

// Settle makes everything that was put in so far as quick to find as it can be.
// Put does it by itself from time to time.
func (x *Index) Settle() { x.settle(true) }

func (x *Index) settle(must bool) {
	x.items.settle(must)
	x.buyers.settle(must)
	for _, p := range []*postings{&x.phones.by, &x.byOrder, &x.byAmount, &x.byCard, &x.approvals.postings} {
		p.settle(must)
	}
	if must {
		x.foresee()
	}
}
