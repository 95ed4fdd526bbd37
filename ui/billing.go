package ui

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// billingScreen is 빌링키: one entry for a key, what stands behind it beside the
// list of what was looked up before.
type billingScreen struct {
	*Window
	desk   *desk.Desk // the one that this screen was built for
	entry  *kit.Entry
	send   *kit.Button // looks up what is typed
	eye    *kit.Button // shows and hides what is typed
	notice *kit.Banner // why nothing was asked
	list   *kit.RowList
	empty  fyne.CanvasObject
	side   *fyne.Container
	column *fyne.Container
	view   fyne.CanvasObject

	rows  []desk.Operation
	asked int // counts the questions, so that a late answer is dropped
	card  *billingCard
	// found is the newest look-up; what it told is kept nowhere else.
	found desk.BillingKeyFound
}

// billingPage is how many of the newest look-ups the list shows.
const billingPage = 200

// billingKinds are what the list shows.
var billingKinds = []desk.Kind{desk.KindLookupKey, desk.KindDeleteKey}

func newBillingScreen(w *Window) *billingScreen {
	s := &billingScreen{Window: w, desk: w.desk, side: container.NewStack()}
	t := w.words.T
	s.notice = kit.NewBanner(kit.InDoubt, "", "")
	s.notice.Hide()
	title, _, _ := heading(t("billing.title"), t("billing.hint"))
	s.list = kit.NewRowList(s.columns(), func() int { return len(s.rows) }, s.cells)
	s.list.OnSelected = s.choose
	s.list.OnActivated = func(int) { s.again() }
	s.list.OnShortcut, s.list.OnFocus = s.pasted, s.marked
	s.empty = kit.Inset(56, 20, kit.Column(6, kit.NewStrong(kit.Subtitle, t("billing.empty")),
		kit.NewParagraph(kit.Body, kit.ColorSoft, t("billing.empty.hint"))))
	head := kit.Column(14, title, s.asking(), s.notice, kit.NewStrong(kit.Body, t("billing.recent")))
	s.column = kit.Filled(14, head, container.NewStack(s.list, s.empty), nil)
	s.view = listAndStory(s.column, s.side)
	if s.desk.BillingKeys == nil {
		s.refuse(desk.ErrNotReady)
	}
	s.choose(-1)
	return s
}

// asking is the entry with its buttons and, in practice, keys to try.
func (s *billingScreen) asking() fyne.CanvasObject {
	t := s.words.T
	s.entry = kit.NewEntry(kit.EntryOptions{Secret: true, Max: 300, Placeholder: t("billing.placeholder")})
	s.entry.OnEnter, s.entry.OnCtrlEnter = s.lookup, s.lookup
	s.entry.OnChanged = func(string) { s.quiet() }
	s.entry.OnEscape = s.back
	s.entry.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyDown && len(s.rows) > 0 {
			s.list.Focus()
			return true
		}
		return false
	}
	s.eye = kit.NewButton(kit.Plain, t("billing.show"), func() { s.showEntry(!s.entry.Shown()) })
	s.send = kit.NewButton(kit.Primary, t("billing.lookup"), s.lookup).Key("↵")
	field := kit.NewField("", s.entry)
	if textScale() <= roomyScale { // with large text the room is the key's
		field.SetChip("Ctrl F", kit.Neutral)
	}
	asking := kit.Column(8, kit.Row(12, kit.Grow(field), s.eye, s.send))
	if r := s.desk.Rehearsals[desk.GatewayPayple]; r != nil {
		row := kit.Row(16, kit.NewSoft(kit.Note, t("billing.sample")))
		for i, key := range []string{"billing.sample.card", "billing.sample.account"} {
			row.Add(kit.NewLink(kit.Note, t(key), func() { s.try(i) }))
		}
		asking.Add(row)
	}
	return asking
}

// try fills a key in that the practice gateway knows.
func (s *billingScreen) try(i int) {
	if samples := s.desk.Rehearsals[desk.GatewayPayple].Samples(); i < len(samples) {
		s.entry.SetValue(samples[i])
		s.entry.Focus()
	}
}

func (s *billingScreen) showEntry(shown bool) {
	s.entry.SetShown(shown)
	s.eye.SetText(s.words.T(map[bool]string{true: "billing.hide", false: "billing.show"}[shown]))
}

func (s *billingScreen) root() fyne.CanvasObject { return s.view }

func (s *billingScreen) enter() {
	s.reload(0)
	s.entry.Focus()
}

// leave hides a key that was revealed.
func (s *billingScreen) leave() {
	if s.card != nil {
		s.card.mask()
	}
}

func (s *billingScreen) key(ev *fyne.KeyEvent) bool {
	if ev.Name == fyne.KeyEscape {
		s.back()
		return true
	}
	return s.card != nil && s.card.key(ev.Name)
}

// back empties the entry, and leaves the screen when it is empty already.
func (s *billingScreen) back() {
	if s.entry.Value() == "" {
		s.Window.show(screenCharge)
		return
	}
	s.entry.Wipe()
	s.showEntry(false)
}

func (s *billingScreen) main() {
	if s.entry.Value() == "" {
		s.again()
		return
	}
	s.lookup()
}

