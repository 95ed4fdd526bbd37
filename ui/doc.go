// Package ui is the screens: what staff see and press. One file is one screen
// or one part of it; the widgets that they are made of stand in ui/kit. Below
// those, ui/editing is the inside of an entry and ui/hangul makes syllables of
// keys; ui/keyboard is what differs between systems while Korean is typed.
//
// It knows desk and assets and nothing below them: no SQL, no HTTP, no
// gateway. Rules about money live in desk; what happened becomes words in one
// place here (explain.go).
//
// Start reading at Window, then chargeScreen.
package ui
