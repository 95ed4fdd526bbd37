package verify

import (
	"bytes"
	"encoding/json"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestMembers holds the reader of events' details against encoding/json: what
// that reads as an object this reads alike, and nothing makes it fail.
func TestMembers(t *testing.T) {
	pieces := rapid.SampledFrom([]string{"{", "}", "[", "]", ":", ",", `"`, `\\`, `\"`, `\u0041`, " ", "\n", "a", `"a"`, `"b":`, "1", "-20", "true", "null", `{"x":`, "가"})
	rapid.Check(t, func(t *rapid.T) {
		var text []byte
		for _, piece := range rapid.SliceOfN(pieces, 0, 12).Draw(t, "text") {
			text = append(text, piece...)
		}
		if rapid.Bool().Draw(t, "whole") {
			text = append(append([]byte(`{"k":`), text...), '}')
		}
		got := map[string]string{}
		err := members(text, func(name, value []byte) error {
			got[string(name)] = string(value)
			return nil
		})
		var want map[string]json.RawMessage
		if !utf8.Valid(text) || json.Unmarshal(text, &want) != nil || bytes.HasPrefix(bytes.TrimSpace(text), []byte("null")) {
			return
		}
		if err != nil || len(got) != len(want) {
			t.Fatalf("%q: %v %v, want %v", text, got, err, want)
		}
		for name, value := range want {
			if got[name] != string(value) {
				t.Fatalf("%q: %s is %s, want %s", text, name, got[name], value)
			}
		}
	})
}

// TestCanonical holds the writer of records against what encoding/json writes,
// where both write alike.
func TestCanonical(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := map[string]any{
			rapid.StringMatching(`[a-z_]{1,8}`).Draw(t, "name"): rapid.StringMatching(`[ -~가-힣\t\n]{0,12}`).Draw(t, "text"),
			"n": rapid.Int64().Draw(t, "n"), "list": []any{"a", int64(1)},
		}
		var want bytes.Buffer
		encoder := json.NewEncoder(&want)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(value); err != nil {
			t.Fatal(err)
		}
		if got := canonical(nil, value); string(got)+"\n" != want.String() {
			t.Fatalf("%s, want %s", got, want.String())
		}
	})
}
