package store

import "testing"

// TestFileURL holds the names that SQLite is given, a Windows drive included.
func TestFileURL(t *testing.T) {
	for path, want := range map[string]string{
		"/data/history.db":        "file:///data/history.db?mode=ro",
		"/a b/50%#1?mode=rwc/h":   "file:///a%20b/50%25%231%3Fmode=rwc/h?mode=ro",
		"C:/Users/홍길동/history.db": "file:///C:/Users/%ED%99%8D%EA%B8%B8%EB%8F%99/history.db?mode=ro",
	} {
		if got := fileURL(path, []string{"mode=ro"}); got != want {
			t.Errorf("%s: %s", path, got)
		}
	}
}

// TestChecked holds that a pragma which was not granted is seen.
func TestChecked(t *testing.T) {
	s, _ := newStore(t)
	db, err := openPool(ctx, fileURL(s.path, []string{"_synchronous=NORMAL"}), 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := checked(ctx, db, map[string]string{"synchronous": "2"}); err == nil {
		t.Error("took NORMAL for FULL")
	}
}
