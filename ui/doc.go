// Package ui is the screens: what staff see and press. One file is one screen
// or one part of it; the widgets that they are made of stand in ui/kit.
//
// It knows desk and assets and nothing below them: no SQL, no HTTP, no
// gateway. Rules about money live in desk; what happened becomes words in one
// place here (explain.go).
//
// Start reading at Window, then chargeScreen.
package ui
