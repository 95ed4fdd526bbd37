package verify

import (
	"database/sql"
	"net/url"
	"os"
	"testing"
	"time"
)

// TestSpeed checks a large history, and lets SQLite look over the same file, one
// after the other, three times: HISTORY=file. The times go with the disk and
// the machine; what counts is how many times the check of SQLite it takes.
func TestSpeed(t *testing.T) {
	path := os.Getenv("HISTORY")
	if path == "" {
		t.Skip("HISTORY names the file")
	}
	check := func() (took time.Duration, events int64) {
		begun := time.Now()
		r, err := File(ctx, path, Options{})
		if err != nil || r.Verdict != Intact {
			t.Fatal(r, err)
		}
		return time.Since(begun), r.Events
	}
	quick := func() time.Duration {
		u := url.URL{Scheme: "file", Path: path, RawQuery: "immutable=1&_query_only=1"}
		db, err := sql.Open("sqlite", u.String())
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		begun := time.Now()
		var verdict string
		if err := db.QueryRow(`PRAGMA quick_check`).Scan(&verdict); err != nil || verdict != "ok" {
			t.Fatal(verdict, err)
		}
		return time.Since(begun)
	}
	best := 0.0
	for range 3 {
		looked := quick()
		checked, events := check()
		ratio := checked.Seconds() / looked.Seconds()
		t.Logf("%d events: checked in %.1f s, SQLite's quick_check %.1f s: %.2f times", events, checked.Seconds(), looked.Seconds(), ratio)
		if best == 0 || ratio < best {
			best = ratio
		}
	}
	if best > 3 {
		t.Errorf("%.2f times quick_check, 3 are allowed", best)
	}
}
