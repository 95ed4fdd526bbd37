package proof

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keyindesk/desk"
	"keyindesk/gateways/practice"
)

// TestJudge shows the audit each way in which history and money can part. An
// audit that can't see one of them would make TestCrash worthless.
func TestJudge(t *testing.T) {
	entry := practice.Entry{OrderNumber: "P1", TransactionID: "T1", AmountKRW: 1000}
	given := entry
	given.CancelledAt = time.Unix(1, 0)
	charge := func(state desk.State) desk.Operation {
		row := desk.Operation{ID: 1, Kind: desk.KindCharge, State: state, OrderNumber: "P1", AmountKRW: 1000}
		if state == desk.Approved {
			row.TransactionID = "T1"
		}
		return row
	}
	cancel := func(state desk.State) desk.Operation {
		return desk.Operation{
			ID: 2, ParentID: 1, Kind: desk.KindCancel, State: state, OrderNumber: "P2C", AmountKRW: 1000, TransactionID: "T1",
		}
	}
	other := charge(desk.Approved)
	other.TransactionID = "T9"
	pressed := []string{"begin charge 1000", "begin cancel 1000"}

	for name, c := range map[string]struct {
		ledger []practice.Entry
		rows   []desk.Operation
		said   []string
		want   []fault
	}{
		"approved":                     {[]practice.Entry{entry}, []desk.Operation{charge(desk.Approved)}, pressed, nil},
		"in_doubt_charged":             {[]practice.Entry{entry}, []desk.Operation{charge(desk.InDoubt)}, pressed, nil},
		"in_doubt_not_charged":         {nil, []desk.Operation{charge(desk.InDoubt)}, pressed, nil},
		"declined":                     {nil, []desk.Operation{charge(desk.Declined)}, pressed, nil},
		"nothing_at_all":               {nil, nil, pressed, nil},
		"charged_without_a_row":        {[]practice.Entry{entry}, nil, pressed, []fault{lost}},
		"charged_says_declined":        {[]practice.Entry{entry}, []desk.Operation{charge(desk.Declined)}, pressed, []fault{lost, guessed}},
		"charged_says_not_sent":        {[]practice.Entry{entry}, []desk.Operation{charge(desk.NotSent)}, pressed, []fault{lost, guessed}},
		"charged_still_prepared":       {[]practice.Entry{entry}, []desk.Operation{charge(desk.Prepared)}, pressed, []fault{lost, corrupt}},
		"prepared_survives":            {nil, []desk.Operation{charge(desk.Prepared)}, pressed, []fault{corrupt}},
		"approved_not_charged":         {nil, []desk.Operation{charge(desk.Approved)}, pressed, []fault{guessed}},
		"approved_by_another_id":       {[]practice.Entry{entry}, []desk.Operation{other}, pressed, []fault{guessed}},
		"charged_twice":                {[]practice.Entry{entry, entry}, []desk.Operation{charge(desk.Approved)}, pressed, []fault{doubled, doubled}},
		"charged_without_a_press":      {[]practice.Entry{entry}, []desk.Operation{charge(desk.Approved)}, nil, []fault{doubled}},
		"told_approved_now_in_doubt":   {[]practice.Entry{entry}, []desk.Operation{charge(desk.InDoubt)}, append(pressed, "end P1 approved"), []fault{lost}},
		"cancelled":                    {[]practice.Entry{given}, []desk.Operation{cancel(desk.Approved), charge(desk.Approved)}, pressed, nil},
		"cancel_in_doubt":              {[]practice.Entry{given}, []desk.Operation{cancel(desk.InDoubt), charge(desk.Approved)}, pressed, nil},
		"cancelled_without_a_row":      {[]practice.Entry{given}, []desk.Operation{charge(desk.Approved)}, pressed, []fault{lost}},
		"cancelled_says_declined":      {[]practice.Entry{given}, []desk.Operation{cancel(desk.Declined), charge(desk.Approved)}, pressed, []fault{lost, guessed}},
		"cancelled_without_a_press":    {[]practice.Entry{given}, []desk.Operation{cancel(desk.Approved), charge(desk.Approved)}, pressed[:1], []fault{doubled}},
		"says_cancelled_and_it_is_not": {[]practice.Entry{entry}, []desk.Operation{cancel(desk.Approved), charge(desk.Approved)}, pressed, []fault{guessed}},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPresses()
			p.add(c.said)
			var got []fault
			for _, f := range judge(c.ledger, c.rows, p) {
				got = append(got, f.fault)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
		})
	}
}
