package gateways

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestEncodeASCII(t *testing.T) {
	got := string(EncodeASCII([]Pair{{Name: "itemName", Value: `TEST 상품 "1" <&> \`}, {Name: "smile", Value: "😀\n\x7f"}, {Name: "bad", Value: "\xff"}, {Name: "empty"},
		{Name: "amount", Value: "1004", Raw: true}}))
	want := `{"itemName":"TEST \uc0c1\ud488 \"1\" <&> \\","smile":"\ud83d\ude00\u000a\u007f","bad":"\ufffd","empty":"","amount":1004}`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What is encoded is ASCII, is read back the same by Go's own reader and by
// ours, and fits the space set aside, so that no second copy is left behind.
func TestEncodeASCIIProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.MapOf(rapid.String(), rapid.String()).Draw(t, "members")
		var pairs []Pair
		size := 2
		for name, value := range want {
			pairs = append(pairs, Pair{Name: name, Value: value})
			size += 6*(len(name)+len(value)) + 6
		}
		text := EncodeASCII(pairs)
		for _, b := range text {
			if b < ' ' || b > '~' {
				t.Fatalf("byte %#x is not plain ASCII", b)
			}
		}
		if len(text) > size {
			t.Fatalf("%d bytes in a space of %d", len(text), size)
		}
		var standard map[string]string
		if err := json.Unmarshal(text, &standard); err != nil {
			t.Fatal(err)
		}
		ours, err := DecodeObject(string(text))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, standard); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(want, ours); diff != "" {
			t.Fatal(diff)
		}
	})
}
