package export

import (
	"os"
	"runtime"
	"strconv"
	"testing"
	"time"

	"keyindesk/desk"
)

// TestMemory writes a twentieth of EXPORT_ROWS and then all of them: a large
// export takes no more memory than a small one. make exports asks for it.
func TestMemory(t *testing.T) {
	rows, err := strconv.Atoi(os.Getenv("EXPORT_ROWS"))
	if err != nil || rows < 100_000 {
		t.Skip("EXPORT_ROWS=1000000 exports a million rows")
	}
	formats(t, func(t *testing.T, f Format) {
		few, _ := peakOf(t, f, rows/20)
		many, took := peakOf(t, f, rows)
		ratio := float64(many) / float64(few)
		t.Logf("%s: %d rows in %.1f s, %d MB at most; %d rows %d MB; ratio %.2f", f, rows, took.Seconds(), many>>20, rows/20, few>>20, ratio)
		if ratio > 1.5 || many > 200<<20 {
			t.Errorf("memory grows with the rows: %.2f", ratio)
		}
	})
}

// peakOf is how many bytes the heap held at most while so many rows were
// exported with all columns.
func peakOf(t *testing.T, f Format, rows int) (peak uint64, took time.Duration) {
	t.Helper()
	runtime.GC()
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
	j.Progress = func(Progress) {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		peak = max(peak, m.HeapInuse+m.StackInuse)
	}
	begun := time.Now()
	if got := run(t, b, j); got.Rows != rows {
		t.Fatal(got)
	}
	took = time.Since(begun)
	if info, err := os.Stat(j.Path); err == nil {
		t.Logf("%s, %d rows: %d MB", f, rows, info.Size()>>20)
	}
	return peak, took
}
