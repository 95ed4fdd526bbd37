package ui

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"

	"keyindesk/desk"
)

// Words are the texts of one language.
type Words struct {
	language string
	texts    map[string]string
}

// Languages that the program speaks, the default first.
func Languages() []string { return []string{"ko", "en"} }

// ReadWords reads <language>.json: a flat object of key and text. A language
// that is not there is an error.
func ReadWords(files fs.FS, language string) (*Words, error) {
	content, err := fs.ReadFile(files, language+".json")
	if err != nil {
		return nil, fmt.Errorf("read the words: %w", err)
	}
	w := &Words{language: language}
	if err := json.Unmarshal(content, &w.texts); err != nil {
		return nil, fmt.Errorf("read the words of %s: %w", language, err)
	}
	return w, nil
}

// T is the text of a key, with {name} replaced by the values that follow in
// pairs. A key without a text shows itself, so that it is noticed.
func (w *Words) T(key string, pairs ...string) string {
	text, ok := w.texts[key]
	if !ok {
		return key
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		text = strings.ReplaceAll(text, "{"+pairs[i]+"}", pairs[i+1])
	}
	return text
}

// Has says whether a key has a text.
func (w *Words) Has(key string) bool {
	_, ok := w.texts[key]
	return ok
}

// Korean says whether amounts are to be read out in Korean.
func (w *Words) Korean() bool { return w.language == "ko" }

// Won writes an amount: 52,000원.
func (w *Words) Won(amountKRW int64) string {
	return w.T("common.amount", "amount", desk.Grouped(amountKRW))
}

// Quota writes the instalments: 일시불, 3개월.
func (w *Words) Quota(months int) string {
	if months < 2 {
		return w.T("common.lump")
	}
	return w.T("common.months", "months", fmt.Sprint(months))
}

// monthly writes what each instalment comes to, "" for a lump sum.
func (w *Words) monthly(amountKRW int64, months int) string {
	each := desk.Monthly(amountKRW, months)
	if each <= 0 {
		return ""
	}
	return w.T("charge.quota.monthly", "amount", desk.Grouped(each))
}

// Name writes who ordered, or why that can't be seen.
func (w *Words) Name(b desk.Buyer) string {
	switch {
	case b.Unreadable:
		return w.T("common.unreadable")
	case b.Name == "":
		return w.T("common.no_name")
	default:
		return b.Name
	}
}

// returnedWell is the code of a page that the customer finished.
const returnedWell = "0000"

// State writes where an operation stands; a charge that was given back, or a
// part of it, is cancelled, whatever its own state. A yes to what moves no money
// has words of its own, and a page that came back others.
func (w *Words) State(o desk.Operation) string {
	switch {
	case o.Returned && o.ReturnCode == returnedWell:
		return w.T("state.returned")
	case o.Returned:
		return w.T("state.unfinished")
	}
	if own := "state." + string(o.Kind) + "." + string(o.State); w.Has(own) {
		return w.T(own)
	}
	switch {
	case o.CancelledBy != 0:
		return w.T("state.cancelled")
	case o.State == desk.Approved && o.CancelState == desk.InDoubt:
		return w.T("state.cancel.in-doubt")
	case partCancelled(o) > 0:
		return w.T("state.part_cancelled")
	default:
		return w.T("state." + string(o.State))
	}
}
