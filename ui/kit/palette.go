package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// Palette is every colour of the program for one variant. Texts reach a contrast of 4.5:1 on the grounds they stand on.
type Palette struct {
	Paper, Card, Line, Ink, Soft                                                   color.NRGBA
	Accent, OnAccent, SoftAccent                                                   color.NRGBA
	Approved, Declined, InDoubt, Cancelled                                         color.NRGBA
	ApprovedGround, DeclinedGround, InDoubtGround, CancelledGround                 color.NRGBA
	Rail, RailText, RailHint, RailOn, RailOnText                                   color.NRGBA
	Practice, PracticeDark, OnPractice, PracticeInk, TestBand, OnTestBand, PillInk color.NRGBA
	Hover, Shade, Shadow                                                           color.NRGBA
}

// LightPalette is ink on warm paper.
func LightPalette() Palette {
	return Palette{
		Paper: hex(0xF4F2EC), Card: hex(0xFFFFFF), Line: hex(0xDDD9CE), Ink: hex(0x1D211F), Soft: hex(0x5E6661),
		Accent: hex(0x0E6B57), OnAccent: hex(0xFFFFFF), SoftAccent: hex(0xE1EFEA),
		Approved: hex(0x1B7A4B), Declined: hex(0xB3372B), InDoubt: hex(0x965300), Cancelled: hex(0x575D5A),
		ApprovedGround: hex(0xDFF1E7), DeclinedGround: hex(0xF8E4E1), InDoubtGround: hex(0xFBEFD9), CancelledGround: hex(0xE4E1D8),
		Rail: hex(0x1F2A26), RailText: hex(0xB9C4BE), RailHint: hex(0x8C9992), RailOn: hex(0x2E3D37), RailOnText: hex(0xFFFFFF),
		Practice: hex(0x2456C4), PracticeDark: hex(0x1D48A8), OnPractice: hex(0xFFFFFF), PracticeInk: hex(0x2456C4),
		TestBand: hex(0xF2B84B), OnTestBand: hex(0x3A2600), PillInk: hex(0x8A4A00),
		Hover: alpha(0x1D211F, 0x0A), Shade: alpha(0x141816, 0x80), Shadow: alpha(0x1D211F, 0x30),
	}
}

// DarkPalette is the same program at night.
func DarkPalette() Palette {
	return Palette{
		Paper: hex(0x161A18), Card: hex(0x1F2522), Line: hex(0x333C37), Ink: hex(0xECEFEA), Soft: hex(0x9DA8A2),
		Accent: hex(0x35B596), OnAccent: hex(0x06251D), SoftAccent: hex(0x1D3A32),
		Approved: hex(0x5CC98E), Declined: hex(0xF0857A), InDoubt: hex(0xF0B45B), Cancelled: hex(0xA3ABA6),
		ApprovedGround: hex(0x1B3628), DeclinedGround: hex(0x3E221F), InDoubtGround: hex(0x3A2D16), CancelledGround: hex(0x333C37),
		Rail: hex(0x101412), RailText: hex(0x93A099), RailHint: hex(0x84908A), RailOn: hex(0x222B27), RailOnText: hex(0xFFFFFF),
		Practice: hex(0x2456C4), PracticeDark: hex(0x1D48A8), OnPractice: hex(0xFFFFFF), PracticeInk: hex(0x8FB0FF),
		TestBand: hex(0xD99A2B), OnTestBand: hex(0x241800), PillInk: hex(0x8A4A00),
		Hover: alpha(0xECEFEA, 0x0C), Shade: alpha(0x000000, 0x99), Shadow: alpha(0x000000, 0x60),
	}
}

