package proof

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// leak is a secret that was found. It tells where, and never the secret.
type leak struct {
	file   string
	offset int
	secret string
	dress  string
}

func (l leak) String() string {
	return fmt.Sprintf("%s at byte %d: %s, %s", l.file, l.offset, l.secret, l.dress)
}

// searcher looks for all secrets of a run in all their dresses.
type searcher struct {
	sentinels []sentinel
	dresses   [][]dress // of the sentinel at the same place
	words     []*regexp.Regexp
	numbers   []sentinel
	files     int
	bytes     int64
	leaks     []leak
}

func newSearcher(all []sentinel) *searcher {
	s := &searcher{sentinels: all}
	for _, one := range all {
		s.dresses = append(s.dresses, dressesOf(one))
		s.words = append(s.words, tellingWords(one))
		if one.kind == number || one.text == buyerPhone {
			s.numbers = append(s.numbers, one)
		}
	}
	return s
}

// searchTree searches every file below root, and what can be read out of it:
// compressed streams, and the rows of a database, where a page boundary or the
// file format may hide a secret.
func (s *searcher) searchTree(root string) error {
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !entry.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(root, path) // it is below
		s.files++
		s.bytes += int64(len(content))
		s.search(name, []byte(path))
		s.search(name, content)
		for _, inner := range streams(content, 3) {
			s.search(name+" (expanded)", inner)
		}
		if bytes.HasPrefix(content, []byte("SQLite format 3\x00")) {
			rows, err := readRows(path)
			if err != nil {
				return fmt.Errorf("read the rows of %s: %w", name, err)
			}
			s.search(name+" (rows)", rows)
		}
		return nil
	})
}

// search looks through one content. A secret is reported once for each.
func (s *searcher) search(name string, content []byte) {
	hit := map[string]bool{}
	found := func(secret sentinel, offset int, dress string) {
		if !hit[secret.name] {
			hit[secret.name] = true
			s.leaks = append(s.leaks, leak{name, offset, secret.name, dress})
		}
	}
	narrow := bytes.ReplaceAll(content, []byte{0}, nil) // wide text, as far as it is ASCII
	for i, secret := range s.sentinels {
		for _, d := range s.dresses[i] {
			if at := d.find(content); at >= 0 {
				found(secret, at, d.name)
			}
		}
		if at := findNear(content, secret.text, s.words[i]); at >= 0 {
			found(secret, at, "beside a telling word")
		}
		if at := findNear(narrow, secret.text, s.words[i]); at >= 0 {
			found(secret, at, "beside a telling word, in wide letters")
		}
	}
	findInRuns(content, s.numbers, func(secret sentinel, offset int) { found(secret, offset, "digits") })
}

// find is where the dress is in content, or -1.
func (d dress) find(content []byte) int {
	for from := 0; ; {
		at := bytes.Index(content[from:], []byte(d.sign))
		if at < 0 {
			return -1
		}
		at += from
		if !d.alone || !touched(content, at, at+len(d.sign)) {
			return at
		}
		from = at + 1
	}
}

// touched says whether a letter or digit stands right before or behind.
func touched(content []byte, from, to int) bool {
	isWord := func(b byte) bool {
		return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
	}
	return from > 0 && isWord(content[from-1]) || to < len(content) && isWord(content[to])
}

// expandedLimit bounds what one stream may grow to.
const expandedLimit = 64 << 20

// streams are the gzip and zlib streams anywhere in content, expanded, and
// those inside them.
func streams(content []byte, depth int) (all [][]byte) {
	if depth == 0 {
		return nil
	}
	for at := range content {
		var inner io.Reader
		var err error
		switch rest := content[at:]; {
		case bytes.HasPrefix(rest, []byte{0x1f, 0x8b, 8}):
			inner, err = gzip.NewReader(bytes.NewReader(rest))
		case len(rest) > 2 && rest[0] == 0x78 && strings.IndexByte("\x01\x5e\x9c\xda", rest[1]) >= 0:
			inner, err = zlib.NewReader(bytes.NewReader(rest))
		default:
			continue
		}
		if err != nil {
			continue
		}
		expanded, _ := io.ReadAll(io.LimitReader(inner, expandedLimit)) // as far as it goes
		if len(expanded) > 0 {
			all = append(all, expanded)
			all = append(all, streams(expanded, depth-1)...)
		}
	}
	return all
}
