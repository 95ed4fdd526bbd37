package gateways

import (
	"errors"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// PageURL reads the address of a page that a gateway wants the buyer to open,
// percent-encoded as a whole or not, and returns the one that may be opened:
// https, exactly one of hosts in lower case, without user, password or a port
// of its own. It is decoded once: what is encoded twice is no address.
// Whatever is not provably such an address is refused; the error does not
// quote it.
func PageURL(raw string, hosts ...string) (string, error) {
	to, err := pageAddress(raw, "https")
	if err != nil || !slices.Contains(hosts, to.Host) {
		return "", errPage
	}
	return to.String(), nil
}

// PracticePageURL is PageURL for the pages of a practice twin, which are plain
// http on this PC: base is the twin's own "http://127.0.0.1:port".
func PracticePageURL(raw, base string) (string, error) {
	to, err := pageAddress(raw, "http")
	if err != nil || "http://"+to.Host != base {
		return "", errPage
	}
	if address, err := netip.ParseAddr(to.Hostname()); err != nil || !address.IsLoopback() {
		return "", errPage
	}
	return to.String(), nil
}

// pageAddress reads an address of one scheme. Browsers and Go read some signs
// differently (a backslash is a slash to a browser, a tab nothing), and quotes
// and angle brackets mean something to the command that opens the browser, so
// an address that holds one is refused.
func pageAddress(raw, scheme string) (*url.URL, error) {
	raw = strings.TrimSpace(raw)
	if encoded := scheme + "%3a"; len(raw) >= len(encoded) && strings.EqualFold(raw[:len(encoded)], encoded) {
		// Not QueryUnescape: an address has no spaces, so a plus is a plus.
		decoded, err := url.PathUnescape(raw)
		if err != nil {
			return nil, errPage
		}
		raw = decoded
	}
	if strings.ContainsFunc(raw, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("\\\"<>^`", r) }) {
		return nil, errPage
	}
	to, err := url.Parse(raw)
	if err != nil || to.Scheme != scheme || to.Host == "" || to.User != nil || to.Opaque != "" {
		return nil, errPage
	}
	return to, nil
}

var errPage = errors.New("the page's address is not one of the gateway's own")
