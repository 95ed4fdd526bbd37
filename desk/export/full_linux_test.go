package export

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"keyindesk/desk"
)

// TestFullDisk writes to a disk that is really full, or has room for the file
// and none for what waits beside it.
func TestFullDisk(t *testing.T) {
	small := t.TempDir()
	if err := syscall.Mount("tmpfs", small, "tmpfs", 0, "size=1m,mode=0700"); err != nil {
		t.Skip("no right to mount a small disk:", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(small, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	rows := &book{rows: 30 * pageRows, row: func(id int64) desk.Operation {
		return with(sale(), func(o *desk.Operation) {
			o.ID, o.ItemName, o.TransactionID = id, strings.Repeat("쌀", int(id)%97), strings.Repeat("x", int(id)%89)
		})
	}}
	formats(t, func(t *testing.T, f Format) {
		for name, change := range map[string]func(*Job){
			"for_the_file": func(j *Job) { j.Path = filepath.Join(small, filepath.Base(j.Path)) },
			"for_the_rows": func(j *Job) {
				if f == XLSX {
					j.Spool = filepath.Join(small, "spool")
					return
				}
				j.Path = filepath.Join(small, filepath.Base(j.Path))
			},
		} {
			t.Run(name, func(t *testing.T) {
				rows.recorded = nil
				j := job(t, f)
				change(&j)
				if _, err := Run(t.Context(), rows.desk(), j); troubleOf(err) != Full || len(rows.recorded) != 1 {
					t.Error(err, rows.recorded)
				}
				if left := append(leftIn(t, small), leftIn(t, filepath.Dir(j.Spool))...); len(left) > 0 {
					t.Error(left)
				}
			})
		}
	})
	t.Run("audit", func(t *testing.T) {
		j := auditJob(t)
		j.Path = filepath.Join(small, "감사.jsonl")
		a := &audited{lines: 20_000}
		if _, err := RunAudit(t.Context(), a, j); troubleOf(err) != Full || len(a.recorded) != 1 {
			t.Error(err, a.recorded)
		}
		if left := append(leftIn(t, small), leftIn(t, j.Spool)...); len(left) > 0 {
			t.Error(left)
		}
	})
}

// TestForbidden writes where this user may not, or nobody.
func TestForbidden(t *testing.T) {
	t.Run("read_only", func(t *testing.T) {
		dir := t.TempDir()
		if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_RDONLY, "size=1m"); err != nil {
			t.Skip("no right to mount:", err)
		}
		defer syscall.Unmount(dir, syscall.MNT_DETACH)
		j := job(t, XLSX)
		j.Path = filepath.Join(dir, "a.xlsx")
		if _, err := Run(t.Context(), bookOf(sale()).desk(), j); troubleOf(err) != ReadOnly {
			t.Error(err)
		}
		audit := auditJob(t)
		audit.Path = filepath.Join(dir, "a.jsonl")
		if _, err := RunAudit(t.Context(), &audited{lines: 1}, audit); troubleOf(err) != ReadOnly {
			t.Error(err)
		}
	})
	t.Run("not_this_user", func(t *testing.T) {
		if os.Getuid() == 0 {
			t.Skip("root may write anywhere")
		}
		dir := t.TempDir()
		if err := os.Chmod(dir, 0o500); err != nil {
			t.Fatal(err)
		}
		j := job(t, XLSX)
		j.Path = filepath.Join(dir, "a.xlsx")
		if _, err := Run(t.Context(), bookOf(sale()).desk(), j); troubleOf(err) != Forbidden {
			t.Error(err)
		}
	})
}
