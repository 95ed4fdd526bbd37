package ui

import (
	"context"
	"path/filepath"
	"time"

	"keyindesk/assets"
	"keyindesk/desk"
	"keyindesk/desk/printer"
	"keyindesk/desk/slip"
	"keyindesk/ui/kit"
)

// Printers are the printers of this PC; printer.System is them.
type Printers interface {
	List(context.Context) ([]string, error)
	Print(ctx context.Context, name, title string, data []byte) error
}

// handout is a slip that can be printed, saved and copied, wherever it is shown.
type handout struct {
	*Window
	sheet slip.Sheet
	// tell says what became of it; path is the file that can be opened, or "".
	tell func(tone kit.Tone, said Said, path string)
	busy bool
	// A key that is held must not print again and again, nor a second click.
	asked, letter time.Time
}

// newHandout makes one that tells by a toast, or by a sheet if something went
// wrong while the slip is still in sight. A sheet over something else would take
// the keys of the next order.
func (w *Window) newHandout(s slip.Sheet, inSight func() bool) *handout {
	h := &handout{Window: w, sheet: s}
	h.tell = func(tone kit.Tone, said Said, path string) {
		switch {
		case path != "":
			w.toastFor(said.Money+" · "+filepath.Base(path), 2*toastTime)
		case tone == kit.Approved:
			w.toastFor(said.Money+" · "+said.Hint, 2*toastTime)
		case inSight() && w.canvas().Overlays().Top() == nil:
			w.say(said, tone, func() {})
		default:
			w.toastFor(said.Money+" · "+s.Number, 3*toastTime)
		}
	}
	return h
}

// handoutOn makes one for a sheet that shows the slip: it tells on a banner there,
// told, which is still to be put on the sheet, and by a toast once that is closed.
func (w *Window) handoutOn(sheet func() *kit.Sheet, page slip.Sheet) (h *handout, told *kit.Banner) {
	told = kit.NewBanner(kit.Neutral, "", "")
	told.Hide()
	h = w.newHandout(page, func() bool { return false })
	h.letter = time.Now() // the key that brought it up may still be down
	elsewhere := h.tell
	h.tell = func(tone kit.Tone, said Said, path string) {
		if !sheet().IsOpen() {
			elsewhere(tone, said, path)
			return
		}
		told.Set(tone, said.Money, said.Hint)
		told.SetAction("", nil)
		if path != "" {
			told.SetAction(w.words.T("handout.open"), func() { h.show(path) })
		}
		told.Show()
		sheet().Refresh()
	}
	return h, told
}

// print sends the slip to the chosen printer; where none is chosen, it is saved
// and opened, so that the system can print it.
func (h *handout) print() {
	to, t := h.settings.Printer, h.words.T
	if to.Name == "" {
		h.once(func() { h.savePDF(true) })
		return
	}
	h.once(func() {
		background(h.Window, func() error {
			return h.printers().Print(context.Background(), to.Name, h.title(), h.sheet.ESCPOS(to.Columns))
		}, func(err error) {
			h.busy = false
			if err != nil {
				h.log.Warn("print a slip", "order", h.sheet.Number, "error", err)
				said, tone := h.words.notPrinted(err, to.Name)
				h.tell(tone, said, "")
				return
			}
			h.log.Info("slip", "order", h.sheet.Number, "handed", "printed")
			h.tell(kit.Approved, Said{t("handout.printed"), to.Name}, "")
		})
	})
}

// save keeps the slip as a PDF.
func (h *handout) save() { h.once(func() { h.savePDF(false) }) }

// saved is what saving a PDF came to.
type saved struct {
	path                string
	notSaved, notOpened error
}

