package easypay

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/text/encoding/korean"

	"keyindesk/gateways"
)

// RFC 4269 appendix B. The plain text fills its block, so zero padding adds
// nothing and the answer is the vector itself.
func TestSEEDVectors(t *testing.T) {
	for name, v := range map[string][3]string{
		"B.1": {"00000000000000000000000000000000", "000102030405060708090a0b0c0d0e0f", "5ebac6e0054e166819aff1cc6d346cdb"},
		"B.2": {"000102030405060708090a0b0c0d0e0f", "00000000000000000000000000000000", "c11f22f20140505084483597e4370f43"},
		"B.3": {"4706480851e61be85d74bfb3fd956185", "83a2f8a288641fb9a4e9a5cc2f131c7d", "ee54d13ebcae706d226bc3142cd40d4a"},
		"B.4": {"28dbc3bc49ffd87dcfa509b11d422be7", "b41e6be2eba84a148e2eed84593c5ec7", "9b9b7bfcd1813cb95d0b3618f40f5122"},
	} {
		plain, _ := hex.DecodeString(v[1])
		for _, hexCase := range []string{"lower", "upper"} {
			s := &SEED{Key: gateways.NewSecret(v[0]), Mode: "ecb", Padding: "zero", HexCase: hexCase, Charset: "utf-8"}
			if err := s.check(); err != nil {
				t.Fatal(err)
			}
			want := v[2]
			if hexCase == "upper" {
				want = strings.ToUpper(want)
			}
			if got, err := s.encrypt(gateways.NewSecret(string(plain))); err != nil || got != want {
				t.Errorf("%s in %s case: %s, want %s (%v)", name, hexCase, got, want, err)
			}
		}
	}
}

// 200 random messages, each in both modes and paddings, against openssl.
func TestSEEDAgainstOpenSSL(t *testing.T) {
	if err := exec.Command("openssl", "enc", "-seed-ecb", "-provider", "legacy", "-provider", "default", "-K", strings.Repeat("0", 32), "-in", "/dev/null").Run(); err != nil {
		t.Skipf("openssl with its legacy provider, which has SEED, is not here: %v", err)
	}
	random := rand.New(rand.NewPCG(4269, 128))
	equal := map[string]int{}
	hex32 := func() string { return fmt.Sprintf("%016x%016x", random.Uint64(), random.Uint64()) }
	for n := range 200 {
		plain := make([]byte, random.IntN(120))
		for i := range plain {
			plain[i] = byte(' ' + random.IntN(95))
		}
		key, iv := hex32(), hex32()
		for _, mode := range []string{"ecb", "cbc"} {
			padding := []string{"pkcs7", "zero"}[n%2]
			s := &SEED{Key: gateways.NewSecret(key), Mode: mode, Padding: padding, HexCase: "lower", Charset: "utf-8"}
			args := []string{"enc", "-seed-" + mode, "-provider", "legacy", "-provider", "default", "-K", key}
			if mode == "cbc" {
				s.IV = gateways.NewSecret(iv)
				args = append(args, "-iv", iv)
			}
			input := plain
			if padding == "zero" {
				args = append(args, "-nopad")
				input = append(bytes.Clone(plain), make([]byte, (16-len(plain)%16)%16)...)
			}
			command := exec.Command("openssl", args...)
			command.Stdin = bytes.NewReader(input)
			want, err := command.Output()
			if err != nil {
				t.Fatal(err)
			}
			got, err := s.encrypt(gateways.NewSecret(string(plain)))
			if err != nil || got != hex.EncodeToString(want) {
				t.Fatalf("message %d, %s, %s: %s, openssl %x (%v)", n, mode, padding, got, want, err)
			}
			equal[mode]++
		}
	}
	t.Logf("equal to openssl: %v", equal)
	if equal["ecb"] != 200 || equal["cbc"] != 200 {
		t.Errorf("not 200 of each: %v", equal)
	}
}

// The charset of the plain text is a setting of its own.
func TestSEEDCharset(t *testing.T) {
	s := sampleSEED()
	s.Charset = "euc-kr"
	got, err := s.encrypt(gateways.NewSecret("홍길동"))
	if err != nil {
		t.Fatal(err)
	}
	legacy, _ := korean.EUCKR.NewEncoder().String("홍길동")
	s.Charset = "utf-8"
	if want, _ := s.encrypt(gateways.NewSecret(legacy)); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if other, _ := s.encrypt(gateways.NewSecret("홍길동")); other == got {
		t.Error("utf-8 gives the same")
	}
	s.Charset = "euc-kr"
	if _, err := s.encrypt(gateways.NewSecret("😀")); err == nil {
		t.Error("euc-kr took a letter that it lacks")
	}
}

// The length of a CI (facts 0.7): 88 signs are 192 hex digits and fit; the
// example of S0 is no whole number of blocks and can't be a vector.
func TestSEEDLengths(t *testing.T) {
	for _, padding := range []string{"pkcs7", "zero"} {
		s := sampleSEED()
		s.Padding = padding
		got, err := s.encrypt(gateways.NewSecret(sampleCI))
		if err != nil || len(got) != 192 {
			t.Errorf("%s: %d hex digits (%v)", padding, len(got), err)
		}
	}
	const example = "70E054F9CD568E6A3726632C12C6E8074460AA797BC6FD03EF34C20A8B89ED346315C1DC035B4BFDC194F355D58E470EA86799D3E4552F167C3B6CDE"
	if len(example)%32 == 0 {
		t.Error("the example of S0 is whole blocks after all")
	}
}

func TestMAC(t *testing.T) {
	m := sampleMerchant()
	for want, got := range map[string]string{
		"bf4ad44e08d507896a6f9c4bd328a6bdffa71ede7dfdf8aa0cb1afdc760899ec": m.macPayment(samplePayment()),
		"e904a44454b214cf4e07d3d90e9c3682cb7241f1e30ad28e7686276845d0de75": m.macCancel(sampleCancel()),
		"819ea67c1ff2481eb70da9792d028cb87bbefedbcac6a899d37291fddda88adb": m.macApproval(samplePgCno, "1000", "20200618120000"),
	} {
		if got != want {
			t.Errorf("%s, want %s (facts 1.5)", got, want)
		}
		if !macEqual(got, strings.ToUpper(want)) || macEqual(got, want[:63]+"0") || macEqual(got, "") || macEqual(got, want+want) {
			t.Error("macEqual")
		}
	}
}
