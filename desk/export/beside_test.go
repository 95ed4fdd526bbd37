package export

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keyindesk/desk"
)

// TestBeside: no file that lies where an export goes is changed or removed,
// unless it is to be replaced.
func TestBeside(t *testing.T) {
	t.Run("one_that_came_after_the_last_look_stays_too", func(t *testing.T) {
		j := job(t, CSV)
		b := bookOf(sale())
		b.refuse = func(e desk.Export) error {
			if e.SHA256 != "" { // the last thing before the name
				writeFile(t, j.Path, "theirs")
			}
			return nil
		}
		if _, err := Run(t.Context(), b.desk(), j); !errors.Is(err, ErrExists) {
			t.Error(err)
		}
		if content, err := os.ReadFile(j.Path); err != nil || string(content) != "theirs" {
			t.Errorf("%q %v", content, err)
		}
		if diff := cmp.Diff([]string{"내역.csv"}, leftIn(t, filepath.Dir(j.Path))); diff != "" {
			t.Error(diff)
		}
	})

	t.Run("a_file_that_is_called_like_an_unfinished_one_stays", func(t *testing.T) {
		formats(t, func(t *testing.T, f Format) {
			j := job(t, f)
			name := "내역." + string(f)
			mine := filepath.Join(filepath.Dir(j.Path), name+unfinished)
			writeFile(t, mine, "mine")
			stopped, stop := context.WithCancel(t.Context())
			b := bookOf(sale())
			b.paged = func(int64) { stop() }
			if _, err := Run(stopped, b.desk(), j); !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
			run(t, bookOf(sale()), j)
			if err := Sweep(j.Spool); err != nil {
				t.Error(err)
			}
			if content, err := os.ReadFile(mine); err != nil || string(content) != "mine" {
				t.Errorf("%q %v", content, err)
			}
			if diff := cmp.Diff([]string{name, name + unfinished}, leftIn(t, filepath.Dir(j.Path))); diff != "" {
				t.Error(diff)
			}
		})
	})

	t.Run("two_at_once_have_a_name_each", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "내역.csv")
		var both []*file
		for range 2 {
			f, err := create(t.Context(), path, filepath.Join(t.TempDir(), "spool"))
			if err != nil {
				t.Fatal(err)
			}
			defer f.discard()
			both = append(both, f)
		}
		if a, b := both[0].part.Name(), both[1].part.Name(); a == b {
			t.Error(a)
		}
		both[0].discard()
		if _, err := os.Lstat(both[1].part.Name()); err != nil {
			t.Error(err)
		}
	})
}
