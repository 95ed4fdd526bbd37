package desk

import (
	"context"

	"keyindesk/gateways"
)

// Connection is what a check of the credentials found.
type Connection string

// What a check can find, as keys of the translations under
// "settings.check.".
const (
	ConnectionOK      Connection = "ok"      // the gateway accepts merchant id and key
	ConnectionRefused Connection = "refused" // it refuses one of them
	ConnectionOffline Connection = "offline" // it was not reached
	ConnectionBlocked Connection = "blocked" // it does not know this PC's address or the Referer
	ConnectionUnclear Connection = "unclear" // it answered something else
)

// Checkable says whether a gateway is set up and can be asked whether its
// credentials are right.
func (d *Desk) Checkable(gateway string) bool {
	_, ok := d.named(gateway).(gateways.Prober)
	return ok
}

// CheckConnection asks a gateway, by its name, whether the credentials are
// right. No money moves. code is the gateway's own, "" if it gave none.
// ErrNotReady if it is not set up or can't be asked that.
func (d *Desk) CheckConnection(ctx context.Context, gateway string) (found Connection, code string, err error) {
	prober, ok := d.named(gateway).(gateways.Prober)
	if !ok {
		return "", "", ErrNotReady
	}
	if !d.flight.begin() {
		return "", "", ErrClosing
	}
	defer d.flight.end()
	result := prober.Probe(ctx)
	d.Log.Info("connection check", "gateway", gateway, "outcome", result.Outcome.String(), "code", result.Code, "fault", result.Fault)
	switch {
	case result.Outcome == gateways.NotSent:
		return ConnectionOffline, "", nil
	case result.Outcome == gateways.Approved, result.Advice == gateways.AdviceNoSuchSale:
		return ConnectionOK, result.Code, nil
	case result.Advice == gateways.AdviceNetworkBlock:
		return ConnectionBlocked, result.Code, nil
	case result.Advice == gateways.AdviceSettings:
		return ConnectionRefused, result.Code, nil
	default:
		return ConnectionUnclear, result.Code, nil
	}
}
