package export

import (
	"slices"
	"strings"
	"time"

	"keyindesk/desk"
	"keyindesk/desk/slip"
)

// Column names what stands in one column of the file; its title is the text of
// "export.column." and the name.
type Column string

// The columns.
const (
	Day         Column = "day"         // of the gateway's answer, or of the attempt where it gave none
	Time        Column = "time"        //
	Kind        Column = "kind"        //
	State       Column = "state"       // as on screen
	Item        Column = "item"        //
	Asked       Column = "asked"       // the amount, whatever became of it; below zero of a cancel
	Moved       Column = "moved"       // what moved: above zero of a sale, below of a cancel, empty of anything else
	GivenBack   Column = "given_back"  // of a sale, what approved cancels gave back of it
	Supply      Column = "supply"      // the three parts of what moved
	VAT         Column = "vat"         //
	Exempt      Column = "exempt"      //
	Basis       Column = "basis"       // whose the parts are: the gateway's, or computed here
	Quota       Column = "quota"       //
	Company     Column = "company"     // the card company, or the bank
	Card        Column = "card"        // masked
	Approval    Column = "approval"    //
	Transaction Column = "transaction" //
	Original    Column = "original"    // of a cancel, the sale's approval number
	Order       Column = "order"       //
	Reason      Column = "reason"      // of a cancel
	Gateway     Column = "gateway"     //
	Staff       Column = "staff"       //
	Answer      Column = "answer"      // the gateway's code and message
	BusinessDay Column = "business_day"
	Key         Column = "key" // a billing key or CustomerKey, masked
	Buyer       Column = "buyer"
	Phone       Column = "phone"
	Email       Column = "email"
)

// environmentColumn says of every row that no real money moved; it comes by
// itself, and first.
const environmentColumn Column = "environment"

// Columns are all that can be chosen, in the order in which they stand best.
func Columns() []Column {
	all := make([]Column, len(table))
	for i, c := range table {
		all[i] = c.id
	}
	return all
}

// Standard are those that an accountant asks for. None of them is personal.
func Standard() []Column {
	return slices.DeleteFunc(Columns(), func(c Column) bool { return !entry(c).standard })
}

// Personal says whether a column tells who a buyer is.
func (c Column) Personal() bool { return entry(c).personal }

// column is what is known of one column.
type column struct {
	id       Column
	kind     kind
	width    float64 // in letters of a digit's width
	standard bool
	personal bool
	summed   bool
	sale     bool // a cancel's needs the sale that it gave back
	of       func(row) cell
}

// row is an operation on its way into a file.
type row struct {
	op          desk.Operation
	sale        desk.Operation // that a cancel gave back; its id is 0 where no column needs it
	slip        slip.Slip
	words       Words
	environment desk.Environment
}

// asSlip is the row as the shop hands it out, so that the two never differ.
func (r row) asSlip() slip.Slip {
	if r.op.Kind.GivesBack() {
		return slip.OfCancel(r.op, r.sale, desk.Shop{}, "")
	}
	return slip.Of(r.op, desk.Shop{}, "")
}

// money says whether the operation is one that moves any.
func (r row) money() bool { return r.op.Kind.TakesMoney() || r.op.Kind.GivesBack() }

// moved says whether it did.
func (r row) moved() bool { return r.money() && r.op.State == desk.Approved }

func entry(id Column) column {
	for _, c := range table {
		if c.id == id {
			return c
		}
	}
	return column{}
}

// chosenColumns are the columns of a file.
func chosenColumns(ids []Column, env desk.Environment) ([]column, error) {
	if len(ids) == 0 {
		return nil, ErrNoColumns
	}
	var chosen []column
	if env != desk.Live {
		chosen = append(chosen, column{id: environmentColumn, width: 8, of: func(r row) cell {
			return textCell(r.words.T("settings.env." + string(r.environment)))
		}})
	}
	for i, id := range ids {
		c := entry(id)
		if c.of == nil || slices.Contains(ids[:i], id) {
			return nil, ErrNoColumns
		}
		chosen = append(chosen, c)
	}
	return chosen, nil
}

func needsSale(columns []column) bool {
	return slices.ContainsFunc(columns, func(c column) bool { return c.sale })
}

