package receiver

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// pc is a home folder with a real Chromium in it, which trusts what certutil
// was told to.
type pc struct {
	t              *testing.T
	home, chromium string
}

func newPC(t *testing.T) *pc {
	t.Helper()
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed")
	}
	if _, err := exec.LookPath("certutil"); err != nil {
		t.Skip("certutil is not installed (libnss3-tools)")
	}
	p := &pc{t: t, home: t.TempDir(), chromium: chromium}
	if err := os.MkdirAll(p.database(), 0o700); err != nil {
		t.Fatal(err)
	}
	p.run("certutil", "-d", "sql:"+p.database(), "-N", "--empty-password")
	return p
}

func (p *pc) database() string { return filepath.Join(p.home, ".pki", "nssdb") }

// trust does what the guide tells staff to do.
func (p *pc) trust(id Identity) {
	p.t.Helper()
	file := filepath.Join(p.home, "keyindesk.crt")
	if err := os.WriteFile(file, id.CertificatePEM(), 0o600); err != nil {
		p.t.Fatal(err)
	}
	p.run("certutil", "-d", "sql:"+p.database(), "-A", "-t", "C,,", "-n", "KeyinDesk", "-i", file)
}

// open is what the browser shows of an address, once it has come to rest.
func (p *pc) open(url string, more ...string) string {
	p.t.Helper()
	return p.run(p.chromium, append(append([]string{
		"--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run",
		"--user-data-dir=" + filepath.Join(p.home, "profile"), "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
		"--window-size=900,640", "--virtual-time-budget=4000", "--dump-dom",
	}, more...), url)...)
}

func (p *pc) run(name string, args ...string) string {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, name, args...)
	command.Env = append(os.Environ(), "HOME="+p.home, "XDG_CONFIG_HOME="+p.home, "XDG_CACHE_HOME="+p.home, "XDG_RUNTIME_DIR="+p.home)
	var trouble strings.Builder
	command.Stderr = &trouble
	out, err := command.Output()
	if err != nil {
		p.t.Fatalf("%s: %v\n%s", filepath.Base(name), err, trouble.String())
	}
	return string(out)
}

// posting is a gateway's page that sends the browser on by posting a form.
func posting(t *testing.T, to string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<form method="post" action="%s"><input name="resCd" value="0000"><input name="resMsg" value="정상 처리"></form>
<script>document.forms[0].submit()</script>`, to)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// TestBrowser: a real Chromium, on a PC that was told to trust the certificate,
// brings the form; on a PC that was not, it brings nothing. SHOTS=folder leaves
// pictures of the pages.
func TestBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	t.Parallel()
	trusts, doubts := newPC(t), newPC(t)
	b := start(t)
	trusts.trust(b.identity)
	url, texts := b.expect(Reply{Accepted: true})
	if dom := doubts.open(posting(t, url)); strings.Contains(dom, pageTaken.Title) || len(texts()) != 0 {
		t.Fatalf("a browser without trust posted %q", texts())
	}
	if dom := trusts.open(b.CheckURL()); !strings.Contains(dom, pageCheck.Title) {
		t.Fatalf("the check page shows %s", dom)
	}
	if dom := trusts.open(posting(t, url)); !strings.Contains(dom, pageTaken.Title) {
		t.Errorf("the browser shows %s", dom)
	}
	if got := texts(); len(got) != 1 || got[0] != "resCd=0000&resMsg=%EC%A0%95%EC%83%81+%EC%B2%98%EB%A6%AC" {
		t.Errorf("delivered %q", got)
	}
}
