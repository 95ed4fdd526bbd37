package verify

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
)

// structures is what the files of each version are made of: the version, the
// type, the name and the SHA-256 of the statement, for every table, index and
// trigger.
//
//go:embed structure.txt
var structures string

// structure is that of one version: the digest of a statement by its type and
// name.
func structure(version string) map[string]string {
	all := map[string]string{}
	for line := range strings.Lines(structures) {
		if f := strings.Fields(line); len(f) == 4 && f[0] == version {
			all[f[1]+" "+f[2]] = f[3]
		}
	}
	return all
}

// strangeParts are the tables, indexes and triggers that a file has and the
// program never made, or that it lacks, by type and name. One of them twice is
// strange too. What SQLite counts for itself (sqlite_stat) is nobody's.
func strangeParts(parts [][3]string, version string) []string {
	left := structure(version)
	strange := map[string]bool{}
	for _, p := range parts {
		name := p[0] + " " + p[1]
		sum := sha256.Sum256([]byte(p[2]))
		switch {
		case left[name] == hex.EncodeToString(sum[:]):
			delete(left, name)
		case !strings.HasPrefix(name, "table sqlite_stat"):
			strange[name] = true
		}
	}
	for name := range left {
		strange[name] = true
	}
	return slices.Sorted(maps.Keys(strange))
}
