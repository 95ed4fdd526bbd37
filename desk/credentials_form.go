package desk

import (
	"net/url"
	"strings"
)

// stored is the mall as the keyring keeps it; what was left empty comes from
// earlier.
func (m Mall) stored(earlier storedMall) (storedMall, error) {
	kept := storedMall{ServiceID: orElse(trimmed(m.ServiceID), earlier.ServiceID), MACKey: orElse(trimmed(m.MACKey), earlier.MACKey)}
	if !keyLike(kept.ServiceID, 128) || !keyLike(kept.MACKey, 256) {
		return storedMall{}, ErrCredentials
	}
	if m.SEED == nil {
		return kept, nil
	}
	seed := storedSEED{
		Key: strings.ToLower(trimmed(m.SEED.Key)), IV: strings.ToLower(trimmed(m.SEED.IV)),
		Mode: m.SEED.Mode, Padding: m.SEED.Padding, HexCase: m.SEED.HexCase, Charset: m.SEED.Charset,
	}
	if earlier.SEED != nil {
		seed.Key, seed.IV = orElse(seed.Key, earlier.SEED.Key), orElse(seed.IV, earlier.SEED.IV)
	}
	if seed.Mode == "ecb" {
		seed.IV = ""
	}
	if !seed.complete() {
		return storedMall{}, ErrCredentials
	}
	kept.SEED = &seed
	return kept, nil
}

// complete says whether everything that the encryption needs was chosen.
func (s storedSEED) complete() bool {
	return hex32(s.Key) && (s.Mode == "ecb" || s.Mode == "cbc" && hex32(s.IV)) && (s.Padding == "pkcs7" || s.Padding == "zero") &&
		(s.HexCase == "upper" || s.HexCase == "lower") && (s.Charset == "utf-8" || s.Charset == "euc-kr")
}

func (m storedMall) mall(id string) Mall {
	mall := Mall{MallID: id, ServiceID: NewSecret(m.ServiceID), MACKey: NewSecret(m.MACKey)}
	if s := m.SEED; s != nil {
		mall.SEED = &SEED{
			Key: NewSecret(s.Key), IV: NewSecret(s.IV), Mode: s.Mode, Padding: s.Padding, HexCase: s.HexCase, Charset: s.Charset,
		}
	}
	return mall
}

// keyLike takes 1 to limit signs without blanks and without the sign that
// separates the parts of a signature (facts: Payup S4 2.1.1, KICC 1.5).
func keyLike(text string, limit int) bool {
	return text != "" && len(text) <= limit && !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' || r == '|' })
}

func hex32(text string) bool {
	return len(text) == 32 && strings.Trim(text, "0123456789abcdef") == ""
}

// webAddress takes an http or https address with a host and nothing odd.
func webAddress(text string) bool {
	to, err := url.Parse(text)
	return err == nil && (to.Scheme == "https" || to.Scheme == "http") && to.Hostname() != "" && to.User == nil &&
		len(text) <= 256 && keyLike(text, 256)
}

func trimmed(s Secret) string { return strings.TrimSpace(s.Reveal()) }

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
