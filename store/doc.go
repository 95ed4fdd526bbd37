// Package store is the history that stays on this PC: one SQLite file per
// environment, holding one row for every attempt to have a gateway do something
// (Operation), the customers whose keys a gateway gave (Customer), and behind
// them the append-only, hash-chained record of what happened (Event).
//
// It knows what is kept and how it stays true on disk. It must not know how a
// gateway is called, what a screen looks like, or which acts are allowed when:
// that is desk's. It refuses only what would make the history untrue, such as
// a state that can't follow another.
//
// Start reading at Operation and Kind, then Store.Prepare, Finish, Return,
// RecordInquiry and Resolve.
package store
