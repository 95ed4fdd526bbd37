package keyboard

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// useXIM is wine's switch for X input methods. Wine hands them every key of a
// window, whether an input context is attached to it or not, and throws away what
// they compose if none is.
const useXIM = "UseXIM"

// leaveOut switches it off for this program; on Windows itself nothing happens.
func leaveOut() (putBack func()) {
	if windows.NewLazySystemDLL("ntdll.dll").NewProc("wine_get_version").Find() != nil {
		return func() {}
	}
	program, err := os.Executable()
	if err != nil {
		return func() {}
	}
	ofProgram := `Software\Wine\AppDefaults\` + filepath.Base(program) + `\X11 Driver`
	key, _, err := registry.CreateKey(registry.CURRENT_USER, ofProgram, registry.QUERY_VALUE|registry.SET_VALUE)
	if err != nil {
		return func() {}
	}
	before, _, err := key.GetStringValue(useXIM)
	set := err == nil
	_ = key.SetStringValue(useXIM, "N")
	return func() {
		defer key.Close()
		if set {
			_ = key.SetStringValue(useXIM, before)
		} else {
			_ = key.DeleteValue(useXIM)
		}
	}
}
