// Package store is the history that stays on this PC: one SQLite file per
// environment, holding one row for every attempt to move money (Operation) and
// behind it the append-only, hash-chained record of what happened (Event).
//
// It knows what is kept and how it stays true on disk. It must not know how a
// gateway is called, what a screen looks like, or which acts are allowed when:
// that is desk's. It refuses only what would make the history untrue, such as
// a state that can't follow another.
//
// Start reading at Operation, then Store.Prepare, Finish and Resolve.
package store
