package gateways

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

var testKeeper = Keeper{
	Code: "resCd", Message: "resMsg",
	Numbers: []string{"pgCno", "amount", "date", "empty", "absent"},
	Texts:   []string{"cardName"},
	Signs:   "_-", IDBytes: 60,
}

var testTold = Told{
	Ours: []string{"1004", "0529", "ORDER-1"},
	Secrets: []Secret{
		NewSecret("9490191412341234"), NewSecret("0529"), NewSecret("890302"), NewSecret("12"),
		NewSecret("25bcd7a82f5b4058818462cc7715964c"), {},
	},
	People: People("홍길동", "01012345678", "김", ""),
}

func TestKeeperClean(t *testing.T) {
	for name, c := range map[string]struct{ field, value, want string }{
		"a code":                             {"resCd", "0000", "0000"},
		"an id":                              {"pgCno", "20061510000000000001", "20061510000000000001"},
		"an id that looks like a card":       {"pgCno", "4111111111111111", "4111111111111111"},
		"an id with signs":                   {"pgCno", "KD_2026-11", "KD_2026-11"},
		"no id: another sign":                {"pgCno", "a b", unkept},
		"no id: markup":                      {"pgCno", "<b>1</b>", unkept},
		"no id: Hangul":                      {"pgCno", "승인", unkept},
		"no id: too long":                    {"pgCno", strings.Repeat("1", 61), unkept},
		"no id: JSON":                        {"pgCno", `{"a":"1"}`, unkept},
		"the longest id":                     {"pgCno", strings.Repeat("1", 60), strings.Repeat("1", 60)},
		"empty":                              {"empty", "", ""},
		"blank":                              {"empty", " \u00a0", ""},
		"the card":                           {"pgCno", "9490191412341234", unkept},
		"the card in an id":                  {"pgCno", "A9490191412341234", "A" + unkept},
		"eleven digits of it":                {"pgCno", "X94901914123", "X" + unkept},
		"the card with dashes":               {"pgCno", "9490-1914-1234-1234", unkept},
		"the birth date":                     {"date", "890302", unkept},
		"the password":                       {"amount", "12", unkept},
		"the birth date by chance":           {"date", "20261189030200", "20261189030200"},
		"the password by chance":             {"amount", "1200", "1200"},
		"our amount":                         {"amount", "1004", "1004"},
		"our own, though it equals a secret": {"date", "0529", "0529"},
		"the key in capitals":                {"pgCno", "25BCD7A82F5B4058818462CC7715964C", unkept},
		"a name in a number's place":         {"pgCno", "01012345678", "01012345678"},
		"a text":                             {"cardName", "신한카드", "신한카드"},
		"a text with the card":               {"resMsg", "카드 9490-1914-1234-1234 오류", "카드 " + unkept + " 오류"},
		"a text with another card":           {"resMsg", "4111111111111111", unkept},
		"a text with a name":                 {"resMsg", "홍길동 님", unkept + " 님"},
		"a text with a phone":                {"resMsg", "010-1234-5678 확인", unkept + " 확인"},
		"a text with a syllable":             {"resMsg", "김밥", "김밥"},
		"a text with the key":                {"resMsg", "키 25bcd7a82f5b4058818462cc7715964c", "키 " + unkept},
		"a text with the birth date":         {"resMsg", "생년월일 890302", "생년월일 " + unkept},
		"a long text":                        {"resMsg", strings.Repeat("가", 201), strings.Repeat("가", 200) + "…"},
		"a text of just so many":             {"resMsg", strings.Repeat("가", 200), strings.Repeat("가", 200)},
		"a card where a long text ends":      {"resMsg", strings.Repeat("가", 190) + "9490191412341234", strings.Repeat("가", 190) + unkept},
	} {
		got := testKeeper.Clean(map[string]string{c.field: c.value, "custKey": "x", "": "x"}, testTold)
		if diff := cmp.Diff(map[string]string{c.field: c.want}, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if got := testKeeper.Clean(nil, testTold); len(got) != 0 {
		t.Errorf("of nothing: %v", got)
	}
}

// A keeper with no message keeps no field without a name.
func TestKeeperKeepsNoNamelessField(t *testing.T) {
	if got := (Keeper{IDBytes: 9}).Clean(map[string]string{"": "1"}, Told{}); len(got) != 0 {
		t.Errorf("%v", got)
	}
}

// Whatever a reply holds, nothing of the card, the key and no unknown name comes
// through.
func TestKeeperHidesEverySecret(t *testing.T) {
	const card, key = "9490191412341234", "25bcd7a82f5b4058818462cc7715964c"
	names := rapid.SampledFrom([]string{"resCd", "resMsg", "pgCno", "amount", "cardName", "custKey", "cardNo", ""})
	piece := rapid.OneOf(rapid.SampledFrom([]string{card, key, strings.ToUpper(key), "9490-1914-1234-1234", "홍길동", "12", "_", " "}), rapid.StringN(0, 5, -1))
	rapid.Check(t, func(t *rapid.T) {
		reply := map[string]string{}
		for range rapid.IntRange(0, 4).Draw(t, "fields") {
			reply[names.Draw(t, "name")] = strings.Join(rapid.SliceOfN(piece, 0, 6).Draw(t, "pieces"), "")
		}
		for name, value := range testKeeper.Clean(reply, testTold) {
			if shows(value, card) || strings.Contains(strings.ToLower(value), key) {
				t.Fatalf("%s keeps %q of %q", name, value, reply[name])
			}
			if name == "custKey" || name == "cardNo" || name == "" {
				t.Fatalf("an unknown field is kept: %q", name)
			}
			if (name == "resMsg" || name == "cardName") && strings.Contains(value, "홍길동") {
				t.Fatalf("%s names a person: %q", name, value)
			}
		}
	})
}

func TestKeeperFailed(t *testing.T) {
	cause := errors.New("cut")
	for name, c := range map[string]struct {
		written bool
		fault   string
		text    string
		want    Result
	}{
		"not sent":        {false, FaultConnect, "", Result{Outcome: NotSent, Advice: AdviceTryAgain}},
		"a wrong address": {false, FaultAddress, "", Result{Outcome: NotSent, Advice: AdviceSettings}},
		"lost":            {true, FaultTimeout, "", Result{Outcome: Unknown, Advice: AdviceCheckAdmin}},
		"lost halfway":    {true, FaultCut, `{"resCd":"00`, Result{Outcome: Unknown, Advice: AdviceCheckAdmin}},
		"a 500 that says something": {true, FaultStatus, `{"resCd":"9999","resMsg":"카드 9490191412341234","custKey":"x"}`, Result{
			Outcome: Unknown, Advice: AdviceCheckAdmin, Code: "9999", Message: "카드 " + unkept,
			Trace: Trace{Reply: map[string]string{"resCd": "9999", "resMsg": "카드 " + unkept}},
		}},
		"a 500 that says yes": {true, FaultStatus, `{"resCd":"0000"}`, Result{
			Outcome: Unknown, Advice: AdviceCheckAdmin, Code: "0000", Trace: Trace{Reply: map[string]string{"resCd": "0000"}},
		}},
	} {
		failure := &Failure{Written: c.written, Fault: c.fault, Err: cause}
		got := testKeeper.Failed(Called{Reply: Reply{Text: c.text}, Failure: failure, Trace: Trace{Host: "h"}}, testTold)
		c.want.Fault, c.want.Trace.Host = c.fault, "h"
		if diff := cmp.Diff(c.want, got, cmpopts.IgnoreFields(Result{}, "Cause")); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if !errors.Is(got.Cause, cause) {
			t.Errorf("%s: the cause is %v", name, got.Cause)
		}
	}
}

// Unreadable is not told what was sent, so it can keep nothing: not even from a
// reply that is an object, of which another part could not be read.
func TestKeeperUnreadable(t *testing.T) {
	called := Called{Reply: Reply{Text: `{"resCd":"0000","resMsg":"키 25bcd7a82f5b4058818462cc7715964c"}`, Status: 200}, Trace: Trace{Host: "h", Written: true, Status: 200}}
	got := testKeeper.Unreadable(called, errNotObject)
	want := Result{Outcome: Unknown, Advice: AdviceCheckAdmin, Fault: FaultNotJSON, Trace: called.Trace}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Result{}, "Cause")); diff != "" {
		t.Error(diff)
	}
	if !errors.Is(got.Cause, errNotObject) {
		t.Errorf("the cause is %v", got.Cause)
	}
}

