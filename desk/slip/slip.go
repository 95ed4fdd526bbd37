// Package slip is what the shop hands out: its own record of one sale or
// cancel, and that record as text for a message, as a page of PDF and as the
// bytes of a receipt printer.
//
// It knows operations and amounts. It must not know a screen, a printer, a
// gateway or a language: the words come from whoever asks. Start reading at Of;
// Slip.In puts a slip into words, and a Sheet is what is drawn.
package slip

import (
	"time"

	"keyindesk/desk"
)

// Slip is one sale or cancel as it is handed out. It never holds more of a card
// than the history does: the first six and last four digits.
type Slip struct {
	Environment desk.Environment
	Shop        desk.Shop
	Cancel      bool   // a cancel's slip; else a sale's
	Void        bool   // the amount does not count, or does not count any more
	Status      string // where the operation stands, in words

	AmountKRW int64 // below zero on a cancel
	Parts     Parts

	MaskedCard   string
	CardCompany  string // or the bank
	Account      bool   // a bank account, which has no instalments
	Quota        int    // months, 0 a lump sum
	InterestFree bool
	ItemName     string
	BuyerName    string // "" if there is none, or if it can't be read

	OrderNumber    string
	ApprovalNumber string
	TransactionID  string
	CancelID       string
	At             time.Time // in Korea
	Reason         string    // of a cancel
	Staff          string

	// What was given back of a sale of which something is left; both 0 for any
	// other.
	PartCancelledKRW, LeftKRW int64
	// Original is the sale that a cancel gives back, nil if it is not known.
	Original *Original
}

// Original is what a cancel's slip says about the sale.
type Original struct {
	ApprovalNumber string
	AmountKRW      int64
	At             time.Time // in Korea
}

// Parts are the three parts of an amount. They come to it, and are below zero
// where it is.
type Parts struct {
	SupplyKRW, VATKRW, ExemptKRW int64
	Computed                     bool // here, because the gateway gave none
}

// Of is the slip of an operation that moved money. status is where it stands,
// in words.
func Of(o desk.Operation, shop desk.Shop, status string) Slip {
	s := Slip{
		Environment: desk.Environment(o.Environment), Shop: shop, Status: status, Cancel: o.Kind.GivesBack(),
		Void:      o.State == desk.Declined || o.State == desk.NotSent || o.CancelledBy != 0,
		AmountKRW: o.AmountKRW, Parts: PartsOf(o),
		MaskedCard: o.MaskedCard, CardCompany: o.CardCompany, Account: desk.FromAccount(o),
		Quota: o.Quota, InterestFree: o.InterestFree, ItemName: o.ItemName, BuyerName: o.Buyer.Name,
		OrderNumber: o.OrderNumber, ApprovalNumber: o.ApprovalNumber, TransactionID: o.TransactionID, CancelID: o.CancelID,
		At: at(o), Reason: o.Reason, Staff: o.Staff,
	}
	if s.Cancel {
		s.AmountKRW, s.Parts = -s.AmountKRW, s.Parts.negative()
	}
	if left := o.RemainKRW(); left > 0 && o.CancelledKRW > 0 {
		s.PartCancelledKRW, s.LeftKRW = o.CancelledKRW, left
	}
	return s
}

// OfCancel is the slip of a cancel, which names the sale that it gave back. A
// sale without an id is not known. A cancel of all of it for which the gateway
// gave no parts has those that the gateway gave for the sale.
func OfCancel(cancel, sale desk.Operation, shop desk.Shop, status string) Slip {
	s := Of(cancel, shop, status)
	if sale.ID == 0 {
		return s
	}
	s.Original = &Original{ApprovalNumber: sale.ApprovalNumber, AmountKRW: sale.AmountKRW, At: at(sale)}
	if s.Parts.Computed && sale.PartsGiven && sale.AmountKRW == cancel.AmountKRW {
		s.Parts = PartsOf(sale).negative()
	}
	return s
}

// PartsOf are the gateway's own parts of an operation, or else computed ones:
// those that were kept, or what its amount comes to.
func PartsOf(o desk.Operation) Parts {
	if o.PartsGiven || o.AmountKRW > 0 && o.SupplyKRW+o.VATKRW+o.ExemptKRW == o.AmountKRW {
		return Parts{SupplyKRW: o.SupplyKRW, VATKRW: o.VATKRW, ExemptKRW: o.ExemptKRW, Computed: !o.PartsGiven}
	}
	supply, vat := desk.Parts(o.AmountKRW, o.FreeKRW)
	return Parts{SupplyKRW: supply, VATKRW: vat, ExemptKRW: o.FreeKRW, Computed: true}
}

func (p Parts) negative() Parts {
	p.SupplyKRW, p.VATKRW, p.ExemptKRW = -p.SupplyKRW, -p.VATKRW, -p.ExemptKRW
	return p
}

// stampLayout is how the gateways write a time, in Korea.
const stampLayout = "20060102150405"

// at is the gateway's own time of an operation, or ours where it gave none.
func at(o desk.Operation) time.Time {
	if t, err := time.ParseInLocation(stampLayout, o.AnsweredAt, desk.InKorea(o.PreparedAt).Location()); err == nil {
		return t
	}
	return desk.InKorea(o.PreparedAt)
}
