package practice

import (
	"path/filepath"
	"testing"
	"time"
)

func TestBillingKeyThatCannotBeKeptIsNotDeleted(t *testing.T) {
	k := newBillingKeys()
	j, err := openJournal(filepath.Join(t.TempDir(), "journal"), k.replay)
	if err != nil {
		t.Fatal(err)
	}
	k.journal = j
	_ = j.close()
	if _, done, err := k.remove(payerID(0), time.Now()); err == nil || done {
		t.Error("deleted")
	}
	if _, standing := k.find(payerID(0)); !standing || len(k.all()) != len(customers) {
		t.Errorf("keys %+v", k.all())
	}
}
