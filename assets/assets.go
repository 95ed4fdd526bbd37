// Package assets carries what the program brings along: its two faces, its icon, its line icons and its words.
//
// It only hands out bytes and must not know Fyne, the screens or the trade. Start reading here; fonts/build.py says how
// the faces were made.
package assets

import (
	"embed"
	"io/fs"
)

//go:embed fonts/KeyinDeskSans-Regular.ttf
var regular []byte

//go:embed fonts/KeyinDeskSans-SemiBold.ttf
var semiBold []byte

//go:embed icon.png
var icon []byte

//go:embed icons/*.svg
var icons embed.FS

//go:embed words/*.json
var words embed.FS

// FontRegular is the TrueType file of the ordinary weight, for the window and for PDF pages alike. Not to be written to.
func FontRegular() []byte { return regular }

// FontSemiBold is the TrueType file of the heavier weight. Not to be written to.
func FontSemiBold() []byte { return semiBold }

// Icon is the program's icon, a PNG of 512 by 512 pixels.
func Icon() []byte { return icon }

// LineIcon is the SVG of a small line icon by its name (card, receipt, moon, key, person, sliders, check, warning,
// search, copy, chevron-down, chevron-up, close), drawn in currentColor on a 24 by 24 field. A name that is not there
// gives nil.
func LineIcon(name string) []byte {
	svg, err := icons.ReadFile("icons/" + name + ".svg")
	if err != nil {
		return nil
	}
	return svg
}

// Words serves ko.json and en.json, each one flat object of key and text.
func Words() fs.FS {
	sub, err := fs.Sub(words, "words")
	if err != nil {
		panic(err) // the folder is compiled in; this cannot happen
	}
	return sub
}
