package store

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/jmoiron/sqlx"
)

// anchorFormat begins every anchor; see docs/history-format.md.
const anchorFormat = "keyindesk anchor 1"

// anchorPause is how often the anchor follows the history at most: it may stay
// behind, for it only has to notice a copy of yesterday.
const anchorPause = 10 * time.Second

// Anchor says how far a history went at some moment. Kept outside of the
// database it shows that an older copy was put in its place, or another file.
type Anchor struct {
	Closing     int64  `json:"closing"`      // the newest closing's number; 0 for none
	ClosingHash string `json:"closing_hash"` // in hex; "" for none
	Environment string `json:"environment"`
	Events      int64  `json:"events"` // how many events there were
	FileID      string `json:"file_id"`
	Format      string `json:"format"`
	Head        string `json:"head"` // the hash of the last of them, in hex; "" for none
}

// Behind says that the history is not the one, or not as far, as an anchor
// knows it.
type Behind struct {
	Known Anchor
	// Events is how many the history has.
	Events int64
	// OtherFile: it is another file, begun anew perhaps. Otherwise it is the
	// same one, older than Known; or, with Forked, it went another way.
	OtherFile, Forked bool
}

// anchoring is the store's part that keeps the anchor.
type anchoring struct {
	mu      sync.Mutex
	checked bool      // the history was held against what was known
	kept    time.Time // when the file was written last, by the system's clock
	behind  *Behind
}

// Anchor says how far the history goes now.
func (s *Store) Anchor(ctx context.Context) (Anchor, error) {
	var a Anchor
	err := s.read(ctx, func(tx *sqlx.Tx) (err error) {
		a, err = s.anchorOf(ctx, tx)
		return err
	})
	return a, err
}

func (s *Store) anchorOf(ctx context.Context, tx *sqlx.Tx) (Anchor, error) {
	end, err := s.chainEnd(ctx, tx)
	if err != nil {
		return Anchor{}, err
	}
	a := Anchor{Format: anchorFormat, Environment: s.options.Environment, FileID: s.fileID, Events: end.seq}
	if end.seq > 0 {
		a.Head = hex.EncodeToString(end.hash)
	}
	last, err := s.newestClosing(ctx, tx)
	if last != nil {
		a.Closing, a.ClosingHash = last.Number, hex.EncodeToString(last.Hash)
	}
	return a, err
}

// Behind says that Open found the history older than the anchor, or another
// one; nil if all is well. It stays until AcceptHistory, and the anchor is not
// moved meanwhile.
func (s *Store) Behind() *Behind {
	s.anchoring.mu.Lock()
	defer s.anchoring.mu.Unlock()
	return s.anchoring.behind
}

// acceptedDetail says what was known of the history before an older copy, or
// another file, took its place.
type acceptedDetail struct {
	Closing int64  `json:"closing,omitempty"`
	Events  int64  `json:"events"`
	FileID  string `json:"file_id"`
	Head    string `json:"head,omitempty"`
}

// AcceptHistory writes down that staff know that the history is older than it
// was, as after a restore, and go on with it. It does nothing if it is not
// Behind.
func (s *Store) AcceptHistory(ctx context.Context, staff string) error {
	behind := s.Behind()
	if behind == nil {
		return nil
	}
	cleanAll(&staff)
	known := acceptedDetail{Closing: behind.Known.Closing, Events: behind.Known.Events, FileID: behind.Known.FileID, Head: behind.Known.Head}
	err := s.record(ctx, func(tx *sqlx.Tx) error {
		return s.appendFileEvent(context.WithoutCancel(ctx), tx, EventAccepted, staff, stamp(s.options.Now()), known)
	})
	if err != nil {
		return err
	}
	s.anchoring.mu.Lock()
	s.anchoring.behind = nil
	s.anchoring.mu.Unlock()
	s.anchor(true)
	return nil
}

