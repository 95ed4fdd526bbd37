package ui

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"keyindesk/assets"
	"keyindesk/desk"
	"keyindesk/gateways/receiver"
)

// TestGuide: the guide for staff calls everything what it is called on screen.
func TestGuide(t *testing.T) {
	content, err := os.ReadFile(filepath.Join("..", "docs", "guide-ko.md"))
	if err != nil {
		t.Fatal(err)
	}
	guide := string(content)
	words, err := ReadWords(assets.Words(), "ko")
	if err != nil {
		t.Fatal(err)
	}

	t.Run("every_name_in_italics_is_on_a_screen", func(t *testing.T) {
		prose := regexp.MustCompile("(?s)```.*?```|`[^`\n]*`").ReplaceAllString(strings.ReplaceAll(guide, "**", ""), "")
		names := regexp.MustCompile(`\*([^*]+)\*`).FindAllStringSubmatch(prose, -1)
		if len(names) < 40 {
			t.Fatalf("only %d names", len(names))
		}
		for _, name := range names {
			if !words.says(name[1]) && name[1] != "기울인 글자" {
				t.Errorf("no screen says %q", name[1])
			}
		}
	})

	t.Run("every_screen_is_headed_by_its_name_and_key", func(t *testing.T) {
		for _, heading := range regexp.MustCompile(`(?m)^## (.+) \(F\d+\)$`).FindAllStringSubmatch(guide, -1) {
			if !words.says(heading[1]) {
				t.Errorf("no screen is called %q", heading[1])
			}
		}
		for _, screen := range []string{"charge", "history", "billing", "wallet", "settings"} {
			if name := words.T("rail." + screen); !strings.Contains(guide, "\n## "+name+" (F") {
				t.Errorf("nothing about %s", name)
			}
		}
	})

	t.Run("the_part_that_the_settings_name_is_there", func(t *testing.T) {
		for _, name := range regexp.MustCompile(`사용 안내의 '(.+?)'`).FindAllStringSubmatch(words.T("settings.certificate.then"), -1) {
			if !strings.Contains(guide, "\n### "+name[1]+"\n") {
				t.Errorf("no part is headed %q", name[1])
			}
		}
	})

	t.Run("the_certificate_has_its_file_s_name_and_its_own", func(t *testing.T) {
		t.Setenv("HOME", t.TempDir())
		t.Setenv("USERPROFILE", os.Getenv("HOME"))
		c := openCounter(t, receives)
		path, err := c.Office.SaveCertificate()
		if err != nil {
			t.Fatal(err)
		}
		files := regexp.MustCompile(`[\w.-]+\.(crt|cer|pem)\b`).FindAllString(guide, -1)
		if len(files) == 0 {
			t.Error("no file is named")
		}
		for _, file := range files {
			if file != filepath.Base(path) {
				t.Errorf("%s is called %s", file, filepath.Base(path))
			}
		}
		identity, err := receiver.NewIdentity(time.Now())
		if err != nil {
			t.Fatal(err)
		}
		names := regexp.MustCompile("`(KeyinDesk, [^`]+)`").FindAllStringSubmatch(guide, -1)
		if len(names) == 0 || !strings.HasPrefix(identity.Name(), names[0][1]) {
			t.Errorf("%q is called %q", names, identity.Name())
		}
		if port := itoa(c.Office.Settings().Returns.Port); !strings.Contains(guide, "https://127.0.0.1:"+port+"/check") {
			t.Errorf("another port than %s", port)
		}
	})

	t.Run("the_browser_s_pages_say_what_it_quotes", func(t *testing.T) {
		shown := receiverPages(t)
		button, err := os.ReadFile(filepath.Join("..", "gateways", "practice", "easypay_pages", "return.html"))
		if err != nil {
			t.Fatal(err)
		}
		for quoted, page := range map[string]string{
			"연결이 준비되었습니다": shown[0], "확인되었습니다": shown[1], "가게로 돌아가기": string(button),
		} {
			if !strings.Contains(guide, "「"+quoted+"」") || !strings.Contains(page, quoted) {
				t.Errorf("the guide or the page does not say %q", quoted)
			}
		}
	})
}

// says tells whether some text of the screens is this one, whatever stands for
// what changes in it.
func (w *Words) says(text string) bool {
	changing := regexp.MustCompile(`\{\w+\}`)
	for _, said := range w.texts {
		fixed := changing.ReplaceAllString(said, "")
		if said == text {
			return true
		}
		if fixed == said || len([]rune(fixed)) < 5 {
			continue
		}
		pattern := "^" + strings.Join(quoted(changing.Split(said, -1)), ".+") + "$"
		if regexp.MustCompile(pattern).MatchString(text) {
			return true
		}
	}
	return false
}

func quoted(parts []string) []string {
	for i, p := range parts {
		parts[i] = regexp.QuoteMeta(p)
	}
	return parts
}

// receiverPages are what a browser shows that checks the receiver, and one that
// brings a return.
func receiverPages(t *testing.T) [2]string {
	t.Helper()
	r, identity, err := receiver.Open(nil, time.Now(), receiver.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(identity.CertificatePEM())
	browser := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	to, err := r.Expect(receiver.NewToken(), func(string) desk.ReturnReply { return desk.ReturnReply{Accepted: true} })
	if err != nil {
		t.Fatal(err)
	}
	var shown [2]string
	for i, ask := range []func() (*http.Response, error){
		func() (*http.Response, error) { return browser.Get(r.CheckURL()) },
		func() (*http.Response, error) {
			return browser.Post(to, "application/x-www-form-urlencoded", strings.NewReader("resCd=0000"))
		},
	} {
		reply, err := ask()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(reply.Body)
		if err != nil {
			t.Fatal(err)
		}
		reply.Body.Close()
		shown[i] = string(text)
	}
	return shown
}
