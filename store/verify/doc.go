// Package verify checks a history without the program that wrote it: the
// database, or an audit file exported from it. It says intact, altered (and
// where), truncated, rewritten, or restored from an older copy.
//
// It is a second implementation of docs/history-format.md and shares no code
// with package store: a mistake there is not repeated here. It must not know
// the keyring, the screens or the gateways, and never writes to the file that it
// reads.
//
// What no file can show by itself is that all of it was made anew, or that it
// is yesterday's copy. That takes a witness from outside: an audit file or an
// anchor exported earlier, or the check code of a printed closing.
//
// Start reading at File.
package verify
