package practice_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keyindesk/gateways/practice"
)

// Each behaviour: what the caller sees, and whether a deletion was done.
func TestPaypleBehaviour(t *testing.T) {
	type want struct {
		saw     string // the code; "refused", "cut", or a page's status
		deleted bool
	}
	sees := func(status int, text string, err error) string {
		var said map[string]any
		switch {
		case errors.Is(err, syscall.ECONNREFUSED):
			return "refused"
		case err != nil:
			return "cut"
		case json.Unmarshal([]byte(text), &said) != nil:
			return http.StatusText(status)
		}
		saw, _ := said["PCD_PAY_CODE"].(string)
		return saw
	}
	for b, want := range map[practice.Behaviour]want{
		{Key: practice.Approve}:                {"0000", true},
		{Key: practice.UnknownKey}:             {"SPAY0005", false},
		{Key: practice.TokenExpired}:           {"SPAY0001", false},
		practice.Decline("SPAY0012", "출금이체"):   {"SPAY0012", false},
		practice.SlowBy(30 * time.Millisecond): {"0000", true},
		{Key: practice.CutBefore}:              {"refused", false},
		{Key: practice.CutDuring}:              {"cut", false},
		{Key: practice.LostReply}:              {"cut", true},
		{Key: practice.SilentReply}:            {"cut", true},
		{Key: practice.LostRequest}:            {"cut", false},
		{Key: practice.Garbage}:                {"OK", true},
		{Key: practice.BadGateway}:             {"Bad Gateway", false},
		{Key: practice.OtherKey}:               {"0000", true},
		{Key: practice.NoResult}:               {"0000", true},
		{Key: practice.Numbers}:                {"0000", true},
	} {
		for _, work := range []string{"PUSERINFO", "PUSERDEL"} {
			t.Run(string(b.Key)+"/"+work, func(t *testing.T) {
				s := newShop(t)
				card := s.card()
				url, ask := s.session(t, work)
				s.Next(b)
				if b.Key != practice.CutBefore && b.Key != practice.CutDuring {
					url, ask = s.session(t, work) // which only the cuts can meet
				}
				if got := s.Current().Key; got != b.Key {
					t.Errorf("set: %s", got)
				}
				if got := sees(s.send(t, http.MethodPost, url, ask)); got != want.saw {
					t.Errorf("saw %s, want %s", got, want.saw)
				}
				if got := s.Current().Key; got != practice.Approve {
					t.Errorf("afterwards: %s", got)
				}
				if deleted := !s.stands(card); deleted != (want.deleted && work == "PUSERDEL") {
					t.Errorf("deleted: %v", deleted)
				}
				url, ask = s.session(t, "PUSERINFO")
				if said := s.hear(t, url, ask.with("PCD_PAYER_ID", s.card())); said["PCD_PAY_CODE"] != "0000" {
					t.Errorf("the next look-up: %v", said)
				}
			})
		}
	}
}

// What the odd answers look like.
func TestPaypleOddAnswers(t *testing.T) {
	odd := func(t *testing.T, key practice.Key, billingKey func(*shop) string) (*shop, map[string]any) {
		s := newShop(t)
		url, ask := s.session(t, "PUSERINFO")
		s.Next(practice.Behaviour{Key: key})
		return s, s.hear(t, url, ask.with("PCD_PAYER_ID", billingKey(s)))
	}
	s, said := odd(t, practice.OtherKey, (*shop).card)
	if said["PCD_PAYER_ID"] == s.card() || said["PCD_PAYER_ID"] == "" || s.stands(said["PCD_PAYER_ID"].(string)) {
		t.Errorf("another key: %v", said)
	}
	if _, said = odd(t, practice.NoResult, (*shop).card); len(said) != 11 || said["PCD_PAY_RST"] != nil {
		t.Errorf("no result: %v", said)
	}
	_, card := odd(t, practice.Numbers, (*shop).card)
	_, account := odd(t, practice.Numbers, (*shop).account)
	got := []any{card["PCD_PAY_CARD"], account["PCD_PAY_BANK"], card["PCD_PAYER_NO"]}
	if diff := cmp.Diff([]any{200.0, 81.0, 1234.0}, got); diff != "" {
		t.Errorf("numbers (-want +got):\n%s", diff)
	}
}

// The two that an authentication meets end the session at hand.
func TestPaypleAuthenticationBehaviour(t *testing.T) {
	set := func(t *testing.T, b practice.Behaviour) (*shop, map[string]any) {
		s := newShop(t)
		url, ask := s.session(t, "PUSERINFO")
		s.Next(b)
		if said := s.hear(t, url, ask); said["PCD_PAY_CODE"] != "SPAY0001" {
			t.Errorf("an older session: %v", said)
		}
		if got := s.Current().Key; got != b.Key {
			t.Errorf("set: %s", got)
		}
		said := s.hear(t, paypleHost+"/php/auth.php", partner())
		if got := s.Current().Key; got != practice.Approve {
			t.Errorf("afterwards: %s", got)
		}
		s.session(t, "PUSERINFO")
		return s, said
	}
	if _, said := set(t, practice.Behaviour{Key: practice.AuthRefused}); said["result_msg"] != "AUTH0004 CONNECT SERVER ERROR!!" {
		t.Errorf("refused: %v", said)
	}
	const path = "/php/cPayUser/api/cPayUserAct.php?ACT_=PUSERINFO"
	if _, said := set(t, practice.Behaviour{Key: practice.ForeignURL}); said["return_url"] != paypleHost+".evil.example"+path {
		t.Errorf("foreign: %v", said)
	}
	if _, said := set(t, practice.ReturnTo("https://payple.kr@evil.example")); said["return_url"] != "https://payple.kr@evil.example"+path {
		t.Errorf("a look-alike: %v", said)
	}
}

func TestPaypleRehearsal(t *testing.T) {
	r := newShop(t).Rehearsal()
	want := []string{
		"approve", "unknown-key", "auth-refused", "token-expired",
		"slow", "cut-before", "cut-during", "lost-reply", "silent-reply", "lost-request", "garbage", "bad-gateway",
		"other-key", "no-result", "numbers", "foreign-url",
	}
	if diff := cmp.Diff(want, r.Behaviours()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, key := range want {
		r.SetNext(key)
		if got := r.Next(); got != key {
			t.Errorf("set %s, is %s", key, got)
		}
	}
	r.Decline("SPAY0003", "한도")
	if got := r.Next(); got != "decline-other" {
		t.Errorf("is %s", got)
	}
	if r.Admin() != nil {
		t.Error("it shows sales")
	}
	if len(r.Samples()) != 6 || strings.ContainsAny(strings.Join(r.Samples(), ""), " -") {
		t.Errorf("samples %q", r.Samples())
	}
}
