package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/jmoiron/sqlx"
)

// Export is what is kept of rows that leave the program as a file: who took
// what and why, and nothing that is in it.
type Export struct {
	Staff   string
	Reason  string // always needed
	Format  string // "xlsx", "csv"
	Columns []string
	// Filters are those by which the rows were found. What was typed into the
	// search box may name a person: that there was something is all that is kept.
	Filters Query
	Rows    int // before the file is written those that were counted, then those in it
	// SHA256 is the finished file's, in hexadecimal; "" before it is written.
	SHA256 string
}

// exportDetail is Export in an event, without the staff, who are the event's
// own.
type exportDetail struct {
	Reason  string        `json:"reason"`
	Format  string        `json:"format"`
	Columns []string      `json:"columns"`
	Filters exportFilters `json:"filters"`
	Rows    int           `json:"rows"`
	SHA256  string        `json:"sha256,omitempty"`
}

// exportFilters are a Query's, each as it was but for the text.
type exportFilters struct {
	Searched      bool     `json:"searched,omitempty"`
	FromDay       string   `json:"from_day,omitempty"`
	ToDay         string   `json:"to_day,omitempty"`
	CancelFromDay string   `json:"cancel_from_day,omitempty"`
	CancelToDay   string   `json:"cancel_to_day,omitempty"`
	States        []State  `json:"states,omitempty"`
	Kinds         []Kind   `json:"kinds,omitempty"`
	Gateways      []string `json:"gateways,omitempty"`
	CardCompanies []string `json:"card_companies,omitempty"`
	Staff         []string `json:"staff,omitempty"`
}

func (q Query) exportFilters() exportFilters {
	return exportFilters{
		Searched: strings.TrimSpace(q.Text) != "", FromDay: q.FromDay, ToDay: q.ToDay, CancelFromDay: q.CancelFromDay, CancelToDay: q.CancelToDay,
		States: q.States, Kinds: q.Kinds, Gateways: q.Gateways, CardCompanies: q.CardCompanies, Staff: q.Staff,
	}
}

// RecordExport keeps an export as an event of the file: EventExportBegun while
// there is no SHA256, EventExported with one. The first must be kept before
// anything is written, so that no row leaves without a trace; a begun export
// without the second left nothing behind. ErrInvalid without a reason, a format
// or columns. Each call adds a line.
func (s *Store) RecordExport(ctx context.Context, e Export) error {
	cleanAll(&e.Staff, &e.Reason, &e.Format, &e.SHA256)
	if e.Reason == "" || e.Format == "" || len(e.Columns) == 0 {
		return fmt.Errorf("%w: an export without reason, format or columns", ErrInvalid)
	}
	kind := EventExported
	if e.SHA256 == "" {
		kind = EventExportBegun
	}
	return s.write(ctx, func(tx *sqlx.Tx) error {
		return s.appendFileEvent(context.WithoutCancel(ctx), tx, kind, e.Staff, stamp(s.options.Now()), exportDetail{
			Reason: e.Reason, Format: e.Format, Columns: e.Columns, Filters: e.Filters.exportFilters(), Rows: e.Rows, SHA256: e.SHA256,
		})
	})
}