// checkAnchors holds the history against what is known of it outside. What
// can't be read there says nothing.
func (s *Store) checkAnchors(ctx context.Context) error {
	texts := [][]byte{s.options.Witness}
	if s.options.AnchorFile != "" {
		if text, err := os.ReadFile(s.options.AnchorFile); err == nil {
			texts = append(texts, text)
		}
	}
	for _, text := range texts {
		var known Anchor
		if json.Unmarshal(text, &known) != nil || known.Format != anchorFormat || known.Environment != s.options.Environment {
			continue
		}
		behind, err := s.behind(ctx, known)
		if err != nil {
			return err
		}
		if behind != nil && (s.anchoring.behind == nil || known.Events > s.anchoring.behind.Known.Events) {
			s.anchoring.behind = behind
		}
	}
	s.anchoring.checked = true
	return nil
}

// behind holds the history against one anchor; nil if it goes as far, or if
// staff know already that it does not.
func (s *Store) behind(ctx context.Context, known Anchor) (*Behind, error) {
	b, err := s.compare(ctx, known)
	if b == nil || err != nil {
		return nil, err
	}
	accepted, err := s.accepted(ctx, known)
	if accepted {
		b = nil
	}
	return b, err
}

// accepted says whether an event tells that this history took the place of what
// was known: of as much, or of more.
func (s *Store) accepted(ctx context.Context, known Anchor) (bool, error) {
	var details []string
	err := s.readers.SelectContext(ctx, &details, s.readers.Rebind(`SELECT detail FROM events
		WHERE operation_id IS NULL AND type IN (?, ?)`), string(EventAccepted), string(EventRestored))
	for _, text := range details {
		var d struct {
			acceptedDetail
			Present *acceptedDetail `json:"present"` // of an EventRestored
		}
		if json.Unmarshal([]byte(text), &d) != nil {
			continue
		}
		if d.Present != nil {
			d.acceptedDetail = *d.Present
		}
		if d.FileID == known.FileID && d.Events >= known.Events {
			return true, err
		}
	}
	return false, err
}

// compare is behind without asking what staff know.
func (s *Store) compare(ctx context.Context, known Anchor) (*Behind, error) {
	end, err := s.chainEnd(ctx, s.readers)
	if err != nil {
		return nil, err
	}
	b := Behind{Known: known, Events: end.seq}
	switch {
	case known.FileID != s.fileID:
		b.OtherFile = true
		return &b, nil
	case known.Events > end.seq:
		return &b, nil
	case known.Events == 0:
		return nil, nil
	}
	var hash []byte
	err = s.readers.GetContext(ctx, &hash, s.readers.Rebind(`SELECT COALESCE((SELECT hash FROM events WHERE seq = ?), x'')`), known.Events)
	if err != nil || hex.EncodeToString(hash) == known.Head {
		return nil, err
	}
	b.Forked = true
	return &b, nil
}

// anchor notes outside the database how far the history goes: at once, or if
// the last time is long ago. That it can't be written is no reason to stop.
func (s *Store) anchor(atOnce bool) {
	a := &s.anchoring
	a.mu.Lock()
	defer a.mu.Unlock()
	if s.options.AnchorFile == "" || !a.checked || a.behind != nil || !atOnce && time.Since(a.kept) < anchorPause {
		return
	}
	ctx, stop := context.WithTimeout(context.Background(), rereadTimeout)
	defer stop()
	now, err := s.Anchor(ctx)
	if err != nil {
		return
	}
	text, err := canonical(now)
	if err != nil {
		return
	}
	a.kept = time.Now()
	_ = replaceFile(s.options.AnchorFile, text)
}

// replaceFile puts a file in place in one step without waiting for the disk:
// after a power cut it may be the old one, or empty.
func replaceFile(path string, content []byte) error {
	temp := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".new")
	if err := os.WriteFile(temp, content, 0o600); err != nil {
		return err
	}
	return os.Rename(temp, path)
}