func TestKeeperAnswered(t *testing.T) {
	kept := map[string]string{"resCd": "8324", "resMsg": "한도초과"}
	called := Called{Trace: Trace{Host: "h", Status: 200}}
	got := testKeeper.Answered(called, kept, Declined, "", AdviceAskCardholder)
	want := Result{Outcome: Declined, Code: "8324", Message: "한도초과", Advice: AdviceAskCardholder, Trace: Trace{Host: "h", Status: 200, Reply: kept}}
	if diff := cmp.Diff(want, got, cmpopts.EquateErrors()); diff != "" {
		t.Error(diff)
	}
	if got := testKeeper.Answered(called, kept, Unknown, FaultEcho, AdviceAskCardholder); got.Advice != AdviceCheckAdmin || got.Fault != FaultEcho {
		t.Errorf("what is not known must be looked up: %+v", got)
	}
	if called.Trace.Reply != nil {
		t.Error("the caller's own record was changed")
	}
}

func TestMadeAndDigits(t *testing.T) {
	for _, c := range []struct {
		text, extra  string
		made, digits bool
	}{
		{"", "", true, false}, {"Az09", "", true, false}, {"A-1", "-", true, false}, {"A-1", "", false, false},
		{"0012", "", true, true}, {"１２", "", false, false}, {"가", "", false, false}, {"1 ", "", false, false}, {"\xff", "", false, false},
	} {
		if Made(c.text, c.extra) != c.made || Digits(c.text) != c.digits {
			t.Errorf("%q: made %v, digits %v", c.text, Made(c.text, c.extra), Digits(c.text))
		}
	}
}
