package verify

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Options are what a history is compared with beside itself.
type Options struct {
	// Against is an audit file or an anchor of the history, or another copy of
	// it, from earlier; "" for none.
	Against string
	// Code is the check code of a printed closing, or what its QR code holds: with
	// its number in front ("12:ABCD-EFGH-IJKL-MNOP") it says more. "" for none.
	Code string
	// Indexes holds the indexes of a large database against its tables too. Of a
	// small one that is always done; of a large one it takes as long again, or
	// longer.
	Indexes bool
	// Key is the public key that must have signed the first closing, in hex; ""
	// for any.
	Key string
}

// File checks a database or an audit file. It writes nothing and needs no key.
//
// An error means that nothing can be said: the file can't be read, is no
// history (ErrNotHistory), one of another version (ErrVersion), or what it is to
// be compared with is of no use (ErrWitness).
func File(ctx context.Context, path string, o Options) (_ Report, err error) {
	var code printedCode
	if o.Code != "" {
		if code, err = readCode(o.Code); err != nil {
			return Report{}, err
		}
	}
	var w *witness
	if o.Against != "" {
		if w, err = openWitness(ctx, o.Against); err != nil {
			return Report{}, err
		}
		if w.source != nil {
			defer func() { err = errors.Join(err, w.source.close()) }()
		}
	}
	s, err := open(ctx, path, o.Indexes)
	if err != nil {
		return Report{}, err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	probe := int64(0)
	if w != nil {
		probe = w.events
	}
	_, h, err := check(ctx, s, o, probe)
	if err != nil {
		return Report{}, err
	}
	if w != nil {
		if err := h.compareWitness(ctx, w); err != nil {
			return Report{}, err
		}
	}
	if o.Code != "" {
		h.compareCode(code)
	}
	return h.finished(ctx), nil
}

// check walks a history; probe is an event whose hash will be wanted.
func check(ctx context.Context, s source, o Options, probe int64) (Report, *history, error) {
	r := &Report{}
	h := newHistory(s, r)
	h.probe, h.wantKey = probe, strings.ToLower(o.Key)
	if err := h.walk(ctx); err != nil {
		return Report{}, nil, fmt.Errorf("read the history: %w", err)
	}
	return h.finished(ctx), h, nil
}

// finished is the report, with order numbers where they can be found.
func (h *history) finished(ctx context.Context) Report {
	r := *h.report
	r.Verdict, r.Findings, r.More = h.verdict(), slices.Clone(h.found.list), h.found.more
	slices.SortStableFunc(r.Findings, func(a, b Finding) int { return rank(a) - rank(b) })
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Operation != 0 && f.Order == "" {
			f.Order = h.source.orderOf(ctx, f.Operation)
		}
	}
	return r
}
