package easypay

import (
	"bytes"
	"crypto/cipher"
	"encoding/hex"
	"errors"
	"strings"

	"github.com/RyuaNerin/go-krypto/seed"
	"golang.org/x/text/encoding/korean"

	"keyindesk/gateways"
)

// SEED is how KICC wants certValue and issuingValue encrypted. All that is
// published is "HexString after SEED encryption" (S1, S2), and the example in S0
// is not a whole number of blocks (facts 0.7), so nothing here has a default:
// KICC's representative tells each.
type SEED struct {
	Key     gateways.Secret // 32 hex digits
	Mode    string          // "ecb" or "cbc"
	IV      gateways.Secret // 32 hex digits, for cbc only
	Padding string          // "pkcs7" or "zero"
	HexCase string          // "upper" or "lower"
	Charset string          // of the plain text: "utf-8" or "euc-kr"
}

var errSEED = errors.New("SEED can't encrypt this text")

// check refuses whatever is not said outright. The errors quote nothing.
func (s *SEED) check() error {
	switch {
	case !keyHex(s.Key):
		return errors.New("the SEED key is not 32 hex digits")
	case s.Mode != "ecb" && s.Mode != "cbc":
		return errors.New("the SEED mode is neither ecb nor cbc")
	case s.Mode == "cbc" && !keyHex(s.IV):
		return errors.New("SEED in cbc needs an IV of 32 hex digits")
	case s.Mode == "ecb" && !s.IV.Empty():
		return errors.New("SEED in ecb has no IV")
	case s.Padding != "pkcs7" && s.Padding != "zero":
		return errors.New("the SEED padding is neither pkcs7 nor zero")
	case s.HexCase != "upper" && s.HexCase != "lower":
		return errors.New("the SEED hex digits are neither upper nor lower case")
	case s.Charset != "utf-8" && s.Charset != "euc-kr":
		return errors.New("the SEED charset is neither utf-8 nor euc-kr")
	}
	return nil
}

func keyHex(s gateways.Secret) bool {
	decoded, err := hex.DecodeString(s.Reveal())
	return err == nil && len(decoded) == seed.BlockSize
}

// encrypt returns text as hex of whole SEED blocks (RFC 4269). An IV is not sent
// along: a CI with one in front would not fit certValue (facts 0.7).
func (s *SEED) encrypt(text gateways.Secret) (string, error) {
	plain := []byte(text.Reveal())
	if s.Charset == "euc-kr" {
		encoded, err := korean.EUCKR.NewEncoder().Bytes(plain)
		if err != nil {
			return "", errSEED
		}
		plain = encoded
	}
	key, err := hex.DecodeString(s.Key.Reveal())
	if err != nil {
		return "", errSEED
	}
	block, err := seed.NewCipher(key)
	if err != nil {
		return "", errSEED
	}
	out := padded(plain, s.Padding)
	clear(plain)
	if s.Mode == "cbc" {
		iv, err := hex.DecodeString(s.IV.Reveal())
		if err != nil || len(iv) != seed.BlockSize {
			return "", errSEED
		}
		cipher.NewCBCEncrypter(block, iv).CryptBlocks(out, out)
	} else {
		for at := 0; at < len(out); at += seed.BlockSize {
			block.Encrypt(out[at:], out[at:])
		}
	}
	if s.HexCase == "upper" {
		return strings.ToUpper(hex.EncodeToString(out)), nil
	}
	return hex.EncodeToString(out), nil
}

// padded copies plain and fills its last block. PKCS #7 always adds, zeros are
// added to a last block that is not full.
func padded(plain []byte, padding string) []byte {
	missing := seed.BlockSize - len(plain)%seed.BlockSize
	fill := byte(missing)
	if padding == "zero" {
		missing, fill = missing%seed.BlockSize, 0
	}
	return append(bytes.Clone(plain), bytes.Repeat([]byte{fill}, missing)...)
}
