package store

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkChargeRow is what the history costs a charge: intent and outcome,
// each durable. Compare it with BenchmarkSync on the same disk.
func BenchmarkChargeRow(b *testing.B) {
	o, _ := testOptions(b, b.TempDir())
	s := openTest(b, o)
	for i := 0; b.Loop(); i++ {
		op, err := s.Prepare(ctx, chargeIntent(1000))
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.Finish(ctx, op.ID, approval(fmt.Sprint(i))); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSync writes one page over an earlier one and waits for the disk.
func BenchmarkSync(b *testing.B) {
	f, err := os.Create(filepath.Join(b.TempDir(), "page"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	page := make([]byte, 4096)
	for b.Loop() {
		if _, err := f.WriteAt(page, 0); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
	}
}
