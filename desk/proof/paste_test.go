package proof

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"

	"keyindesk/desk"
	"keyindesk/gateways"
	"keyindesk/gateways/easypay"
	"keyindesk/gateways/gatewaytest"
	"keyindesk/store"
)

// shelf is a history with three pages on it: two wait for their return, one has
// had it.
type shelf struct {
	desk.Book
	rows []store.Operation
	kept []store.ReturnRecord
}

func newShelf() *shelf {
	return &shelf{rows: []store.Operation{
		{ID: 1, Kind: desk.KindRegisterCustomer, State: desk.Approved, RequestID: "REG-0001", OrderNumber: "P261121-7Q-0001"},
		{ID: 2, Kind: desk.KindRegisterPayment, State: desk.Approved, RequestID: "PAY-0002", OrderNumber: "P261121-7Q-0002"},
		{ID: 3, Kind: desk.KindRegisterPayment, State: desk.Approved, RequestID: "PAY-0003", OrderNumber: "P261121-7Q-0003", Returned: true},
	}}
}

func (s *shelf) WithRequestID(_ context.Context, kind store.Kind, id string) (store.Operation, error) {
	for _, row := range s.rows {
		if row.Kind == kind && row.RequestID == id {
			return row, nil
		}
	}
	return store.Operation{}, store.ErrNotFound
}

func (s *shelf) Private(context.Context, int64) ([]byte, error) { return []byte("{}"), nil }

func (s *shelf) Return(_ context.Context, id int64, record store.ReturnRecord) (store.Operation, error) {
	s.kept = append(s.kept, record)
	row := s.rows[id-1]
	row.Returned, row.ReturnCode = true, record.Code
	return row, nil
}

// FuzzPaste: whatever is pasted into the box, it is taken for one page only,
// one that waits and whose own id stands in the text; anything else is refused
// by a rule, and nothing is kept of it.
func FuzzPaste(f *testing.F) {
	const registration = `{"resCd":"0000","resMsg":"정상","certSeqNo":"BA20D769","requestTid":"REG-0001","registerTid":"wAb0+B4="}`
	const payment = `{"resCd":"0000","resMsg":"%EC%A0%95%EC%83%81","shopTransactionId":"PAY-0002","shopOrderNo":"P261121-7Q-0002","authorizationId":"AUTH1"}`
	for i, text := range []string{
		registration, payment, strings.ReplaceAll(payment, "0002", "0003"), "resCd=W002&requestTid=REG-0001", "?resCd=0000&shopTransactionId=PAY%2D0002",
		"https://shop.example/return?resCd=8521&shopTransactionId=PAY-0002&resMsg=%25zz", "", "{",
	} {
		f.Add(text, uint64(i))
	}
	mutants := gatewaytest.NewMutants(registration, payment, strings.ReplaceAll(payment, "0002", "0003"))
	client, err := easypay.New(easypay.Config{
		Environment: gateways.Practice, Dialect: easypay.DialectMallID, PagesURL: "http://127.0.0.1:1",
		Merchants: []easypay.Merchant{{MallID: "T0001004", ServiceID: gateways.NewSecret("service"), MACKey: gateways.NewSecret("secretkey1234")}},
		Exchange:  gateways.NewExchange(gateways.Options{}),
	})
	if err != nil {
		f.Fatal(err)
	}
	tally := gatewaytest.NewTally(f)
	try := func(t *testing.T, text string) {
		tally.Try(text, func() {
			book := newShelf()
			d := desk.New(desk.Config{Book: book, Environment: desk.Practice, Wallet: client})
			op, err := d.TakeReturn(t.Context(), text, "김점원")
			tally.Taken(err == nil)
			var refused *desk.ReturnError
			switch {
			case err != nil && (!errors.As(err, &refused) || refused.Rule == "" || len(book.kept) > 0 || op.ID != 0):
				t.Fatalf("refused with %v, %d kept", err, len(book.kept))
			case err == nil && (len(book.kept) != 1 || op.ID != 1 && op.ID != 2 || !names(text, op.RequestID) || !names(text, op.ReturnCode)):
				t.Fatalf("%q is taken for %q, code %q", text, op.RequestID, op.ReturnCode)
			case err == nil && op.ID == 2 && op.ReturnCode == "0000" && !names(text, op.OrderNumber):
				t.Fatalf("%q is taken for order %s", text, op.OrderNumber)
			}
		})
	}
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		try(t, text)
		mutants.Each(seed, 16, func(body string) {
			try(t, body)
			try(t, formOf(body))
		})
	})
}

// formOf is an object's members as a browser posts them.
func formOf(object string) string {
	form := url.Values{}
	members, _ := gateways.DecodeObject(object)
	for name, value := range members {
		form.Set(name, value)
	}
	return form.Encode()
}

// names says whether value stands in text as the value of a member or of a
// form's field.
func names(text, value string) bool {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\ufeff", ""))
	members, _ := gateways.DecodeObject(text)
	for _, said := range members {
		if said == value {
			return true
		}
	}
	_, query, _ := strings.Cut(text, "?")
	query, _, _ = strings.Cut(query, "#")
	for _, pair := range strings.Split(text+"&"+query, "&") {
		_, raw, _ := strings.Cut(pair, "=")
		if said, err := url.QueryUnescape(raw); err == nil && said == value {
			return true
		}
	}
	return false
}
