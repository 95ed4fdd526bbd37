package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// The choices of EasyPay's contract, as desk.SEED and the dialect name them.
// None is chosen beforehand: only KICC knows.
var (
	dialects     = []string{"mall-id", "shop-user-mail"}
	seedModes    = []string{"ecb", "cbc"}
	seedPaddings = []string{"pkcs7", "zero"}
	seedCases    = []string{"upper", "lower"}
	seedCharsets = []string{"utf-8", "euc-kr"}
)

// easypayForm is one mall of KICC: which of its documents the contract follows,
// the ids and keys, and how SEED was agreed upon.
type easypayForm struct {
	*Window
	dialect                      *kit.Choice
	mall, service, mac           *kit.Entry
	serviceField, macField       *kit.Field
	seed                         *kit.Toggle
	seedKey, iv                  *kit.Entry
	seedKeyField, ivField        *kit.Field
	mode, padding, hexCase, text *kit.Choice
	seedPart                     *fyne.Container
	earlier                      *kit.Paragraph
	relay                        func()
}

func newEasyPayForm(w *Window, relay func()) *easypayForm {
	t := w.words.T
	f := &easypayForm{Window: w, relay: relay, service: keyEntry(), mac: keyEntry(), seedKey: keyEntry(), iv: keyEntry()}
	f.dialect = kit.NewChoice(texts(t, len(dialects), func(i int) string { return "settings.easypay.dialect." + dialects[i] }), -1)
	f.mall = kit.NewEntry(kit.EntryOptions{Script: kit.Code, Max: 8})
	f.serviceField = kit.NewField(t("settings.easypay.service"), f.service)
	f.macField = kit.NewField(t("settings.easypay.mac"), f.mac)
	f.seed = kit.NewToggle(t("settings.easypay.seed.on"), t("settings.easypay.seed.off"), false)
	f.seed.OnChanged = func(bool) { f.showSeed() }
	f.seedKeyField = kit.NewField(t("settings.easypay.seed.key"), f.seedKey)
	f.ivField = kit.NewField(t("settings.easypay.seed.iv"), f.iv)
	f.mode = kit.NewChoice([]string{"ECB", "CBC"}, -1)
	f.mode.OnChanged = func(int) { f.showSeed() }
	f.padding = kit.NewChoice([]string{"PKCS7", "ZERO"}, -1)
	f.hexCase = kit.NewChoice(texts(t, len(seedCases), func(i int) string { return "settings.easypay.seed.case." + seedCases[i] }), -1)
	f.text = kit.NewChoice([]string{"UTF-8", "EUC-KR"}, -1)
	f.earlier = kit.NewParagraph(kit.Note, kit.ColorSoft, "")
	f.earlier.Hide()
	return f
}

func (f *easypayForm) fields() fyne.CanvasObject {
	t := f.words.T
	f.seedPart = kit.Column(10, kit.NewParagraph(kit.Note, kit.ColorSoft, t("settings.easypay.seed.hint")), kit.NewGrid().
		Row(kit.Cols(12, f.seedKeyField)).
		Row(kit.Cols(6, kit.NewField(t("settings.easypay.seed.mode"), f.mode)), kit.Cols(6, kit.NewField(t("settings.easypay.seed.padding"), f.padding))).
		Row(kit.Cols(12, f.ivField)).
		Row(kit.Cols(6, kit.NewField(t("settings.easypay.seed.case"), f.hexCase)), kit.Cols(6, kit.NewField(t("settings.easypay.seed.charset"), f.text))))
	body := kit.Column(14, kit.NewGrid().
		Row(kit.Cols(12, kit.NewField(t("settings.easypay.dialect"), f.dialect))).
		Row(kit.Cols(6, kit.NewField(t("settings.easypay.mall"), f.mall)), kit.Cols(6, f.serviceField)).
		Row(kit.Cols(6, f.macField), kit.Cols(6, kit.NewField(t("settings.easypay.seed"), f.seed))), f.seedPart, f.earlier)
	f.showSeed()
	return body
}

// showSeed shows the entries of SEED while it is on; an IV belongs to CBC.
func (f *easypayForm) showSeed() {
	setVisible(f.seedPart, f.seed.On())
	setVisible(f.ivField, f.mode.Selected() == slices.Index(seedModes, "cbc"))
	f.seedPart.Refresh()
	f.relay()
}

func (f *easypayForm) take(k desk.KeptCredentials) bool {
	kept := k.MallID != ""
	f.mall.SetValue(k.MallID)
	f.dialect.Set(slices.Index(dialects, k.Dialect))
	f.words.keptChip(f.serviceField, kept)
	f.words.keptChip(f.macField, kept)
	f.words.keepsEmpty(kept, f.service, f.mac)
	f.seed.Set(k.SEED.Mode != "")
	f.words.keptChip(f.seedKeyField, k.SEED.Mode != "")
	f.words.keptChip(f.ivField, k.SEED.Mode == "cbc")
	f.words.keepsEmpty(k.SEED.Mode != "", f.seedKey)
	f.words.keepsEmpty(k.SEED.Mode == "cbc", f.iv)
	f.mode.Set(slices.Index(seedModes, k.SEED.Mode))
	f.padding.Set(slices.Index(seedPaddings, k.SEED.Padding))
	f.hexCase.Set(slices.Index(seedCases, k.SEED.HexCase))
	f.text.Set(slices.Index(seedCharsets, k.SEED.Charset))
	f.earlier.Set(f.words.T("settings.easypay.earlier", "name", strings.Join(k.EarlierMallIDs, ", ")))
	setVisible(f.earlier, len(k.EarlierMallIDs) > 0)
	f.showSeed()
	return kept
}

func (f *easypayForm) save(env desk.Environment) func() error {
	mall := desk.Mall{
		MallID: f.mall.Value(), ServiceID: desk.NewSecret(f.service.Value()), MACKey: desk.NewSecret(f.mac.Value()),
	}
	if f.seed.On() {
		mall.SEED = &desk.SEED{
			Key: desk.NewSecret(f.seedKey.Value()), IV: desk.NewSecret(f.iv.Value()), Mode: chosen(seedModes, f.mode),
			Padding: chosen(seedPaddings, f.padding), HexCase: chosen(seedCases, f.hexCase), Charset: chosen(seedCharsets, f.text),
		}
	}
	dialect := chosen(dialects, f.dialect)
	return func() error { return f.Office.SaveEasyPay(env, dialect, mall) }
}

// chosen is the option that a choice stands on, "" while nothing is chosen.
func chosen(options []string, c *kit.Choice) string {
	if i := c.Selected(); i >= 0 && i < len(options) {
		return options[i]
	}
	return ""
}

func (f *easypayForm) wipe() {
	for _, e := range []*kit.Entry{f.service, f.mac, f.seedKey, f.iv} {
		e.Wipe()
	}
}

func (f *easypayForm) controls() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		f.dialect, f.mall, f.service, f.mac, f.seed, f.seedKey, f.mode, f.padding, f.iv, f.hexCase, f.text,
	}
}
