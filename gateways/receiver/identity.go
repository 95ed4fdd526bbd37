package receiver

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"keyindesk/gateways"
)

// How long an identity lasts. Apple's systems take no server certificate of
// more than 825 days, not even under an authority that a person trusted.
const lifetime = 820 * 24 * time.Hour

// backdated is how far before its making an identity begins, for clocks that
// were wrong on that day.
const backdated = 24 * time.Hour

// Identity is what the receiver shows a browser: an authority, which a person
// tells this PC to trust, and the one certificate it ever signed, for 127.0.0.1
// and localhost. The authority's key was thrown away when that was signed, and
// the authority is limited to this PC's own addresses, so trusting it opens
// nothing else.
//
// Printing an Identity shows no key.
type Identity struct {
	authority, leaf *x509.Certificate
	key             gateways.Secret // of the leaf, SEC 1 DER
}

// identityDER is how an Identity is kept.
type identityDER struct {
	Version         int
	Authority, Leaf []byte
	Key             []byte
}

const identityVersion = 1

// NewIdentity makes an authority and its one certificate, valid for some two
// years from now. It fails only where the system has no randomness.
func NewIdentity(now time.Time) (Identity, error) {
	authorityKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return Identity{}, fmt.Errorf("make the authority's key: %w", err)
	}
	leafKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return Identity{}, fmt.Errorf("make the receiver's key: %w", err)
	}
	from := now.UTC().Truncate(time.Second).Add(-backdated)
	authority, err := sign(authorityTemplate(from), nil, authorityKey, authorityKey)
	if err != nil {
		return Identity{}, fmt.Errorf("make the authority: %w", err)
	}
	leaf, err := sign(leafTemplate(from), authority, leafKey, authorityKey)
	if err != nil {
		return Identity{}, fmt.Errorf("make the receiver's certificate: %w", err)
	}
	der, err := x509.MarshalECPrivateKey(leafKey)
	if err != nil {
		return Identity{}, fmt.Errorf("encode the receiver's key: %w", err)
	}
	return Identity{authority: authority, leaf: leaf, key: gateways.NewSecret(string(der))}, nil
}

// authorityTemplate is limited to this PC twice: by the names it may speak for
// and by what it may be used for. Its name carries random letters, so that a
// person can tell an old one from a new one.
func authorityTemplate(from time.Time) *x509.Certificate {
	return &x509.Certificate{
		Subject:               pkix.Name{CommonName: "KeyinDesk, this PC only " + rand.Text()[:6], Organization: []string{"KeyinDesk"}},
		NotBefore:             from,
		NotAfter:              from.Add(lifetime),
		IsCA:                  true,
		BasicConstraintsValid: true,
		MaxPathLenZero:        true, // it signs servers, never another authority
		KeyUsage:              x509.KeyUsageCertSign,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},

		PermittedDNSDomainsCritical: true,
		PermittedDNSDomains:         []string{"localhost"},
		PermittedIPRanges: []*net.IPNet{
			{IP: net.IPv4(127, 0, 0, 1).To4(), Mask: net.CIDRMask(32, 32)},
			{IP: net.IPv6loopback, Mask: net.CIDRMask(128, 128)},
		},
	}
}

func leafTemplate(from time.Time) *x509.Certificate {
	return &x509.Certificate{
		Subject:               pkix.Name{CommonName: "127.0.0.1", Organization: []string{"KeyinDesk"}},
		NotBefore:             from,
		NotAfter:              from.Add(lifetime),
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageDigitalSignature,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames:              []string{"localhost"},
		IPAddresses:           []net.IP{net.IPv4(127, 0, 0, 1).To4()},
	}
}

// sign makes a certificate for key; without a parent it signs itself.
func sign(template, parent *x509.Certificate, key, signer *ecdsa.PrivateKey) (*x509.Certificate, error) {
	if parent == nil {
		parent = template
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, signer)
	if err != nil {
		return nil, err
	}
	return x509.ParseCertificate(der)
}

