package proof

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"keyindesk/desk"
	"keyindesk/store"
)

// What an owner does to a history as a whole, from one call to its end. Each is
// killed before every system call that changes something.
const (
	actBackUp   act = "back-up"   // with the history open
	actRestore  act = "restore"   // a backup in the place of a newer history
	actErase    act = "erase"     // names of long ago
	actSetAside act = "set-aside" // opening a damaged history whose log was not settled
	actRescue   act = "rescue"    // one that was set aside, in the place of an empty one
)

// ownersFolders are where an owner's act finds things, in the folder of its
// scene.
const (
	presentFolder = "practice"
	backupFolder  = "backups"
	damagedFolder = "damaged-20261121-120000" // in the present's
)

// longAgo and today are when the owner's histories were written.
var (
	longAgo = time.Date(2020, 3, 2, 3, 0, 0, 0, time.UTC)
	today   = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
)

func ownerOptions(root string, at time.Time) (store.Options, error) {
	key, err := hex.DecodeString(testDataKey)
	if err != nil {
		return store.Options{}, err
	}
	sealer, err := store.NewSealer(key)
	return store.Options{
		Dir: filepath.Join(root, presentFolder), Environment: string(desk.Practice), Terminal: "7Q", OrderPrefix: "P",
		Sealer: sealer, Now: func() time.Time { return at },
	}, err
}

// playOwner waits for the word and does one act.
func playOwner() error {
	ctx, root := context.Background(), os.Getenv(dirVariable)
	o, err := ownerOptions(root, today)
	if err != nil {
		return err
	}
	switch act(os.Getenv(actVariable)) {
	case actBackUp:
		return withHistory(ctx, o, func(s *store.Store) error {
			_, err := s.Backup(ctx, filepath.Join(root, backupFolder), "김점장")
			return err
		})
	case actErase:
		return withHistory(ctx, o, func(s *store.Store) error { return s.Erase(ctx, "2021-11-21", "김점장") })
	case actSetAside:
		if err := ready(); err != nil {
			return err
		}
		if _, err := store.Open(ctx, o); !errors.Is(err, store.ErrDamaged) {
			return fmt.Errorf("a damaged history: %w", err)
		}
		return nil
	case actRestore:
		if err := ready(); err != nil {
			return err
		}
		c, err := store.Examine(ctx, o, filepath.Join(root, backupFolder, "older.db"))
		return putCandidate(ctx, c, err)
	case actRescue:
		if err := ready(); err != nil {
			return err
		}
		c, err := store.Rescue(ctx, o, filepath.Join(o.Dir, damagedFolder), "김점장")
		return putCandidate(ctx, c, err)
	}
	return errors.New("no such act")
}

func putCandidate(ctx context.Context, c *store.Candidate, err error) error {
	if err != nil {
		return err
	}
	_, err = c.Restore(ctx, "김점장")
	return err
}

func withHistory(ctx context.Context, o store.Options, do func(*store.Store) error) error {
	s, err := store.Open(ctx, o)
	if err != nil {
		return err
	}
	if err := ready(); err != nil {
		return err
	}
	return errors.Join(do(s), s.Close())
}

// TestOwnerKilled: a kill at any moment of a backup, a restore, an erasing, a
// rescue and of setting a damaged file aside loses nothing of the history and
// leaves nothing that the next start does not put right. The longer acts are for
// the full run of `make crash`.
func TestOwnerKilled(t *testing.T) {
	if testing.Short() || underRace {
		t.Skip("it takes a while")
	}
	if why := noTracing(); why != "" {
		t.Skip(why)
	}
	acts := []act{actSetAside, actRestore}
	if kills, _ := crashSettings(t); kills >= fullKills {
		acts = append(acts, actBackUp, actErase, actRescue)
	}
	for _, what := range acts {
		t.Run(string(what), func(t *testing.T) { killOwner(t, what) })
	}
}

