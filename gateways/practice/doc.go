// Package practice plays the payment gateways inside this process, so that
// staff can rehearse a day, the bad one too, and so that tests have something
// truthful to talk to. Each gateway checks what the real one would check,
// keeps a ledger of its own, and misbehaves once when told to (Behaviour).
//
// It must not know the client that talks to it (payup and its neighbours), the
// history (store), the counter (desk) or the screens (ui): a twin that shares
// code with its client would share its mistakes too, signatures included. The
// only file it can touch is a journal it was given, and the only socket is that
// of EasyPay's pages, which a browser on this PC alone can reach.
//
// What every twin is made of, the line and the behaviours, stands in player;
// each adds its own checks, its table of behaviours and its books. Payup and
// EasyPay move money, Payple keeps billing keys.
//
// Start reading at Payup, then Behaviour, then player; then Payple and EasyPay.
package practice
