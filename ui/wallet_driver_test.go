package ui

import (
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"fyne.io/fyne/v2"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// easypay is the screen under test, opened by its key.
func (c *counter) easypay() *walletScreen {
	c.t.Helper()
	c.press(fyne.KeyF6)
	return c.screens[screenWallet].(*walletScreen)
}

var (
	inputs = regexp.MustCompile(`<input type="(\w+)"[^>]*?name="(\w+)" value="([^"]*)"([^>]*)>`)
	forms  = regexp.MustCompile(`<form method="post" action="([^"]*)"`)
	posted = regexp.MustCompile(`(?s)<textarea id="posted"[^>]*>(.*?)</textarea>`)
)

// click goes through a page of the practice gateway as a customer would who
// presses the one button of each step, and returns what stands at its end.
func (c *counter) click(address, button string) string {
	c.t.Helper()
	page := c.fetch(http.Get(address))
	for range 5 {
		if end := posted.FindStringSubmatch(page); end != nil {
			return html.UnescapeString(end[1])
		}
		form := url.Values{"action": {button}}
		for _, in := range inputs.FindAllStringSubmatch(page, -1) {
			if in[1] != "checkbox" || c.all || strings.Contains(in[4], "checked") {
				form.Add(in[2], html.UnescapeString(in[3]))
			}
		}
		to, err := url.Parse(address)
		if err != nil {
			c.t.Fatal(err)
		}
		to.RawQuery = ""
		to.Path = html.UnescapeString(forms.FindStringSubmatch(page)[1])
		page = c.fetch(http.PostForm(to.String(), form))
	}
	c.t.Fatal("the page does not come to an end")
	return ""
}

func (c *counter) fetch(r *http.Response, err error) string {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		c.t.Fatalf("the page answers %d %v %s", r.StatusCode, err, text)
	}
	return string(text)
}

// page is the page in sight that waits.
func (c *counter) page() *pageView {
	c.t.Helper()
	v, ok := c.screens[screenWallet].(*walletScreen).view.(*pageView)
	if !ok {
		c.t.Fatalf("no page waits: %T", c.screens[screenWallet].(*walletScreen).view)
	}
	return v
}

// pasteReturn puts text into the paste box and hands it in with Ctrl+Enter.
func (c *counter) pasteReturn(text string) {
	c.t.Helper()
	v := c.page()
	v.paste.Focus()
	c.app.Clipboard().SetContent(text)
	v.paste.TypedShortcut(&fyne.ShortcutPaste{Clipboard: c.app.Clipboard()})
	c.app.Clipboard().SetContent("")
	c.ctrlEnter(1)
}

// beginRegistration types a new customer in, up to the page.
func (c *counter) beginRegistration(name, phone string) {
	c.t.Helper()
	c.easypay()
	c.press(fyne.KeyN)
	c.typed(name)
	c.press(fyne.KeyReturn)
	c.typed(phone)
	c.ctrlEnter(1)
}

// enrol takes a new customer all the way to a key, and back to the list.
func (c *counter) enrol(name, phone string) desk.Customer {
	c.t.Helper()
	c.beginRegistration(name, phone)
	c.pasteReturn(c.click(c.page().address, "next"))
	c.press(fyne.KeyReturn)
	if v := c.card(); v.model.tone != kit.Approved {
		c.t.Fatalf("no key: %+v", v.model.said)
	}
	c.press(fyne.KeyEscape)
	return c.customer(name)
}

// card is the page in sight that says one thing.
func (c *counter) card() *cardView {
	c.t.Helper()
	v, ok := c.screens[screenWallet].(*walletScreen).view.(*cardView)
	if !ok {
		c.t.Fatalf("another view is on: %T", c.screens[screenWallet].(*walletScreen).view)
	}
	return v
}

func (c *counter) customer(name string) desk.Customer {
	c.t.Helper()
	found, err := c.desk.Customers(c.t.Context(), name)
	if err != nil || len(found) != 1 {
		c.t.Fatalf("%d customers %v", len(found), err)
	}
	return found[0]
}

// beginPayment asks for a page with the customer's first method.
func (c *counter) beginPayment(amount, item string) {
	c.t.Helper()
	c.press(fyne.KeyP, fyne.KeyReturn)
	c.typed(amount)
	v := c.screens[screenWallet].(*walletScreen).view.(*payView)
	v.form.item.Focus()
	c.typed(item)
	c.ctrlEnter(1)
}
