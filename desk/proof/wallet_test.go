package proof

import (
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"keyindesk/desk"
	"keyindesk/gateways"
	"keyindesk/gateways/easypay"
	"keyindesk/gateways/practice"
)

// wallet is the practice EasyPay behind a socket of this process, which
// outlives the child that calls it.
type wallet struct {
	*practice.EasyPay
	*socket
}

// walletConfig is what the twin and every client of it agree on.
var walletConfig = practice.EasyPayConfig{
	MallID: "T0001004", ServiceID: gateways.NewSecret("service-of-a-test"), MACKey: gateways.NewSecret("secret-key-of-a-test"),
}

// openWallet serves an EasyPay whose books are in the file at journal until
// the test ends.
func openWallet(t testing.TB, journal string) *wallet {
	t.Helper()
	twin, err := practice.OpenEasyPay(walletConfig, journal)
	if err != nil {
		t.Fatal(err)
	}
	w := &wallet{EasyPay: twin, socket: serve(t, twin.Handler())}
	t.Cleanup(w.close)
	return w
}

func (w *wallet) close() {
	w.socket.close()
	_ = w.EasyPay.Close()
}

// walletClient is a client of the twin that dial leads to. pages is empty where
// no page is asked for.
func walletClient(dial func(context.Context, string) (net.Conn, error), pages string) (*easypay.Client, error) {
	return easypay.New(easypay.Config{
		Environment: gateways.Practice, Dialect: easypay.DialectMallID, PagesURL: pages,
		Merchants: []easypay.Merchant{{MallID: walletConfig.MallID, ServiceID: walletConfig.ServiceID, MACKey: walletConfig.MACKey}},
		Exchange:  gateways.NewExchange(gateways.Options{Total: 5 * time.Second, Dial: dial}),
	})
}

// earlierPayment is what happened before a settlement: a customer registered,
// got a key, and approved a payment on the page.
func earlierPayment(ctx context.Context, c *counter) (payment desk.Operation, err error) {
	page, err := c.RegisterCustomer(ctx, desk.NewRegistration{ShopUserID: walletUser, Name: buyerName}, "김점원")
	if err := wants(page.Operation, err, desk.Approved); err != nil {
		return payment, err
	}
	registration, err := finishPage(ctx, c.Desk, page.URL, url.Values{"step": {"pin"}, "method": {"0"}, "pin": {"135790"}, "again": {"135790"}})
	if err != nil {
		return payment, err
	}
	issued, err := c.IssueCustomerKey(ctx, registration.ID, "김점원")
	if err := wants(issued, err, desk.Approved); err != nil {
		return payment, err
	}
	methods, listed, err := c.Methods(ctx, issued.CustomerID, "김점원")
	if err := wants(listed, err, desk.Approved); err != nil {
		return payment, err
	}
	page, err = c.RegisterPayment(ctx, desk.PaymentOrder{
		CustomerID: issued.CustomerID, Method: methods[0], AmountKRW: amountNow, ItemName: "수국 화분",
	}, "김점원")
	if err := wants(page.Operation, err, desk.Approved); err != nil {
		return payment, err
	}
	return finishPage(ctx, c.Desk, page.URL, url.Values{"pin": {"135790"}})
}

// finishPage fills a page of the twin in and gives the desk what it returns, as
// staff would paste it.
func finishPage(ctx context.Context, d *desk.Desk, page string, form url.Values) (desk.Operation, error) {
	path, query, _ := strings.Cut(page, "?")
	id, err := url.ParseQuery(query)
	if err != nil {
		return desk.Operation{}, err
	}
	for name, value := range id {
		form[name] = value
	}
	shown, err := http.PostForm(path, form)
	if err != nil {
		return desk.Operation{}, err
	}
	defer shown.Body.Close()
	text, err := io.ReadAll(shown.Body)
	if err != nil {
		return desk.Operation{}, err
	}
	_, after, _ := strings.Cut(string(text), `<textarea id="posted" rows="6" readonly>`)
	posted, _, found := strings.Cut(after, "</textarea>")
	if !found {
		return desk.Operation{}, errors.New("the page returns nothing")
	}
	return d.TakeReturn(ctx, html.UnescapeString(posted), "김점원")
}

// at is where the children reach it.
func (w *wallet) at() string { return w.path }

// movements counts how often money was taken or given back.
func (w *wallet) movements() (n int) {
	for _, p := range w.Payments() {
		n += 1 + p.Cancels
	}
	return n
}

// audit opens what a killed child left and holds it against the twin's books:
// as it is, and once more after the desk has asked the twin what became of
// everything in doubt.
func (w *wallet) audit(t testing.TB, dir string, pressed *presses) (v verdict) {
	t.Helper()
	if err := w.drain(); err != nil {
		t.Fatal("the harness can't reach its own gateway:", err)
	}
	left := copyOf(t, dir)
	defer os.RemoveAll(left)
	rows, err := readHistory(left)
	if err != nil {
		v.found(corrupt, "%v", err)
		return v
	}
	v.judgePayments(w.Payments(), rows, pressed)
	if err := w.inquireAll(left); err != nil {
		v.found(corrupt, "inquire: %v", err)
		return v
	}
	if rows, err = readHistory(left); err != nil {
		v.found(corrupt, "after an inquiry: %v", err)
		return v
	}
	var after verdict
	after.judgePayments(w.Payments(), rows, pressed)
	after.judgeKnown(w.Payments(), rows)
	for _, f := range after {
		v.found(f.fault, "after an inquiry, %s", f.note)
	}
	return v
}

