package practice_test

import (
	"bytes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/RyuaNerin/go-krypto/seed"

	"keyindesk/gateways"
	"keyindesk/gateways/practice"
)

// sealing encrypts as a shop would.
type sealing struct{ key, iv, mode, padding, hexCase string }

func (s sealing) seal(t *testing.T, text string) string {
	t.Helper()
	key, err := hex.DecodeString(s.key)
	if err != nil {
		t.Fatal(err)
	}
	block, err := seed.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	plain := []byte(text)
	n := seed.BlockSize - len(plain)%seed.BlockSize
	fill := byte(n)
	if s.padding == "zero" {
		fill, n = 0, n%seed.BlockSize
	}
	plain = append(plain, bytes.Repeat([]byte{fill}, n)...)
	sealed := make([]byte, len(plain))
	if s.mode == "cbc" {
		iv, _ := hex.DecodeString(s.iv)
		cipher.NewCBCEncrypter(block, iv).CryptBlocks(sealed, plain)
	} else {
		for i := 0; i < len(plain); i += seed.BlockSize {
			block.Encrypt(sealed[i:], plain[i:])
		}
	}
	text = hex.EncodeToString(sealed)
	if s.hexCase == "upper" {
		text = strings.ToUpper(text)
	}
	return text
}

var testCI = base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{0xb6}, 64))

func TestEasyPayCI(t *testing.T) {
	const key, iv = "000102030405060708090a0b0c0d0e0f", "0f0e0d0c0b0a09080706050403020100"
	for _, mode := range []string{"ecb", "cbc"} {
		for _, padding := range []string{"pkcs7", "zero"} {
			for _, hexCase := range []string{"upper", "lower"} {
				t.Run(mode+" "+padding+" "+hexCase, func(t *testing.T) {
					s := sealing{key, iv, mode, padding, hexCase}
					w := newWallet(t, func(c *practice.EasyPayConfig) {
						c.SEEDKey, c.SEEDIV = gateways.NewSecret(key), gateways.NewSecret(iv)
						c.SEEDMode, c.SEEDPadding, c.SEEDHexCase = mode, padding, hexCase
					})
					with := func(value string) body { return w.registration().with("certType", "CI").with("certValue", value) }
					w.yes(toRegister, with(s.seal(t, testCI)))
					swapped := strings.ToUpper(s.seal(t, testCI))
					if hexCase == "upper" {
						swapped = strings.ToLower(swapped)
					}
					other := s
					other.key = "f" + key[1:]
					for name, value := range map[string]string{
						"the other case":       swapped,
						"another key":          other.seal(t, testCI),
						"short by a block":     s.seal(t, testCI)[32:],
						"no CI":                s.seal(t, "hong gil dong"),
						"the example of S0":    "70E054F9CD568E6A3726632C12C6E8074460AA797BC6FD03EF34C20A8B89ED346315C1DC035B4BFDC194F355D58E470EA86799D3E4552F167C3B6CDE",
						"a CI in the clear":    strings.ToUpper(hex.EncodeToString([]byte(testCI))),
						"87 signs of a CI":     s.seal(t, testCI[:87]),
						"a CI of other base64": s.seal(t, strings.Repeat("!", 88)),
					} {
						if answer := w.ask(toRegister, with(value)); answer.text("resCd") != "P208" {
							t.Errorf("%s: %v", name, answer.fields)
						}
					}
					w.no("P204", toRegister, with(strings.Repeat("xy", 16)))
					w.no("P205", toRegister, with(strings.Repeat("00", 101)))
				})
			}
		}
	}
}

func TestEasyPaySameCISameKey(t *testing.T) {
	w := newWallet(t)
	c := w.Credentials()
	s := sealing{c.SEEDKey.Reveal(), c.SEEDIV.Reveal(), c.SEEDMode, c.SEEDPadding, c.SEEDHexCase}
	with := func(ci string) body { return w.registration().with("certType", "CI").with("certValue", s.seal(t, ci)) }
	first := w.registered(with(testCI))
	if w.registered(with(testCI)) != first {
		t.Error("the same CI led to another key")
	}
	if w.registered(with(base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{0xb7}, 64)))) == first {
		t.Error("another CI led to the same key")
	}
}
