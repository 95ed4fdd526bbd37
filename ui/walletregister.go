package ui

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// registerView asks who shall register, and then for the page on which the
// customer does. For a customer who is known the same data goes out again: it
// leads to the same key.
type registerView struct {
	*walletScreen
	known                  desk.Customer // the zero value for a new one
	name, phone, email, id *kit.Entry
	ci                     *kit.Entry
	ciField                *kit.Field
	place                  *placeChoice
	given                  [5]string // what stood there before anybody typed
	fields                 map[desk.Field]*kit.Field
	notice                 *kit.Banner
	send                   *kit.Button
	keying                 *fyne.Container
	footed
}

func (s *walletScreen) showRegister(c desk.Customer) {
	if s.desk.Wallet == nil {
		return
	}
	v := &registerView{walletScreen: s, known: c}
	t := s.words.T
	v.name = kit.NewEntry(kit.EntryOptions{Max: 50})
	v.phone = kit.NewEntry(kit.EntryOptions{Group: kit.GroupPhone})
	v.email = kit.NewEntry(kit.EntryOptions{Script: kit.Latin, Max: 128})
	v.id = kit.NewEntry(kit.EntryOptions{Script: kit.Latin, Max: 60})
	v.ci = kit.NewEntry(kit.EntryOptions{Max: 200, Sensitive: true})
	email := t("charge.email")
	if v.asksFor(desk.FieldBuyerEmail) {
		email = t("wallet.email")
	}
	v.ciField = kit.NewField(t("wallet.ci"), v.ci)
	v.ciField.SetHint(t("wallet.ci.hint"))
	v.fields = map[desk.Field]*kit.Field{
		desk.FieldBuyerName: kit.NewField(t("wallet.col.name"), v.name), desk.FieldBuyerPhone: kit.NewField(t("charge.phone"), v.phone),
		desk.FieldBuyerEmail: kit.NewField(email, v.email), desk.FieldShopUserID: kit.NewField(t("wallet.id.hint"), v.id),
		desk.FieldCI: v.ciField,
	}
	setVisible(v.ciField, v.takesCI())
	v.notice = kit.NewBanner(kit.Neutral, "", "")
	v.place = newPlaceChoice(s, v.showNotice)
	v.send = kit.NewButton(kit.Primary, t("wallet.register.send"), v.main).Big().Key("Ctrl ↵")
	back := kit.NewButton(kit.Plain, t("common.cancel"), v.back).Big().Key("Esc")
	grid := kit.NewGrid().
		Row(kit.Cols(6, v.fields[desk.FieldBuyerName]), kit.Cols(6, v.fields[desk.FieldBuyerPhone].Fit("010-1234-5678"))).
		Row(kit.Cols(6, v.fields[desk.FieldShopUserID]), kit.Cols(6, v.fields[desk.FieldBuyerEmail])).
		Row(kit.Cols(12, v.ciField)).
		Row(kit.Cols(6, v.place.view))
	title, _, _ := heading(v.title(), t("wallet.register.hint"))
	v.keying = kit.Column(18, title, grid, v.notice)
	v.footed = newFooted(v.keying, kit.Row(12, v.send, back, kit.Grow(nil)), func(form fyne.CanvasObject) fyne.CanvasObject {
		return kit.Beside(form, s.stepsOfRegistration(0), slipWidth, paneGap)
	})
	v.fill()
	v.showNotice()
	for _, e := range v.entries() {
		e.OnChanged = func(string) { v.changed() }
		e.OnEscape = v.back
	}
	v.last().OnEnter = v.send.Focus
	s.open(v, "wallet-register")
}

func (v *registerView) title() string {
	if v.known.ID == 0 {
		return v.words.T("wallet.new")
	}
	return v.words.T("wallet.register.again", "name", v.words.customerName(v.known))
}

// last is the entry from which Enter leads to the button.
func (v *registerView) last() *kit.Entry {
	if v.ciField.Visible() {
		return v.ci
	}
	return v.email
}

// fill puts in what is known, or a fresh id for a new customer.
func (v *registerView) fill() {
	if v.known.ID != 0 {
		v.name.SetValue(v.known.Name)
		v.phone.SetValue(v.known.Phone)
		v.email.SetValue(v.known.Email)
		v.id.SetValue(v.known.ShopUserID)
		v.id.Disable()
		v.given = v.values()
		return
	}
	background(v.Window, func() string {
		id, err := v.desk.NextShopUserID(context.Background())
		if err != nil {
			v.log.Error("make a customer's id", "error", err)
		}
		return id
	}, func(id string) {
		if v.id.Value() == "" {
			v.id.SetValue(id)
			v.given[idEntry] = v.id.Value()
		}
	})
}

// showNotice says what is missing for the chosen place, or that the same data
// leads to the same key.
func (v *registerView) showNotice() {
	switch {
	case v.place.missing():
		v.place.tell(v.notice)
	case v.known.ID != 0:
		v.words.tellOn(v.notice, kit.Accent, Said{Hint: v.words.T("wallet.register.same")})
	default:
		v.words.tellOn(v.notice, kit.Neutral, Said{})
	}
	v.keying.Refresh()
	v.scroll.Refresh()
}

// asksFor says whether a registration can't go without a field.
func (v *registerView) asksFor(field desk.Field) bool {
	for _, f := range v.desk.CheckRegistration(desk.NewRegistration{ShopUserID: "C-1"}) {
		if f.Field == field && f.Block {
			return true
		}
	}
	return false
}

