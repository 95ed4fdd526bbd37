// Command browser does in a real headless Chromium what a customer would do on
// a page: browser ADDRESS STEP...
//
//	click=ID      click the element with this id, once it can be seen
//	see=TEXT      wait until this text can be seen, or, as see=#ID, what has this id
//	picture=FILE  keep the page as a picture
//	print=ID      print what stands in the field with this id
//
// With refused=CODE as the only step the address must not load, with this error
// of the network. Certificates are checked as for anybody else, against what
// this user's home trusts, and nothing but 127.0.0.1 can be reached.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

// patience is for one step.
const patience = 20 * time.Second

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "browser ADDRESS STEP...")
		os.Exit(2)
	}
	if err := visit(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "browser:", err)
		os.Exit(1)
	}
}

// visit opens a browser, loads the address and does the steps.
func visit(address string, steps []string) error {
	home, err := os.UserHomeDir()
	if err != nil {
		return err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.UserDataDir(filepath.Join(home, ".config", "chromium-e2e")),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"), // addresses in digits too
		chromedp.Flag("no-proxy-server", true),
		chromedp.Flag("lang", "ko"),
		chromedp.Flag("disable-gpu", true),
		chromedp.WindowSize(760, 720),
	)
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	defer stop()
	ctx, leave := chromedp.NewContext(ctx)
	defer leave()
	if err := chromedp.Do(ctx); err != nil { // the browser itself has no deadline
		return fmt.Errorf("start Chromium: %w", err)
	}
	err = within(ctx, chromedp.Navigate(address))
	if code, only := strings.CutPrefix(steps[0], "refused="); only {
		return refused(err, code)
	}
	if err != nil {
		return fmt.Errorf("load the page: %w", err)
	}
	for _, step := range steps {
		if err := do(ctx, step); err != nil {
			keepStopped(ctx)
			return fmt.Errorf("%s: %w", step, err)
		}
	}
	return nil
}

// refused says whether loading ended as it should have.
func refused(err error, code string) error {
	var load *chromedp.LoadError
	switch {
	case err == nil:
		return errors.New("the page loaded; it should have been refused")
	case !errors.As(err, &load) || load.ErrorText != code:
		return fmt.Errorf("refused otherwise: %w", err)
	}
	return nil
}

// do does one step.
func do(ctx context.Context, step string) error {
	verb, what, _ := strings.Cut(step, "=")
	switch verb {
	case "click":
		return within(ctx, chromedp.Click(chromedp.ID(what)))
	case "see":
		if !strings.HasPrefix(what, "#") {
			what = fmt.Sprintf("//body//*[contains(text(), %q)]", what)
		}
		return within(ctx, chromedp.WaitVisible(chromedp.Search(what)))
	case "picture":
		return keep(ctx, what)
	case "print":
		ctx, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		text, err := chromedp.Run(ctx, chromedp.Value(chromedp.ID(what)))
		if err == nil {
			fmt.Println(text)
		}
		return err
	}
	return errors.New("no such step")
}

func within(ctx context.Context, action chromedp.Action[chromedp.Void]) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return chromedp.Do(ctx, action)
}

// keep writes the whole page, also what would have to be scrolled to.
func keep(ctx context.Context, file string) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	const png = 100
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(png))
	if err != nil {
		return err
	}
	return os.WriteFile(file, picture, 0o644)
}

// keepStopped leaves a picture of where a step did not happen, where the shell
// around this asks for it.
func keepStopped(ctx context.Context) {
	if file := os.Getenv("STOPPED"); file != "" {
		_ = keep(ctx, file)
	}
}
