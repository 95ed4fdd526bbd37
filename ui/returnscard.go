package ui

import (
	"net/url"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// The ports that the receiver may have.
const (
	lowestPort  = 1024
	highestPort = 65535
)

// returnsCard is how the gateways' pages come back: received on this PC or
// pasted, and the certificate that a browser has to trust for the first.
type returnsCard struct {
	*settingsScreen
	receive            *kit.Toggle
	port, address      *kit.Entry
	portField, toField *kit.Field
	notice             *kit.Banner
	told               *kit.Banner // what became of the certificate
	fold               *kit.Fold
	saved              *savedPart
}

func newReturnsCard(s *settingsScreen) *returnsCard {
	c := &returnsCard{settingsScreen: s}
	t := s.words.T
	chosen := s.draft.Returns
	c.receive = kit.NewToggle(t("settings.returns.receive.on"), t("settings.returns.receive.off"), chosen.Receive)
	c.port = kit.NewEntry(kit.EntryOptions{Mode: kit.Digits, Max: 5})
	c.port.SetValue(strconv.Itoa(chosen.Port))
	c.address = kit.NewEntry(kit.EntryOptions{Script: kit.Code, Max: 200, Placeholder: "https://"})
	c.address.SetValue(chosen.Address)
	c.portField = kit.NewField(t("settings.returns.port"), c.port)
	c.toField = kit.NewField(t("settings.returns.address"), c.address)
	c.port.OnChanged = func(string) { c.portField.SetProblem("") }
	c.address.OnChanged = func(string) { c.toField.SetProblem("") }
	c.notice = kit.NewBanner(kit.Neutral, "", "")
	c.notice.Hide()

	state := s.Office.Returns()
	save := kit.NewButton(kit.Plain, t("common.save"), c.save).Key("Ctrl ↵")
	c.saved = &savedPart{save: c.save, button: save, controls: []fyne.CanvasObject{c.receive, c.port, c.address}}
	body := kit.Column(14, kit.NewGrid().
		Row(kit.Cols(7, kit.NewField(t("settings.returns.receive"), c.receive)), kit.Cols(5, c.portField)).
		Row(kit.Cols(12, c.toField)), c.notice,
		kit.Row(0, save))
	if text := c.kicc(); text != "" {
		body.Add(kit.NewParagraph(kit.Note, kit.ColorSoft, text))
	}
	if state.Certificate.Fingerprint != "" {
		body.Add(kit.NewDashedRule())
		body.Add(c.certificate(state))
	}
	c.fold = kit.NewFold(t("settings.returns"), t("settings.returns.line"), body)
	c.saved.fold = c.fold
	c.showState(state)
	return c
}

// showState says whether the receiver runs, or why it does not.
func (c *returnsCard) showState(state desk.ReturnState) {
	t := c.words.T
	chosen := c.draft.Returns
	switch {
	case state.Problem != "":
		c.fold.SetChip(t("settings.returns.trouble"), kit.Declined)
		c.tell(kit.Declined, t("receiver."+state.Problem))
	case state.Receiving:
		c.fold.SetChip(t("settings.returns.on"), kit.Approved)
	case chosen.Address == "" && c.desk.Environment != desk.Practice:
		c.fold.SetChip(t("settings.keys.none"), kit.Neutral)
		c.tell(kit.InDoubt, t("settings.returns.none"))
	default:
		c.fold.SetChip(t("settings.returns.off"), kit.Neutral)
	}
}

// kicc says which addresses KICC has to know, and what the pages for phones
// still lack.
func (c *returnsCard) kicc() string {
	t, chosen := c.words.T, c.draft.Returns
	var said []string
	if chosen.Receive {
		said = append(said, t("settings.returns.kicc", "name", kit.Strong("https://127.0.0.1:"+strconv.Itoa(chosen.Port)+"/return/…")),
			t("settings.returns.kicc.changes"))
	}
	switch {
	case chosen.Address != "" && chosen.Receive:
		said = append(said, t("settings.returns.kicc.phone", "name", kit.Strong(chosen.Address)))
	case chosen.Address != "":
		said = append(said, t("settings.returns.kicc", "name", kit.Strong(chosen.Address)))
	case chosen.Receive:
		said = append(said, t("settings.returns.phone"))
	}
	return strings.Join(said, " ")
}

// save keeps how pages come back and opens the desk again with it.
func (c *returnsCard) save() {
	port, err := strconv.Atoi(c.port.Value())
	if err != nil || port < lowestPort || port > highestPort {
		c.portField.SetProblem(c.words.T("settings.returns.port.range"))
		c.portField.Focus()
		return
	}
	address := strings.TrimSpace(c.address.Value())
	if to, err := url.Parse(address); address != "" && (err != nil || to.Scheme != "https" || to.Hostname() == "" || to.User != nil) {
		c.toField.SetProblem(c.words.T("finding.https"))
		c.toField.Focus()
		return
	}
	c.draft.Returns.Receive, c.draft.Returns.Port, c.draft.Returns.Address = c.receive.On(), port, address
	c.settingsScreen.save(func() { c.reopen("settings.returns.saved") })
}

// reopen opens the desk with the receiver as it was chosen and comes back here.
func (c *returnsCard) reopen(key string) {
	c.openDeskThen(c.desk.Environment, func() {
		c.openSettings(partReturns)
		c.toast(c.words.T(key))
	})
}

func (c *returnsCard) tell(tone kit.Tone, text string) {
	c.notice.Set(tone, "", text)
	c.notice.Show()
	c.relay()
}

// certificate is what a browser of this PC has to trust, and how.
func (c *returnsCard) certificate(state desk.ReturnState) fyne.CanvasObject {
	t := c.words.T
	c.told = kit.NewBanner(kit.Neutral, "", "")
	c.told.Hide()
	buttons := []*kit.Button{kit.NewButton(kit.Plain, t("settings.certificate.save"), c.saveCertificate)}
	if state.Receiving {
		buttons = append(buttons, kit.NewButton(kit.Plain, t("settings.certificate.open"), func() { c.browse(state.CheckURL) }))
	}
	shown := func(key, value string) fyne.CanvasObject {
		return kit.Column(2, kit.NewSoft(kit.Note, t(key)), kit.NewParagraph(kit.Note, kit.ColorInk, value))
	}
	renew := kit.NewButton(kit.Quiet, t("settings.certificate.renew"), c.askRenew)
	c.saved.controls = append(c.saved.controls, c.told.Action())
	for _, b := range append(buttons, renew) {
		c.saved.controls = append(c.saved.controls, b)
	}
	return kit.Column(12, kit.NewStrong(kit.Body, t("settings.certificate")),
		shown("settings.certificate.name", state.Certificate.Name),
		shown("settings.certificate.thumbprint", state.Certificate.Thumbprint),
		shown("settings.certificate.fingerprint", state.Certificate.Fingerprint),
		fact(t("settings.certificate.expires"), desk.InKorea(state.Certificate.ExpiresAt).Format("2006-01-02")),
		kit.Numbered(1, kit.NewParagraph(kit.Note, kit.ColorInk, t("settings.certificate.trust"))),
		kit.Numbered(2, kit.NewParagraph(kit.Note, kit.ColorInk, t("settings.certificate.then"))),
		c.told, buttonRow(buttons...),
		kit.Row(0, renew))
}

// saveCertificate writes the certificate to a file and says where; the whole path
// can be copied.
func (c *returnsCard) saveCertificate() {
	background(c.Window, func() answerOf[string] {
		path, err := c.Office.SaveCertificate()
		return answerOf[string]{path, err}
	}, func(a answerOf[string]) {
		if a.err != nil {
			c.log.Warn("save the certificate", "error", a.err)
			c.told.Set(kit.Declined, "", c.words.T("settings.certificate.failed"))
		} else {
			c.told.SetAction(c.words.T("common.copy"), func() {
				c.app.Clipboard().SetContent(a.got)
				c.toast(c.words.T("common.copied"))
			})
			key := "settings.certificate.saved"
			if filepath.Dir(a.got) == filepath.Clean(c.DataDir) {
				key = "settings.certificate.saved.data"
			}
			c.told.Set(kit.Approved, "", c.words.T(key, "name", filepath.Base(a.got)))
		}
		c.told.Show()
		c.relay()
	})
}

// browse opens the receiver's own page in the browser of this PC.
func (c *returnsCard) browse(address string) {
	to, err := url.Parse(address)
	if err == nil {
		err = c.app.OpenURL(to)
	}
	if err != nil {
		c.log.Warn("open the browser", "error", err)
		c.toast(c.words.T("wallet.page.no_browser"))
	}
}

// askRenew asks first: what trusts the present certificate will not trust the
// next one.
func (c *returnsCard) askRenew() {
	t := c.words.T
	c.askFirst(t("settings.certificate.renew.title"), t("settings.certificate.renew.text"), t("settings.certificate.renew"), c.renew)
}

// renew makes a new certificate, which has to be trusted anew.
func (c *returnsCard) renew() {
	background(c.Window, c.Office.RenewCertificate, func(err error) {
		if err != nil {
			c.log.Warn("renew the certificate", "error", err)
			c.tell(kit.Declined, c.words.T("receiver.keyring"))
			return
		}
		c.reopen("settings.certificate.renewed")
	})
}
