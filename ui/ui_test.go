package ui

import (
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"keyindesk/assets"
	"keyindesk/desk"
	"keyindesk/gateways"
	"keyindesk/gateways/easypay"
	"keyindesk/gateways/payple"
	"keyindesk/gateways/payup"
	"keyindesk/gateways/practice"
	"keyindesk/store/keys"
)

// inline runs everything at once on the test's goroutine, and what is due later
// when the test says so; while it is slow, what runs in the background too.
type inline struct {
	due  map[int]func()
	slow bool
}

func (r *inline) Go(work func()) {
	if r.slow {
		r.After(0, work)
		return
	}
	work()
}
func (*inline) Do(f func()) { f() }
func (r *inline) After(_ time.Duration, f func()) func() {
	n := len(r.due)
	for r.due[n] != nil {
		n++
	}
	r.due[n] = f
	return func() { delete(r.due, n) }
}

// pass lets all the time pass that something waits for.
func (r *inline) pass() {
	due := r.due
	r.due = map[int]func(){}
	for _, n := range slices.Sorted(maps.Keys(due)) { // as they were asked for
		due[n]()
	}
}

// counter is a window over the real desk, store and practice gateway, in a
// temporary folder, with a clock that stands still.
type counter struct {
	*Window
	t    *testing.T
	time *inline
	twin *practice.Payup
	keys *practice.Payple
	kicc *practice.EasyPay
	all  bool // customers register every card and account that there is
	now  time.Time
	port portOf // of the receiver of returns
	ring keys.Ring

	receipts *receipts // the printers of this PC
	opened   []string  // the files that were shown
	noViewer error     // why none can be
}

// noon is when these tests happen.
var noon = time.Date(2026, 11, 21, 6, 32, 10, 0, time.UTC)

// theApp is one for all windows that tests open: each app, and each look that is
// put on, reads the typefaces anew and never gives them back.
var theApp = sync.OnceValue(test.NewApp)

// openCounter opens the program as on a new PC, after choose has changed its
// settings.
func openCounter(t *testing.T, choose func(*desk.Settings)) *counter {
	t.Helper()
	c := &counter{t: t, now: noon, time: &inline{due: map[int]func(){}}, receipts: &receipts{}, ring: keys.Memory()}
	dir := t.TempDir()
	office := desk.NewOffice(desk.OfficeConfig{
		DataDir: dir, Ring: c.ring, Now: func() time.Time { return c.now }, Wire: c.wire, Receive: c.receive,
	})
	t.Cleanup(office.Close)
	settings := office.Settings()
	settings.Staff = "김하늘"
	settings.Shop = desk.Shop{Name: "하늘정미소", BusinessNumber: "1234567891"}
	settings.Terminal = "7Q"
	if choose != nil {
		choose(&settings)
	}
	if err := office.SaveSettings(settings); err != nil {
		t.Fatal(err)
	}
	app := theApp()
	app.Clipboard().SetContent("")
	w, err := NewWindow(app, Config{Office: office, Words: assets.Words(), Version: "0.1.0", DataDir: dir, Runner: c.time,
		Printers: c.receipts, Open: c.viewer})
	if err != nil {
		t.Fatal(err)
	}
	c.Window, w.settle = w, 0
	w.window.Resize(fyne.NewSize(1280, 720))
	w.window.Show()
	t.Cleanup(w.window.Close)
	return c
}

// wire gives the desk the practice gateways under the test's hand; in test and
// live too, once there are credentials.
func (c *counter) wire(env desk.Environment, dir string, given desk.Credentials) (desk.Wired, error) {
	if env != desk.Practice && given.Payup.MerchantID == "" {
		return desk.Wired{}, nil
	}
	twin, err := practice.OpenPayup(practice.PayupConfig{Now: func() time.Time { return c.now }, Patience: time.Second}, filepath.Join(dir, "ledger.jsonl"))
	if err != nil {
		return desk.Wired{}, err
	}
	c.twin = twin
	merchant, key := twin.Credentials()
	client, err := payup.New(payup.Config{
		Environment: gateways.Practice, MerchantID: merchant, CertKey: key,
		Exchange: gateways.NewExchange(gateways.Options{Dial: twin.Dial}),
	})
	if err != nil {
		return desk.Wired{}, err
	}
	wired := desk.Wired{KeyIn: client}
	if wired.BillingKeys, err = c.wireKeys(); err != nil {
		return desk.Wired{}, err
	}
	if wired.Wallet, err = c.wireWallet(); err != nil {
		return desk.Wired{}, err
	}
	wired.Rehearsals = map[string]desk.Rehearsal{
		payup.Name: twin.Rehearsal(), payple.Name: c.keys.Rehearsal(), easypay.Name: c.kicc.Rehearsal(),
	}
	wired.Close = func() { _, _, _ = twin.Close(), c.keys.Close(), c.kicc.Close() }
	return wired, nil
}