// pasted lets a key be pasted while the list has the keyboard: it takes the
// place of what was typed.
func (s *billingScreen) pasted(shortcut fyne.Shortcut) bool {
	paste, ok := shortcut.(*fyne.ShortcutPaste)
	if ok {
		s.entry.Wipe()
		s.entry.Focus()
		s.entry.TypedShortcut(paste)
	}
	return ok
}

// marked shows what Enter does: it acts on the chosen row while the list has the
// keyboard, and looks up what is typed otherwise.
func (s *billingScreen) marked(listed bool) {
	if listed {
		s.send.Weigh(kit.Primary, "")
	} else {
		s.send.Weigh(kit.Primary, "↵")
	}
	if s.card != nil {
		s.card.marked(listed)
	}
}

// lookup asks what stands behind the key that was typed. One that was found
// leaves the entry free for the next.
func (s *billingScreen) lookup() {
	key := desk.NewSecret(strings.Join(strings.Fields(s.entry.Value()), ""))
	staff := s.settings.Staff
	s.ask("billing.working.lookup", func() (desk.BillingKeyFound, error) {
		return s.desk.LookupBillingKey(context.Background(), key, staff)
	}, func(found desk.BillingKeyFound) {
		if found.Operation.State != desk.Approved {
			s.list.Focus()
			return
		}
		s.entry.Wipe()
		s.showEntry(false)
		s.entry.Focus()
	})
}

// again asks about the key of the chosen row, or whether it is gone.
func (s *billingScreen) again() {
	if s.card != nil {
		s.card.main()
	}
}

// ask puts a question behind a sheet, shows what came of it and goes on.
func (s *billingScreen) ask(working string, question func() (desk.BillingKeyFound, error), then func(desk.BillingKeyFound)) {
	t := s.words.T
	done := s.waitingFor(t(working), t("wallet.working.hint"), t("wallet.working.long"))
	background(s.Window, func() answerOf[desk.BillingKeyFound] {
		found, err := question()
		return answerOf[desk.BillingKeyFound]{found, err}
	}, func(a answerOf[desk.BillingKeyFound]) {
		done()
		s.refreshStrip()
		if a.err != nil {
			s.log.Warn("look a billing key up", "error", a.err)
			s.refuse(a.err)
			return
		}
		s.quiet()
		s.found = a.got
		s.reload(a.got.Operation.ID)
		then(a.got)
		s.seen("billing-key")
	})
}

// refuse says in the notice's place why nothing was asked.
func (s *billingScreen) refuse(err error) {
	t := s.words.T
	var blocked *desk.Blocked
	s.notice.SetAction("", nil)
	switch {
	case errors.Is(err, desk.ErrNotReady):
		s.notice.SetAction(t("charge.to_settings"), func() { s.Window.show(screenSettings) })
		s.notice.Set(kit.InDoubt, t("billing.not_ready"), t("billing.not_ready.hint"))
	case errors.As(err, &blocked) && len(blocked.Findings) > 0:
		s.notice.Set(kit.Declined, t("billing.refused"), s.words.finding(blocked.Findings[0]))
		s.entry.Focus()
	default:
		said := s.words.explainOf(desk.KindLookupKey, err)
		s.notice.Set(kit.Declined, said.Money, said.Hint)
	}
	s.notice.Show()
	s.column.Refresh()
}

// quiet takes the notice away, unless nothing can be asked at all.
func (s *billingScreen) quiet() {
	if s.desk.BillingKeys != nil && s.notice != nil && s.notice.Visible() {
		s.notice.Hide()
		s.column.Refresh()
	}
}

// reload reads the newest rows and chooses one; 0 leaves the choice as it is.
func (s *billingScreen) reload(id int64) {
	s.asked++
	asked := s.asked
	if id == 0 && s.card != nil {
		id = s.card.op.ID
	}
	background(s.Window, func() answerOf[desk.Page] {
		page, err := s.desk.History(context.Background(), desk.Query{Kinds: billingKinds, Limit: billingPage})
		return answerOf[desk.Page]{page, err}
	}, func(a answerOf[desk.Page]) {
		if asked != s.asked {
			return
		}
		if a.err != nil {
			s.log.Error("read the look-ups", "error", a.err)
			s.refuse(a.err)
			return
		}
		s.rows = a.got.Operations
		setVisible(s.empty, len(s.rows) == 0)
		s.list.Reload(false)
		at := min(0, len(s.rows)-1)
		for i, o := range s.rows {
			if o.ID == id {
				at = i
			}
		}
		if at == s.list.Selected() {
			s.choose(at)
		} else {
			s.list.Select(at)
		}
	})
}

// choose shows a row beside the list.
func (s *billingScreen) choose(i int) {
	if s.card != nil {
		s.card.mask()
	}
	s.card = nil
	if i < 0 || i >= len(s.rows) {
		s.side.Objects = []fyne.CanvasObject{kit.NewCard(kit.NewParagraph(kit.Body, kit.ColorSoft, s.words.T("billing.pick")))}
	} else {
		s.card = newBillingCard(s, s.rows[i])
		s.side.Objects = []fyne.CanvasObject{s.card.view}
	}
	s.side.Refresh()
}