// killOwner lets a child do an act again and again, each time killed before
// another call, and looks at what is left.
func killOwner(t *testing.T, what act) {
	scene := shortFolder(t)
	if err := setOwnersScene(scene, what); err != nil {
		t.Fatal(err)
	}
	run := func(name string, n int) (killed bool, names []string) {
		root := shortFolder(t)
		if err := copyFolder(scene, root); err != nil {
			t.Fatal(err)
		}
		c := startChild(t, "owner", map[string]string{dirVariable: root, actVariable: string(what)})
		s := search{t: t, what: what}
		lines, err := s.act(c, name, n)
		if complaint := c.complaint(); err != nil || complaint != "" {
			t.Fatal("before", name, n, err, complaint)
		}
		if err := auditOwner(scene, root, what); err != nil {
			t.Errorf("killed before %s %d: %v", name, n, err)
		}
		_ = os.RemoveAll(root)
		return !c.command.ProcessState.Exited(), callNames(lines)
	}
	_, names := run("", 0)
	points := 0
	for _, name := range names {
		for n := 1; changesFiles(name) && n < callLimit && !t.Failed(); n++ {
			killed, _ := run(name, n)
			if !killed {
				break
			}
			points++
		}
	}
	fmt.Printf("%6d kills before a system call of %q\n", points, what)
	if points < 10 {
		t.Error("there is more than that to an act of the owner")
	}
}

// changesFiles leaves out openat and fchmod, which come often and change
// nothing here that the call behind them would not show.
func changesFiles(name string) bool {
	return name == "linkat" || name == "copy_file_range" ||
		effects[name] && !slices.Contains([]string{"openat", "fchmod", "fchmodat", "fchmodat2", "connect", "flock"}, name)
}

// setOwnersScene writes a history with two operations of long ago and one of
// today, and what the act is about.
func setOwnersScene(root string, what act) error {
	ctx := context.Background()
	old, err := ownerOptions(root, longAgo)
	if err != nil {
		return err
	}
	now, _ := ownerOptions(root, today)
	history := filepath.Join(old.Dir, "history.db")
	if err := errors.Join(sold(ctx, old, 2), os.Mkdir(filepath.Join(root, backupFolder), 0o700)); err != nil {
		return err
	}
	if what == actRestore {
		if err := duplicate(history, filepath.Join(root, backupFolder, "older.db")); err != nil {
			return err
		}
	}
	if what != actSetAside {
		if err := sold(ctx, now, 1); err != nil {
			return err
		}
	}
	switch what {
	case actSetAside:
		return leaveDamaged(ctx, now, history)
	case actRescue:
		folder := filepath.Join(old.Dir, damagedFolder)
		return errors.Join(os.Mkdir(folder, 0o700), damage(history), os.Rename(history, filepath.Join(folder, "history.db")), sold(ctx, now, 0))
	}
	return nil
}

// sold opens a history, sells, and closes it.
func sold(ctx context.Context, o store.Options, times int) error {
	s, err := store.Open(ctx, o)
	if err != nil {
		return err
	}
	return errors.Join(sell(ctx, s, times), s.Close())
}

func sell(ctx context.Context, s *store.Store, times int) error {
	for range times {
		op, err := s.Prepare(ctx, store.Intent{
			Kind: desk.KindCharge, Gateway: "payup", Staff: "김점원", AmountKRW: amountBefore,
			MaskedCard: desk.MaskedNumber(desk.NewSecret(cardNumbers[0])), Buyer: desk.Buyer{Name: buyerName, Phone: buyerPhone},
		})
		if err != nil {
			return err
		}
		if _, err := s.Finish(ctx, op.ID, store.Answer{State: desk.Declined}); err != nil {
			return err
		}
	}
	return nil
}

// leaveDamaged leaves a damaged file with the newest operation in its log only.
func leaveDamaged(ctx context.Context, o store.Options, history string) error {
	s, err := store.Open(ctx, o)
	if err != nil {
		return err
	}
	log := history + "-wal"
	kept := history + ".kept"
	err = errors.Join(sell(ctx, s, 1), duplicate(history, kept), duplicate(log, kept+"-wal"), s.Close())
	return errors.Join(err, os.Rename(kept, history), os.Rename(kept+"-wal", log), damage(history))
}

// damage clears the first page of a history, without which SQLite reads none.
func damage(path string) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	clear(content[:4096])
	return os.WriteFile(path, content, 0o600)
}

