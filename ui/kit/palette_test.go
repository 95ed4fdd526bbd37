package kit

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// Every text colour on every ground it is used on.
var pairs = []struct{ ink, ground fyne.ThemeColorName }{
	{ColorInk, ColorPaper}, {ColorInk, ColorCard}, {ColorInk, ColorSoftAccent}, {ColorInk, ColorCancelledGround},
	{ColorSoft, ColorPaper}, {ColorSoft, ColorCard}, {ColorSoft, ColorSoftAccent},
	{ColorAccent, ColorPaper}, {ColorAccent, ColorCard}, {ColorAccent, ColorSoftAccent}, {ColorOnAccent, ColorAccent},
	{ColorApproved, ColorApprovedGround}, {ColorApproved, ColorCard}, {ColorApproved, ColorPaper},
	{ColorDeclined, ColorDeclinedGround}, {ColorDeclined, ColorCard}, {ColorDeclined, ColorPaper},
	{ColorInDoubt, ColorInDoubtGround}, {ColorInDoubt, ColorCard}, {ColorInDoubt, ColorPaper},
	{ColorCancelled, ColorCancelledGround}, {ColorCancelled, ColorCard}, {ColorCancelled, ColorPaper},
	{ColorRailText, ColorRail}, {ColorRailHint, ColorRail}, {ColorRailText, ColorRailOn}, {ColorRailOnText, ColorRailOn}, {ColorRailOnText, ColorRail},
	{ColorOnPractice, ColorPractice}, {ColorOnPractice, ColorPracticeDark}, {ColorPracticeInk, ColorCard}, {ColorPracticeInk, ColorPaper},
	{ColorOnTestBand, ColorTestBand}, {ColorPillInk, ColorOnPractice},
}

func TestPalette_contrast(t *testing.T) {
	for variant, p := range map[string]Palette{"light": LightPalette(), "dark": DarkPalette()} {
		named := p.named()
		for _, pair := range pairs {
			if c := contrast(named[pair.ink], named[pair.ground]); c < 4.5 {
				t.Errorf("%s: %s on %s is %.2f", variant, pair.ink, pair.ground, c)
			}
		}
	}
}

func TestTheme_every_style_has_our_face(t *testing.T) {
	th := NewTheme(Options{})
	for _, s := range []fyne.TextStyle{{}, {Bold: true}, {Italic: true}, {Bold: true, Italic: true}, {Monospace: true}} {
		if name := th.Font(s).Name(); name != "KeyinDeskSans-Regular.ttf" && name != "KeyinDeskSans-SemiBold.ttf" {
			t.Errorf("%+v has %s", s, name)
		}
	}
}

func TestTheme_switches_live(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(NewTheme(Options{Variant: Light}))
	label := NewText(Body, "가")
	w := test.NewTempWindow(t, label)
	w.Canvas().Capture()
	app.Settings().SetTheme(NewTheme(Options{Variant: Dark, TextScale: 1.5}))
	label.Refresh()
	if label.text.Color != colour(ColorInk) || label.text.TextSize != 22.5 {
		t.Fatalf("colour %v, size %v", label.text.Color, label.text.TextSize)
	}
	if colour(ColorPaper) != color.Color(DarkPalette().Paper) {
		t.Fatal("still light")
	}
	if !NewTheme(Options{}).IsDark(theme.VariantDark) || NewTheme(Options{}).IsDark(theme.VariantLight) {
		t.Fatal("System does not follow the system")
	}
}

func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func luminance(c color.NRGBA) float64 {
	part := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

// TestWear counts how often Fyne is told of a theme: each time costs typefaces.
func TestWear(t *testing.T) {
	app := test.NewTempApp(t)
	told := 0
	app.Settings().AddListener(func(fyne.Settings) { told++ })
	for _, o := range []Options{{}, {TextScale: 1}, {Variant: Dark}, {Variant: Dark, TextScale: 1.5}, {Variant: Dark, TextScale: 1.5}, {}} {
		Wear(app, o)
		if o.TextScale == 0 {
			o.TextScale = 1
		}
		if on, ok := app.Settings().Theme().(*Theme); !ok || on.Options != o {
			t.Errorf("%+v is not on", o)
		}
	}
	if told != 4 {
		t.Errorf("told %d times, not 4", told)
	}
}
