package proof

import (
	"context"
	"fmt"
	"testing"

	"keyindesk/desk"
	"keyindesk/gateways/practice"
)

// TestEveryBehaviour lets the practice gateway do everything it can do to a
// charge and to a cancel, and prints what the history made of it beside the
// truth. A row may say that it doesn't know; it may not be wrong. And a row
// that could know, after a plain yes or no, must.
func TestEveryBehaviour(t *testing.T) {
	fmt.Printf("%-18s %-7s %-8s %s\n", "gateway", "act", "money", "history")
	for _, b := range behaviours() {
		for _, kind := range []desk.Kind{desk.KindCharge, desk.KindCancel} {
			t.Run(fmt.Sprintf("%s_of_%s", kind, b.Key), func(t *testing.T) { tryBehaviour(t, b, kind) })
		}
	}
}

// certain are the behaviours after which the history must know.
var certain = map[practice.Key]bool{
	practice.Approve: true, practice.Slow: true, practice.DeclineLimit: true, practice.DeclineLost: true,
	practice.DeclinePassword: true, practice.DeclineOther: true, practice.CutBefore: true, practice.CancelShort: true,
}

func tryBehaviour(t *testing.T, b practice.Behaviour, kind desk.Kind) {
	ctx := context.Background()
	d, twin := openDesk(t)
	press, err := d.ReadBack(ctx, order(10_000), "김점원")
	if err != nil {
		t.Fatal(err)
	}
	if kind == desk.KindCharge {
		twin.Next(b)
	}
	op, err := press.Charge(ctx, false)
	if err != nil {
		t.Fatal(err)
	}
	moved := len(twin.Ledger()) > 0
	if kind == desk.KindCancel {
		twin.Next(b)
		if op, err = d.Cancel(ctx, cancelOrder(op)); err != nil {
			t.Fatal(err)
		}
		moved = twin.Ledger()[0].Cancelled()
	}
	if twin.Requests() > 2 {
		t.Errorf("%d requests", twin.Requests())
	}
	money := "stayed"
	if moved {
		money = "moved"
	}
	fmt.Printf("%-18s %-7s %-8s %s %s\n", b.Key, kind, money, op.State, op.Fault)

	kept, err := d.Operation(ctx, op.ID)
	switch {
	case err != nil:
		t.Error(err)
	case kept.State != op.State:
		t.Errorf("staff were told %s, the history says %s", op.State, kept.State)
	case op.State == desk.Approved && !moved, op.State == desk.Declined && moved, op.State == desk.NotSent && moved:
		t.Errorf("%s, but the money %s", op.State, money)
	case op.State == desk.Prepared:
		t.Error("left prepared")
	case op.State == desk.InDoubt && certain[b.Key] && !(kind == desk.KindCancel && b.Key == practice.DeclineOther):
		t.Errorf("in doubt (%s) after a plain answer", op.Fault)
	}
}
