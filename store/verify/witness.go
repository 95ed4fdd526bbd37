package verify

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"
)

// anchorFormat begins an anchor, which the program keeps beside its folders.
const anchorFormat = "keyindesk anchor 1"

// ErrWitness: what was to be compared with can't be used.
var ErrWitness = errors.New("this can't be compared with")

// witness knows from outside how a history was.
type witness struct {
	fileID      string
	events      int64
	head        []byte
	closing     int64
	closingHash []byte
	source      source // nil of an anchor
}

// openWitness reads an audit file, an anchor or another copy of the history. One
// that is not intact itself is none.
func openWitness(ctx context.Context, path string) (*witness, error) {
	if text := small(path); text != nil {
		var a struct {
			Format      string `json:"format"`
			FileID      string `json:"file_id"`
			Events      int64  `json:"events"`
			Head        string `json:"head"`
			Closing     int64  `json:"closing"`
			ClosingHash string `json:"closing_hash"`
		}
		if json.Unmarshal(text, &a) == nil && a.Format == anchorFormat {
			w := &witness{fileID: a.FileID, events: a.Events, closing: a.Closing}
			w.head, _ = hex.DecodeString(a.Head)
			w.closingHash, _ = hex.DecodeString(a.ClosingHash)
			return w, nil
		}
	}
	s, err := open(ctx, path, false)
	if err != nil {
		return nil, err
	}
	r, h, err := check(ctx, s, Options{}, 0)
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	if r.Verdict != Intact {
		return nil, errors.Join(fmt.Errorf("%s: %w: it is %s itself", path, ErrWitness, r.Verdict), s.close())
	}
	w := &witness{fileID: r.FileID, events: h.chain.seq, source: s}
	w.head = bytes.Clone(h.chain.hash)
	if n := len(h.closings); n > 0 {
		w.closing, w.closingHash = h.closings[n-1].number, h.closings[n-1].hash
	}
	return w, nil
}

// small is the content of a file that is no longer than an anchor; nil of any
// other.
func small(path string) []byte {
	const most = 4096
	if info, err := os.Stat(path); err != nil || info.Size() > most {
		return nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	return text
}

// compare holds a history that was walked against what a witness knows.
func (h *history) compareWitness(ctx context.Context, w *witness) error {
	last := h.chain.seq
	switch {
	case w.fileID != h.report.FileID:
		h.contradicts(Finding{Kind: WitnessOther, Detail: w.fileID})
		return nil
	case w.events > last:
		if w.source == nil || last == 0 {
			h.found.add(Finding{Kind: WitnessAhead, Seq: last, Detail: strconv.FormatInt(w.events, 10)})
			return nil
		}
		theirs, err := w.source.hashAt(ctx, last)
		if err != nil {
			return err
		}
		if bytes.Equal(theirs, h.chain.hash) {
			h.found.add(Finding{Kind: WitnessAhead, Seq: last, Detail: strconv.FormatInt(w.events, 10)})
			return nil
		}
	case w.events == 0 || bytes.Equal(h.probeHash, w.head):
		h.report.Witnessed = true
		h.compareClosing(w.closing, w.closingHash)
		return nil
	}
	seq, err := h.fork(ctx, w)
	if err != nil {
		return err
	}
	h.contradicts(Finding{Kind: WitnessOther, Seq: seq})
	return nil
}

// compareClosing holds the hash of a closing that is known from outside, or the
// beginning of it, against the closing.
func (h *history) compareClosing(number int64, hash []byte) {
	switch {
	case number == 0 || len(hash) == 0:
	case number > int64(len(h.closings)):
		h.report.Witnessed = false
		h.found.add(Finding{Kind: WitnessAhead, Closing: number})
	case h.closings[number-1] == nil || !bytes.HasPrefix(h.closings[number-1].hash, hash):
		h.report.Witnessed = false
		h.contradicts(Finding{Kind: WitnessOther, Closing: number})
	default:
		h.report.Witnessed = true
	}
}

// fork is the first event that the witness knows otherwise; 0 of an anchor,
// which knows no more than its end.
func (h *history) fork(ctx context.Context, w *witness) (int64, error) {
	if w.source == nil {
		return 0, nil
	}
	var failed error
	most := min(w.events, h.chain.seq)
	n := sort.Search(int(most), func(i int) bool {
		ours, err1 := h.source.hashAt(ctx, int64(i+1))
		theirs, err2 := w.source.hashAt(ctx, int64(i+1))
		failed = errors.Join(failed, err1, err2)
		return !bytes.Equal(ours, theirs)
	})
	return int64(n) + 1, failed
}

// printedCode is the check code of a printed closing, as it was typed or read
// from its QR code: with the closing's number in front, "12:ABCD-EFGH-IJKL-MNOP",
// or without.
type printedCode struct {
	number int64 // 0 if it is not known
	code   string
	hash   []byte // the whole hash, of a QR code
}

// codePrefix begins what the QR code of a closing holds: environment, file id,
// number and hash follow.
const codePrefix = "keyindesk:closing:"

func readCode(text string) (printedCode, error) {
	wrong := fmt.Errorf("%w: %q is no check code", ErrWitness, text)
	if rest, ok := strings.CutPrefix(strings.TrimSpace(text), codePrefix); ok {
		fields := strings.Split(rest, ":")
		if len(fields) != 4 {
			return printedCode{}, wrong
		}
		number, err1 := strconv.ParseInt(fields[2], 10, 64)
		hash, err2 := hex.DecodeString(fields[3])
		if err1 != nil || err2 != nil || len(hash) != hashSize || number < 1 {
			return printedCode{}, wrong
		}
		return printedCode{number: number, code: checkCode(hash), hash: hash}, nil
	}
	var p printedCode
	if number, rest, ok := strings.Cut(text, ":"); ok {
		var err error
		if p.number, err = strconv.ParseInt(strings.TrimSpace(number), 10, 64); err != nil || p.number < 1 {
			return printedCode{}, wrong
		}
		text = rest
	}
	plain := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z', r >= '2' && r <= '7':
			return r
		case r == '-' || r == ' ':
			return -1
		}
		return '?'
	}, text)
	if len(plain) != 16 || strings.Contains(plain, "?") {
		return printedCode{}, wrong
	}
	p.code = plain[:4] + "-" + plain[4:8] + "-" + plain[8:12] + "-" + plain[12:]
	return p, nil
}

// compareCode holds a printed closing against the closings.
func (h *history) compareCode(p printedCode) {
	for _, c := range h.closings {
		if c != nil && checkCode(c.hash) == p.code && (p.number == 0 || p.number == c.number) && (p.hash == nil || bytes.Equal(p.hash, c.hash)) {
			h.report.Witnessed = true
			return
		}
	}
	if p.number > int64(len(h.closings)) {
		h.found.add(Finding{Kind: WitnessAhead, Closing: p.number})
		return
	}
	h.contradicts(Finding{Kind: WitnessOther, Closing: p.number})
}
