package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// settingsScreen is what the shop chooses on this PC: where charges go, the
// keys for it, what stands on slips, who is on duty, how it looks.
type settingsScreen struct {
	*Window
	desk        *desk.Desk    // the one that this screen was built for
	draft       desk.Settings // what is being changed; the window's own follow when it is kept
	environment *kit.Segment
	envText     *kit.Paragraph
	gateways    *gatewaysCard
	shop        [5]*kit.Entry
	staff       *kit.Entry
	notice      *kit.Banner
	looks       [3]*kit.Segment // language, theme, text size
	typing      *kit.Segment    // who composes Korean
	printer     *printerCard
	recovery    *recoveryCard
	backup      *backupCard
	retention   *retentionCard
	audit       *kit.Button // the file with which others check the history
	saved       savedParts  // what has a save of its own, the shop's details first
	view        *kit.Scroll
}

// environments are the choices, the safest first.
var environments = []desk.Environment{desk.Practice, desk.Test, desk.Live}

var (
	themes = []string{"light", "dark", "system"}
	sizes  = []int{100, 125, 150}
)

func newSettingsScreen(w *Window) *settingsScreen {
	s := &settingsScreen{Window: w, desk: w.desk, draft: w.settings}
	s.notice = kit.NewBanner(kit.Declined, "", "")
	s.notice.Hide()
	shop := s.shopCard()
	s.gateways = newGatewaysCard(s)
	s.printer = newPrinterCard(s)
	s.recovery, s.backup, s.retention = newRecoveryCard(s), newBackupCard(s), newRetentionCard(s)
	title, _, _ := heading(w.words.T("settings.title"), "")
	s.view = page(kit.Column(16, title, s.notice,
		kit.NewGrid().
			Row(kit.Cols(6, kit.Column(16, s.environmentCard(), s.gateways.view, s.recovery.view, s.backup.view, s.retention.view, s.auditCard())),
				kit.Cols(6, kit.Column(16, shop, s.printer.view, s.viewCard(), s.typingCard(), s.aboutCard())))))
	s.saved.mark(nil)
	return s
}

// relay lays the page out again after a part of it opened, closed or grew.
func (s *settingsScreen) relay() {
	if s.view != nil {
		s.view.Content.Refresh()
		s.view.Refresh()
	}
}

// openSettings shows the settings with one of the gateways' parts open.
func (w *Window) openSettings(part string) {
	w.show(screenSettings)
	if s, ok := w.screens[screenSettings].(*settingsScreen); ok {
		s.gateways.open(part)
	}
}

// section is a card with a title and a quiet hint.
func section(title, hint string, content ...fyne.CanvasObject) fyne.CanvasObject {
	body := kit.Column(14, kit.Column(2, kit.NewStrong(kit.Subtitle, title), kit.NewParagraph(kit.Note, kit.ColorSoft, hint)))
	if hint == "" {
		body = kit.Column(14, kit.NewStrong(kit.Subtitle, title))
	}
	for _, o := range content {
		body.Add(o)
	}
	return kit.NewCard(body)
}

func (s *settingsScreen) environmentCard() fyne.CanvasObject {
	t := s.words.T
	s.environment = kit.NewSegment(texts(t, len(environments), func(i int) string {
		return "settings.env." + string(environments[i])
	}), s.environmentIndex())
	s.environment.OnChanged = func(i int) { s.chooseEnvironment(environments[i]) }
	s.envText = kit.NewParagraph(kit.Body, kit.ColorInk, t("settings.env."+string(s.desk.Environment)+".text"))
	return section(t("settings.environment"), t("settings.environment.hint"), s.environment, s.envText)
}

func (s *settingsScreen) environmentIndex() int {
	return slices.Index(environments, s.desk.Environment)
}