func duplicate(from, to string) error {
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, content, 0o600)
}

// auditOwner looks at what a killed act has left, as the next start finds it.
func auditOwner(scene, root string, what act) error {
	ctx := context.Background()
	o, err := ownerOptions(root, today)
	if err != nil {
		return err
	}
	if what == actSetAside {
		return wholeAside(filepath.Join(scene, presentFolder), o.Dir)
	}
	s, err := store.Open(ctx, o)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.VerifyChain(ctx); err != nil {
		return err
	}
	page, err := s.History(ctx, store.Query{})
	if err != nil {
		return err
	}
	switch n := len(page.Operations); {
	case what == actRestore && n == 2:
		return asideHolds(ctx, o, "before-restore-*", 3)
	case what == actRescue:
		return asUntouched(filepath.Join(scene, presentFolder, damagedFolder), filepath.Join(o.Dir, damagedFolder))
	case n != 3:
		return fmt.Errorf("%d operations", n)
	case what == actErase:
		if err := s.Erase(ctx, "2021-11-21", ""); err != nil {
			return err
		}
		left, err := s.Erasable(ctx, "2021-11-21")
		if left != (store.Erasable{}) {
			err = errors.Join(err, fmt.Errorf("left: %+v", left))
		}
		return errors.Join(err, s.VerifyChain(ctx))
	case what == actBackUp:
		return backupsWhole(ctx, s, root, o)
	}
	return nil
}

// wholeAside looks for a folder that has the damaged file and its log together,
// both as they were.
func wholeAside(was, dir string) error {
	folders, err := filepath.Glob(filepath.Join(dir, "damaged-*"))
	for _, folder := range append(folders, dir) {
		if asUntouched(filepath.Join(was, "history.db"), filepath.Join(folder, "history.db")) == nil &&
			asUntouched(filepath.Join(was, "history.db-wal"), filepath.Join(folder, "history.db-wal")) == nil {
			return err
		}
	}
	return errors.Join(err, errors.New("the damaged file and its log are not together any more"))
}

// asUntouched says whether a file, or the history in a folder, is what it was.
func asUntouched(was, is string) error {
	if info, err := os.Stat(was); err == nil && info.IsDir() {
		was, is = filepath.Join(was, "history.db"), filepath.Join(is, "history.db")
	}
	before, err1 := os.ReadFile(was)
	now, err2 := os.ReadFile(is)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	if !bytes.Equal(before, now) {
		return fmt.Errorf("%s was changed", is)
	}
	return nil
}

// asideHolds looks for a whole history of n operations among those set aside.
func asideHolds(ctx context.Context, o store.Options, pattern string, n int) error {
	folders, err := filepath.Glob(filepath.Join(o.Dir, pattern))
	for _, folder := range folders {
		elsewhere := o
		elsewhere.Dir = filepath.Join(o.Dir, "look")
		c, err := store.Examine(ctx, elsewhere, filepath.Join(folder, "history.db"))
		if err != nil {
			return err
		}
		found, altered := c.Operations, c.Altered
		if err := c.Discard(); err != nil || altered != nil {
			return errors.Join(err, altered)
		}
		if found == n {
			return nil
		}
	}
	return errors.Join(err, fmt.Errorf("what was replaced is lost: %v", folders))
}

// backupsWhole looks into every file that has a backup's name, and makes another
// one, which takes away what was left half done.
func backupsWhole(ctx context.Context, s *store.Store, root string, o store.Options) error {
	folder := filepath.Join(root, backupFolder)
	all, err := store.Backups(folder, o.Environment, "")
	if err != nil {
		return err
	}
	for _, b := range all {
		c, err := store.Examine(ctx, o, b.Path)
		if err != nil {
			return err
		}
		if err := errors.Join(c.Altered, c.Discard()); err != nil || c.Operations != 3 {
			return fmt.Errorf("a backup of %d operations: %w", c.Operations, err)
		}
	}
	if _, err := s.Backup(ctx, folder, ""); err != nil {
		return err
	}
	left, err := filepath.Glob(filepath.Join(folder, "*.part*"))
	if len(left) > 0 {
		err = errors.Join(err, fmt.Errorf("left: %v", left))
	}
	return err
}
