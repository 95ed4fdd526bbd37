// Package index finds operations by what is typed into the search box, and adds
// up what is found, in memory: a million rows while the key is still going down.
//
// It knows what a row shows to a search and how words are matched. It must not
// know where rows come from or how they lie on disk: the store puts them in, in
// the order of their ids, and again whenever one changes. Nothing here is
// written to a file; the names of buyers are in memory only.
//
// Start reading at Row, Query and Index.Find. A question should cost what it
// finds, not what there is:
//
//   - A value such as a name is kept once, in a dictionary, with the rows that have
//     it in postings.
//   - Names and items (texts) are found by their letters and by each two
//     neighbours, as they stand and as initial consonants. Only texts that have
//     the two rarest of what a word has are looked at.
//   - What a word finds is a set of rows, a bit each, with a second level of bits
//     that tells which words of it have any. The rows of what very many rows have,
//     such as a family name's letter, and what they come to, are known ahead.
//   - Totals look up what a row counts as in bits too, and its amount. What whole
//     blocks of rows and all rows come to stands ready.
package index
