package receiver

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
)

// TestShots leaves a picture of every page in build/shots, in light and dark, as
// Chromium draws them: SHOTS=1.
func TestShots(t *testing.T) {
	if os.Getenv("SHOTS") == "" {
		t.Skip("SHOTS is not set")
	}
	folder, err := filepath.Abs("../../build/shots")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	p := newPC(t)
	if err := os.CopyFS(filepath.Join(p.home, ".fonts"), os.DirFS("../../assets/fonts")); err != nil {
		t.Fatal(err) // this machine may have no Korean letters of its own
	}
	for name, shown := range map[string]page{
		"taken": pageTaken, "unfinished": pageUnfinished, "again": pageAgain, "foreign": pageForeign,
		"unreadable": pageUnreadable, "trouble": pageTrouble, "check": pageCheck, "nothing": pageNothing,
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { show(w, http.StatusOK, shown) }))
		for scheme, setting := range map[string]string{"light": "1", "dark": "0"} {
			p.open(server.URL, "--blink-settings=preferredColorScheme="+setting,
				"--screenshot="+filepath.Join(folder, "return-"+name+"-"+scheme+".png"))
		}
		server.Close()
	}
}
