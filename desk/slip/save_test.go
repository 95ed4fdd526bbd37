package slip_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"keyindesk/desk/slip"
)

func TestFolder(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	if got := slip.Folder("/other"); got != "/other" {
		t.Error("without documents:", got)
	}
	if err := os.Mkdir(filepath.Join(home, "Documents"), 0o700); err != nil {
		t.Fatal(err)
	}
	if got := slip.Folder("/other"); got != filepath.Join(home, "Documents", "KeyinDesk") {
		t.Error(got)
	}
}

func TestUsable(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "전표")
	for _, good := range []string{"", dir} {
		if err := slip.Usable(good); err != nil {
			t.Error(err)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Error(left, err)
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"전표", "../전표", file, filepath.Join(file, "in it")} {
		if err := slip.Usable(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestFileName(t *testing.T) {
	for number, want := range map[string]string{
		"K261121-7Q-0003":    "매출전표 K261121-7Q-0003.pdf",
		`../a:b\c"<|>?*.exe`: "매출전표 ___a_b_c_______exe.pdf",
		"":                   "매출전표.pdf",
	} {
		s := slip.Of(sale(), shop, "승인").In(in(t, "ko"))
		s.Number = number
		if got := s.FileName(); got != want || strings.Contains(got, "홍길동") {
			t.Errorf("%q is saved as %q, want %q", number, got, want)
		}
	}
}
