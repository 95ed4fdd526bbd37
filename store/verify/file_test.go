package verify

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"keyindesk/store"
)

// TestAuditFile lies in an audit file.
func TestAuditFile(t *testing.T) {
	s := newShop(t)
	whole, err := os.ReadFile(s.audit)
	s.must(err)
	lines := strings.SplitAfter(string(whole), "\n") // head, events 1 to 11, closings 1 and 2, end
	lines = lines[:len(lines)-1]
	if len(lines) != 1+11+2+1 {
		t.Fatal(len(lines), "lines")
	}
	without := func(i int) string { return strings.Join(append(append([]string{}, lines[:i]...), lines[i+1:]...), "") }
	swapped := func(i, j int) string {
		l := append([]string{}, lines...)
		l[i], l[j] = l[j], l[i]
		return strings.Join(l, "")
	}
	for name, c := range map[string]struct {
		content string
		want    Verdict
		kind    Kind
		where   string
	}{
		"untouched":                  {string(whole), Intact, "", ""},
		"an event edited":            {strings.Replace(string(whole), "10000", "90000", 1), Altered, EventEdited, "event 1 operation 1"},
		"an event gone":              {without(5), Altered, EventMissing, "event 6 operation 3"},
		"two exchanged":              {swapped(5, 6), Altered, EventMissing, "event 6 operation 3"},
		"a closing gone":             {without(12), Altered, ClosingMissing, "closing 1"},
		"a closing edited":           {strings.Replace(string(whole), `\"krw\":10000`, `\"krw\":90000`, 1), Altered, ClosingEdited, "closing 1"},
		"the end gone":               {without(14), Truncated, TailMissing, "event 11"},
		"half of it":                 {string(whole[:len(whole)/2]), Truncated, TailMissing, ""},
		"another file's":             {strings.Replace(string(whole), `"environment":"practice"`, `"environment":"live"`, 1), Altered, EventForeign, "event 1 operation 1"},
		"cut off behind a closing":   {strings.Join(lines[:13], ""), Truncated, TailMissing, "event 11"},
		"the last line's end gone":   {strings.TrimSuffix(string(whole), "\n"), Truncated, TailMissing, "event 11"},
		"another end":                {strings.Replace(string(whole), `"head":"`+endHead(lines), `"head":"`+strings.Repeat("0", 64), 1), Altered, LineWrong, "line 15"},
		"more closings at the end":   {strings.Replace(string(whole), `{"end":{"closings":2`, `{"end":{"closings":3`, 1), Altered, LineWrong, "line 15"},
		"told twice, and otherwise":  {strings.Replace(string(whole), `"detail":`, `"detail":"{}","Detail":`, 1), Altered, LineWrong, "line 2"},
		"a member more":              {strings.Replace(string(whole), `"event":{`, `"event":{"amount":1,`, 1), Altered, LineWrong, "line 2"},
		"the members otherwise":      {strings.Replace(string(whole), `"staff":"김직원","type":"prepared"`, `"type":"prepared","staff":"김직원"`, 1), Altered, LineWrong, "line 2"},
		"a line more":                {lines[0] + "{}\n" + strings.Join(lines[1:], ""), Altered, LineWrong, "line 2"},
		"an empty line":              {lines[0] + "\n" + strings.Join(lines[1:], ""), Altered, LineWrong, "line 2"},
		"zero bytes":                 {lines[0] + "\x00\x00\n" + strings.Join(lines[1:], ""), Altered, LineWrong, "line 2"},
		"very deep":                  {lines[0] + `{"event":` + strings.Repeat("[", 1_000_000) + "\n" + strings.Join(lines[1:], ""), Altered, LineWrong, "line 2"},
		"more behind the end":        {string(whole) + "{}\n", Altered, LineWrong, "line 16"},
		"two ends":                   {string(whole) + lines[14], Altered, LineWrong, "line 16"},
		"a closing among the events": {swapped(11, 12), Altered, LineWrong, "line 13"},
		"ends of lines of Windows":   {strings.ReplaceAll(string(whole), "\n", "\r\n"), Altered, LineWrong, "line 1"},
		"an event appended":          {strings.Join(lines[:12], "") + strings.Replace(lines[11], `"seq":11`, `"seq":12`, 1) + strings.Join(lines[12:], ""), Altered, EventMoved, "event 12"},
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "audit.jsonl")
			s.must(os.WriteFile(path, []byte(c.content), 0o600))
			r, err := File(ctx, path, Options{})
			if err != nil {
				t.Fatal(err)
			}
			var first Finding
			if len(r.Findings) > 0 {
				first = r.Findings[0]
			}
			if r.Verdict != c.want || first.Kind != c.kind || c.where != "" && findingPlace(first) != c.where || !r.Audit {
				t.Errorf("%s %+v", r.Verdict, r.Findings)
			}
		})
	}
}

