package proof

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"keyindesk/desk"
)

// TestLeaks proves that nothing worth stealing stays behind. Children drive
// every flow of the desk with sentinel secrets, misbehaving and hostile
// gateways, a kill, a crash and failing disks included, in a tree that holds
// everything they can write to. Then every byte of that tree is searched for
// every sentinel in every dress.
//
// A leak means that somebody who gets at the files of this PC (or a backup of
// them, or a log sent to support) gets a card, a key or a customer. The mask
// of a card is allowed; a keyed hash of it as well, an unkeyed one is not.
//
// PLANT=1 plants one card number in the log and one name in a backup. They must
// be found: otherwise this harness could not see a leak.
func TestLeaks(t *testing.T) {
	key := randomKey(t)
	root := t.TempDir()
	phrase := strings.Join(desk.NewPhrase().Words(), " ")
	t.Setenv(phraseVariable, phrase)
	flows := runShifts(t, root, key)
	plant := os.Getenv("PLANT") == "1"
	if plant {
		plantInLog(t, root)
		plantInBackup(t, root)
	}
	s := newSearcher(slices.Concat(sentinels(key), phraseSentinels(phrase), ringKeys()))
	if err := s.searchTree(root); err != nil {
		t.Fatal(err)
	}
	if err := checkTree(root); err != nil {
		t.Error(err)
	}
	for _, l := range s.leaks {
		fmt.Println("leak:", l)
	}
	planted := foundPlants(s.leaks)
	switch {
	case plant && !planted:
		t.Error("PLANT=1: the planted card and name were not found, and nothing else: this harness can't see a leak")
	case plant:
		fmt.Println("The planted card was found in the log, the planted name in the backup.")
	case len(s.leaks) > 0:
		t.Error("secrets were left behind")
	}
	fmt.Printf("flows=%d files=%d bytes=%d leaks=%d\n", flows, s.files, s.bytes, len(s.leaks))
}

// runShifts lets the children work, one after the other, and returns how many
// flows they went through.
func runShifts(t *testing.T, root, key string) (flows int) {
	t.Helper()
	for _, child := range []struct {
		role string
		dies bool // of a kill or a crash, and not of an error that it told of
	}{
		{"shift", false}, {"cut", true}, {"crash", true}, {"morning", false},
	} {
		said, err := runInTree(root, key, child.role)
		if (err != nil) != child.dies || strings.Contains(said, "\n"+child.role+": ") {
			t.Fatalf("%s ended with %v:\n%s", child.role, err, said)
		}
		if child.dies { // as it lies there until the next start, which tidies up
			left := filepath.Join(root, "left by "+child.role)
			if err := errors.Join(os.Mkdir(left, 0o700), copyFolder(filepath.Join(root, "data"), left)); err != nil {
				t.Fatal(err)
			}
		}
		flows += strings.Count("\n"+said, "\nflow ")
	}
	return flows
}

// runInTree runs a child whose every folder is below root, and keeps there
// what it prints.
func runInTree(root, key, role string) (said string, err error) {
	folder := func(name string) string {
		path := filepath.Join(root, name)
		err = errors.Join(err, os.MkdirAll(path, 0o700))
		return path
	}
	c := exec.Command(os.Args[0])
	c.Dir = folder("work")
	c.Env = append(os.Environ(), roleVariable+"="+role, keyVariable+"="+key,
		"HOME="+folder("home"), "USERPROFILE="+folder("home"), "TMPDIR="+folder("tmp"), "TMP="+folder("tmp"), "TEMP="+folder("tmp"),
		"XDG_DATA_HOME="+folder("data"), "XDG_CONFIG_HOME="+folder("config"), "XDG_CACHE_HOME="+folder("cache"),
		"XDG_STATE_HOME="+folder("state"), "XDG_RUNTIME_DIR="+folder("run"),
		"APPDATA="+folder("appdata"), "LOCALAPPDATA="+folder("localappdata"), "GOTRACEBACK=all")
	if err != nil {
		return "", err
	}
	output, err := os.Create(filepath.Join(folder("captured"), role+".out"))
	if err != nil {
		return "", err
	}
	defer output.Close()
	c.Stdout, c.Stderr = output, output
	err = c.Run()
	content, readErr := os.ReadFile(output.Name())
	return string(content), errors.Join(err, readErr)
}

// checkTree makes sure that the search saw what it should have: a tree without
// them would be clean for the wrong reason.
func checkTree(root string) error {
	missing := map[string]bool{}
	for _, name := range []string{"history.db", "keyindesk.log", "settings.json", "payup-ledger.jsonl", "crash.txt", "crash.out", "history.db-wal", "keys.json", "audit.jsonl", "backup", ".pdf", ".prn", ".xlsx", ".xml", ".csv"} {
		missing[name] = true
	}
	err := filepath.WalkDir(root, func(_ string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			if info, err := entry.Info(); err == nil && info.Size() > 0 {
				delete(missing, entry.Name())
				delete(missing, filepath.Ext(entry.Name()))
				if strings.HasPrefix(entry.Name(), "keyindesk-practice-") {
					delete(missing, "backup")
				}
			}
		}
		return err
	})
	if len(missing) > 0 {
		err = errors.Join(err, fmt.Errorf("nothing was written to %v", missing))
	}
	return err
}

// plantInLog adds a line to the log, which must be there, as a careless program
// would.
func plantInLog(t *testing.T, root string) {
	t.Helper()
	path := filepath.Join(root, "data", "keyindesk", "keyindesk.log")
	file, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0o600)
	if err == nil {
		_, err = fmt.Fprintf(file, "{\"msg\":\"request\",\"card\":\"%s\"}\n", grouped(cardNumbers[1], " "))
		err = errors.Join(err, file.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
}

// plantInBackup puts a name behind the last page of a backup.
func plantInBackup(t *testing.T, root string) {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(root, "data", "keyindesk", "backups", "keyindesk-practice-*.db"))
	if err != nil || len(all) == 0 {
		t.Fatal("no backup", err)
	}
	file, err := os.OpenFile(all[0], os.O_APPEND|os.O_WRONLY, 0o600)
	if err == nil {
		_, err = file.WriteString(buyerName)
		err = errors.Join(err, file.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
}

// foundPlants says whether both plants were found, and nothing else.
func foundPlants(leaks []leak) bool {
	card, name := 0, 0
	for _, l := range leaks {
		switch {
		case strings.HasSuffix(l.file, "keyindesk.log"):
			card++
		case strings.Contains(l.file, filepath.Join("backups", "keyindesk-practice-")) && l.secret == "buyer's name":
			name++
		default:
			return false
		}
	}
	return card == 1 && name > 0
}

func randomKey(t *testing.T) string {
	t.Helper()
	b := make([]byte, 16)
	if _, err := rand.Read(b); err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(b)
}