// chooseEnvironment changes where charges go; live asks first.
func (s *settingsScreen) chooseEnvironment(env desk.Environment) {
	if env == s.desk.Environment {
		return
	}
	if env != desk.Live {
		s.changeEnvironment(env)
		return
	}
	t := s.words.T
	var sheet *kit.Sheet
	back := func() {
		sheet.Close()
		s.environment.Set(s.environmentIndex())
	}
	stay := kit.NewButton(kit.Plain, t("common.cancel"), back).Big().Key("Esc")
	goLive := func() {
		sheet.Close()
		s.changeEnvironment(desk.Live)
	}
	sheet = kit.NewSheet(520, kit.Column(14, kit.NewStrong(kit.Title, t("settings.live.confirm")),
		kit.NewParagraph(kit.Body, kit.ColorInk, t("settings.live.confirm.text")))).Foot(
		kit.Row(12, kit.NewButton(kit.Danger, t("settings.live.go"), goLive).Big().Key("Ctrl ↵"), kit.Grow(nil), stay))
	sheet.OnEscape, sheet.OnCtrlEnter = back, goLive
	sheet.FocusFirst(stay)
	s.openSheet(sheet)
}

func (s *settingsScreen) changeEnvironment(env desk.Environment) {
	s.draft.Environment = string(env)
	s.save(func() { s.openDesk(env) })
}

func (s *settingsScreen) shopCard() fyne.CanvasObject {
	t := s.words.T
	shop := &s.draft.Shop
	bind := func(o kit.EntryOptions, value string, keep func(string)) *kit.Entry {
		e := kit.NewEntry(o)
		e.SetValue(value)
		e.OnChanged = keep
		return e
	}
	s.shop = [5]*kit.Entry{
		bind(kit.EntryOptions{Max: 40}, shop.Name, func(v string) { s.draft.Shop.Name = v }),
		bind(kit.EntryOptions{Mode: kit.Digits, Group: kit.GroupHolder}, shop.BusinessNumber, func(v string) { s.draft.Shop.BusinessNumber = v }),
		bind(kit.EntryOptions{Max: 30}, shop.Owner, func(v string) { s.draft.Shop.Owner = v }),
		bind(kit.EntryOptions{Group: kit.GroupPhone}, shop.Phone, func(v string) { s.draft.Shop.Phone = v }),
		bind(kit.EntryOptions{Max: 80}, shop.Address, func(v string) { s.draft.Shop.Address = v }),
	}
	s.staff = bind(kit.EntryOptions{Max: 20}, s.draft.Staff, func(v string) { s.draft.Staff = v })
	save := kit.NewButton(kit.Plain, t("common.save"), s.saveShop).Key("Ctrl ↵")
	s.saved.add(&savedPart{save: s.saveShop, button: save})
	return section(t("settings.shop"), t("settings.shop.hint"), kit.NewGrid().
		Row(kit.Cols(7, kit.NewField(t("settings.shop.name"), s.shop[0])), kit.Cols(5, kit.NewField(t("settings.shop.number"), s.shop[1]))).
		Row(kit.Cols(6, kit.NewField(t("settings.shop.owner"), s.shop[2])), kit.Cols(6, kit.NewField(t("settings.shop.phone"), s.shop[3]))).
		Row(kit.Cols(12, kit.NewField(t("settings.shop.address"), s.shop[4]))).
		Row(kit.Cols(12, kit.NewField(t("settings.staff"), s.staff))),
		kit.Row(12, save, kit.Grow(nil)))
}

func (s *settingsScreen) viewCard() fyne.CanvasObject {
	t := s.words.T
	s.looks = [3]*kit.Segment{
		kit.NewSegment([]string{"한국어", "English"}, max(slices.Index(Languages(), s.draft.Language), 0)),
		kit.NewSegment(texts(t, len(themes), func(i int) string { return "settings.theme." + themes[i] }),
			max(slices.Index(themes, s.draft.Theme), 0)),
		kit.NewSegment([]string{"100 %", "125 %", "150 %"}, max(slices.Index(sizes, s.draft.TextPercent), 0)),
	}
	s.looks[0].OnChanged = func(i int) { s.draft.Language = Languages()[i]; s.redress(0) }
	s.looks[1].OnChanged = func(i int) { s.draft.Theme = themes[i]; s.redress(1) }
	s.looks[2].OnChanged = func(i int) { s.draft.TextPercent = sizes[i]; s.redress(2) }
	return section(t("settings.view"), "",
		kit.Column(6, kit.NewSoft(kit.Note, t("settings.language")), s.looks[0]),
		kit.Column(6, kit.NewSoft(kit.Note, t("settings.theme")), s.looks[1]),
		kit.Column(6, kit.NewSoft(kit.Note, t("settings.text")), s.looks[2]))
}

