package kit

import "fyne.io/fyne/v2"

// Tone is what a chip or a banner says without its words. A word always stands beside it.
type Tone int

// The tones.
const (
	Neutral Tone = iota
	Approved
	Declined
	InDoubt
	Cancelled
	Accent
)

// Ink is the colour of the tone's text.
func (t Tone) Ink() fyne.ThemeColorName {
	return [...]fyne.ThemeColorName{ColorCancelled, ColorApproved, ColorDeclined, ColorInDoubt, ColorCancelled, ColorAccent}[t]
}

// Ground is the colour beneath it.
func (t Tone) Ground() fyne.ThemeColorName {
	return [...]fyne.ThemeColorName{
		ColorCancelledGround, ColorApprovedGround, ColorDeclinedGround, ColorInDoubtGround, ColorCancelledGround, ColorSoftAccent,
	}[t]
}
