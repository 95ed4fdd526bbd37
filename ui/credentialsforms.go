package ui

import (
	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// keyEntry is an entry for a key: seen while it is typed, never copied, and empty
// once it is kept.
func keyEntry() *kit.Entry { return kit.NewEntry(kit.EntryOptions{Sensitive: true, Max: 256}) }

// keptChip says inside a key's field whether one is kept.
func (w *Words) keptChip(field *kit.Field, kept bool) {
	if kept {
		field.SetChip(w.T("settings.keys.kept"), kit.Approved)
		return
	}
	field.SetChip(w.T("settings.keys.none"), kit.Neutral)
}

// keepsEmpty says in the entries of keys that are kept that they may stay empty.
func (w *Words) keepsEmpty(kept bool, entries ...*kit.Entry) {
	for _, e := range entries {
		if kept {
			e.SetPlaceHolder(w.T("settings.keys.keep"))
		}
	}
}

// payupForm is the merchant id and its certification key.
type payupForm struct {
	*Window
	merchant, key *kit.Entry
	keyField      *kit.Field
}

func newPayupForm(w *Window) *payupForm {
	f := &payupForm{Window: w, merchant: kit.NewEntry(kit.EntryOptions{Script: kit.Code, Max: 20}), key: keyEntry()}
	f.keyField = kit.NewField(w.words.T("settings.payup.key"), f.key)
	return f
}

func (f *payupForm) fields() fyne.CanvasObject {
	return kit.NewGrid().Row(kit.Cols(5, kit.NewField(f.words.T("settings.payup.merchant"), f.merchant)), kit.Cols(7, f.keyField))
}

func (f *payupForm) take(k desk.KeptCredentials) bool {
	f.merchant.SetValue(k.PayupMerchantID)
	f.words.keptChip(f.keyField, k.PayupMerchantID != "")
	return k.PayupMerchantID != ""
}

func (f *payupForm) save(env desk.Environment) func() error {
	given := desk.PayupCredentials{MerchantID: f.merchant.Value(), Key: desk.NewSecret(f.key.Value())}
	return func() error { return f.Office.SavePayup(env, given) }
}

func (f *payupForm) wipe() { f.key.Wipe() }

func (f *payupForm) controls() []fyne.CanvasObject { return []fyne.CanvasObject{f.merchant, f.key} }

// paypleForm is the partner's id and key, and the address that Payple knows the
// shop by.
type paypleForm struct {
	*Window
	id, key, referer *kit.Entry
	keyField         *kit.Field
}

func newPaypleForm(w *Window) *paypleForm {
	f := &paypleForm{Window: w, id: kit.NewEntry(kit.EntryOptions{Script: kit.Code, Max: 60}), key: keyEntry()}
	f.referer = kit.NewEntry(kit.EntryOptions{Script: kit.Code, Max: 256, Placeholder: "https://"})
	f.keyField = kit.NewField(w.words.T("settings.payple.key"), f.key)
	return f
}

func (f *paypleForm) fields() fyne.CanvasObject {
	t := f.words.T
	return kit.Column(8, kit.NewGrid().
		Row(kit.Cols(6, kit.NewField(t("settings.payple.id"), f.id)), kit.Cols(6, f.keyField)).
		Row(kit.Cols(12, kit.NewField(t("settings.payple.referer"), f.referer))),
		kit.NewParagraph(kit.Note, kit.ColorSoft, t("settings.payple.referer.hint")))
}

func (f *paypleForm) take(k desk.KeptCredentials) bool {
	f.id.SetValue(k.PaypleID)
	f.referer.SetValue(k.PaypleReferer)
	f.words.keptChip(f.keyField, k.PaypleID != "")
	f.words.keepsEmpty(k.PaypleID != "", f.key)
	return k.PaypleID != ""
}

func (f *paypleForm) save(env desk.Environment) func() error {
	given := desk.PaypleCredentials{PartnerID: f.id.Value(), PartnerKey: desk.NewSecret(f.key.Value()), Referer: f.referer.Value()}
	return func() error { return f.Office.SavePayple(env, given) }
}

func (f *paypleForm) wipe() { f.key.Wipe() }

func (f *paypleForm) controls() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.id, f.key, f.referer}
}