func (s *settingsScreen) aboutCard() fyne.CanvasObject {
	t := s.words.T
	keyring := t("settings.about.keyring.ok")
	if slices.Contains(s.desk.Missing, desk.MissingKeyring) {
		keyring = t("settings.about.keyring.none")
	}
	row := func(label, value string) fyne.CanvasObject {
		text := kit.NewText(kit.Body, value)
		text.Align, text.Shrink = fyne.TextAlignTrailing, true
		return kit.Row(16, kit.NewSoft(kit.Body, label), kit.Grow(text))
	}
	return section(t("settings.about"), "",
		row(t("settings.about.version"), s.Version), row(t("settings.about.terminal"), s.settings.Terminal),
		row(t("settings.about.keyring"), keyring),
		kit.Column(2, kit.NewSoft(kit.Note, t("settings.about.folder")), kit.NewParagraph(kit.Body, kit.ColorInk, s.DataDir)))
}

func (s *settingsScreen) root() fyne.CanvasObject { return s.view }

func (s *settingsScreen) scrolls() *kit.Scroll { return s.view }

// enter begins at the top, where the keyboard is.
func (s *settingsScreen) enter() {
	s.view.ScrollToTop()
	s.environment.Focus()
	s.printer.search()
	s.recovery.look()
	s.backup.look()
	s.retention.look()
}

func (s *settingsScreen) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyEscape:
		s.Window.show(screenCharge)
	case fyne.KeyPageUp, fyne.KeyPageDown: // to what has nothing that could get the keyboard
		kit.ScrollBy(s.view, ev.Name)
	default:
		return false
	}
	return true
}

// main saves the part that has the keyboard.
func (s *settingsScreen) main() { s.saved.with(s.canvas().Focused()).save() }

// focused marks the part that has the keyboard now.
func (s *settingsScreen) focused(o fyne.CanvasObject) { s.saved.mark(o) }

// saveShop keeps the shop's details and who is on duty.
func (s *settingsScreen) saveShop() {
	s.write(s.draft, func() {
		s.refreshStrip()
		s.toast(s.words.T("settings.saved"))
	})
}

// carryShop takes along what stands in the shop's card.
func (s *settingsScreen) carryShop() func(*settingsScreen) {
	return func(now *settingsScreen) {
		for i, e := range s.shop {
			now.shop[i].SetValue(e.Value())
		}
		now.staff.SetValue(s.staff.Value())
	}
}

// redress keeps a choice of looks and puts it on at once. The keyboard stays
// on that choice, and what is being typed elsewhere stays as it is.
func (s *settingsScreen) redress(choice int) {
	s.save(func() {
		putBack := s.halfTyped()
		if err := s.dress(); err != nil {
			s.log.Error("change the looks", "error", err)
		}
		putBack()
		s.show(screenSettings)
		if now, ok := s.screens[screenSettings].(*settingsScreen); ok {
			now.looks[choice].Focus()
		}
	})
}

// save keeps what was chosen in the background and goes on when that worked.
// What is still being typed into the shop's card is kept by its own button only.
func (s *settingsScreen) save(then func()) {
	draft := s.draft
	draft.Shop, draft.Staff = s.settings.Shop, s.settings.Staff
	s.write(draft, then)
}

// write keeps settings in the background and goes on when that worked.
func (s *settingsScreen) write(draft desk.Settings, then func()) {
	draft.Returns.Place = s.settings.Returns.Place // chosen elsewhere
	background(s.Window, func() error { return s.Office.SaveSettings(draft) }, func(err error) {
		if err != nil {
			s.log.Error("save the settings", "error", err)
			s.notice.Set(kit.Declined, s.words.T("settings.not_saved"), s.words.explain(err).Hint)
			s.notice.Show()
			s.view.Refresh()
			s.view.ScrollToTop()
			s.environment.Set(s.environmentIndex())
			s.draft.Environment = s.settings.Environment
			return
		}
		s.settings = draft
		then()
	})
}
