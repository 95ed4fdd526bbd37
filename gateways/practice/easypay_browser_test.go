package practice_test

import (
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// browser is a browser without JavaScript, as far as these pages need one: it
// reads forms and presses their buttons.
type browser struct {
	t    *testing.T
	home string // the twin's pages; a form that leads elsewhere is not followed
	http *http.Client
}

func (w *wallet) browse() browser {
	return browser{w.t, w.PagesURL(), &http.Client{Timeout: 10 * time.Second}}
}

// page is what a browser shows.
type pageShown struct {
	status int
	text   string
	header http.Header
}

var (
	formTag  = regexp.MustCompile(`(?s)<form [^>]*action="([^"]*)"[^>]*>(.*?)</form>`)
	inputTag = regexp.MustCompile(`<input ([^>]*)>`)
	button   = regexp.MustCompile(`<button ([^>]*)>`)
)

// attribute reads one of a tag.
func attribute(tag, name string) (string, bool) {
	found := regexp.MustCompile(`\b` + name + `="([^"]*)"`).FindStringSubmatch(tag)
	if found == nil {
		return "", false
	}
	return html.UnescapeString(found[1]), true
}

// form is what pressing the button with an id would post, and to where.
func (p pageShown) form(t *testing.T, id string) (to string, fields url.Values) {
	t.Helper()
	for _, found := range formTag.FindAllStringSubmatch(p.text, -1) {
		for _, pressed := range button.FindAllStringSubmatch(found[2], -1) {
			if is, _ := attribute(pressed[1], "id"); is != id {
				continue
			}
			fields = url.Values{}
			for _, input := range inputTag.FindAllStringSubmatch(found[2], -1) {
				name, _ := attribute(input[1], "name")
				value, _ := attribute(input[1], "value")
				if kind, _ := attribute(input[1], "type"); kind == "checkbox" && !strings.Contains(input[1], " checked") {
					continue
				}
				fields.Add(name, value)
			}
			if name, there := attribute(pressed[1], "name"); there {
				value, _ := attribute(pressed[1], "value")
				fields.Add(name, value)
			}
			return html.UnescapeString(found[1]), fields
		}
	}
	t.Fatalf("no button %q in:\n%s", id, p.text)
	return "", nil
}

func (b browser) read(response *http.Response, err error) pageShown {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return pageShown{response.StatusCode, string(text), response.Header}
}

func (b browser) open(address string) pageShown {
	b.t.Helper()
	return b.read(b.http.Get(address))
}

func (b browser) post(path string, fields url.Values) pageShown {
	b.t.Helper()
	return b.read(b.http.PostForm(b.home+path, fields))
}

// press presses a button that stays on the pages.
func (b browser) press(p pageShown, id string) pageShown {
	b.t.Helper()
	to, fields := p.form(b.t, id)
	if !strings.HasPrefix(to, "/easypay/") {
		b.t.Fatalf("button %q leads to %q", id, to)
	}
	return b.post(to, fields)
}

// clickThrough opens a page, presses buttons one after the other, and returns
// what the last page would post to the shop.
func (b browser) clickThrough(address string, ids ...string) map[string]string {
	b.t.Helper()
	page := b.open(address)
	for _, id := range ids {
		page = b.press(page, id)
	}
	_, fields := page.form(b.t, "return")
	posted := map[string]string{}
	for name, values := range fields {
		if len(values) != 1 {
			b.t.Errorf("field %s stands %d times", name, len(values))
		}
		posted[name] = values[0]
	}
	return posted
}

// decoded takes one percent-encoding off.
func decoded(t *testing.T, text string) string {
	t.Helper()
	out, err := url.QueryUnescape(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
