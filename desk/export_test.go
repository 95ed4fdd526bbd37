package desk

import "context"

// ExpectAgain is what OpenDesk does after a restart.
func ExpectAgain(d *Desk, ctx context.Context) error { return d.expectAgain(ctx) }