// table is every column, in order. Parts and amounts are those of the slip.
var table = []column{
	{id: Day, kind: day, width: 11, standard: true, of: func(r row) cell { return dayCell(r.at()) }},
	{id: Time, kind: clock, width: 9.5, standard: true, of: func(r row) cell { return clockCell(r.at()) }},
	{id: Kind, width: 13, standard: true, of: func(r row) cell { return textCell(r.words.T("kind." + string(r.op.Kind))) }},
	{id: State, width: 11, standard: true, of: func(r row) cell { return textCell(r.words.State(r.op)) }},
	{id: Item, width: 24, standard: true, of: func(r row) cell { return textCell(r.op.ItemName) }},
	{id: Asked, kind: amount, width: 13, standard: true, of: func(r row) cell { return amountIf(r.money(), r.slip.AmountKRW) }},
	{id: Moved, kind: amount, width: 15, standard: true, summed: true, of: func(r row) cell { return amountIf(r.moved(), r.slip.AmountKRW) }},
	{id: GivenBack, kind: amount, width: 13, standard: true, summed: true, of: func(r row) cell {
		return amountIf(r.op.CancelledKRW > 0, r.op.CancelledKRW)
	}},
	{id: Supply, kind: amount, width: 13, standard: true, summed: true, sale: true, of: func(r row) cell { return amountIf(r.moved(), r.slip.Parts.SupplyKRW) }},
	{id: VAT, kind: amount, width: 12, standard: true, summed: true, sale: true, of: func(r row) cell { return amountIf(r.moved(), r.slip.Parts.VATKRW) }},
	{id: Exempt, kind: amount, width: 12, standard: true, summed: true, sale: true, of: func(r row) cell { return amountIf(r.moved(), r.slip.Parts.ExemptKRW) }},
	{id: Basis, width: 12, standard: true, sale: true, of: row.basis},
	{id: Quota, width: 8, standard: true, of: row.quota},
	{id: Company, width: 13, standard: true, of: func(r row) cell { return textCell(r.op.CardCompany) }},
	{id: Card, width: 19, standard: true, of: func(r row) cell { return textCell(r.op.MaskedCard) }},
	{id: Approval, width: 12, standard: true, of: func(r row) cell { return textCell(r.op.ApprovalNumber) }},
	{id: Transaction, width: 24, standard: true, of: func(r row) cell { return textCell(r.op.TransactionID) }},
	{id: Original, width: 14, sale: true, of: func(r row) cell { return textCell(r.sale.ApprovalNumber) }},
	{id: Order, width: 21, standard: true, of: func(r row) cell { return textCell(r.op.OrderNumber) }},
	{id: Reason, width: 20, standard: true, of: func(r row) cell { return textCell(r.op.Reason) }},
	{id: Gateway, width: 11, standard: true, of: func(r row) cell { return textCell(r.words.T("gateway." + r.op.Gateway)) }},
	{id: Staff, width: 10, standard: true, of: func(r row) cell { return textCell(r.op.Staff) }},
	{id: Answer, width: 30, of: func(r row) cell {
		return textCell(strings.TrimSpace(r.op.ResultCode + " " + r.op.ResultMessage))
	}},
	{id: BusinessDay, kind: day, width: 11, of: row.businessDay},
	{id: Key, width: 18, of: func(r row) cell { return textCell(r.op.KeyHint) }},
	{id: Buyer, width: 12, personal: true, of: func(r row) cell { return r.person(r.op.Buyer.Name) }},
	{id: Phone, width: 15, personal: true, of: func(r row) cell { return r.person(phone(r.op.Buyer.Phone)) }},
	{id: Email, width: 24, personal: true, of: func(r row) cell { return r.person(r.op.Buyer.Email) }},
}

// at is when the gateway answered, or when it was tried.
func (r row) at() time.Time { return r.slip.At }

func (r row) businessDay() cell {
	at, err := time.Parse("2006-01-02", r.op.BusinessDay)
	if err != nil {
		return cell{}
	}
	return dayCell(at)
}

// quota is how a card was charged; an account has no instalments.
func (r row) quota() cell {
	if !r.money() || r.slip.Account {
		return cell{}
	}
	return textCell(r.words.Quota(r.op.Quota))
}

// basis says of an amount that moved whose its parts are.
func (r row) basis() cell {
	switch {
	case !r.moved():
		return cell{}
	case r.slip.Parts.Computed:
		return textCell(r.words.T("slip.computed"))
	}
	return textCell(r.words.T("gateway." + r.op.Gateway))
}

// person is something of a buyer, or why it can't be read.
func (r row) person(value string) cell {
	if r.op.Buyer.Unreadable {
		return textCell(r.words.T("common.unreadable"))
	}
	return textCell(value)
}

// phone writes a mobile number in groups, 010-1234-5678, which no spreadsheet
// takes for a number; any other stays as it is.
func phone(digits string) string {
	if n := len(digits); strings.HasPrefix(digits, "01") && (n == 10 || n == 11) && strings.Trim(digits, "0123456789") == "" {
		return digits[:3] + "-" + digits[3:n-4] + "-" + digits[n-4:]
	}
	return digits
}

func amountIf(there bool, krw int64) cell {
	if !there {
		return cell{}
	}
	return amountCell(krw)
}

// sums add up what stands in the columns that can be.
type sums struct {
	columns []column
	krw     []int64
}

func newSums(columns []column) *sums { return &sums{columns, make([]int64, len(columns))} }

func (s *sums) add(cells []cell) {
	for i, c := range s.columns {
		if c.summed {
			s.krw[i] += cells[i].number
		}
	}
}

// cells are the row of sums: how many rows there are in the first column that
// has none, which is the first unless it is an amount.
func (s *sums) cells(w Words, rows int) []cell {
	cells := make([]cell, len(s.columns))
	told := false
	for i, c := range s.columns {
		switch {
		case c.summed:
			cells[i] = amountCell(s.krw[i])
		case !told:
			cells[i], told = textCell(w.T("export.sums", "count", desk.Grouped(int64(rows)))), true
		}
	}
	return cells
}
