package desk

import (
	"context"

	"keyindesk/gateways"
)

// Connection is what a check of the credentials found.
type Connection string

// What a check can find, as keys of the translations under
// "settings.payup.check.".
const (
	ConnectionOK      Connection = "ok"      // the gateway accepts merchant id and key
	ConnectionRefused Connection = "refused" // it refuses one of them
	ConnectionOffline Connection = "offline" // it was not reached
	ConnectionUnclear Connection = "unclear" // it answered something else
)

// CheckConnection asks the gateway whether the credentials are right. No money
// moves. code is the gateway's own, "" if it gave none.
func (d *Desk) CheckConnection(ctx context.Context) (found Connection, code string, err error) {
	prober, ok := d.KeyIn.(gateways.Prober)
	if !ok {
		return "", "", ErrNotReady
	}
	if !d.flight.begin() {
		return "", "", ErrClosing
	}
	defer d.flight.end()
	result := prober.Probe(ctx)
	d.Log.Info("connection check", "outcome", result.Outcome.String(), "code", result.Code, "fault", result.Fault)
	switch {
	case result.Outcome == gateways.NotSent:
		return ConnectionOffline, "", nil
	case result.Advice == gateways.AdviceNoSuchSale:
		return ConnectionOK, result.Code, nil
	case result.Advice == gateways.AdviceSettings:
		return ConnectionRefused, result.Code, nil
	default:
		return ConnectionUnclear, result.Code, nil
	}
}
