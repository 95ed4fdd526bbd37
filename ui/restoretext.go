package ui

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// apart says whether there are two histories that nothing joins, and all of the
// present one would be put aside.
func apart(e desk.Examined) bool {
	return e.Present && !e.Difference.Same && e.Difference.Operations > 0
}

// historyFolder is where the history of an environment lies, with whatever was
// put aside.
func (w *Window) historyFolder(env desk.Environment) string {
	return filepath.Join(w.DataDir, string(env))
}

// restoreFacts are what a candidate holds, and where the present history will
// be.
func (w *Window) restoreFacts(env desk.Environment, e desk.Examined) []fyne.CanvasObject {
	t := w.words.T
	facts := []fyne.CanvasObject{fact(t("restore.operations"), t("export.rows", "count", desk.Grouped(int64(e.Operations))))}
	if e.FirstDay != "" {
		facts = append(facts, fact(t("restore.days"), days(e.FirstDay, e.LastDay)))
	}
	if !e.LastAt.IsZero() {
		facts = append(facts, fact(t("restore.last"), atMinute(e.LastAt)))
	}
	verified := t("restore.verified")
	if e.Altered != nil {
		verified = t("restore.altered")
	}
	facts = append(facts, fact(t("restore.checked"), verified))
	if apart(e) {
		facts = append(facts, kit.Column(2, kit.NewSoft(kit.Note, t("restore.aside")), kit.NewParagraph(kit.Body, kit.ColorInk, w.historyFolder(env))))
	}
	return facts
}

// days writes the days from one to another, which may be the same.
func days(first, last string) string {
	if first == last {
		return first
	}
	return first + " ~ " + last
}

// restoreText says what it would mean.
func (w *Words) restoreText(e desk.Examined) string {
	said := []string{}
	d := e.Difference
	if e.Rescued != nil {
		said = append(said, w.rescuedText(e.Rescued))
	}
	switch {
	case !e.Present:
	case d.Operations > 0 && d.Same:
		said = append(said, w.T("restore.older", "count", kit.Strong(desk.Grouped(int64(d.Operations))), "days", days(d.FirstDay, d.LastDay)))
	case d.Same && e.Rescued == nil:
		said = append(said, w.T("restore.equal"))
	case d.Operations > 0 && e.Rescued != nil:
		said = append(said, w.T("rescue.apart", "count", kit.Strong(desk.Grouped(int64(d.Operations))), "days", days(d.FirstDay, d.LastDay)))
	case d.Operations > 0:
		said = append(said, w.T("restore.another", "count", kit.Strong(desk.Grouped(int64(d.Operations))), "days", days(d.FirstDay, d.LastDay)))
	}
	if d.InDoubt > 0 {
		said = append(said, w.T("restore.in_doubt", "count", kit.Strong(desk.Grouped(int64(d.InDoubt)))))
	}
	if d.Erased {
		said = append(said, w.T("restore.erased"))
	}
	switch {
	case e.Readable:
	case e.HasPhrase:
		said = append(said, w.T("restore.phrase"))
	default:
		said = append(said, w.T("restore.unreadable"))
	}
	if e.Present && !apart(e) { // whose folder is named below
		said = append(said, w.T("restore.kept"))
	}
	return strings.Join(said, " ")
}

// asideText says where a history is that another one did not join, and how it
// is seen again.
func (w *Words) asideText(left desk.Difference, folder string) string {
	return w.T("restore.aside.text", "count", kit.Strong(desk.Grouped(int64(left.Operations))), "days", days(left.FirstDay, left.LastDay), "folder", kit.Strong(folder))
}

// rescuedText says what of a damaged history there is, and what is lost.
func (w *Words) rescuedText(r *desk.Rescued) string {
	count := func(n int) string { return kit.Strong(desk.Grouped(int64(n))) }
	said := w.T("rescue.found", "count", count(r.Operations))
	if r.Lost > 0 {
		from, to := r.LostMin, r.LostMax
		if from == "" {
			from = w.T("rescue.beginning")
		}
		if to == "" {
			to = w.T("rescue.end")
		}
		said += " " + w.T("rescue.lost", "count", count(r.Lost), "from", from, "to", to)
	} else {
		said += " " + w.T("rescue.nothing_lost")
	}
	if r.Uncertain > 0 {
		said += " " + w.T("rescue.uncertain", "count", count(r.Uncertain))
	}
	if r.Nameless > 0 {
		said += " " + w.T("rescue.nameless", "count", count(r.Nameless))
	}
	if r.Closings > 0 {
		said += " " + w.T("rescue.closings", "count", count(r.Closings))
	}
	return said
}
