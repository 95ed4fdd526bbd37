package store

import (
	"context"
	"slices"

	"github.com/jmoiron/sqlx"
)

// Facets are the gateways, card companies and staff that any operation has,
// sorted: what a Query can be narrowed by with any effect. Operations without
// one do not count.
type Facets struct {
	Gateways      []string
	CardCompanies []string // as the gateways spell them
	Staff         []string
}

// Facets reads them from the search's index and waits for it: without it every
// row of the file would have to be looked at.
func (s *Store) Facets(ctx context.Context) (Facets, error) {
	pass, err := s.search.take(ctx)
	if err != nil {
		return Facets{}, err
	}
	defer pass()
	var f Facets
	err = s.read(ctx, func(tx *sqlx.Tx) error {
		if err := s.catchUp(ctx, tx); err != nil {
			return err
		}
		for _, of := range s.search.index.Facets() {
			f.Gateways = append(f.Gateways, of.Gateway)
			f.CardCompanies = append(f.CardCompanies, of.CardCompany)
			f.Staff = append(f.Staff, of.Staff)
		}
		return nil
	})
	f.Gateways, f.CardCompanies, f.Staff = sorted(f.Gateways), sorted(f.CardCompanies), sorted(f.Staff)
	return f, err
}

// sorted are the texts that are not empty, each once.
func sorted(texts []string) []string {
	slices.Sort(texts)
	texts = slices.Compact(texts)
	if len(texts) > 0 && texts[0] == "" {
		texts = texts[1:]
	}
	return texts
}

// SearchReady says whether a search by text is answered at once. While it is
// not, the first that searches waits until the index is built; it never blocks.
func (s *Store) SearchReady() bool { return s.search.built.Load() }
