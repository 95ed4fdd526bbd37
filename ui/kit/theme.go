package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"keyindesk/assets"
)

// Variant chooses between light and dark.
type Variant int

// System follows the operating system; Light and Dark stay as they are.
const (
	System Variant = iota
	Light
	Dark
)

// Options are a person's choices about the look.
type Options struct {
	Variant   Variant
	TextScale float32 // 1, 1.25 or 1.5; zero means 1
}

// Theme is the program's one theme. It is immutable: to change the look, set another with Settings().SetTheme.
type Theme struct {
	Options
	light, dark     map[fyne.ThemeColorName]color.NRGBA
	regular, strong fyne.Resource
}

var _ fyne.Theme = (*Theme)(nil)

// NewTheme makes the theme for a person's choices. Both faces hold every Hangul syllable in every style.
func NewTheme(o Options) *Theme {
	if o.TextScale <= 0 {
		o.TextScale = 1
	}
	return &Theme{
		Options: o,
		light:   standard(LightPalette()),
		dark:    standard(DarkPalette()),
		regular: fyne.NewStaticResource("KeyinDeskSans-Regular.ttf", assets.FontRegular()),
		strong:  fyne.NewStaticResource("KeyinDeskSans-SemiBold.ttf", assets.FontSemiBold()),
	}
}

// Wear puts a look on, if it is another than the one that is on. Each time that a theme is set Fyne reads the typefaces
// anew, and what shapes its text remembers those of before for good, some 27 MB.
func Wear(a fyne.App, o Options) {
	wanted := NewTheme(o)
	if on, ok := a.Settings().Theme().(*Theme); !ok || on.Options != wanted.Options {
		a.Settings().SetTheme(wanted)
	}
}

// Color resolves the kit's names and Fyne's own from one palette.
func (t *Theme) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	table := t.light
	if t.IsDark(v) {
		table = t.dark
	}
	if c, ok := table[name]; ok {
		return c
	}
	return theme.DefaultTheme().Color(name, v)
}

// IsDark tells whether the theme is dark while the system's variant is v.
func (t *Theme) IsDark(v fyne.ThemeVariant) bool {
	return t.Variant == Dark || t.Variant == System && v == theme.VariantDark
}

// Font gives a face with Hangul for every style, the monospaced included: its figures are tabular anyway.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Symbol:
		return theme.DefaultTheme().Font(s)
	case s.Bold:
		return t.strong
	default:
		return t.regular
	}
}

// Icon gives Fyne's own icons; the kit's are made by NewIcon.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// sizeScale is the name under which the text scale is asked for, so that a widget can find it through any theme.
const sizeScale fyne.ThemeSizeName = "keyindesk.scale"

// Size scales what is text and leaves spacing as it is.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case sizeScale:
		return t.TextScale
	case theme.SizeNameText:
		return 15 * t.TextScale
	case theme.SizeNameCaptionText:
		return 13 * t.TextScale
	case theme.SizeNameSubHeadingText:
		return 17 * t.TextScale
	case theme.SizeNameHeadingText:
		return 22 * t.TextScale
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius:
		return 8
	case theme.SizeNameScrollBar:
		return 10
	case theme.SizeNameScrollBarSmall:
		return 4
	}
	return theme.DefaultTheme().Size(name)
}

// standard adds Fyne's own names to a palette's.
func standard(p Palette) map[fyne.ThemeColorName]color.NRGBA {
	table := p.named()
	bar := p.Soft
	bar.A = 0x70
	selection := p.Accent
	selection.A = 0x40
	clear := color.NRGBA{}
	for name, c := range map[fyne.ThemeColorName]color.NRGBA{
		theme.ColorNameBackground: p.Paper, theme.ColorNameForeground: p.Ink, theme.ColorNamePrimary: p.Accent,
		theme.ColorNameForegroundOnPrimary: p.OnAccent, theme.ColorNameHyperlink: p.Accent,
		theme.ColorNameButton: p.Card, theme.ColorNameDisabledButton: p.Paper, theme.ColorNameDisabled: p.Soft,
		theme.ColorNamePlaceHolder: p.Soft, theme.ColorNameHover: p.Hover, theme.ColorNamePressed: p.Hover,
		theme.ColorNameFocus: p.SoftAccent, theme.ColorNameSelection: selection,
		theme.ColorNameSeparator: p.Line, theme.ColorNameInputBackground: p.Card, theme.ColorNameInputBorder: p.Line,
		theme.ColorNameMenuBackground: p.Card, theme.ColorNameOverlayBackground: p.Card, theme.ColorNameHeaderBackground: p.Card,
		theme.ColorNameScrollBar: bar, theme.ColorNameScrollBarBackground: clear, theme.ColorNameShadow: p.Shadow,
		theme.ColorNameError: p.Declined, theme.ColorNameWarning: p.InDoubt, theme.ColorNameSuccess: p.Approved,
		theme.ColorNameForegroundOnError: p.Card, theme.ColorNameForegroundOnWarning: p.Card, theme.ColorNameForegroundOnSuccess: p.Card,
	} {
		table[name] = c
	}
	return table
}

// colour looks a name up in the theme of the moment; no name is no colour.
func colour(name fyne.ThemeColorName) color.Color {
	if name == "" {
		return color.Transparent
	}
	s := fyne.CurrentApp().Settings()
	if t, ok := s.Theme().(*Theme); ok {
		return t.Color(name, s.ThemeVariant())
	}
	return lightColours[name] // another program's theme does not know our names
}

var lightColours = LightPalette().named()

// textScale is the factor of the moment: 1, 1.25 or 1.5.
func textScale() float32 {
	if t, ok := fyne.CurrentApp().Settings().Theme().(*Theme); ok {
		return t.TextScale
	}
	return 1
}
