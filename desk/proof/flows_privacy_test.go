package proof

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"keyindesk/desk"
	"keyindesk/desk/slip"
	"keyindesk/store/keys"
)

// privacyFlows are what an owner does to the history as a whole.
func privacyFlows() []flow {
	return []flow{
		{"a day closed, its page handed out, the chain exported", (*shift).closeDay},
		{"a recovery phrase, made, mistyped, used", (*shift).recoverByPhrase},
		{"a backup, looked into and restored", (*shift).restoreBackup},
		{"a history rescued page by page", (*shift).rescuePages},
		{"old names erased", (*shift).eraseOld},
	}
}

// closeDay closes the day, hands its page out and writes the audit file.
func (s *shift) closeDay() error {
	words, err := koreanWords()
	if err != nil {
		return err
	}
	print, err := receiptPrinter(filepath.Join(s.dataDir, "closings"))
	if err != nil {
		return err
	}
	draft, err := s.desk.DraftClosing(s.ctx, "김점장")
	if err != nil {
		return err
	}
	made, err := s.desk.CloseDay(s.ctx, draft)
	if err != nil {
		return err
	}
	s.log.Info("closed", "closing", fmt.Sprintf("%+v", made))
	if err := s.handOutOne(slip.OfClosing(made, s.Settings().Shop, words), print); err != nil {
		return err
	}
	file, err := os.OpenFile(filepath.Join(s.dataDir, "audit.jsonl"), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = s.desk.ExportAudit(s.ctx, file, nil)
	return errors.Join(err, file.Close())
}

// phraseVariable hands the recovery phrase of this run to the children.
const phraseVariable = "PROOF_PHRASE"

// phraseSentinels are a phrase and each half of it, as shown and as its word
// list is spelled.
func phraseSentinels(phrase string) (all []sentinel) {
	words := strings.Fields(phrase)
	for _, text := range []string{phrase, strings.Join(words[:6], " "), strings.Join(words[6:], " ")} {
		all = append(all, sentinel{"the recovery phrase", text, person}, sentinel{"the recovery phrase, decomposed", norm.NFD.String(text), person},
			sentinel{"the recovery phrase, in one", strings.ReplaceAll(text, " ", ""), person})
	}
	return all
}

// ringKeys are the secrets of the keyring that the desk asks for by name.
func ringKeys() []sentinel {
	var all []sentinel
	for _, env := range []desk.Environment{desk.Practice, desk.Test} {
		for _, name := range []string{"/wrapping-key", "/data-key", "/fingerprint-key"} {
			all = append(all, sentinel{"the keyring's " + string(env) + name, string(inventedKey(string(env) + name)), keyText})
		}
	}
	return all
}

// inventedKey is the key of a name.
func inventedKey(name string) []byte {
	sum := sha256.Sum256([]byte("proof " + name))
	return sum[:]
}

// recoverByPhrase keeps the run's phrase, mistypes it, and opens with it.
func (s *shift) recoverByPhrase() error {
	typed := os.Getenv(phraseVariable)
	phrase, err := keys.ParsePhrase(typed)
	if err != nil {
		return err
	}
	if err := s.KeepPhrase(s.ctx, phrase, "김점장"); err != nil {
		return err
	}
	words := strings.Fields(typed)
	slices.Reverse(words)
	for _, wrong := range []string{typed + " 가격", strings.Join(words, " "), strings.Join(desk.NewPhrase().Words(), " "), buyerName} {
		if _, err := s.Recover(s.ctx, wrong, "김점장"); err == nil {
			return errors.New("a wrong phrase opened the history")
		} else {
			s.log.Error("recover", "error", err)
		}
	}
	if _, err := s.Recover(s.ctx, typed, "김점장"); err != nil {
		return err
	}
	s.log.Info("the phrase", "phrase", phrase, "as", fmt.Sprintf("%v %+v %#v %s", phrase, phrase, phrase, phrase))
	return s.open(desk.Practice)
}

// restoreBackup goes back to a backup.
func (s *shift) restoreBackup() error {
	made, err := s.BackUp(s.ctx, "김점장")
	if err != nil {
		return err
	}
	if _, err := s.charge(desk.Approved); err != nil {
		return err
	}
	e, err := s.Examine(s.ctx, desk.Practice, made.Path)
	if err != nil {
		return err
	}
	if !e.Readable || e.Difference.Operations != 1 {
		return fmt.Errorf("the backup looks like %+v", e.Difference)
	}
	return s.putInPlace(e)
}

// rescuePages reads what a restore set aside as if it were damaged.
func (s *shift) rescuePages() error {
	aside, err := filepath.Glob(filepath.Join(s.dataDir, "practice", "before-restore-*"))
	if err != nil || len(aside) == 0 {
		return errors.Join(errors.New("nothing was set aside"), err)
	}
	e, err := s.Rescue(s.ctx, desk.Practice, aside[0], "김점장")
	if err != nil {
		return err
	}
	if e.Rescued.Lost > 0 || e.Altered != nil {
		return fmt.Errorf("of a whole history %+v was lost, %v", e.Rescued, e.Altered)
	}
	return s.putInPlace(e)
}

func (s *shift) putInPlace(e desk.Examined) error {
	if _, err := s.Restore(s.ctx, desk.Practice, e, "김점장"); err != nil {
		return err
	}
	if err := s.open(desk.Practice); err != nil {
		return err
	}
	page, err := s.desk.History(s.ctx, desk.Query{Text: buyerName})
	if err == nil && len(page.Operations) == 0 {
		err = errors.New("the buyer is not found by name any more")
	}
	return err
}

// eraseOld erases what is older than a year: nothing yet.
func (s *shift) eraseOld() error {
	if _, err := s.Erase(s.ctx, 1, "김점장"); err != nil {
		return err
	}
	return s.open(desk.Practice)
}