// Marshal is the identity with its key, for the keyring: some 1,200 bytes.
func (id Identity) Marshal() []byte {
	if id.authority == nil {
		return nil
	}
	der, err := asn1.Marshal(identityDER{identityVersion, id.authority.Raw, id.leaf.Raw, []byte(id.key.Reveal())})
	if err != nil {
		return nil // unreachable: a number and three byte strings always encode
	}
	return der
}

// ParseIdentity reads what Marshal made. An expired identity is read; one whose
// parts don't belong together, or whose authority is not limited to this PC, is
// an error.
func ParseIdentity(kept []byte) (Identity, error) {
	var parts identityDER
	if rest, err := asn1.Unmarshal(kept, &parts); err != nil || len(rest) > 0 || parts.Version != identityVersion {
		return Identity{}, errors.New("the receiver's identity is damaged")
	}
	authority, err := x509.ParseCertificate(parts.Authority)
	if err != nil {
		return Identity{}, errors.New("the receiver's authority is damaged")
	}
	leaf, err := x509.ParseCertificate(parts.Leaf)
	if err != nil {
		return Identity{}, errors.New("the receiver's certificate is damaged")
	}
	id := Identity{authority: authority, leaf: leaf, key: gateways.NewSecret(string(parts.Key))}
	if _, err := id.certificate(); err != nil {
		return Identity{}, err
	}
	if !authority.IsCA || !authority.PermittedDNSDomainsCritical || len(authority.PermittedIPRanges) == 0 {
		return Identity{}, errors.New("the receiver's authority is not limited to this PC")
	}
	roots := x509.NewCertPool()
	roots.AddCert(authority)
	if _, err := leaf.Verify(x509.VerifyOptions{DNSName: "127.0.0.1", Roots: roots, CurrentTime: leaf.NotBefore}); err != nil {
		return Identity{}, errors.New("the receiver's certificate is not its authority's")
	}
	return id, nil
}

// certificate is what the TLS server shows. The authority goes along, so that a
// browser that refuses can show which one to trust.
func (id Identity) certificate() (tls.Certificate, error) {
	if id.authority == nil {
		return tls.Certificate{}, errors.New("the receiver has no identity")
	}
	key, err := x509.ParseECPrivateKey([]byte(id.key.Reveal()))
	if err != nil {
		return tls.Certificate{}, errors.New("the receiver's key is damaged")
	}
	if !key.PublicKey.Equal(id.leaf.PublicKey) {
		return tls.Certificate{}, errors.New("the receiver's key is another's")
	}
	return tls.Certificate{Certificate: [][]byte{id.leaf.Raw, id.authority.Raw}, PrivateKey: key, Leaf: id.leaf}, nil
}

// CertificatePEM is the authority's certificate, without any key: the file that
// a person gives this PC to trust.
func (id Identity) CertificatePEM() []byte {
	if id.authority == nil {
		return nil
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: id.authority.Raw})
}

// Name is the authority's name, as lists of certificates show it.
func (id Identity) Name() string {
	if id.authority == nil {
		return ""
	}
	return id.authority.Subject.CommonName
}

// Fingerprint is the authority's SHA-256 in capitals, four digits to a group,
// to be compared by eye.
func (id Identity) Fingerprint() string {
	if id.authority == nil {
		return ""
	}
	sum := sha256.Sum256(id.authority.Raw)
	return inGroups(sum[:])
}

// Thumbprint is the authority's SHA-1 in the same form: Windows shows no other.
// It tells a certificate from its neighbours in a list. It proves nothing, as
// SHA-1 can be forged.
func (id Identity) Thumbprint() string {
	if id.authority == nil {
		return ""
	}
	sum := sha1.Sum(id.authority.Raw)
	return inGroups(sum[:])
}

func inGroups(sum []byte) string {
	digits := fmt.Sprintf("%X", sum)
	var groups []string
	for at := 0; at < len(digits); at += 4 {
		groups = append(groups, digits[at:at+4])
	}
	return strings.Join(groups, " ")
}

// ExpiresAt is when browsers stop believing it; a new identity must be made,
// and trusted, before.
func (id Identity) ExpiresAt() time.Time {
	if id.leaf == nil {
		return time.Time{}
	}
	return id.leaf.NotAfter
}