// inquireAll is the next start: it asks about everything in doubt.
func (w *wallet) inquireAll(dir string) error {
	ctx := context.Background()
	history, err := openHistory(ctx, dir)
	if err != nil {
		return err
	}
	client, err := walletClient(w.Dial, "")
	if err != nil {
		return errors.Join(err, history.Close())
	}
	d := desk.New(desk.Config{Book: history, Environment: desk.Practice, Wallet: client, FingerprintKey: []byte("a card key of a test")})
	_, err = d.InquireAll(ctx)
	d.Close()
	return errors.Join(err, history.Close())
}

// judgePayments compares the twin's books with the history.
func (v *verdict) judgePayments(payments []practice.EasyPayPayment, rows []desk.Operation, pressed *presses) {
	taken := map[string]practice.EasyPayPayment{}
	for _, p := range payments {
		taken[p.RequestID] = p
		if p.Settles > pressed.settles[p.AmountKRW] || p.Cancels > pressed.cancels[p.AmountKRW] {
			v.found(doubled, "payment %s: settled %d times, %d cancels", p.OrderNumber, p.Settles, p.Cancels)
		}
	}
	sale := map[string]desk.Operation{}
	given, admitted := map[string]int64{}, map[string]int64{}
	states := map[string]desk.State{}
	for _, row := range rows {
		states[row.OrderNumber] = row.State
		if row.State == desk.Prepared {
			v.found(corrupt, "order %s: still prepared after opening", row.OrderNumber)
		}
		switch row.Kind {
		case desk.KindSettle:
			sale[row.RequestID] = row
			p, moved := taken[row.RequestID]
			if row.State == desk.Approved && (!moved || p.TransactionID != row.TransactionID || p.AmountKRW != row.AmountKRW) {
				v.found(guessed, "order %s: says approved, the gateway does not", row.OrderNumber)
			}
		case desk.KindCancel:
			if row.State == desk.Approved {
				given[row.TransactionID] += row.AmountKRW
			}
			if admits(row) {
				admitted[row.TransactionID] += row.AmountKRW
			}
		}
	}
	for _, p := range taken {
		if !admits(sale[p.RequestID]) {
			v.found(lost, "payment %s: settled, the history says %q", p.OrderNumber, sale[p.RequestID].State)
		}
		if p.CancelledKRW > admitted[p.TransactionID] {
			v.found(lost, "payment %s: %d won given back, the history allows for %d", p.OrderNumber, p.CancelledKRW, admitted[p.TransactionID])
		}
		if given[p.TransactionID] > p.CancelledKRW {
			v.found(guessed, "payment %s: %d won given back, the history says %d", p.OrderNumber, p.CancelledKRW, given[p.TransactionID])
		}
	}
	for number, state := range pressed.told {
		known := desk.State(state) == desk.InDoubt && states[number] == desk.Approved // by an inquiry since
		if string(states[number]) != state && !known {
			v.found(lost, "order %s: staff were told %s, the history says %q", number, state, states[number])
		}
	}
}

// judgeKnown wants every movement of money to be known: the twin was asked.
func (v *verdict) judgeKnown(payments []practice.EasyPayPayment, rows []desk.Operation) {
	for _, p := range payments {
		settled, given := false, int64(0)
		for _, row := range rows {
			settled = settled || row.Kind == desk.KindSettle && row.RequestID == p.RequestID && row.State == desk.Approved
			if row.Kind == desk.KindCancel && row.TransactionID == p.TransactionID && row.State == desk.Approved {
				given += row.AmountKRW
			}
		}
		if !settled || given != p.CancelledKRW {
			v.found(lost, "payment %s: settled, %d won given back; the history knows %v, %d", p.OrderNumber, p.CancelledKRW, settled, given)
		}
	}
}

// playSettle settles the payment that was approved on the page.
func playSettle(ctx context.Context) error {
	return withCounter(ctx, func(c *counter) (func() error, error) {
		payment, err := c.newest(ctx, desk.KindRegisterPayment)
		return func() error {
			report("begin settle %d", payment.AmountKRW)
			return reported(c.Settle(ctx, payment.ID, "김점원"))
		}, err
	})
}

// playPart gives a part of the settled payment back.
func playPart(ctx context.Context) error {
	return withCounter(ctx, func(c *counter) (func() error, error) {
		sale, err := c.newest(ctx, desk.KindSettle)
		return func() error {
			report("begin cancel %d", sale.AmountKRW)
			order := cancelOrder(sale)
			order.AmountKRW = amountPart
			return reported(c.Cancel(ctx, order))
		}, err
	})
}

// newest is the newest row of a kind.
func (c *counter) newest(ctx context.Context, kind desk.Kind) (desk.Operation, error) {
	page, err := c.History(ctx, desk.Query{Kinds: []desk.Kind{kind}, Limit: 1})
	if err != nil || len(page.Operations) == 0 {
		return desk.Operation{}, fmt.Errorf("no %s: %w", kind, err)
	}
	return page.Operations[0], nil
}
