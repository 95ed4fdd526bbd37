package export

import (
	"os"
	"runtime"
	"strconv"
	"testing"
	"time"

	"keyindesk/desk"
)

// fewRows are enough that rows wait on disk, as the library keeps up to 16 MB of
// them in memory.
const fewRows = 20_000

// TestMemory exports a few rows and then EXPORT_ROWS: a large export takes no more
// memory than a small one. make exports asks for it.
func TestMemory(t *testing.T) {
	rows, err := strconv.Atoi(os.Getenv("EXPORT_ROWS"))
	if err != nil || rows < 5*fewRows {
		t.Skip("EXPORT_ROWS=1000000 exports a million rows")
	}
	formats(t, func(t *testing.T, f Format) {
		few, _ := peakOf(t, f, fewRows)
		many, took := peakOf(t, f, rows)
		t.Logf("%s: %d rows in %.1f s with %d MB at most; %d rows with %d MB", f, rows, took.Seconds(), many>>20, fewRows, few>>20)
		if many > few+few/2+8<<20 {
			t.Errorf("memory grows with the rows: %d bytes, then %d", few, many)
		}
	})
}

// peakOf is how many bytes were in use at most, looked at some fifty times, while
// so many rows were exported with all columns.
func peakOf(t *testing.T, f Format, rows int) (peak uint64, took time.Duration) {
	t.Helper()
	b := &book{rows: rows, row: func(id int64) desk.Operation {
		n := strconv.FormatInt(id, 10)
		return with(sale(), func(o *desk.Operation) {
			o.ID, o.AmountKRW, o.OrderNumber, o.TransactionID = id, id, "K261121-7Q-"+n, "20261121153210PT"+n
			if id%10 == 0 {
				o.Kind, o.ParentID = desk.KindCancel, id-1
			}
		})
	}}
	j := job(t, f, Columns()...)
	looked := 0.0
	j.Progress = func(p Progress) {
		if p.Share-looked < 0.02 {
			return
		}
		looked = p.Share
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		peak = max(peak, m.HeapAlloc)
	}
	begun := time.Now()
	if got := run(t, b, j); got.Rows != rows {
		t.Fatal(got)
	}
	took = time.Since(begun)
	return peak, took
}
