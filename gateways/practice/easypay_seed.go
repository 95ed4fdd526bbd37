package practice

import (
	"bytes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strings"

	"github.com/RyuaNerin/go-krypto/seed"
)

// The agreements about SEED that this twin knows.
const (
	seedECB      = "ecb"
	seedCBC      = "cbc"
	paddingPKCS7 = "pkcs7"
	paddingZero  = "zero"
	hexUpper     = "upper"
	hexLower     = "lower"
)

var (
	errSEEDSettings = errors.New("key, mode, padding, IV or hex case")
	errSealed       = errors.New("not what SEED would give")
)

// unseal decrypts a "HexString after SEED encryption" ([S1] certValue, [S2]
// issuingValue).
func (e *EasyPay) unseal(text string) (string, error) {
	c := e.config
	key, err := hex.DecodeString(c.SEEDKey.Reveal())
	if err != nil || len(key) != seed.BlockSize {
		return "", errSEEDSettings
	}
	block, err := seed.NewCipher(key)
	if err != nil {
		return "", errSEEDSettings
	}
	iv := make([]byte, seed.BlockSize)
	if c.SEEDMode == seedCBC {
		if iv, err = hex.DecodeString(c.SEEDIV.Reveal()); err != nil || len(iv) != seed.BlockSize {
			return "", errSEEDSettings
		}
	}
	switch {
	case c.SEEDMode != seedCBC && c.SEEDMode != seedECB,
		c.SEEDPadding != paddingPKCS7 && c.SEEDPadding != paddingZero,
		c.SEEDHexCase != hexUpper && c.SEEDHexCase != hexLower:
		return "", errSEEDSettings
	}
	cased := strings.ToUpper(text)
	if c.SEEDHexCase == hexLower {
		cased = strings.ToLower(text)
	}
	sealed, err := hex.DecodeString(text)
	if err != nil || cased != text || len(sealed) == 0 || len(sealed)%seed.BlockSize != 0 {
		return "", errSealed
	}
	plain := make([]byte, len(sealed))
	if c.SEEDMode == seedCBC {
		cipher.NewCBCDecrypter(block, iv).CryptBlocks(plain, sealed)
	} else {
		for at := 0; at < len(sealed); at += seed.BlockSize {
			block.Decrypt(plain[at:], sealed[at:])
		}
	}
	return unpad(plain, c.SEEDPadding)
}

func unpad(plain []byte, padding string) (string, error) {
	if padding == paddingZero {
		return string(bytes.TrimRight(plain, "\x00")), nil
	}
	n := int(plain[len(plain)-1])
	if n == 0 || n > seed.BlockSize || !bytes.HasSuffix(plain, bytes.Repeat([]byte{byte(n)}, n)) {
		return "", errSealed
	}
	return string(plain[:len(plain)-n]), nil
}

// aCI says whether text can be a CI, the 64 bytes by which Korea's
// identification services know a person: 88 signs of base64.
func aCI(text string) bool {
	decoded, err := base64.StdEncoding.DecodeString(text)
	return err == nil && len(text) == 88 && len(decoded) == 64
}

// mac is KICC's msgAuthValue: HMAC-SHA256 in small hex over the parts joined
// with bars (facts 1.5).
func (e *EasyPay) mac(parts ...string) string {
	h := hmac.New(sha256.New, []byte(e.config.MACKey.Reveal()))
	h.Write([]byte(strings.Join(parts, "|")))
	return hex.EncodeToString(h.Sum(nil))
}

// authentic compares a msgAuthValue that came with the one over parts.
func (e *EasyPay) authentic(m kiccMessage, parts ...string) bool {
	return hmac.Equal([]byte(strings.ToLower(m.text("msgAuthValue"))), []byte(e.mac(parts...)))
}
