// The browser of `make e2e`. A module of its own, so that nothing of it gets
// into the program.
module keyindesk.ci/browser

go 1.26

require github.com/chromedp/chromedp v0.23.0

require (
	github.com/chromedp/cdproto v0.159.0 // indirect
	github.com/go-json-experiment/json v0.0.0-20260213210345-44df1a37e875 // indirect
)
