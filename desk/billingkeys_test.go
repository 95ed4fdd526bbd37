package desk_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"keyindesk/desk"
	"keyindesk/gateways"
)

const billingKey = "NS9qNTgzU2xRNHR2RmFBWWFBTWk5UT09"

// billingKeys is a gateways.BillingKeys under the test's hand.
type billingKeys struct {
	lookups, deletions int
	onLookup, onDelete ending
	gone               bool   // a look-up finds no such key
	contract           string // under which keys are asked for
}

func (b *billingKeys) Name() string                        { return "payple" }
func (b *billingKeys) Capabilities() gateways.Capabilities { return gateways.Capabilities{} }

func (b *billingKeys) CheckBillingKey(key gateways.Secret) []gateways.Finding {
	if key.Empty() {
		return []gateways.Finding{{Field: gateways.FieldBillingKey, Rule: gateways.RuleMissing, Block: true}}
	}
	return nil
}

func (b *billingKeys) Contract() string { return b.contract }

func (b *billingKeys) LookupBillingKey(context.Context, gateways.Secret) gateways.BillingKey {
	b.lookups++
	if b.gone {
		return gateways.BillingKey{Result: gateways.Result{Outcome: gateways.Declined, Advice: gateways.AdviceNoSuchSale}}
	}
	return gateways.BillingKey{Result: b.onLookup.result(), Method: gateways.BillingCard, Company: "BC카드", MaskedNumber: "1111-****-****-2222"}
}

func (b *billingKeys) DeleteBillingKey(context.Context, gateways.Secret) gateways.Deletion {
	b.deletions++
	return gateways.Deletion{Result: b.onDelete.result()}
}

func openKeys(t *testing.T) (*counter, *billingKeys) {
	t.Helper()
	c, keys := openCounter(t), &billingKeys{}
	config := c.Config
	config.BillingKeys = keys
	c.Desk = desk.New(config)
	return c, keys
}

func TestLookupBillingKey(t *testing.T) {
	key := desk.NewSecret(billingKey)

	t.Run("is_a_row_with_the_keys_mask", func(t *testing.T) {
		c, _ := openKeys(t)
		found, err := c.LookupBillingKey(t.Context(), key, "김하늘")
		op := found.Operation
		if err != nil || op.State != desk.Approved || op.KeyHint != "NS9q…UT09" || op.CardCompany != "BC카드" || op.MaskedCard != "1111-****-****-2222" {
			t.Fatalf("%+v, %v", op, err)
		}
		shown, err := c.RevealBillingKey(t.Context(), op.ID, false, "이도윤")
		if err != nil || shown.Reveal() != billingKey {
			t.Fatalf("revealed: %v", err)
		}
		story, err := c.Story(t.Context(), op.ID)
		if last := story[len(story)-1]; err != nil || last.Type != desk.EventRevealed || last.Staff != "이도윤" {
			t.Errorf("the story does not tell: %+v, %v", story, err)
		}
		if strings.Contains(c.log.String(), billingKey) {
			t.Error("the key is in the log")
		}
	})

	t.Run("a_lost_reply_is_no_answer", func(t *testing.T) {
		c, keys := openKeys(t)
		keys.onLookup = ending1(gateways.Unknown, gateways.FaultTimeout)
		found, err := c.LookupBillingKey(t.Context(), key, "김하늘")
		if err != nil || found.Operation.State != desk.NoAnswer {
			t.Fatalf("%+v, %v", found.Operation, err)
		}
		if n, err := c.InDoubtCount(t.Context()); err != nil || n != 0 {
			t.Errorf("%d in doubt, %v", n, err)
		}
	})

	t.Run("is_not_sent_when_blocked", func(t *testing.T) {
		c, keys := openKeys(t)
		var why *desk.Blocked
		if _, err := c.LookupBillingKey(t.Context(), desk.Secret{}, "김하늘"); !errors.As(err, &why) || keys.lookups != 0 {
			t.Errorf("got %v", err)
		}
	})
}

func TestDeleteBillingKey(t *testing.T) {
	key := desk.NewSecret(billingKey)

	t.Run("needs_its_last_four_signs", func(t *testing.T) {
		c, keys := openKeys(t)
		for _, confirm := range []string{"", "UT0", "ut09", "1234"} {
			if _, err := c.DeleteBillingKey(t.Context(), key, confirm, "김하늘"); !errors.Is(err, desk.ErrConfirm) {
				t.Errorf("%q: %v", confirm, err)
			}
		}
		if keys.deletions != 0 {
			t.Fatal("something was sent")
		}
		if op, err := c.DeleteBillingKey(t.Context(), key, "UT09", "김하늘"); err != nil || op.State != desk.Approved {
			t.Errorf("%+v, %v", op, err)
		}
	})

	for name, s := range map[string]struct {
		gone bool
		look ending
		want desk.State
	}{
		"a_lost_reply_and_the_key_is_gone":       {true, ending{}, desk.Approved},
		"a_lost_reply_and_the_key_is_there":      {false, ending{}, desk.InDoubt},
		"a_lost_reply_and_nobody_knows":          {false, ending1(gateways.Unknown, gateways.FaultTimeout), desk.InDoubt},
		"a_lost_reply_and_the_look_up_is_denied": {false, ending1(gateways.Declined, ""), desk.InDoubt},
	} {
		t.Run(name, func(t *testing.T) {
			c, keys := openKeys(t)
			keys.onDelete, keys.gone, keys.onLookup = ending1(gateways.Unknown, gateways.FaultCut), s.gone, s.look
			op, err := c.DeleteBillingKey(t.Context(), key, "UT09", "김하늘")
			if err != nil || op.State != s.want || keys.deletions != 1 || keys.lookups != 1 {
				t.Errorf("%s, %v after %d deletions and %d look-ups", op.State, err, keys.deletions, keys.lookups)
			}
		})
	}

	t.Run("another_contract_is_not_asked_about_it", func(t *testing.T) {
		c, keys := openKeys(t)
		keys.contract = "first"
		keys.onDelete, keys.onLookup = ending1(gateways.Unknown, gateways.FaultCut), ending1(gateways.Unknown, "")
		op, err := c.DeleteBillingKey(t.Context(), key, "UT09", "김하늘")
		if err != nil || op.State != desk.InDoubt || op.MerchantID != "first" {
			t.Fatalf("%+v, %v", op, err)
		}
		keys.contract, keys.gone = "second", true
		if _, err := c.Inquire(t.Context(), op.ID); !errors.Is(err, desk.ErrNoInquiry) {
			t.Errorf("asked: %v", err)
		}
		keys.contract = "first"
		if op, err := c.Inquire(t.Context(), op.ID); err != nil || op.State != desk.Approved {
			t.Errorf("%+v, %v", op, err)
		}
	})

	t.Run("a_key_that_is_still_there_minutes_later_was_not_deleted", func(t *testing.T) {
		c, keys := openKeys(t)
		keys.onDelete = ending1(gateways.Unknown, gateways.FaultCut)
		op, err := c.DeleteBillingKey(t.Context(), key, "UT09", "김하늘")
		if err != nil || op.State != desk.InDoubt {
			t.Fatalf("%s, %v", op.State, err)
		}
		c.set(c.clock().Add(4 * time.Minute))
		if op, err = c.Inquire(t.Context(), op.ID); err != nil || op.State != desk.Declined || keys.deletions != 1 {
			t.Errorf("%s, %v after %d deletions", op.State, err, keys.deletions)
		}
	})
}
