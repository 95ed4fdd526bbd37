package ui

import "golang.org/x/sys/windows"

// openWithSystem asks Windows itself: the toolkit's way goes through a URL, in
// which Windows takes the bytes of a Korean name for those of its own code page.
func (w *Window) openWithSystem(path string) error {
	verb, err := windows.UTF16PtrFromString("open")
	if err != nil {
		return err
	}
	file, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	return windows.ShellExecute(0, verb, file, nil, nil, windows.SW_SHOWNORMAL)
}
