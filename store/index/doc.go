// Package index finds operations by what is typed into the search box, and adds
// up what is found, in memory: a million rows while the key is still going down.
//
// It knows what a row shows to a search and how words are matched. It must not
// know where rows come from or how they lie on disk: the store puts them in, in
// the order of their ids, and again whenever one changes. Nothing here is
// written to a file; the names of buyers are in memory only.
//
// Start reading at Row, Query and Index.Find. A value such as a name is kept
// once, in a dictionary, with the rows that have it in postings; a query looks
// through the dictionaries, makes a set of rows from the postings of what it
// found, and adds up the set, or what stands ready for whole blocks of rows.
package index
