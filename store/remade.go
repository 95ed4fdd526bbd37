package store

import (
	"maps"
	"slices"
)

// lostKey stands for a customer's key that did not read: nobody can open it.
var lostKey = []byte("lost")

// rowOf is the operation's row, or one made of its story, and the state that
// the row which reads says; "" if none does. nameless says that what was sealed
// does not read.
func (a *assembly) rowOf(id int64, p replayed, story []eventRow) (r row, state string, nameless bool) {
	var old row
	for _, at := range a.found.rows[id] {
		r, ok := a.found.row(at)
		if !ok {
			continue
		}
		r.gone = a.gone.operations[id]
		if _, err := verifyRow(r, story); err == nil {
			return r, r.State, false
		}
		if old.ID == 0 || old.State == string(Prepared) {
			old = r
		}
	}
	old.gone = a.gone.operations[id]
	r, nameless = rebuilt(id, old, p, story[0])
	return r, old.State, nameless
}

// rebuilt makes a row of its story, with the sealed data of the old row if they
// are what was sealed then.
func rebuilt(id int64, old row, p replayed, first eventRow) (r row, nameless bool) {
	b := p.begun
	r = row{
		ID: id, Kind: string(b.Kind), Gateway: b.Gateway, Environment: b.Environment, Terminal: b.Terminal, Staff: first.Staff,
		ParentID: b.ParentID, CustomerID: b.CustomerID, OrderNumber: b.OrderNumber, OrderSeq: b.OrderSeq, RequestID: b.RequestID,
		BusinessDay: b.BusinessDay, PreparedAt: first.At, AmountKRW: b.AmountKRW, Quota: b.Quota, MaskedCard: b.MaskedCard,
		Network: b.Network, ItemName: b.ItemName, Mixed: truth(b.Mixed), TaxableKRW: b.TaxableKRW, FreeKRW: b.FreeKRW, Reason: b.Reason,
	}
	r.setOutcome(p.outcome)
	r.gone, r.sealedBuyer, r.Fingerprint, r.Private = old.gone, old.sealedBuyer, old.Fingerprint, old.Private
	fits := func() bool {
		return r.gone.fits(r, r.prepared(0).Sealed, b.Sealed) && r.gone.fitsPrivate(privateDigest(r.Private), p.outcome.PrivateDigest)
	}
	if fits() {
		return r, false
	}
	r.sealedBuyer, r.Fingerprint, r.Private = sealedBuyer{}, nil, nil
	return r, !fits() // there was never anything
}

// takeCustomers makes the customers of the stories, with what is sealed of the
// old ones.
func (a *assembly) takeCustomers() {
	for _, id := range slices.Sorted(maps.Keys(a.people)) {
		told := a.people[id]
		status := told.status()
		c := customerRow{
			ID: id, Gateway: told.gateway, ShopUserID: told.shopUserID, CreatedAt: told.created, MerchantID: status.MerchantID,
			State: string(status.State), KeyHint: status.KeyHint, UpdatedAt: status.UpdatedAt, ChangedBy: status.ChangedBy,
		}
		fits := func(old customerRow) bool {
			c.Name, c.Phone, c.Email, c.CustomerKey = old.Name, old.Phone, old.Email, old.CustomerKey
			return a.gone.fitsCustomer(c, told)
		}
		if !slices.ContainsFunc(a.found.customers[id], fits) && !fits(customerRow{}) {
			if status.State == CustomerActive {
				c.CustomerKey = lostKey
			}
			a.out.detail.Customers = append(a.out.detail.Customers, id)
			a.out.report.Nameless++
		}
		a.out.customers = append(a.out.customers, c)
	}
}
