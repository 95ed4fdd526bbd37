package gateways

import "context"

// Prober is a gateway that can say whether the shop's credentials are right
// without moving money.
type Prober interface {
	// Probe makes one harmless call. The credentials are accepted if it is
	// Approved, or refused with AdviceNoSuchSale; AdviceSettings says that they
	// are not, AdviceNetworkBlock that this PC or the Referer is not.
	Probe(context.Context) Result
}
