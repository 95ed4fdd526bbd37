package gateways

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDecodeObject(t *testing.T) {
	got, err := DecodeObject(` {"text":"a\"b\uc131","number":1004,"decimal":1004.0,"exponent":1e3,"yes":true,"no":false,
		"none":null,"object":{"a": [1, {"b":"}"}]},"array":[ ],"":"unnamed"} ` + "\n")
	want := map[string]string{
		"text": `a"b성`, "number": "1004", "decimal": "1004.0", "exponent": "1e3", "yes": "true", "no": "false",
		"none": "", "object": `{"a": [1, {"b":"}"}]}`, "array": "[ ]", "": "unnamed",
	}
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDecodeObjectRefuses(t *testing.T) {
	deep := strings.Repeat("[", depthLimit) + strings.Repeat("]", depthLimit)
	for name, text := range map[string]string{
		"nothing":            "",
		"white space":        " \n",
		"array":              `[{"a":"b"}]`,
		"text":               `"a"`,
		"null":               "null",
		"cut":                `{"a":"b"`,
		"two objects":        `{"a":"b"}{"c":"d"}`,
		"trailing text":      `{"a":"b"} x`,
		"trailing comma":     `{"a":"b",}`,
		"unquoted name":      `{a:"b"}`,
		"single quotes":      `{'a':'b'}`,
		"comment":            `{"a":"b"/**/}`,
		"twice":              `{"a":"b","a":"b"}`,
		"twice, one escaped": `{"a":"b","\u0061":"c"}`,
		"not UTF-8":          "{\"a\":\"\xb0\xa1\"}",
		"byte order mark":    "\ufeff{}",
		"bare NUL":           "{\"a\":\"\x00\"}",
		"leading zero":       `{"a":0000}`,
		"too deep":           `{"a":` + deep + `}`,
		"endless":            strings.Repeat(`{"a":`, 100_000),
		"HTML":               "<!doctype html><title>502</title>",
	} {
		if got, err := DecodeObject(text); err == nil {
			t.Errorf("%s: read as %v", name, got)
		} else if strings.Contains(err.Error(), "b") && strings.Contains(text, err.Error()) {
			t.Errorf("%s: the error quotes the text", name)
		}
	}
	if _, err := DecodeObject(`{"a":` + deep[1:len(deep)-1] + `}`); err != nil {
		t.Errorf("the allowed depth is refused: %v", err)
	}
}
