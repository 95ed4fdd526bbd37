package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
)

// TestFormStandsStill: nothing that is keyed in moves a field, in either
// language and at every text size.
func TestFormStandsStill(t *testing.T) {
	for _, language := range Languages() {
		for _, percent := range []int{100, 125, 150} {
			c := openCounter(t, func(s *desk.Settings) { s.Language, s.TextPercent = language, percent })
			f := c.chargeForm()
			before := map[desk.Field]fyne.Position{}
			for name, field := range f.fields {
				before[name] = field.Position()
			}
			delete(before, desk.FieldTax)
			delete(before, desk.FieldOrderNumber) // not shown yet
			c.keyIn(order{"4111111111111111", "0230", "99", "1234567891", "99000000", "명절 선물세트", "이수빈", "01098765432"})
			f.quota.Set(11)
			f.changed()
			f.showMore(true) // lays the form out anew
			for name, was := range before {
				if now := f.fields[name].Position(); now != was {
					t.Errorf("%s at %d: %s went from %v to %v", language, percent, name, was, now)
				}
			}
		}
	}
}

// TestFormProblemsNameTheirField: an empty field that has to be filled in still
// says what it is for.
func TestFormProblemsNameTheirField(t *testing.T) {
	for _, language := range Languages() {
		for _, percent := range []int{100, 125, 150} {
			c := openCounter(t, func(s *desk.Settings) { s.Language, s.TextPercent = language, percent })
			c.mainAct()
			for name, key := range map[desk.Field]string{
				desk.FieldExpiry: "charge.expiry", desk.FieldPassword: "charge.password", desk.FieldHolderID: "charge.holder",
			} {
				field := c.chargeForm().fields[name]
				if field.Problem() == "" {
					t.Fatalf("%s: %s may stay empty", language, name)
				}
				if !says(field, c.words.T(key)) || !says(field, field.Problem()) {
					t.Errorf("%s at %d: %s does not say both what it is and what is wrong", language, percent, name)
				}
			}
		}
	}
}
