package store

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"
)

func TestReturn(t *testing.T) {
	t.Run("is_taken_once_and_told", func(t *testing.T) {
		o, c := testOptions(t, t.TempDir())
		s := openTest(t, o)
		op := finished(t, s, prepared(t, s, registrationIntent(s)).ID, Answer{State: Approved, Private: []byte("page url")})
		if op.Returned || op.ReturnCode != "" {
			t.Errorf("%+v", op)
		}
		s.Close() // a pending page survives a restart
		s = openTest(t, o)
		if waiting, err := s.PendingReturns(ctx); err != nil || len(waiting) != 1 || waiting[0].ID != op.ID {
			t.Fatal(ids(waiting), err)
		}
		if private, err := s.Private(ctx, op.ID); err != nil || string(private) != "page url" {
			t.Errorf("%q %v", private, err)
		}
		c.set("2026-11-21 12:05:00")
		r := ReturnRecord{Staff: "박사장", How: ByReceiver, Code: "0000", Message: "정상", Private: []byte("certSeqNo")}
		got, err := s.Return(ctx, op.ID, r)
		if err != nil || !got.Returned || got.ReturnCode != "0000" || got.State != Approved || !got.FinishedAt.Equal(op.FinishedAt) {
			t.Fatalf("%+v %v", got, err)
		}
		if _, err := s.Return(ctx, op.ID, r); !errors.Is(err, ErrWrongState) {
			t.Error("taken twice", err)
		}
		if waiting, _ := s.PendingReturns(ctx); len(waiting) != 0 {
			t.Error("still waits")
		}
		if private, _ := s.Private(ctx, op.ID); string(private) != "certSeqNo" {
			t.Errorf("%q", private)
		}
		story, _ := s.Story(ctx, op.ID)
		last := story[len(story)-1]
		var detail map[string]string
		if err := json.Unmarshal([]byte(last.Detail), &detail); err != nil || last.Type != EventReturned || last.Staff != "박사장" ||
			detail["how"] != "receiver" || detail["code"] != "0000" || detail["message"] != "정상" {
			t.Errorf("%+v %v", last, err)
		}
		if err := s.VerifyChain(ctx); err != nil {
			t.Error(err)
		}
	})
	t.Run("a_refusal_is_a_return_too", func(t *testing.T) {
		s, _ := newStore(t)
		op := finished(t, s, prepared(t, s, paymentIntent(activeCustomer(t, s), 1000)).ID, Answer{State: Approved, Private: []byte("kept")})
		got, err := s.Return(ctx, op.ID, ReturnRecord{How: ByPaste, Code: "W002", Message: "사용자 취소"})
		if err != nil || got.ReturnCode != "W002" {
			t.Errorf("%+v %v", got, err)
		}
		if private, err := s.Private(ctx, op.ID); err != nil || string(private) != "kept" {
			t.Errorf("nil is to keep: %q %v", private, err)
		}
	})
	t.Run("only_by_a_page_that_is_open", func(t *testing.T) {
		s, _ := newStore(t)
		waiting := prepared(t, s, registrationIntent(s))
		for name, id := range map[string]int64{
			"prepared":      waiting.ID,
			"a charge":      approved(t, s, 1000).ID,
			"declined":      finished(t, s, prepared(t, s, registrationIntent(s)).ID, Answer{State: Declined}).ID,
			"no answer":     finished(t, s, prepared(t, s, registrationIntent(s)).ID, Answer{State: NoAnswer}).ID,
			"an issued key": prepared(t, s, followIntent(KindIssueKey, returnedRegistration(t, s))).ID,
		} {
			if _, err := s.Return(ctx, id, ReturnRecord{How: ByPaste}); !errors.Is(err, ErrWrongState) {
				t.Error(name, err)
			}
		}
		if _, err := s.Return(ctx, 99, ReturnRecord{How: ByPaste}); !errors.Is(err, ErrNotFound) {
			t.Error(err)
		}
		if _, err := s.Return(ctx, waiting.ID, ReturnRecord{How: "post"}); !errors.Is(err, ErrInvalid) {
			t.Error(err)
		}
	})
}

func TestWithRequestID(t *testing.T) {
	s, _ := newStore(t)
	customer := activeCustomer(t, s)
	payment := returnedPayment(t, s, customer, 1000)
	first := finished(t, s, prepared(t, s, followIntent(KindSettle, payment)).ID, Answer{State: Declined})
	second := prepared(t, s, followIntent(KindSettle, payment))
	if first.RequestID != payment.RequestID {
		t.Error(first.RequestID)
	}
	for kind, want := range map[Kind]int64{KindRegisterPayment: payment.ID, KindSettle: second.ID, KindRegisterCustomer: 0} {
		got, err := s.WithRequestID(ctx, kind, payment.RequestID)
		if got.ID != want || (want == 0) != errors.Is(err, ErrNotFound) {
			t.Error(kind, got.ID, err)
		}
	}
	approved(t, s, 1000) // has none
	if _, err := s.WithRequestID(ctx, KindCharge, ""); !errors.Is(err, ErrNotFound) {
		t.Error("found by nothing", err)
	}
}

func TestPrivate(t *testing.T) {
	o, _ := testOptions(t, t.TempDir())
	s := openTest(t, o)
	op := prepared(t, s, allKinds[KindLookupKey](t, s))
	plain := approved(t, s, 1000)
	if private, err := s.Private(ctx, op.ID); err != nil || string(private) != "whole key" {
		t.Errorf("%q %v", private, err)
	}
	if private, err := s.Private(ctx, plain.ID); err != nil || private != nil {
		t.Errorf("%q %v", private, err)
	}
	if _, err := s.Private(ctx, 99); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	s.Close()
	other, _ := NewSealer(testKey(2))
	for want, sealer := range map[error]Sealer{ErrUnreadable: other, ErrNoSealer: nil} {
		o.Sealer = sealer
		s := openTest(t, o)
		if _, err := s.Private(ctx, op.ID); !errors.Is(err, want) {
			t.Error(err)
		}
		if err := s.VerifyChain(ctx); err != nil {
			t.Error("without the key:", err)
		}
		s.Close()
	}
	o.Sealer = nil
	s = openTest(t, o)
	if _, err := s.Prepare(ctx, allKinds[KindLookupKey](t, s)); !errors.Is(err, ErrNoSealer) {
		t.Error("kept in plain", err)
	}
}

func TestAudit(t *testing.T) {
	s, _ := newStore(t)
	op := prepared(t, s, allKinds[KindLookupKey](t, s))
	for _, what := range []EventType{EventRevealed, EventCopied} {
		if err := s.Audit(ctx, op.ID, "김직원", what); err != nil {
			t.Error(err)
		}
	}
	finished(t, s, op.ID, Answer{State: Approved})
	if err := s.Audit(ctx, op.ID, "김직원", EventRevealed); err != nil {
		t.Error(err)
	}
	story, _ := s.Story(ctx, op.ID)
	var types []EventType
	for _, e := range story {
		types = append(types, e.Type)
	}
	if want := []EventType{EventPrepared, EventRevealed, EventCopied, EventApproved, EventRevealed}; !slices.Equal(types, want) || story[1].Staff != "김직원" {
		t.Error(types)
	}
	for _, what := range []EventType{"", EventApproved, EventResolved, EventReturned, "seen"} {
		if err := s.Audit(ctx, op.ID, "김직원", what); !errors.Is(err, ErrInvalid) {
			t.Error(what, err)
		}
	}
	if err := s.Audit(ctx, 99, "김직원", EventCopied); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
}
