package store

import (
	"slices"
	"testing"
)

func ids(ops []Operation) []int64 {
	out := []int64{}
	for _, o := range ops {
		out = append(out, o.ID)
	}
	return out
}

func TestDuplicates(t *testing.T) {
	s, c := newStore(t)
	charge := func(amount int64, card string, state State) int64 {
		in := chargeIntent(amount)
		in.Fingerprint = []byte(card)
		op := prepared(t, s, in)
		if state != Prepared {
			finished(t, s, op.ID, Answer{State: state, TransactionID: op.OrderNumber})
		}
		return op.ID
	}
	c.set("2026-11-20 12:00:00")
	charge(1000, "card", Approved) // yesterday
	oldDoubt := charge(7000, "card", InDoubt)
	c.set("2026-11-21 12:00:00")
	same := charge(1000, "card", Approved)
	charge(2000, "card", Approved)  // another amount
	charge(1000, "other", Approved) // another card
	charge(1000, "other", InDoubt)
	charge(1000, "card", Declined)
	charge(1000, "card", NotSent)
	pending := charge(3000, "card", Prepared) // whatever its amount: nobody knows what became of it
	doubt := charge(9000, "card", InDoubt)
	back, err := s.Operation(ctx, charge(1000, "card", Approved))
	if err != nil {
		t.Fatal(err)
	}
	in := cancelIntent(back)
	in.Fingerprint = []byte("card")
	finished(t, s, prepared(t, s, in).ID, Answer{State: Approved})

	got, err := s.Duplicates(ctx, []byte("card"), 1000, "2026-11-21")
	if want := []int64{oldDoubt, same, pending, doubt}; err != nil || !slices.Equal(ids(got), want) {
		t.Errorf("%v, want %v, %v", ids(got), want, err)
	}
	if got, err := s.Duplicates(ctx, nil, 1000, "2026-11-21"); err != nil || len(got) != 0 {
		t.Error("a card without a fingerprint", ids(got), err)
	}
	waiting, err := s.InDoubt(ctx)
	n, err2 := s.InDoubtCount(ctx)
	if err != nil || err2 != nil || n != 3 || len(waiting) != 3 || waiting[0].ID != oldDoubt {
		t.Error(ids(waiting), n, err, err2)
	}
}

func TestStory(t *testing.T) {
	s, _ := newStore(t)
	charge := approved(t, s, 1000)
	approved(t, s, 2000) // another story
	cancel := prepared(t, s, cancelIntent(charge))
	finished(t, s, cancel.ID, Answer{State: Declined, ResultCode: "1004"})
	story, err := s.Story(ctx, charge.ID)
	if err != nil || len(story) != 4 {
		t.Fatal(story, err)
	}
	for i, want := range []int64{charge.ID, charge.ID, cancel.ID, cancel.ID} {
		if story[i].OperationID != want || i > 0 && story[i].Seq <= story[i-1].Seq {
			t.Errorf("%+v", story[i])
		}
	}
	if own, err := s.Story(ctx, cancel.ID); err != nil || len(own) != 2 {
		t.Error(own, err)
	}
	if story[1].Detail == "" || !story[1].At.Equal(charge.FinishedAt) || story[1].Staff != charge.Staff {
		t.Errorf("%+v", story[1])
	}
}
