// Package gateways is the vocabulary that every payment gateway and the desk
// share: how a call can end (Outcome), where it goes (Environment), what must
// never be seen (Secret, Card), what a keyed-in charge and its cancel are
// (KeyIn), and the one HTTP exchange through which every call leaves this PC
// (Exchange).
//
// It must not know the history (store), the counter (desk) or the screens
// (ui), and no gateway in particular: each gateway is a package of its own
// below this one and imports only this package.
//
// Start reading at Outcome, then KeyIn, then Exchange.
package gateways