func (c *counter) wireKeys() (gateways.BillingKeys, error) {
	twin := practice.NewPayple(practice.PaypleConfig{Now: func() time.Time { return c.now }, Patience: time.Second})
	c.keys = twin
	partner, key, referer := twin.Credentials()
	return payple.New(payple.Config{
		Environment: gateways.Practice, PartnerID: partner, PartnerKey: key, Referer: referer,
		Exchange: gateways.NewExchange(gateways.Options{Dial: twin.Dial}),
	})
}

func (c *counter) wireWallet() (gateways.Wallet, error) {
	twin, err := practice.NewEasyPay(practice.EasyPayConfig{Now: func() time.Time { return c.now }, Patience: time.Second})
	if err != nil {
		return nil, err
	}
	c.kicc = twin
	shop := twin.Credentials()
	return easypay.New(easypay.Config{
		Environment: gateways.Practice, Dialect: easypay.DialectMallID, PagesURL: twin.PagesURL(), Now: func() time.Time { return c.now },
		Merchants: []easypay.Merchant{{MallID: shop.MallID, ServiceID: shop.ServiceID, MACKey: shop.MACKey, SEED: &easypay.SEED{
			Key: shop.SEEDKey, Mode: "ecb", Padding: "pkcs7", HexCase: "upper", Charset: "utf-8",
		}}},
		Exchange: gateways.NewExchange(gateways.Options{Dial: twin.Dial}),
	})
}

// press presses a key where the focus is and lets it go, as a keyboard would.
func (c *counter) press(names ...fyne.KeyName) {
	c.t.Helper()
	for _, name := range names {
		c.hold(name, 1)
	}
}

// hold keeps a key down until it has been typed so many times.
func (c *counter) hold(name fyne.KeyName, times int) {
	c.t.Helper()
	ev := &fyne.KeyEvent{Name: name}
	if k, ok := c.canvas().Focused().(desktop.Keyable); ok {
		k.KeyDown(ev)
	}
	for range times {
		if focused := c.canvas().Focused(); focused != nil {
			focused.TypedKey(ev)
		} else if typed := c.canvas().OnTypedKey(); typed != nil {
			typed(ev)
		}
	}
	if k, ok := c.canvas().Focused().(desktop.Keyable); ok {
		k.KeyUp(ev)
	}
}

// ctrlEnter holds Ctrl and Enter down until they have been typed so many times.
func (c *counter) ctrlEnter(times int) {
	c.t.Helper()
	ev := &fyne.KeyEvent{Name: fyne.KeyReturn}
	if k, ok := c.canvas().Focused().(desktop.Keyable); ok {
		k.KeyDown(ev)
	}
	for range times {
		if s, ok := c.canvas().Focused().(fyne.Shortcutable); ok {
			s.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl})
		}
	}
	if k, ok := c.canvas().Focused().(desktop.Keyable); ok {
		k.KeyUp(ev)
	}
}

// typed types text where the focus is.
func (c *counter) typed(text string) {
	c.t.Helper()
	focused := c.canvas().Focused()
	if focused == nil {
		c.t.Fatal("nothing has the focus")
	}
	test.Type(focused, text)
}

// order is one phone order as staff hear it.
type order struct{ card, expiry, password, holder, amount, item, buyer, phone string }

var rice = order{"9490220006611406", "0529", "12", "890302", "52000", "햅쌀 10kg, 잣 200g", "홍길동", "01012345678"}

// keyIn types an order the way staff do: digits and Enter, no mouse.
func (c *counter) keyIn(o order) {
	c.t.Helper()
	c.typed(o.card)
	c.typed(o.expiry)
	c.typed(o.password)
	c.typed(o.holder)
	c.press(fyne.KeyReturn)
	c.typed(o.amount)
	c.press(fyne.KeyReturn, fyne.KeyReturn)
	c.typed(o.item)
	c.press(fyne.KeyReturn)
	c.typed(o.buyer)
	c.press(fyne.KeyReturn)
	c.typed(o.phone)
}

// send takes an order through the read-back.
func (c *counter) send() {
	c.t.Helper()
	c.mainAct()
	c.press(fyne.KeyReturn)
}
