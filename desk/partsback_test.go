package desk_test

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"keyindesk/desk"
)

// cancelled is a history of one sale's cancels.
type cancelled struct {
	desk.Book
	cancels []desk.Operation
}

func (c *cancelled) Cancels(context.Context, int64) ([]desk.Operation, error) { return c.cancels, nil }

// drawSale is an approved sale as gateways answer one: mixed or not, with parts
// of theirs or none, their VAT rounded as ours or otherwise, or wholly tax-free.
func drawSale(t *rapid.T) desk.Operation {
	sale := desk.Operation{ID: 1, Kind: desk.KindCharge, State: desk.Approved, AmountKRW: rapid.OneOf(
		rapid.Int64Range(1, 40), rapid.Int64Range(1, 3_000), rapid.Int64Range(1, 999_999_999_999)).Draw(t, "amount")}
	free := int64(0)
	if sale.Mixed = rapid.Bool().Draw(t, "mixed"); sale.Mixed {
		free = rapid.Int64Range(0, sale.AmountKRW).Draw(t, "free")
		sale.TaxableKRW, sale.FreeKRW = sale.AmountKRW-free, free
	}
	switch rapid.SampledFrom([]string{"none", "rounded", "cut off", "rounded up", "tax-free", "split"}).Draw(t, "given") {
	case "rounded":
		sale.PartsGiven, sale.ExemptKRW = true, free
		sale.SupplyKRW, sale.VATKRW = desk.Parts(sale.AmountKRW, free)
	case "cut off":
		sale.PartsGiven, sale.ExemptKRW, sale.VATKRW = true, free, (sale.AmountKRW-free)/11
		sale.SupplyKRW = sale.AmountKRW - free - sale.VATKRW
	case "rounded up":
		sale.PartsGiven, sale.ExemptKRW, sale.VATKRW = true, free, (sale.AmountKRW-free+10)/11
		sale.SupplyKRW = sale.AmountKRW - free - sale.VATKRW
	case "tax-free":
		if !sale.Mixed {
			sale.PartsGiven, sale.ExemptKRW = true, sale.AmountKRW
		}
	case "split": // though we did not ask for it
		if !sale.Mixed {
			sale.PartsGiven, sale.ExemptKRW = true, rapid.Int64Range(0, sale.AmountKRW).Draw(t, "exempt")
			sale.SupplyKRW, sale.VATKRW = desk.Parts(sale.AmountKRW, sale.ExemptKRW)
		}
	}
	return sale
}

// TestPartsGivenBack: however a sale is given back, the parts of its cancels
// come to the sale's, and each is what an amount can have.
func TestPartsGivenBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sale, book := drawSale(t), &cancelled{}
		d := desk.New(desk.Config{Book: book})
		whole, err := d.WithParts(t.Context(), sale, sale)
		if err != nil {
			t.Fatal(err)
		}
		if supply, vat := desk.Parts(sale.AmountKRW, sale.FreeKRW); !sale.PartsGiven {
			whole.SupplyKRW, whole.VATKRW, whole.ExemptKRW = supply, vat, sale.FreeKRW
		}
		left, leftFree := sale.AmountKRW, sale.FreeKRW
		var supply, vat, exempt int64
		for id := int64(2); left > 0; id++ {
			c := desk.Operation{ID: id, ParentID: 1, Kind: desk.KindCancel, State: desk.Approved, Mixed: sale.Mixed, AmountKRW: left}
			if id < 12 {
				c.AmountKRW = rapid.Int64Range(1, left).Draw(t, "back")
			}
			if c.Mixed {
				c.FreeKRW = rapid.Int64Range(max(0, c.AmountKRW-(left-leftFree)), min(leftFree, c.AmountKRW)).Draw(t, "free back")
				c.TaxableKRW = c.AmountKRW - c.FreeKRW
			}
			if c.AmountKRW == sale.AmountKRW {
				return // has the sale's own parts, see TestOfCancel
			}
			got, err := d.WithParts(t.Context(), c, sale)
			if err != nil || got.SupplyKRW < 0 || got.VATKRW < 0 || got.ExemptKRW < 0 || got.SupplyKRW+got.VATKRW+got.ExemptKRW != c.AmountKRW || got.PartsGiven {
				t.Fatalf("%d of %d: %d + %d + %d, %v", c.AmountKRW, sale.AmountKRW, got.SupplyKRW, got.VATKRW, got.ExemptKRW, err)
			}
			if rapid.Bool().Draw(t, "refused") {
				c.State = desk.Declined
				book.cancels = append(book.cancels, c)
				continue
			}
			if rapid.Bool().Draw(t, "kept") { // with the answer, as of a mixed sale
				c = got
			}
			book.cancels = append(book.cancels, c)
			left, leftFree = left-c.AmountKRW, leftFree-c.FreeKRW
			supply, vat, exempt = supply+got.SupplyKRW, vat+got.VATKRW, exempt+got.ExemptKRW
		}
		if supply != whole.SupplyKRW || vat != whole.VATKRW || exempt != whole.ExemptKRW {
			t.Fatalf("given back %d + %d + %d of %d + %d + %d", supply, vat, exempt, whole.SupplyKRW, whole.VATKRW, whole.ExemptKRW)
		}
	})
}

// TestLastWonOfVAT: the VAT of a gateway that rounds up goes back whole, also
// where less than that is left for the last cancel.
func TestLastWonOfVAT(t *testing.T) {
	book, vat := &cancelled{}, int64(0)
	sale := desk.Operation{ID: 1, AmountKRW: 6, PartsGiven: true, SupplyKRW: 4, VATKRW: 2}
	for id, amount := range []int64{5, 1} {
		c := desk.Operation{ID: int64(id) + 2, ParentID: 1, Kind: desk.KindCancel, State: desk.Approved, AmountKRW: amount}
		got, err := desk.New(desk.Config{Book: book}).WithParts(t.Context(), c, sale)
		if err != nil || got.SupplyKRW+got.VATKRW != amount {
			t.Fatal(got.SupplyKRW, got.VATKRW, err)
		}
		book.cancels, vat = append(book.cancels, c), vat+got.VATKRW
	}
	if vat != sale.VATKRW {
		t.Errorf("%d won of VAT went back", vat)
	}
}

// TestPartsAnswered: parts of the gateway's own stay, and nothing is made of a
// sale that is not known.
func TestPartsAnswered(t *testing.T) {
	d := desk.New(desk.Config{Book: &cancelled{}})
	sale := desk.Operation{ID: 1, AmountKRW: 1_000}
	given := desk.Operation{ID: 2, AmountKRW: 110, PartsGiven: true, SupplyKRW: 99, VATKRW: 11}
	for _, c := range []struct{ cancel, sale, want desk.Operation }{
		{given, sale, given},
		{desk.Operation{ID: 2, AmountKRW: 110}, desk.Operation{}, desk.Operation{ID: 2, AmountKRW: 110}},
		{desk.Operation{ID: 2, AmountKRW: 110}, sale, desk.Operation{ID: 2, AmountKRW: 110, SupplyKRW: 100, VATKRW: 10}},
	} {
		got, err := d.WithParts(t.Context(), c.cancel, c.sale)
		if err != nil || got.SupplyKRW != c.want.SupplyKRW || got.VATKRW != c.want.VATKRW || got.PartsGiven != c.want.PartsGiven {
			t.Errorf("%d + %d, %v", got.SupplyKRW, got.VATKRW, err)
		}
	}
}
