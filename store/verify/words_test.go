package verify

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// TestWords holds that everything that can be found has words in both
// languages, and that no sentence is left with a verb of fmt in it.
func TestWords(t *testing.T) {
	for _, w := range []wording{korean, english} {
		for _, v := range []Verdict{Intact, Altered, Truncated, Rewritten, Older} {
			if w.verdicts[v] == "" {
				t.Errorf("no words for %q", v)
			}
		}
		for i := range reflect.TypeFor[wording]().NumField() {
			if f := reflect.ValueOf(w).Field(i); f.Kind() == reflect.String && f.String() == "" {
				t.Error("no words for", reflect.TypeFor[wording]().Field(i).Name)
			}
		}
	}
	for _, c := range cheats {
		if c.kind != "" && (korean.places[c.kind] == "" || english.places[c.kind] == "") {
			t.Errorf("no words for %q", c.kind)
		}
	}
	r := Report{Verdict: Altered, More: 3, NewKeys: []int64{2}, Accepted: []int64{9}, Rescued: []int64{7}, Head: "ab", LastClosing: Closing{Number: 3, ClosingKRW: -1234567},
		Findings: []Finding{{Kind: RowEdited, Operation: 4, Order: "P1", Detail: "amount_krw"}, {Kind: ClosingUntrue, Closing: 2, Seq: 8, Customer: 5}, {Kind: RowMissing, Operation: 6}}}
	var out bytes.Buffer
	if err := r.Tell(&out, Both); err != nil || strings.Contains(out.String(), "%!") || !strings.Contains(out.String(), "-1,234,567") {
		t.Error(out.String(), err)
	}
	for _, want := range []string{"주문번호 P1, (amount_krw)", "order number P1, (amount_krw)", "closing 2, event 8, customer 5", "건 6", "3곳"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not said in\n%s", want, out.String())
		}
	}
}

// TestCommand holds the exit codes, and which language follows from the locale.
func TestCommand(t *testing.T) {
	t.Setenv("LC_ALL", "ko_KR.UTF-8")
	s := newShop(t)
	altered := filepath.Join(s.dir, "altered.db")
	content, err := os.ReadFile(s.older)
	s.must(err)
	s.must(os.WriteFile(altered, content, 0o600))
	s.attackFile(altered, sqlOf(`UPDATE operations SET advice = 'x' WHERE id = 1`))
	for _, c := range []struct {
		arguments []string
		code      int
		says      string
	}{
		{[]string{s.file}, 0, "온전합니다"},
		{[]string{"-against", s.anchor, s.file}, 0, "밖에 적어 둔 것과 맞습니다"},
		{[]string{"-language", "en", s.audit}, 0, "Intact"},
		{[]string{altered}, 1, "바뀌었습니다"},
		{[]string{"-against", s.anchor, s.older}, 1, "예전 사본"},
		{[]string{filepath.Join(s.dir, "nowhere")}, 2, "읽을 수 없습니다"},
		{[]string{"-code", "x", s.file}, 2, "읽을 수 없습니다"},
		{nil, 2, "FILE"},
		{[]string{"-unknown", s.file}, 2, "unknown"},
		{[]string{"-help"}, 0, "FILE"},
	} {
		var out bytes.Buffer
		if code := Command(ctx, "keyindesk verify", c.arguments, &out, &out); code != c.code || !strings.Contains(out.String(), c.says) {
			t.Errorf("%v: %d\n%s", c.arguments, code, out.String())
		}
	}
	for locale, want := range map[string]Language{"ko_KR.UTF-8": Korean, "en_US.UTF-8": English, "C": Both, "C.UTF-8": Both, "": Both} {
		if got := languageOf(func(name string) string { return map[string]string{"LANG": locale}[name] }); got != want {
			t.Errorf("%q: %s", locale, got)
		}
	}
}
