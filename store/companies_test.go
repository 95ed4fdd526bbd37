package store

import "testing"

func TestCardCompanyOf(t *testing.T) {
	s, _ := newStore(t)
	charge := func(mask, company string, state State) Operation {
		in := chargeIntent(1000)
		in.MaskedCard = mask
		return finished(t, s, prepared(t, s, in).ID, Answer{State: state, CardCompany: company, TransactionID: randomHex(8)})
	}
	hold := func(want map[string]string) {
		t.Helper()
		for first6, company := range want {
			if got, err := s.CardCompanyOf(ctx, first6); err != nil || got != company {
				t.Errorf("%q: %q %v, not %q", first6, got, err, company)
			}
		}
	}
	charge("943100******1234", "비씨", Approved)
	charge("943100******9999", "BC카드", Approved)
	charge("943100******0000", "", Approved)
	charge("943100******5555", "wrong", Declined)
	charge("943101******1234", "neighbour", Approved)
	charge("999999******1234", "nines", Approved)
	hold(map[string]string{
		"943100": "BC카드", "943101": "neighbour", "999999": "nines", "943102": "", "94310": "", "9431001": "", "": "", "94310%": "", "______": "",
	})

	doubt := charge("943102******1234", "롯데", InDoubt)
	charge("943100******2222", "비씨", Approved)
	hold(map[string]string{"943100": "비씨", "943102": ""})
	resolved(t, s, doubt.ID, happened("late"))
	hold(map[string]string{"943102": "롯데"})
	resolved(t, s, doubt.ID, Resolution{Staff: "박사장", Evidence: "관리자 화면에 없음"})
	hold(map[string]string{"943102": ""})

	charge("943103******1234", "삼성", Approved)
	doubt = charge("943103******2222", "롯데", InDoubt)
	resolved(t, s, doubt.ID, happened("later"))
	hold(map[string]string{"943103": "롯데"})
	resolved(t, s, doubt.ID, Resolution{Staff: "박사장", Evidence: "관리자 화면에 없음"})
	hold(map[string]string{"943103": "삼성"}) // the sale before it stands
	charge("943103******3333", "현대", Approved)
	hold(map[string]string{"943103": "현대"})
}
