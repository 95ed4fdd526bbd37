//go:build !windows

package ui

import "net/url"

// openWithSystem opens a file as the toolkit opens a page.
func (w *Window) openWithSystem(path string) error {
	return w.app.OpenURL(&url.URL{Scheme: "file", Path: path})
}
