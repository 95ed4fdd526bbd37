package ui

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"keyindesk/desk/slip"
	"keyindesk/ui/kit"
)

// printerCard is where slips go: a receipt printer of this PC, or a folder for
// the PDFs. What is chosen holds at once.
type printerCard struct {
	*settingsScreen
	names   []string // of the choices, as the system calls them; the first is none
	name    *kit.Choice
	columns *kit.Segment
	found   *kit.Paragraph // what is wrong with the list; hidden if nothing is
	told    *kit.Banner    // what became of the test print
	folder  *kit.Paragraph
	change  *kit.Button
	busy    bool
	view    fyne.CanvasObject
}

func newPrinterCard(s *settingsScreen) *printerCard {
	t := s.words.T
	var columns []string
	for _, n := range slip.Columns {
		columns = append(columns, t("settings.printer.columns.of", "columns", strconv.Itoa(n)))
	}
	c := &printerCard{
		settingsScreen: s, name: kit.NewChoice(nil, -1), told: kit.NewBanner(kit.Neutral, "", ""),
		columns: kit.NewSegment(columns, max(slices.Index(slip.Columns, s.draft.Printer.Columns), 0)),
		found:   kit.NewParagraph(kit.Note, kit.ColorSoft, ""),
		folder:  kit.NewParagraph(kit.Body, kit.ColorInk, s.slipFolder()),
	}
	c.found.Hide()
	c.told.Hide()
	c.fill(nil)
	c.name.OnChanged = func(i int) {
		c.draft.Printer.Name = c.names[i]
		c.keep()
	}
	c.columns.OnChanged = func(i int) {
		c.draft.Printer.Columns = slip.Columns[i]
		c.keep()
	}
	c.change = kit.NewButton(kit.Plain, t("settings.slips.change"), c.askFolder)
	c.view = section(t("settings.printer"), t("settings.printer.hint"),
		kit.NewField(t("settings.printer.name"), c.name), c.found,
		kit.Column(6, kit.NewSoft(kit.Note, t("settings.printer.columns")), c.columns),
		c.told, kit.Row(12, kit.NewButton(kit.Plain, t("settings.printer.test"), c.test)),
		kit.NewDashedRule(),
		kit.Column(2, kit.NewSoft(kit.Note, t("settings.slips")), c.folder), kit.Row(12, c.change))
	return c
}

// fill offers these printers, and the chosen one even if it is not among them.
func (c *printerCard) fill(found []string) {
	t, chosen := c.words.T, c.draft.Printer.Name
	c.names = append([]string{""}, found...)
	options := append([]string{t("settings.printer.none")}, found...)
	if !slices.Contains(c.names, chosen) {
		c.names = append(c.names, chosen)
		options = append(options, t("settings.printer.gone", "name", chosen))
	}
	c.name.SetOptions(options, slices.Index(c.names, chosen))
}

// search asks the system for its printers.
func (c *printerCard) search() {
	background(c.Window, func() answerOf[[]string] {
		names, err := c.printers().List(context.Background())
		return answerOf[[]string]{names, err}
	}, func(a answerOf[[]string]) {
		said := ""
		switch {
		case a.err != nil:
			c.log.Warn("list the printers", "error", a.err)
			said = c.words.T("settings.printer.failed")
		case len(a.got) == 0:
			said = c.words.T("settings.printer.nothing")
		}
		c.fill(a.got)
		c.found.Set(said)
		c.found.Hidden = said == ""
		c.relay()
	})
}

// keep saves what was chosen.
func (c *printerCard) keep() {
	c.told.Hide()
	c.save(func() {
		c.toast(c.words.T("settings.printer.saved"))
		c.relay()
	})
}

// test prints a page that shows whether printer and columns are right.
func (c *printerCard) test() {
	to := c.draft.Printer
	if to.Name == "" {
		c.tell(kit.InDoubt, "", c.words.T("settings.printer.first"))
		return
	}
	if c.busy {
		return
	}
	c.busy = true
	page := slip.TestPage(to.Name, to.Columns, c.words.T)
	background(c.Window, func() error {
		return c.printers().Print(context.Background(), to.Name, c.words.T("slip.test.title"), page)
	}, func(err error) {
		c.busy = false
		if err != nil {
			c.log.Warn("test print", "error", err)
			said, tone := c.words.notPrinted(err, to.Name)
			c.tell(tone, said.Money, said.Hint)
			return
		}
		c.log.Info("slip", "handed", "test page")
		c.tell(kit.Approved, "", c.words.T("settings.printer.tested"))
	})
}

func (c *printerCard) tell(tone kit.Tone, lead, text string) {
	c.told.Set(tone, lead, text)
	c.told.Show()
	c.relay()
}

// askFolder asks where slips are to be saved.
func (c *printerCard) askFolder() {
	t := c.words.T
	c.Window.askFolder(folderAsk{
		title: t("settings.slips.title"), text: t("settings.slips.text"), usual: t("settings.slips.usual"),
		usualDir: c.usualSlipFolder(), inside: "KeyinDesk", chosen: c.draft.SlipFolder, usable: slip.Usable, keep: c.keepFolder, name: "slip-folder",
	})
}

func (c *printerCard) keepFolder(dir string) {
	c.draft.SlipFolder = dir
	c.save(func() {
		c.folder.Set(c.slipFolder())
		c.toast(c.words.T("settings.slips.saved"))
		c.relay()
	})
}