// endHead is the hash that the last line tells.
func endHead(lines []string) string {
	_, rest, _ := strings.Cut(lines[len(lines)-1], `"head":"`)
	return rest[:64]
}

// TestLive reads a history while the program has it open, and changes nothing of
// it.
func TestLive(t *testing.T) {
	s := newShop(t)
	h := s.open()
	defer h.Close()
	s.sell(h, 4_000, store.Approved)
	before, err := os.ReadFile(s.file)
	s.must(err)
	log, err := os.Stat(s.file + "-wal")
	if err != nil || log.Size() == 0 {
		t.Fatal("there is no log to read", err)
	}
	r, err := File(ctx, s.file, Options{Against: s.anchor})
	if err != nil || r.Verdict != Intact || r.Operations != 7 {
		t.Fatalf("%+v %v", r, err)
	}
	if after, _ := os.ReadFile(s.file); !bytes.Equal(before, after) {
		t.Error("the file was written to")
	}
	s.sell(h, 4_000, store.Approved)
	s.must(h.VerifyChain(ctx))
}

// TestReadOnlyDisk reads a history with its log where nothing can be written.
func TestReadOnlyDisk(t *testing.T) {
	if runtime.GOOS == "windows" || os.Getuid() == 0 && !ownRootIsBound(t) {
		t.Skip("this user may write everywhere")
	}
	s := newShop(t)
	h := s.open()
	defer h.Close()
	s.sell(h, 4_000, store.Approved)
	dir := filepath.Join(t.TempDir(), "disk")
	s.must(os.Mkdir(dir, 0o700))
	for _, suffix := range []string{"", "-wal"} {
		s.must(copyFile(s.file+suffix, filepath.Join(dir, "history.db"+suffix)))
	}
	s.must(os.Chmod(dir, 0o500))
	defer os.Chmod(dir, 0o700)
	r, err := File(ctx, filepath.Join(dir, "history.db"), Options{})
	if err != nil || r.Verdict != Intact || r.Operations != 7 {
		t.Errorf("%+v %v", r, err)
	}
}

func ownRootIsBound(t *testing.T) bool {
	dir := filepath.Join(t.TempDir(), "bound")
	if os.Mkdir(dir, 0o500) != nil {
		return false
	}
	return os.WriteFile(filepath.Join(dir, "x"), nil, 0o600) != nil
}

// TestNotHistory holds what can't be read, and must not be called altered.
func TestNotHistory(t *testing.T) {
	s := newShop(t)
	dir := t.TempDir()
	whole, err := os.ReadFile(s.file)
	s.must(err)
	damaged := bytes.Clone(whole)
	clear(damaged[4096:])
	foreign := filepath.Join(dir, "foreign.db")
	db := s.sqlite(foreign)
	_, err = db.Exec(`CREATE TABLE events (seq)`)
	s.must(err)
	s.must(db.Close())
	for name, content := range map[string][]byte{"empty": nil, "text": []byte("no history"), "json": []byte("{}\n"), "half": whole[:len(whole)/2], "damaged": damaged} {
		s.must(os.WriteFile(filepath.Join(dir, name), content, 0o600))
	}
	for _, name := range []string{"empty", "text", "json", "half", "damaged", "foreign.db", "nowhere"} {
		if r, err := File(ctx, filepath.Join(dir, name), Options{}); err == nil {
			t.Errorf("%s: %s", name, r.Verdict)
		}
	}
	views := s.sqlite(s.file)
	for _, statement := range []string{`ALTER TABLE events RENAME TO real`, `CREATE VIEW events AS SELECT * FROM real`} {
		_, err := views.Exec(statement)
		s.must(err)
	}
	s.must(views.Close())
	if r, err := File(ctx, s.file, Options{}); !errors.Is(err, ErrNotHistory) {
		t.Error("a view was read as the events", r.Verdict, err)
	}
	for _, o := range []Options{{Code: "12"}, {Code: "x:ABCD-EFGH-IJKL-MNOP"}, {Code: "keyindesk:closing:a:b"}, {Against: filepath.Join(dir, "text")}} {
		if _, err := File(ctx, s.older, o); err == nil {
			t.Errorf("%+v is no witness", o)
		}
	}
	if r, err := File(ctx, s.older, Options{Code: s.code}); err != nil || r.Verdict != Intact || !r.Witnessed {
		t.Error(r, err)
	}
}

// TestOldHistory checks one that the program before this one wrote.
func TestOldHistory(t *testing.T) {
	file, err := os.Open("../testdata/history-v2.db.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	packed, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(packed)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "history.db")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := File(ctx, path, Options{})
	if err != nil || r.Verdict != Intact || r.Operations < 100 || r.Closings != 0 || r.Witnessed {
		t.Errorf("%+v %v", r, err)
	}
}