func (h *handout) savePDF(open bool) {
	dir := h.slipFolder()
	background(h.Window, func() (s saved) {
		page, err := h.sheet.PDF(slip.Faces{Regular: assets.FontRegular(), Strong: assets.FontSemiBold()})
		if err == nil {
			s.path, err = desk.SaveNew(dir, h.sheet.FileName(), page)
		}
		if s.notSaved = err; err == nil && open {
			s.notOpened = h.openFile(s.path)
		}
		return s
	}, func(s saved) {
		h.busy = false
		h.tellSaved(s, dir, open)
	})
}

func (h *handout) tellSaved(s saved, dir string, open bool) {
	t := h.words.T
	if s.notSaved != nil {
		h.log.Warn("save a slip", "order", h.sheet.Number, "error", s.notSaved)
		h.tell(kit.Declined, Said{t("handout.not_saved"), t("handout.not_saved.text", "folder", dir)}, "")
		return
	}
	h.log.Info("slip", "order", h.sheet.Number, "handed", "saved")
	said := Said{t("handout.saved"), s.path}
	switch {
	case s.notOpened != nil:
		h.log.Warn("open a slip", "order", h.sheet.Number, "error", s.notOpened)
		h.tell(kit.InDoubt, Said{t("handout.not_opened"), t("handout.not_opened.text", "name", s.path)}, "")
		return
	case open:
		said = Said{t("handout.opened"), t("handout.opened.text", "name", filepath.Base(s.path))}
	}
	h.tell(kit.Approved, said, s.path)
}

// show opens a saved PDF again.
func (h *handout) show(path string) {
	background(h.Window, func() error { return h.openFile(path) }, func(err error) {
		if err != nil {
			h.tellSaved(saved{path: path, notOpened: err}, "", true)
		}
	})
}

// copy puts the slip on the clipboard as text.
func (h *handout) copy() {
	h.app.Clipboard().SetContent(h.sheet.Text())
	h.tell(kit.Approved, Said{h.words.T("common.copied"), h.words.T("handout.copied.text")}, "")
}

// title is what a printer's queue shows: no more than a file's name does.
func (h *handout) title() string { return h.sheet.Title + " " + h.sheet.Number }

// once begins an act, unless one is under way or was asked for just now.
func (h *handout) once(act func()) {
	soon := time.Since(h.asked) < 3*h.settle
	h.asked = time.Now()
	if soon || h.busy {
		return
	}
	h.busy = true
	act()
}

// byLetter acts on a letter's key, in either script; not while the key is held
// that brought the slip up.
func (h *handout) byLetter(r rune) {
	held := time.Since(h.letter) < 3*h.settle
	h.letter = time.Now()
	if held {
		return
	}
	switch r {
	case 'p', 'P', 'ㅔ':
		h.print()
	case 's', 'S', 'ㄴ':
		h.save()
	case 'c', 'C', 'ㅊ':
		h.copy()
	}
}

// slipFolder is where PDFs go.
func (w *Window) slipFolder() string {
	if chosen := w.settings.SlipFolder; chosen != "" {
		return chosen
	}
	return w.usualSlipFolder()
}

func (w *Window) usualSlipFolder() string { return slip.Folder(filepath.Join(w.DataDir, "slips")) }

func (w *Window) printers() Printers {
	if w.Printers != nil {
		return w.Printers
	}
	return printer.System{}
}

// openFile shows a file in the program that this PC has for it.
func (w *Window) openFile(path string) error {
	if w.Open != nil {
		return w.Open(path)
	}
	return w.openWithSystem(path)
}

// notPrinted says why a printer of this name took no job, or that nobody knows
// whether it did.
func (w *Words) notPrinted(err error, name string) (Said, kit.Tone) {
	switch kind := printer.KindOf(err); kind {
	case printer.Silent:
		return Said{w.T("handout.unsure"), w.T("printer.silent", "name", name)}, kit.InDoubt
	case printer.NoSystem, printer.Unknown:
		return Said{w.T("handout.not_printed"), w.T("printer."+string(kind), "name", name)}, kit.Declined
	default:
		return Said{w.T("handout.not_printed"), w.T("printer.refused", "name", name)}, kit.Declined
	}
}
