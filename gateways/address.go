package gateways

import (
	"fmt"
	"net/netip"
	"net/url"
)

// BaseURL is where a gateway's paths begin: its constant, or an override by
// which tests put a server of their own in the gateway's place. An override is
// accepted only on this PC itself (127.0.0.0/8, ::1, localhost) and only as
// scheme, host and port, so that no setting can send a card elsewhere.
//
// BaseURL says where a call may go; that it goes encrypted is for the
// Exchange, which takes plain http only over a Dial it was given.
func BaseURL(constant, override string) (string, error) {
	if override == "" {
		return constant, nil
	}
	to, err := url.Parse(override)
	if err != nil || to.Scheme != "https" && to.Scheme != "http" {
		return "", fmt.Errorf("override of %s: not a web address", constant)
	}
	if bare := (url.URL{Scheme: to.Scheme, Host: to.Host}); bare.String() != override {
		return "", fmt.Errorf("override of %s: only scheme, host and port may be given", constant)
	}
	if !loopback(to.Hostname()) {
		return "", fmt.Errorf("override of %s: only an address on this PC is accepted", constant)
	}
	return override, nil
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.IsLoopback()
}
