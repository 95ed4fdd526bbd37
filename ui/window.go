package ui

import (
	"context"
	"io/fs"
	"log/slog"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyindesk/assets"
	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// Config is what the window stands on.
type Config struct {
	Office  *desk.Office
	Words   fs.FS // ko.json, en.json
	Log     *slog.Logger
	Version string
	DataDir string
	Runner  Runner // nil for the running program's own
	// Printers are this PC's printers, nil for the system's own.
	Printers Printers
	// Open shows a file in the system's program for it; nil for the system's own
	// way.
	Open func(path string) error
}

// Window is the program's one window: the rail, the strip and the screen that
// is on. Its methods belong to the UI thread.
type Window struct {
	Config
	app    fyne.App
	window fyne.Window
	words  *Words
	runner Runner
	log    *slog.Logger

	settle   time.Duration // how long a fresh read-back ignores Enter
	settings desk.Settings
	desk     *desk.Desk // nil until it is open
	doubts   int        // operations in doubt, as last counted

	strip    *kit.Strip
	rail     *kit.Rail
	stage    *fyne.Container
	screens  map[string]screen
	on       string
	farewell farewell
	keyboard *kit.Keyboard
	detached bool   // from Windows' input method, as last seen
	clip     clip   // the secret that is on the clipboard, if any
	unwatch  func() // ends the wallet screen that was built before; nil at first

	exporting *exporting // nil while nothing is exported
}

// screen is one of the window's rooms.
type screen interface {
	// root is what is drawn.
	root() fyne.CanvasObject
	// enter is called each time the screen comes on: refresh and take the focus.
	enter()
	// key answers a key that nothing else used, and says whether it did.
	key(*fyne.KeyEvent) bool
	// main does the screen's main act (Ctrl+Enter).
	main()
}

// The screens' names, in the log and on the rail.
const (
	screenCharge   = "charge"
	screenHistory  = "history"
	screenInDoubt  = "indoubt"
	screenClosing  = "closing"
	screenBilling  = "billing"
	screenWallet   = "wallet"
	screenSettings = "settings"
)

// NewWindow makes the window and begins to open the desk of the environment
// that the settings name.
func NewWindow(a fyne.App, c Config) (*Window, error) {
	w := &Window{Config: c, app: a, runner: c.Runner, log: c.Log, settings: c.Office.Settings(), settle: settleTime}
	if w.runner == nil {
		w.runner = fyneRunner{}
	}
	if w.log == nil {
		w.log = slog.New(slog.DiscardHandler)
	}
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon()))
	w.newKeyboard()
	w.window = w.withoutInputMethod(func() fyne.Window { return a.NewWindow("KeyinDesk") })
	w.window.SetMaster()
	w.window.SetPadded(false)
	w.window.Resize(firstSize(w.settings.Window))
	w.window.SetCloseIntercept(w.quit)
	w.addKeys()
	w.watchBackups()
	if err := w.dress(); err != nil {
		return nil, err
	}
	w.sweepExports()
	w.openDesk(desk.Environment(w.settings.Environment))
	return w, nil
}

// ShowAndRun shows the window and returns when it has closed.
func (w *Window) ShowAndRun() { w.window.ShowAndRun() }

// dress puts language, theme and text size of the settings on, and builds the
// window around the open desk.
func (w *Window) dress() error {
	words, err := ReadWords(w.Words, w.settings.Language)
	if err != nil {
		return err
	}
	w.words = words
	kit.Wear(w.app, kit.Options{Variant: variantOf(w.settings.Theme), TextScale: float32(w.settings.TextPercent) / 100})
	w.window.SetTitle(words.T("app.title"))
	w.build()
	return nil
}

// build draws the frame anew; with an open desk, its screens as well.
func (w *Window) build() {
	w.strip, w.rail = kit.NewStrip(), w.newRail()
	w.strip.OnPill = func() { w.show(screenInDoubt) }
	w.strip.OnStaff = func() { w.show(screenSettings) }
	w.strip.OnLock = w.showAdmin
	w.strip.OnMenu = w.pickBehaviour
	w.stage = container.NewStack()
	frame := kit.NewWindow(w.strip, w.rail, w.stage)
	frame.OnKey, frame.OnRune, frame.OnShortcut, frame.OnFocus = w.key, w.typed, w.shortcut, w.reveal
	frame.Keyboard = w.keyboard
	w.window.SetContent(frame)
	frame.Attach(w.canvas())
	w.screens = nil
	if w.desk == nil {
		w.stage.Objects = []fyne.CanvasObject{w.note(w.words.T("start.opening"), "")}
		w.refreshStrip()
		return
	}
	w.screens = map[string]screen{
		screenCharge: newChargeScreen(w), screenHistory: newHistoryScreen(w),
		screenInDoubt: newInDoubtScreen(w), screenClosing: newClosingScreen(w), screenBilling: newBillingScreen(w),
		screenWallet: newWalletScreen(w), screenSettings: newSettingsScreen(w),
	}
	w.refreshStrip()
	w.countDoubts()
}

