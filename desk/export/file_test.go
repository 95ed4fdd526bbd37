package export

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keyindesk/desk"
)

// leftIn is what lies in a folder and below it, but for folders.
func leftIn(t *testing.T, dir string) []string {
	t.Helper()
	var left []string
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			left = append(left, strings.TrimPrefix(path, dir+string(filepath.Separator)))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return left
}

func writeFile(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func troubleOf(err error) Trouble {
	var file *FileError
	if errors.As(err, &file) {
		return file.Trouble
	}
	return ""
}

func TestFile(t *testing.T) {
	t.Run("lies_there_alone_and_is_this_user_s", func(t *testing.T) {
		formats(t, func(t *testing.T, f Format) {
			j := job(t, f)
			run(t, bookOf(sale()), j)
			if diff := cmp.Diff([]string{"내역." + string(f)}, leftIn(t, filepath.Dir(j.Path))); diff != "" {
				t.Error(diff)
			}
			info, err := os.Stat(j.Path)
			if err != nil {
				t.Fatal(err)
			}
			if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
				t.Error(info.Mode())
			}
		})
	})

	t.Run("given_up_at_any_page_leaves_nothing", func(t *testing.T) {
		formats(t, func(t *testing.T, f Format) {
			for _, at := range []int64{3 * pageRows, 2 * pageRows, pageRows} {
				ctx, stop := context.WithCancel(t.Context())
				b := &book{rows: 3 * pageRows, row: func(id int64) desk.Operation { return with(sale(), func(o *desk.Operation) { o.ID = id }) }}
				b.paged = func(to int64) {
					if to == at {
						stop()
					} else if to < at {
						t.Error("it went on")
					}
				}
				j := job(t, f)
				if _, err := Run(ctx, b.desk(), j); !errors.Is(err, context.Canceled) {
					t.Error(err)
				}
				if left := leftIn(t, filepath.Dir(j.Path)); len(left) > 0 || len(b.recorded) != 1 {
					t.Error(left, b.recorded)
				}
			}
		})
	})

	t.Run("given_up_while_it_is_packed_leaves_nothing", func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		b := &book{rows: 20 * pageRows, row: func(id int64) desk.Operation {
			return with(sale(), func(o *desk.Operation) { o.ID, o.ItemName = id, strings.Repeat("쌀", 300) })
		}}
		j := job(t, XLSX)
		packed := 0
		j.Progress = func(p Progress) {
			if p.Rows == b.rows && p.Share > readingShare[XLSX] {
				packed++
				stop()
			}
		}
		if _, err := Run(ctx, b.desk(), j); !errors.Is(err, context.Canceled) || packed != 1 {
			t.Errorf("%v, told %d times", err, packed)
		}
		if left := leftIn(t, filepath.Dir(j.Path)); len(left) > 0 || len(b.recorded) != 1 {
			t.Error(left, b.recorded)
		}
	})

	t.Run("a_file_that_is_there_stays_unless_it_is_to_be_replaced", func(t *testing.T) {
		formats(t, func(t *testing.T, f Format) {
			j := job(t, f)
			writeFile(t, j.Path, "mine")
			b := bookOf(sale())
			if _, err := Run(t.Context(), b.desk(), j); !errors.Is(err, ErrExists) || len(b.recorded) > 0 {
				t.Error(err, b.recorded)
			}
			if content, err := os.ReadFile(j.Path); err != nil || string(content) != "mine" {
				t.Error(content, err)
			}
			j.Replace = true
			run(t, b, j)
			if len(read(t, j)) < 2 {
				t.Error("not replaced")
			}
		})
	})

	t.Run("one_that_came_meanwhile_stays_too", func(t *testing.T) {
		j := job(t, CSV)
		b := bookOf(sale())
		b.paged = func(int64) { writeFile(t, j.Path, "theirs") }
		if _, err := Run(t.Context(), b.desk(), j); !errors.Is(err, ErrExists) || len(b.recorded) != 1 {
			t.Error(err, b.recorded)
		}
		if diff := cmp.Diff([]string{"내역.csv"}, leftIn(t, filepath.Dir(j.Path))); diff != "" {
			t.Error(diff)
		}
	})

	t.Run("no_trace_no_file", func(t *testing.T) {
		formats(t, func(t *testing.T, f Format) {
			refused := errors.New("the history is full")
			for _, begun := range []bool{true, false} {
				b := bookOf(sale())
				b.refuse = func(e desk.Export) error {
					if (e.SHA256 == "") == begun {
						return refused
					}
					return nil
				}
				j := job(t, f)
				if _, err := Run(t.Context(), b.desk(), j); !errors.Is(err, refused) {
					t.Error(err)
				}
				if left := leftIn(t, filepath.Dir(j.Path)); len(left) > 0 {
					t.Error(left)
				}
			}
		})
	})

	t.Run("a_panic_leaves_nothing", func(t *testing.T) {
		j := job(t, XLSX)
		b := bookOf(sale())
		b.paged = func(int64) { panic("odd") }
		func() {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			_, _ = Run(t.Context(), b.desk(), j)
		}()
		if left := leftIn(t, filepath.Dir(j.Path)); len(left) > 0 {
			t.Error(left)
		}
	})
}

