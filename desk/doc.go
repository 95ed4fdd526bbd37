// Package desk is what staff do at the counter: read an order back, charge it,
// cancel it, settle what is in doubt, look things up. It is the only place
// that both talks to a gateway and writes history, and it holds the heart of
// the program in one function: write the intent, call the gateway, record the
// outcome (Desk.carryOut).
//
// It must not know how a screen looks (Fyne), how bytes travel (net/http) or
// how rows are stored (SQL); it runs and is tested without a display.
//
// Start reading at Office, which opens a desk, then ReadBack and Press.Charge.
package desk
