package gateways

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

// Every fmt verb, encoder and logger, of the secret itself and of structs that
// hold it in an exported or an unexported field, by value or by pointer.
func TestSecretIsNeverShown(t *testing.T) {
	const content = "9490220006611406"
	secret := NewSecret(content)
	type open struct{ Key Secret }
	type closed struct{ key Secret }
	type deep struct {
		inner []closed
		byKey map[string]*closed
	}
	shapes := map[string]any{
		"secret": secret, "pointer": &secret, "slice": []Secret{secret},
		"open": open{secret}, "open pointer": &open{secret},
		"closed": closed{secret}, "closed pointer": &closed{secret},
		"deep": deep{[]closed{{secret}}, map[string]*closed{"k": {secret}}},
		"card": Card{Number: secret}, "charge": Charge{Card: Card{Number: secret}},
	}
	traces := []string{content, content[:8], fmt.Sprintf("%x", content), fmt.Sprint([]byte(content[:3]))[1:8], "0x39, 0x34"}
	for name, shape := range shapes {
		var shown strings.Builder
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%b", "%o", "%t", "%c", "%U", "%e", "%T", "%10.3s"} {
			fmt.Fprintf(&shown, verb+"\n", shape)
		}
		text, err := json.Marshal(shape)
		fmt.Fprintln(&shown, string(text), err)
		text, err = xml.Marshal(shape)
		fmt.Fprintln(&shown, string(text), err)
		var binary bytes.Buffer
		fmt.Fprintln(&shown, gob.NewEncoder(&binary).Encode(shape), binary.String())
		slog.New(slog.NewTextHandler(&shown, nil)).Info("call", "shape", shape)
		slog.New(slog.NewJSONHandler(&shown, nil)).Info("call", "shape", shape)
		for _, trace := range traces {
			if strings.Contains(shown.String(), trace) {
				t.Errorf("%s shows %q", name, trace)
			}
		}
	}
}

func TestSecretWipeClearsEveryCopy(t *testing.T) {
	first := NewSecret("1234")
	second := first
	if !second.Equal(NewSecret("1234")) || second.Equal(Secret{}) || !(Secret{}).Equal(NewSecret("")) {
		t.Fatal("Equal does not compare contents")
	}
	first.Wipe()
	if second.Reveal() != "\x00\x00\x00\x00" {
		t.Errorf("a copy still holds %q", second.Reveal())
	}
	Secret{}.Wipe()
}