// The colours of Palette by name, for Text, Chip and every theme lookup. They follow the variant of the moment.
const (
	ColorPaper           fyne.ThemeColorName = "keyindesk.paper"
	ColorCard            fyne.ThemeColorName = "keyindesk.card"
	ColorLine            fyne.ThemeColorName = "keyindesk.line"
	ColorInk             fyne.ThemeColorName = "keyindesk.ink"
	ColorSoft            fyne.ThemeColorName = "keyindesk.soft"
	ColorAccent          fyne.ThemeColorName = "keyindesk.accent"
	ColorOnAccent        fyne.ThemeColorName = "keyindesk.on-accent"
	ColorSoftAccent      fyne.ThemeColorName = "keyindesk.soft-accent"
	ColorApproved        fyne.ThemeColorName = "keyindesk.approved"
	ColorDeclined        fyne.ThemeColorName = "keyindesk.declined"
	ColorInDoubt         fyne.ThemeColorName = "keyindesk.in-doubt"
	ColorCancelled       fyne.ThemeColorName = "keyindesk.cancelled"
	ColorApprovedGround  fyne.ThemeColorName = "keyindesk.approved-ground"
	ColorDeclinedGround  fyne.ThemeColorName = "keyindesk.declined-ground"
	ColorInDoubtGround   fyne.ThemeColorName = "keyindesk.in-doubt-ground"
	ColorCancelledGround fyne.ThemeColorName = "keyindesk.cancelled-ground"
	ColorRail            fyne.ThemeColorName = "keyindesk.rail"
	ColorRailText        fyne.ThemeColorName = "keyindesk.rail-text"
	ColorRailHint        fyne.ThemeColorName = "keyindesk.rail-hint"
	ColorRailOn          fyne.ThemeColorName = "keyindesk.rail-on"
	ColorRailOnText      fyne.ThemeColorName = "keyindesk.rail-on-text"
	ColorPractice        fyne.ThemeColorName = "keyindesk.practice"
	ColorPracticeDark    fyne.ThemeColorName = "keyindesk.practice-dark"
	ColorOnPractice      fyne.ThemeColorName = "keyindesk.on-practice"
	ColorPracticeInk     fyne.ThemeColorName = "keyindesk.practice-ink"
	ColorTestBand        fyne.ThemeColorName = "keyindesk.test-band"
	ColorOnTestBand      fyne.ThemeColorName = "keyindesk.on-test-band"
	ColorPillInk         fyne.ThemeColorName = "keyindesk.pill-ink"
	ColorHover           fyne.ThemeColorName = "keyindesk.hover"
	ColorShade           fyne.ThemeColorName = "keyindesk.shade"
	ColorShadow          fyne.ThemeColorName = "keyindesk.shadow"
)

// named is the palette as a table, so that names and fields stand together once.
func (p Palette) named() map[fyne.ThemeColorName]color.NRGBA {
	return map[fyne.ThemeColorName]color.NRGBA{
		ColorPaper: p.Paper, ColorCard: p.Card, ColorLine: p.Line, ColorInk: p.Ink, ColorSoft: p.Soft,
		ColorAccent: p.Accent, ColorOnAccent: p.OnAccent, ColorSoftAccent: p.SoftAccent,
		ColorApproved: p.Approved, ColorDeclined: p.Declined, ColorInDoubt: p.InDoubt, ColorCancelled: p.Cancelled,
		ColorApprovedGround: p.ApprovedGround, ColorDeclinedGround: p.DeclinedGround,
		ColorInDoubtGround: p.InDoubtGround, ColorCancelledGround: p.CancelledGround,
		ColorRail: p.Rail, ColorRailText: p.RailText, ColorRailHint: p.RailHint, ColorRailOn: p.RailOn, ColorRailOnText: p.RailOnText,
		ColorPractice: p.Practice, ColorPracticeDark: p.PracticeDark, ColorOnPractice: p.OnPractice, ColorPracticeInk: p.PracticeInk,
		ColorTestBand: p.TestBand, ColorOnTestBand: p.OnTestBand, ColorPillInk: p.PillInk,
		ColorHover: p.Hover, ColorShade: p.Shade, ColorShadow: p.Shadow,
	}
}

func hex(rgb uint32) color.NRGBA { return alpha(rgb, 0xFF) }

func alpha(rgb uint32, a uint8) color.NRGBA {
	return color.NRGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: a}
}
