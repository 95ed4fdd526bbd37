// Command keyindesk-verify is `keyindesk verify` by itself: it needs no
// toolkit, no display and no C compiler, so that whoever checks a history need
// not install the program that wrote it.
package main

import (
	"context"
	"os"
	"os/signal"

	"keyindesk/store/verify"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := verify.Command(ctx, "keyindesk-verify", os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