func TestRefused(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "a file"), "")
	for name, c := range map[string]struct {
		change  func(*Job)
		want    error
		trouble Trouble
	}{
		"no_reason":               {change: func(j *Job) { j.Reason = " \n" }, want: desk.ErrReason},
		"a_letter_is_no_reason":   {change: func(j *Job) { j.Reason = "가" }, want: desk.ErrReason},
		"a_reason_without_end":    {change: func(j *Job) { j.Reason = strings.Repeat("가", desk.MaxReasonRunes+1) }, want: desk.ErrReason},
		"no_columns":              {change: func(j *Job) { j.Columns = nil }, want: ErrNoColumns},
		"a_column_nobody_knows":   {change: func(j *Job) { j.Columns = []Column{Day, "cvc"} }, want: ErrNoColumns},
		"a_column_twice":          {change: func(j *Job) { j.Columns = []Column{Day, Day} }, want: ErrNoColumns},
		"the_environment_column":  {change: func(j *Job) { j.Columns = []Column{environmentColumn} }, want: ErrNoColumns},
		"another_format":          {change: func(j *Job) { j.Format = "pdf" }, want: ErrName},
		"no_name":                 {change: func(j *Job) { j.Path = dir + string(filepath.Separator) + " .csv " }, want: ErrName},
		"a_name_windows_has_not":  {change: func(j *Job) { j.Path = filepath.Join(dir, "11월: 내역.csv") }, want: ErrName},
		"a_name_windows_has_else": {change: func(j *Job) { j.Path = filepath.Join(dir, "com1.csv") }, want: ErrName},
		"a_name_without_end":      {change: func(j *Job) { j.Path = filepath.Join(dir, strings.Repeat("가", 80)+".csv") }, want: ErrName},
		"a_folder_of_that_name":   {change: func(j *Job) { j.Path, j.Replace = dir, true }, want: ErrName},
		"no_such_folder":          {change: func(j *Job) { j.Path = filepath.Join(dir, "usb", "stick", "a.csv") }, trouble: Gone},
		"a_folder_that_is_a_file": {change: func(j *Job) { j.Path = filepath.Join(dir, "a file", "a.csv") }, trouble: Gone},
	} {
		t.Run(name, func(t *testing.T) {
			j := job(t, CSV)
			c.change(&j)
			b := bookOf(sale())
			_, err := Run(t.Context(), b.desk(), j)
			if c.want != nil && !errors.Is(err, c.want) || troubleOf(err) != c.trouble || err == nil {
				t.Error(err)
			}
			if len(b.recorded) > 0 {
				t.Error(b.recorded)
			}
			if left := leftIn(t, dir); len(left) != 1 {
				t.Error(left)
			}
		})
	}
}

func TestFolderGone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a folder with an open file stays there on Windows")
	}
	j := job(t, CSV)
	dir := filepath.Join(t.TempDir(), "usb")
	j.Path = filepath.Join(dir, "내역.csv")
	writeFile(t, filepath.Join(dir, "other"), "")
	b := bookOf(sale())
	b.paged = func(int64) {
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Run(t.Context(), b.desk(), j); troubleOf(err) != Gone || len(b.recorded) != 1 {
		t.Error(err, b.recorded)
	}
	if left := leftIn(t, j.Spool); len(left) > 0 {
		t.Error(left)
	}
}

func TestNewFolder(t *testing.T) {
	j := job(t, CSV)
	j.Path = filepath.Join(filepath.Dir(j.Path), "세무사", "내역.csv")
	run(t, bookOf(sale()), j)
}

func TestSweep(t *testing.T) {
	dir := t.TempDir()
	spool, elsewhere := filepath.Join(dir, "spool"), filepath.Join(dir, "문서")
	part, mine := filepath.Join(elsewhere, "내역.xlsx"+unfinished), filepath.Join(elsewhere, "내역.xlsx")
	for _, path := range []string{part, mine, filepath.Join(spool, "export-1", "excelize-1"), filepath.Join(spool, "export-4", "rows"), filepath.Join(spool, "settings", "a")} {
		writeFile(t, path, "홍길동")
	}
	writeFile(t, filepath.Join(spool, "export-1", claimName), part)
	writeFile(t, filepath.Join(spool, "export-2", claimName), mine) // nothing unfinished: never ours to remove
	writeFile(t, filepath.Join(spool, "export-3", claimName), "")
	if err := Sweep(spool); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{filepath.Join("spool", "settings", "a"), filepath.Join("문서", "내역.xlsx")}, leftIn(t, dir)); diff != "" {
		t.Error(diff)
	}
	if err := Sweep(filepath.Join(dir, "nowhere")); err != nil {
		t.Error(err)
	}
}

func TestFreeName(t *testing.T) {
	dir := t.TempDir()
	for i, want := range []string{"내역 2026-11.xlsx", "내역 2026-11 (2).xlsx", "내역 2026-11 (3).xlsx"} {
		got := FreeName(dir, "내역 2026-11.xlsx")
		if got != want {
			t.Errorf("%d: %s", i, got)
		}
		writeFile(t, filepath.Join(dir, got), "")
	}
}