func (w *Window) newRail() *kit.Rail {
	t := w.words.T
	rail := kit.NewRail([]kit.RailItem{
		{ID: screenCharge, Icon: "card", Label: t("rail.charge"), Key: "F2"},
		{ID: screenHistory, Icon: "receipt", Label: t("rail.history"), Key: "F3"},
		{ID: screenClosing, Icon: "moon", Label: t("rail.closing"), Key: "F4"},
		{ID: screenBilling, Icon: "key", Label: t("rail.billing"), Key: "F5"},
		{ID: screenWallet, Icon: "person", Label: t("rail.wallet"), Key: "F6"},
	}, []kit.RailItem{
		{ID: screenSettings, Icon: "sliders", Label: t("rail.settings"), Key: "F7"},
	})
	rail.OnSelect = w.show
	return rail
}

// show brings a screen on.
func (w *Window) show(name string) {
	s, ok := w.screens[name]
	if !ok {
		return
	}
	if left, ok := w.screens[w.on].(interface{ leave() }); ok && w.on != name {
		left.leave()
	}
	w.on = name
	marked := name
	if name == screenInDoubt {
		marked = screenHistory
	}
	w.rail.SetOn(marked)
	w.refreshStrip() // each gateway has answers of its own to practise
	w.stage.Objects = []fyne.CanvasObject{s.root()}
	w.stage.Refresh()
	s.enter()
	w.seen(name)
}

// seen writes which screen a person now looks at.
func (w *Window) seen(name string) { w.log.Info("screen", "name", name) }

// note is a quiet page with a sentence.
func (w *Window) note(lead, hint string) fyne.CanvasObject {
	return kit.Inset(48, 48, kit.Column(8, kit.NewStrong(kit.Title, lead), kit.NewParagraph(kit.Body, kit.ColorSoft, hint)))
}

// reveal tells the screen what has the keyboard and brings it into sight on a
// screen, or on a sheet over it, that scrolls.
func (w *Window) reveal(o fyne.CanvasObject) {
	if over := w.canvas().Overlays().Top(); over != nil {
		if sheet, ok := over.(*kit.Sheet); ok && sheet.AreaOf(o) != nil {
			reveal(sheet.AreaOf(o), o)
		}
		return
	}
	if s, ok := w.screens[w.on].(interface{ focused(fyne.CanvasObject) }); ok {
		s.focused(o)
	}
	if s, ok := w.screens[w.on].(interface{ atFoot(fyne.CanvasObject) bool }); ok && s.atFoot(o) {
		return // always in sight
	}
	if s, ok := w.screens[w.on].(interface{ scrolls() *kit.Scroll }); ok {
		if area := s.scrolls(); area != nil {
			reveal(area, o)
		}
	}
}

// countDoubts keeps the strip's count of what is in doubt.
func (w *Window) countDoubts() {
	d := w.desk
	background(w, func() int {
		n, err := d.InDoubtCount(context.Background())
		if err != nil {
			w.log.Error("count what is in doubt", "error", err)
		}
		return n
	}, func(n int) {
		if w.desk != d {
			return
		}
		w.doubts = n
		w.refreshStrip()
		if c, ok := w.screens[screenCharge].(*chargeScreen); ok {
			c.changed() // its notice tells of them too
		}
	})
}

// canvas is where sheets open.
func (w *Window) canvas() fyne.Canvas { return w.window.Canvas() }

// firstSize is the size that the window had last, or that of a new one.
func firstSize(kept desk.WindowSize) fyne.Size {
	if kept.Width < 640 || kept.Height < 480 {
		return fyne.NewSize(1280, 720)
	}
	return fyne.NewSize(float32(kept.Width), float32(kept.Height))
}

func variantOf(theme string) kit.Variant {
	switch theme {
	case "light":
		return kit.Light
	case "dark":
		return kit.Dark
	default:
		return kit.System
	}
}
