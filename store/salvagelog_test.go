package store

import (
	"path/filepath"
	"testing"
)

// TestRescueTornLog: a power cut tore the newest transaction, and the first
// page does not read. What was there before it stays.
func TestRescueTornLog(t *testing.T) {
	o := crashed(t)
	path := filepath.Join(o.Dir, databaseName)
	content, log := readFile(t, path), readFile(t, path+"-wal")
	clear(content[:pageBytes])
	const frame = frameHeader + sqlitePage
	commits := 0
	for at := len(log) - (len(log)-walHeader)%frame - frame; at > 0; at -= frame {
		if log[at+4]|log[at+5]|log[at+6]|log[at+7] != 0 {
			commits++
		}
		if commits == 2 {
			break
		}
		clear(log[at+frameHeader : at+frame])
	}
	folder := filepath.Join(o.Dir, damagedPrefix+"1")
	mkdir(t, folder)
	writeFile(t, filepath.Join(folder, databaseName), content)
	writeFile(t, filepath.Join(folder, databaseName+"-wal"), log)
	c, err := Rescue(ctx, o, folder, "")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Discard()
	if r := c.Rescued; r.Operations != 31 || r.Lost != 0 || r.Events != 0 || r.Nameless != 0 || c.Altered != nil {
		t.Errorf("%+v %v", *r, c.Altered)
	}
	// Its outcome was in the torn transaction, and is not made up.
	if op, err := c.store.Operation(ctx, 31); err != nil || op.State != InDoubt {
		t.Error(op.State, err)
	}
}