// takesCI says whether a CI can be sent: its encryption is set up.
func (v *registerView) takesCI() bool {
	for _, f := range v.desk.CheckRegistration(desk.NewRegistration{ShopUserID: "C-1", CI: desk.NewSecret("A")}) {
		if f.Field == desk.FieldCI && f.Rule == ruleSEED {
			return false
		}
	}
	return true
}

// ruleSEED is the rule of a finding about an encryption that is not set up.
const ruleSEED = "seed"

func (v *registerView) root() fyne.CanvasObject { return v.all }

func (v *registerView) scrolls() *kit.Scroll { return v.scroll }

func (v *registerView) focus() { v.name.Focus() }

func (v *registerView) leave() { v.ci.Wipe() }

func (v *registerView) key(ev *fyne.KeyEvent) bool {
	if ev.Name == fyne.KeyEscape {
		v.back()
		return true
	}
	return false
}

func (v *registerView) back() {
	v.letGo(func() { v.customers(v.known.ID) })
}

// entries are what can be typed in, and idEntry the place of the id in them.
func (v *registerView) entries() []*kit.Entry {
	return []*kit.Entry{v.name, v.phone, v.email, v.id, v.ci}
}

const idEntry = 3

func (v *registerView) values() (all [5]string) {
	for i, e := range v.entries() {
		all[i] = e.Value()
	}
	return all
}

func (v *registerView) typed() bool { return v.values() != v.given }

func (v *registerView) read() desk.NewRegistration {
	return desk.NewRegistration{
		CustomerID: v.known.ID, ShopUserID: strings.TrimSpace(v.id.Value()), Name: strings.TrimSpace(v.name.Value()),
		Phone: v.phone.Value(), Email: strings.TrimSpace(v.email.Value()), CI: desk.NewSecret(strings.TrimSpace(v.ci.Value())),
		Where: v.place.place(),
	}
}

// findings are what must be corrected: what the gateway needs, and a name,
// without which nobody would find the customer again.
func (v *registerView) findings(r desk.NewRegistration) []desk.Finding {
	var all []desk.Finding
	if r.Name == "" && !v.known.Unreadable {
		all = append(all, desk.Finding{Field: desk.FieldBuyerName, Rule: "missing", Block: true})
	}
	return append(all, v.desk.CheckRegistration(r)...)
}

// changed takes a mark away as soon as its field is right.
func (v *registerView) changed() {
	for _, field := range v.fields {
		if field.Problem() != "" {
			v.words.markFields(v.fields, v.findings(v.read()), true)
			return
		}
	}
}

// main asks for the page.
func (v *registerView) main() {
	r := v.read()
	findings := v.findings(r)
	if first := v.words.markFields(v.fields, findings, false); first != nil {
		first.Focus()
		return
	}
	if v.place.missing() {
		v.showNotice()
		v.place.segment.Focus()
		return
	}
	v.place.remember()
	staff := v.settings.Staff
	atDesk(v.walletScreen, v.words.T("wallet.working.register"), false, func(ctx context.Context) (desk.BuyerPage, error) {
		return v.desk.RegisterCustomer(ctx, r, staff)
	}, func(p desk.BuyerPage, err error) { v.asked(p, err) })
}

// asked shows the page, or why there is none, with the form as it was.
func (v *registerView) asked(p desk.BuyerPage, err error) {
	if err == nil && p.Operation.State == desk.Approved {
		v.home.open = p.Operation.CustomerID
		v.showPage(p)
		return
	}
	if v.known.ID == 0 && p.Operation.CustomerID != 0 { // the customer is in the books now
		v.known.ID, v.known.Name, v.known.ShopUserID = p.Operation.CustomerID, v.name.Value(), v.id.Value()
		v.id.Disable()
	}
	said, tone, told := v.ended(desk.KindRegisterCustomer, p.Operation, err)
	if told {
		return
	}
	if errors.Is(err, desk.ErrShopUserIDTaken) {
		v.fields[desk.FieldShopUserID].SetProblem(v.words.T("wallet.id.taken"))
		v.fields[desk.FieldShopUserID].Focus()
		return
	}
	v.words.tellOn(v.notice, tone, said)
	v.offerSettings(v.notice, err)
	v.keying.Refresh()
	v.scroll.Refresh()
	v.send.Focus()
}

// offerSettings shows the way to what a refusal before sending needs.
func (s *walletScreen) offerSettings(b *kit.Banner, err error) {
	switch {
	case errors.Is(err, desk.ErrNoReturnAddress):
		b.SetAction(s.words.T("charge.to_settings"), func() { s.openSettings(partReturns) })
	case errors.Is(err, desk.ErrNotReady):
		b.SetAction(s.words.T("charge.to_settings"), func() { s.Window.show(screenSettings) })
	}
}

// stepsOfRegistration says what happens until a customer can pay; at is the
// step that is on.
func (s *walletScreen) stepsOfRegistration(at int) fyne.CanvasObject {
	t := s.words.T
	body := kit.Column(14, kit.NewStrong(kit.Subtitle, t("wallet.way")))
	for i, key := range []string{"wallet.way.page", "wallet.way.customer", "wallet.way.key"} {
		text, ink := t(key), kit.ColorSoft
		if i == at {
			text, ink = kit.Strong(text), kit.ColorInk
		}
		body.Add(kit.Numbered(i+1, kit.NewParagraph(kit.Body, ink, text)))
	}
	body.Add(kit.NewDashedRule())
	body.Add(kit.NewParagraph(kit.Note, kit.ColorSoft, t("wallet.way.money")))
	card := kit.NewCard(body)
	card.Pad = 24
	return kit.Column(0, card)
}
