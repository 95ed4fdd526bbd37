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
// https, exactly one of hosts, without user, password or a port of its own.
// Whatever is not provably such an address is refused; the error does not
// quote it.
func PageURL(raw string, hosts ...string) (string, error) {
	raw = strings.TrimSpace(raw)
	if len(raw) >= 8 && strings.EqualFold(raw[:8], "https%3a") {
		decoded, err := url.QueryUnescape(raw)
		if err != nil {
			return "", errPage
		}
		raw = decoded
	}
	if strings.ContainsFunc(raw, func(r rune) bool { return r <= ' ' || r > '~' || r == '\\' }) {
		return "", errPage
	}
	to, err := url.Parse(raw)
	if err != nil || to.Scheme != "https" || to.User != nil || to.Opaque != "" || !slices.Contains(hosts, to.Host) {
		return "", errPage
	}
	return to.String(), nil
}

// PracticePageURL is PageURL for the pages of a practice twin, which are plain
// http on this PC: base is the twin's own "http://127.0.0.1:port".
func PracticePageURL(raw, base string) (string, error) {
	raw = strings.TrimSpace(raw)
	if decoded, err := url.QueryUnescape(raw); err == nil && !strings.Contains(raw, "://") {
		raw = decoded
	}
	to, err := url.Parse(raw)
	if err != nil || to.User != nil || to.Scheme != "http" || to.Scheme+"://"+to.Host != base {
		return "", errPage
	}
	if address, err := netip.ParseAddr(to.Hostname()); err != nil || !address.IsLoopback() {
		return "", errPage
	}
	return to.String(), nil
}

var errPage = errors.New("the page's address is not one of the gateway's own")
