package receiver

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"fmt"
	"log/slog"
	"net"
	"os/exec"
	"strings"
	"testing"
	"time"
)

func newIdentity(t testing.TB) Identity {
	t.Helper()
	id, err := NewIdentity(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// trusting is the authorities of a PC on which a person trusted id, read from
// the exported file.
func trusting(t testing.TB, id Identity) *x509.CertPool {
	t.Helper()
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(id.CertificatePEM()) {
		t.Fatal("the exported file holds no certificate")
	}
	return pool
}

func TestIdentityIsWhatBrowsersAccept(t *testing.T) {
	now := time.Date(2026, 8, 13, 10, 0, 0, 0, time.UTC)
	id, err := NewIdentity(now)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"127.0.0.1", "localhost"} {
		for _, at := range []time.Time{now.Add(-time.Hour), now.AddDate(2, 0, 0), id.ExpiresAt().Add(-time.Minute)} {
			options := x509.VerifyOptions{DNSName: name, Roots: trusting(t, id), CurrentTime: at, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
			if _, err := id.leaf.Verify(options); err != nil {
				t.Errorf("%s at %v: %v", name, at, err)
			}
		}
	}
	for _, name := range []string{"127.0.0.2", "::1", "example.com", "easypay.co.kr"} {
		if id.leaf.VerifyHostname(name) == nil {
			t.Errorf("the certificate speaks for %s", name)
		}
	}
	for _, certificate := range []*x509.Certificate{id.authority, id.leaf} {
		if days := certificate.NotAfter.Sub(certificate.NotBefore).Hours() / 24; days > 825 || days < 700 {
			t.Errorf("%s is valid for %v days", certificate.Subject, days)
		}
		if certificate.SerialNumber.BitLen() < 64 || certificate.SignatureAlgorithm != x509.ECDSAWithSHA256 || certificate.Version != 3 {
			t.Errorf("%s: serial %v, %v, version %d", certificate.Subject, certificate.SerialNumber, certificate.SignatureAlgorithm, certificate.Version)
		}
	}
	ca, leaf := id.authority, id.leaf
	if !ca.IsCA || !ca.BasicConstraintsValid || !ca.MaxPathLenZero || ca.KeyUsage != x509.KeyUsageCertSign || len(ca.SubjectKeyId) == 0 {
		t.Errorf("the authority is not a plain one: %+v", ca.KeyUsage)
	}
	if leaf.IsCA || leaf.KeyUsage != x509.KeyUsageDigitalSignature || string(leaf.AuthorityKeyId) != string(ca.SubjectKeyId) {
		t.Error("the certificate is not a plain server's")
	}
	if !id.ExpiresAt().Equal(leaf.NotAfter) || id.Name() == newIdentity(t).Name() {
		t.Error("an identity can't be told from another")
	}
}

// A thief of the authority's key, if there were one, could still not speak for
// another site: the authority itself forbids it.
func TestAuthorityIsLimitedToThisPC(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	ca, err := sign(authorityTemplate(now.Add(-time.Hour)), nil, key, key)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(ca)
	leafFor := func(names []string, addresses []net.IP, usage x509.ExtKeyUsage, isCA bool) *x509.Certificate {
		template := &x509.Certificate{
			Subject: pkix.Name{CommonName: "x"}, NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour), IsCA: isCA,
			BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{usage},
			DNSNames: names, IPAddresses: addresses,
		}
		if isCA {
			template.KeyUsage = x509.KeyUsageCertSign
		}
		leaf, err := sign(template, ca, key, key)
		if err != nil {
			t.Fatal(err)
		}
		return leaf
	}
	server, signing, ours := x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageCodeSigning, net.IPv4(127, 0, 0, 1)
	for name, c := range map[string]struct {
		leaf  *x509.Certificate
		usage x509.ExtKeyUsage
		want  bool
	}{
		"this PC":             {leafFor([]string{"localhost"}, []net.IP{ours}, server, false), server, true},
		"another site":        {leafFor([]string{"api.easypay.co.kr"}, nil, server, false), server, false},
		"another site beside": {leafFor([]string{"localhost", "api.easypay.co.kr"}, []net.IP{ours}, server, false), server, false},
		"every site":          {leafFor([]string{"*.co.kr"}, nil, server, false), server, false},
		"another address":     {leafFor(nil, []net.IP{net.IPv4(192, 168, 0, 1)}, server, false), server, false},
		"another loopback":    {leafFor(nil, []net.IP{net.IPv4(127, 0, 0, 2)}, server, false), server, false},
		"signing programs":    {leafFor([]string{"localhost"}, []net.IP{ours}, signing, false), signing, false},
	} {
		_, err := c.leaf.Verify(x509.VerifyOptions{Roots: pool, KeyUsages: []x509.ExtKeyUsage{c.usage}})
		if (err == nil) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	below := leafFor([]string{"localhost"}, nil, server, true)
	leaf, err := sign(leafTemplate(now.Add(-time.Hour)), below, key, key)
	if err != nil {
		t.Fatal(err)
	}
	between := x509.NewCertPool()
	between.AddCert(below)
	if _, err := leaf.Verify(x509.VerifyOptions{Roots: pool, Intermediates: between}); err == nil {
		t.Error("the authority may sign another authority")
	}
	limits := false
	for _, extension := range ca.Extensions {
		limits = limits || extension.Id.String() == "2.5.29.30" && extension.Critical
	}
	if !limits {
		t.Error("the limits are not critical: old systems would pass over them")
	}
}

func TestIdentityIsKeptWhole(t *testing.T) {
	for range 20 {
		id := newIdentity(t)
		kept := id.Marshal()
		// A Ring of store/keys takes 1,800 bytes: base64 makes them 2,400, and
		// Windows takes 2,560.
		if len(kept) > 1800 {
			t.Fatalf("%d bytes don't fit in every keyring", len(kept))
		}
		again, err := ParseIdentity(kept)
		if err != nil {
			t.Fatal(err)
		}
		if string(again.Marshal()) != string(kept) || again.Fingerprint() != id.Fingerprint() || again.Thumbprint() != id.Thumbprint() ||
			string(again.CertificatePEM()) != string(id.CertificatePEM()) || !again.ExpiresAt().Equal(id.ExpiresAt()) {
			t.Error("it came back another")
		}
	}
	t.Logf("an identity takes %d bytes", len(newIdentity(t).Marshal()))
}

func TestParseIdentityRefusesWhatIsNotOne(t *testing.T) {
	one, two := newIdentity(t), newIdentity(t)
	encode := func(version int, ca, leaf []byte, key string) []byte {
		der, err := asn1.Marshal(identityDER{version, ca, leaf, []byte(key)})
		if err != nil {
			t.Fatal(err)
		}
		return der
	}
	free := authorityTemplate(time.Now())
	free.PermittedDNSDomains, free.PermittedIPRanges, free.PermittedDNSDomainsCritical = nil, nil, false
	key, _ := x509.ParseECPrivateKey([]byte(one.key.Reveal()))
	unlimited, err := sign(free, nil, key, key)
	if err != nil {
		t.Fatal(err)
	}
	itsLeaf, err := sign(leafTemplate(time.Now()), unlimited, key, key)
	if err != nil {
		t.Fatal(err)
	}
	whole := one.Marshal()
	for name, kept := range map[string][]byte{
		"nothing":             nil,
		"something else":      []byte("{}"),
		"half":                whole[:len(whole)/2],
		"more":                append(append([]byte{}, whole...), 0),
		"another version":     encode(2, one.authority.Raw, one.leaf.Raw, one.key.Reveal()),
		"another's key":       encode(1, one.authority.Raw, one.leaf.Raw, two.key.Reveal()),
		"another's authority": encode(1, two.authority.Raw, one.leaf.Raw, one.key.Reveal()),
		"no key":              encode(1, one.authority.Raw, one.leaf.Raw, ""),
		"a free authority":    encode(1, unlimited.Raw, itsLeaf.Raw, one.key.Reveal()),
	} {
		if _, err := ParseIdentity(kept); err == nil {
			t.Errorf("%s is read", name)
		}
	}
	if (Identity{}).Marshal() != nil || (Identity{}).CertificatePEM() != nil || (Identity{}).Fingerprint() != "" || (Identity{}).Thumbprint() != "" || !(Identity{}).ExpiresAt().IsZero() || (Identity{}).Name() != "" {
		t.Error("an empty identity says something")
	}
}

func TestIdentityShowsNoKey(t *testing.T) {
	id := newIdentity(t)
	key := id.key.Reveal()
	private := string(key[7:39]) // SEC 1: the number itself
	var shown strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%x", "%s"} {
		fmt.Fprintf(&shown, verb, id)
	}
	slog.New(slog.NewTextHandler(&shown, nil)).Info("x", "id", id)
	shown.Write(id.CertificatePEM())
	block, rest := pem.Decode(id.CertificatePEM())
	if block == nil || len(rest) > 0 || block.Type != "CERTIFICATE" {
		t.Fatal("the exported file holds something else")
	}
	shown.Write(block.Bytes)
	for _, trace := range []string{key, private, fmt.Sprintf("%x", private), fmt.Sprintf("%x", private[:8])} {
		if strings.Contains(shown.String(), trace) {
			t.Error("the key shows")
		}
	}
	if got := id.Fingerprint(); len(got) != 64+15 || len(strings.Fields(got)) != 16 || strings.ToUpper(got) != got {
		t.Error(got)
	}
}

func TestNewToken(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		token := NewToken()
		if !tokenShape(token) || seen[token] || len(token)*5 < 128 {
			t.Fatal(token)
		}
		seen[token] = true
	}
}

// TestFingerprintsAsOthersShowThem: staff compare them with what the system
// shows.
func TestFingerprintsAsOthersShowThem(t *testing.T) {
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("no openssl here")
	}
	id := newIdentity(t)
	for digest, got := range map[string]string{"-sha256": id.Fingerprint(), "-sha1": id.Thumbprint()} {
		command := exec.Command(openssl, "x509", "-noout", "-fingerprint", digest)
		command.Stdin = bytes.NewReader(id.CertificatePEM())
		out, err := command.Output()
		if err != nil {
			t.Fatal(err)
		}
		_, shown, _ := strings.Cut(strings.TrimSpace(string(out)), "=")
		if strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(shown, ":", "") {
			t.Errorf("%s: %s, openssl says %s", digest, got, shown)
		}
	}
}
