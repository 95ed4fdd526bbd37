package desk

import (
	"context"
	"math/bits"

	"keyindesk/gateways"
)

// WithParts returns a cancel of a sale with the three parts of what it gives
// back. They are the gateway's own, or those that were kept; else they are
// computed so that the parts of all cancels of the sale come to the sale's:
// rounded one by one, a sale given back in parts would leave a won of VAT, or
// give back one too many. A sale without an id is not known, and nothing is
// computed from it.
func (d *Desk) WithParts(ctx context.Context, cancel, sale Operation) (Operation, error) {
	if _, kept := keptParts(cancel); kept || sale.ID == 0 || cancel.AmountKRW == sale.AmountKRW {
		return cancel, nil
	}
	parts, err := d.partsBack(ctx, sale, cancel)
	if err == nil {
		cancel.SupplyKRW, cancel.VATKRW, cancel.ExemptKRW = parts.SupplyKRW, parts.VATKRW, parts.FreeKRW
	}
	return cancel, err
}

// partsBack computes the parts of a cancel, behind those that went through
// before it.
func (d *Desk) partsBack(ctx context.Context, sale, cancel Operation) (*gateways.TaxParts, error) {
	cancels, err := d.Book.Cancels(ctx, sale.ID)
	if err != nil {
		return nil, err
	}
	back := givingBack{sale: sale, whole: partsOfSale(sale)}
	for _, c := range cancels { // the oldest first
		if c.State == Approved && c.ID < cancel.ID {
			back.add(c)
		}
	}
	parts := back.next(cancel)
	return &parts, nil
}

// keptParts are the parts that came with an operation's answer, and whether
// there are any.
func keptParts(o Operation) (gateways.TaxParts, bool) {
	parts := gateways.TaxParts{SupplyKRW: o.SupplyKRW, VATKRW: o.VATKRW, FreeKRW: o.ExemptKRW}
	return parts, o.PartsGiven || o.AmountKRW > 0 && o.SupplyKRW+o.VATKRW+o.ExemptKRW == o.AmountKRW
}

// partsOfSale are those that were kept, or what the amount comes to.
func partsOfSale(o Operation) gateways.TaxParts {
	if kept, ok := keptParts(o); ok {
		return kept
	}
	supply, vat := Parts(o.AmountKRW, o.FreeKRW)
	return gateways.TaxParts{SupplyKRW: supply, VATKRW: vat, FreeKRW: o.FreeKRW}
}

// givingBack is how much of a sale's parts went back, cancel by cancel.
type givingBack struct {
	sale  Operation
	whole gateways.TaxParts // of the sale
	soFar gateways.TaxParts
}

// add counts a cancel that went through.
func (g *givingBack) add(cancel Operation) {
	parts, kept := keptParts(cancel)
	if !kept {
		parts = g.next(cancel)
	}
	g.soFar.SupplyKRW += parts.SupplyKRW
	g.soFar.VATKRW += parts.VATKRW
	g.soFar.FreeKRW += parts.FreeKRW
}

// next computes the parts of the next cancel: each is what brings the part given
// back so far to that of the sum.
func (g *givingBack) next(cancel Operation) gateways.TaxParts {
	free := cancel.FreeKRW // of a mixed sale, as it was split
	if !cancel.Mixed {
		sum := g.soFar.SupplyKRW + g.soFar.VATKRW + g.soFar.FreeKRW + cancel.AmountKRW
		free = between(share(g.whole.FreeKRW, sum, g.sale.AmountKRW)-g.soFar.FreeKRW, cancel.AmountKRW)
	}
	taxed := cancel.AmountKRW - free
	vat := between(g.vatOf(g.soFar.SupplyKRW+g.soFar.VATKRW+taxed)-g.soFar.VATKRW, taxed)
	return gateways.TaxParts{SupplyKRW: taxed - vat, VATKRW: vat, FreeKRW: free}
}

// vatOf is the VAT in so much of the sale's taxed part, which in all of it is
// the sale's own; a gateway may round up, so the rest must have room for its part.
func (g *givingBack) vatOf(taxedKRW int64) int64 {
	rest := max(0, g.whole.SupplyKRW+g.whole.VATKRW-taxedKRW)
	return min(max(vatIn(taxedKRW), g.whole.VATKRW-rest), g.whole.VATKRW)
}

// between keeps n within 0 and most.
func between(n, most int64) int64 { return max(0, min(n, most)) }

// share is so much of a part as sum is of all, rounded down. The part is no more
// than all is.
func share(part, sum, all int64) int64 {
	if sum >= all || part <= 0 {
		return max(part, 0)
	}
	high, low := bits.Mul64(uint64(part), uint64(sum)) // twelve digits each
	quotient, _ := bits.Div64(high, low, uint64(all))
	return int64(quotient)
}
