package ui

import (
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// portOf is a receiver under the test's hand: it listens nowhere.
type portOf struct {
	taken  int // a port that another program has
	opened int // the port it has now, 0 if it is closed
	made   int // how many identities were made
	waits  map[string]bool
}

func (p *portOf) Expect(token string, _ func(string) desk.ReturnReply) (string, error) {
	if p.waits == nil {
		p.waits = map[string]bool{}
	}
	p.waits[token] = true
	return "https://127.0.0.1/return/" + token, nil
}
func (p *portOf) Forget(token string) { delete(p.waits, token) }
func (p *portOf) CheckURL() string    { return "https://127.0.0.1/check" }
func (p *portOf) Close()              { p.opened = 0 }

// receive starts it, with an identity that is kept.
func (c *counter) receive(identity []byte, port int, _ *slog.Logger) (desk.Receiver, desk.Certificate, []byte, error) {
	if len(identity) == 0 {
		c.port.made++
		identity = []byte(strings.Repeat("A", c.port.made))
	}
	certificate := desk.Certificate{
		PEM: []byte("-----BEGIN CERTIFICATE-----\n" + string(identity)), ExpiresAt: noon.AddDate(2, 2, 0),
		Name:        "KeyinDesk, this PC only K7Q2M" + string(identity[:1]),
		Thumbprint:  "0C39 77D1 B2E4 5F60 8A1C 93D7 E58B 2F46 A07D 11C" + string(identity[:1]),
		Fingerprint: "51A4 0C77 B1D2 9E3F 8842 6A90 D1C5 7F03 2B6E 94A8 C01D 55E7 3390 BFA1 6C28 0D4" + string(identity[:1]),
	}
	if port == c.port.taken {
		return nil, certificate, identity, desk.ErrPortTaken
	}
	c.port.opened = port
	return &c.port, certificate, identity, nil
}

// everything is an object and all that it is drawn with.
func everything(o fyne.CanvasObject) []fyne.CanvasObject {
	all := []fyne.CanvasObject{o}
	var inside []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	for _, in := range inside {
		all = append(all, everything(in)...)
	}
	return all
}

func (c *counter) settingsScreen() *settingsScreen {
	return c.screens[screenSettings].(*settingsScreen)
}

func (c *counter) settingsOf(gateway string) *credentialsCard {
	return c.settingsScreen().gateways.credentials[gateway]
}

func (c *counter) payupForm() *payupForm { return c.settingsOf(desk.GatewayPayup).form.(*payupForm) }

func (c *counter) paypleForm() *paypleForm {
	return c.settingsOf(desk.GatewayPayple).form.(*paypleForm)
}

func (c *counter) easypayForm() *easypayForm {
	return c.settingsOf(desk.GatewayEasyPay).form.(*easypayForm)
}

func (c *counter) kept() desk.KeptCredentials {
	c.t.Helper()
	kept, err := c.Office.Kept(c.desk.Environment)
	if err != nil {
		c.t.Fatal(err)
	}
	return kept
}

func TestGatewaySettings(t *testing.T) {
	open := func(t *testing.T) *counter {
		c := openCounter(t, nil)
		c.openDesk(desk.Test)
		c.press(fyne.KeyF7)
		return c
	}

	t.Run("one_part_is_open_at_a_time", func(t *testing.T) {
		c := open(t)
		folds := c.settingsScreen().gateways.folds
		for _, fold := range folds {
			if fold.Open() {
				t.Fatal("a part is open at first")
			}
		}
		folds[desk.GatewayPayple].Focus()
		c.press(fyne.KeyReturn)
		folds[desk.GatewayEasyPay].Focus()
		c.press(fyne.KeySpace)
		if folds[desk.GatewayPayple].Open() || !folds[desk.GatewayEasyPay].Open() {
			t.Error("two are open, or none")
		}
	})

	t.Run("payple_is_kept_and_its_key_may_stay", func(t *testing.T) {
		c := open(t)
		f := c.paypleForm()
		test.Type(f.id, "shop-77")
		test.Type(f.key, "a1b2c3d4e5f6a7b8")
		c.settingsOf(desk.GatewayPayple).save()
		if c.kept().PaypleID != "" {
			t.Error("kept without the shop's address")
		}
		test.Type(c.paypleForm().referer, "shop.example.kr")
		c.settingsOf(desk.GatewayPayple).save()
		if k := c.kept(); k.PaypleID != "shop-77" || k.PaypleReferer != "https://shop.example.kr" {
			t.Fatalf("kept %+v", k)
		}
		card := c.settingsOf(desk.GatewayPayple)
		if c.paypleForm().key.Value() != "" || card.fold.Chip() != c.words.T("settings.keys.kept") || !card.fold.Open() {
			t.Error("the key is shown, or it is not said that it is kept")
		}
		c.paypleForm().referer.SetValue("https://www.example.kr")
		card.save()
		if k := c.kept(); k.PaypleReferer != "https://www.example.kr" {
			t.Errorf("kept %+v", k)
		}
	})

	t.Run("easypay_has_no_silent_default", func(t *testing.T) {
		c := open(t)
		f := c.easypayForm()
		if f.dialect.Selected() != -1 || f.mode.Selected() != -1 || f.padding.Selected() != -1 || f.hexCase.Selected() != -1 || f.text.Selected() != -1 {
			t.Fatal("something is chosen beforehand")
		}
		test.Type(f.mall, "T0001234")
		test.Type(f.service, "service-id-1")
		test.Type(f.mac, "mac-key-1")
		c.settingsOf(desk.GatewayEasyPay).save()
		if c.kept().MallID != "" {
			t.Fatal("kept without a dialect")
		}
		f.dialect.Set(0)
		f.seed.Set(true)
		f.seed.OnChanged(true)
		test.Type(f.seedKey, "00112233445566778899aabbccddeeff")
		c.settingsOf(desk.GatewayEasyPay).save()
		if c.kept().MallID != "" {
			t.Fatal("kept with half of SEED")
		}
		f.mode.Set(0)
		f.padding.Set(0)
		f.hexCase.Set(0)
		f.text.Set(1)
		c.settingsOf(desk.GatewayEasyPay).save()
		want := desk.SEED{Mode: "ecb", Padding: "pkcs7", HexCase: "upper", Charset: "euc-kr"}
		if k := c.kept(); k.MallID != "T0001234" || k.Dialect != "mall-id" || k.SEED.Mode != want.Mode || k.SEED.Charset != want.Charset {
			t.Errorf("kept %+v", k)
		}
	})

	t.Run("an_earlier_mall_is_named", func(t *testing.T) {
		c := open(t)
		for _, mall := range []string{"T0001234", "T0005678"} {
			f := c.easypayForm()
			f.dialect.Set(1)
			f.mall.SetValue(mall)
			f.service.SetValue("service-of-" + mall)
			f.mac.SetValue("mac-of-" + mall)
			c.settingsOf(desk.GatewayEasyPay).save()
		}
		f := c.easypayForm()
		if f.mall.Value() != "T0005678" || !f.earlier.Visible() || !strings.Contains(f.earlier.Content(), "T0001234") {
			t.Errorf("mall %q, earlier %q", f.mall.Value(), f.earlier.Content())
		}
	})

	t.Run("forgetting_asks_first", func(t *testing.T) {
		c := open(t)
		f := c.payupForm()
		f.merchant.SetValue("tester")
		f.key.SetValue("25bcd7a82f5b4058818462cc7715964c")
		c.settingsOf(desk.GatewayPayup).save()
		c.settingsOf(desk.GatewayPayup).askForget()
		c.press(fyne.KeyReturn)
		if c.kept().PayupMerchantID == "" {
			t.Fatal("Enter forgot it")
		}
		c.settingsOf(desk.GatewayPayup).askForget()
		c.ctrlEnter(1)
		if c.kept().PayupMerchantID != "" || c.desk.KeyIn != nil {
			t.Error("still kept")
		}
	})

	t.Run("only_a_gateway_that_can_be_asked_has_a_check", func(t *testing.T) {
		c := open(t)
		f := c.payupForm()
		f.merchant.SetValue("tester")
		f.key.SetValue("25bcd7a82f5b4058818462cc7715964c")
		c.settingsOf(desk.GatewayPayup).save()
		if !c.desk.Checkable(desk.GatewayPayup) || !c.desk.Checkable(desk.GatewayPayple) || c.desk.Checkable(desk.GatewayEasyPay) {
			t.Error("another set of gateways can be checked")
		}
		card := c.settingsOf(desk.GatewayPayple)
		card.check()
		if !card.notice.Visible() {
			t.Error("nothing was said")
		}
	})
}

func TestReturnsSettings(t *testing.T) {
	t.Run("receiving_is_turned_on_and_shows_the_certificate", func(t *testing.T) {
		t.Setenv("HOME", t.TempDir())
		c := openCounter(t, nil)
		c.press(fyne.KeyF7)
		card := c.settingsScreen().gateways.returns
		card.fold.SetOpen(true)
		test.Tap(card.receive)
		card.port.SetValue("50123")
		card.save()
		if c.port.opened != 50123 || !c.Office.Returns().Receiving {
			t.Fatalf("port %d", c.port.opened)
		}
		card = c.settingsScreen().gateways.returns
		if !card.fold.Open() || card.told == nil {
			t.Fatal("the certificate is not shown")
		}
		var shown []string
		for _, o := range everything(card.fold) {
			if p, ok := o.(*kit.Paragraph); ok && o.Visible() {
				shown = append(shown, p.Content())
			}
		}
		made := c.Office.Returns().Certificate
		for _, want := range []string{made.Name, made.Thumbprint, made.Fingerprint} {
			if want == "" || !slices.Contains(shown, want) {
				t.Errorf("does not show %q", want)
			}
		}
		card.saveCertificate()
		files, err := filepath.Glob(filepath.Join(c.DataDir, "*.crt"))
		if err != nil || len(files) != 1 {
			t.Fatalf("files %v, %v", files, err)
		}
		if content, err := os.ReadFile(files[0]); err != nil || !strings.Contains(string(content), "BEGIN CERTIFICATE") {
			t.Errorf("%q, %v", content, err)
		}
		if got := card.told.Text(); got != "기록 폴더에 저장했습니다: keyindesk-certificate.crt" {
			t.Errorf("says %q", got)
		}
		card.told.Action().OnTapped()
		if got := c.app.Clipboard().Content(); got != files[0] {
			t.Errorf("copies %q, want %q", got, files[0])
		}
	})

	t.Run("kicc_has_to_know_both_addresses", func(t *testing.T) {
		c := openCounter(t, receives)
		c.press(fyne.KeyF7)
		card := c.settingsScreen().gateways.returns
		const here, shop = "https://127.0.0.1:47443/return/", "https://shop.example.kr/return"
		if said := card.kicc(); !strings.Contains(said, here) || !strings.Contains(said, c.words.T("settings.returns.phone")) {
			t.Errorf("without an address: %s", said)
		}
		card.address.SetValue(shop)
		card.save()
		if said := c.settingsScreen().gateways.returns.kicc(); !strings.Contains(said, here) || !strings.Contains(said, shop) {
			t.Errorf("with both: %s", said)
		}
	})

	t.Run("odd_ports_and_addresses_are_marked", func(t *testing.T) {
		c := openCounter(t, nil)
		c.press(fyne.KeyF7)
		card := c.settingsScreen().gateways.returns
		card.port.SetValue("80")
		card.save()
		if card.portField.Problem() == "" {
			t.Error("port 80 was taken")
		}
		card.port.SetValue("47443")
		card.address.SetValue("http://shop.example.kr/return")
		card.save()
		if card.toField.Problem() == "" || c.Office.Settings().Returns.Address != "" {
			t.Error("an address without https was taken")
		}
	})

	t.Run("a_taken_port_is_said", func(t *testing.T) {
		c := openCounter(t, nil)
		c.port.taken = 47443
		c.press(fyne.KeyF7)
		card := c.settingsScreen().gateways.returns
		test.Tap(card.receive)
		card.save()
		card = c.settingsScreen().gateways.returns
		if !card.notice.Visible() || card.fold.Chip() != c.words.T("settings.returns.trouble") {
			t.Error("nothing is said")
		}
	})

	t.Run("a_new_certificate_asks_first", func(t *testing.T) {
		c := openCounter(t, func(s *desk.Settings) { s.Returns.Receive = true })
		c.press(fyne.KeyF7)
		c.settingsScreen().gateways.returns.askRenew()
		c.press(fyne.KeyReturn)
		if c.port.made != 1 {
			t.Fatal("Enter made one")
		}
		c.settingsScreen().gateways.returns.askRenew()
		c.ctrlEnter(1)
		if c.port.made != 2 || !c.Office.Returns().Receiving {
			t.Errorf("%d identities", c.port.made)
		}
	})
}
