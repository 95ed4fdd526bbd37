package gateways

import "context"

// Prober is a gateway that can say whether the shop's credentials are right
// without moving money.
type Prober interface {
	// Probe makes one harmless call. Its advice tells: AdviceNoSuchSale the
	// credentials are accepted, AdviceSettings they are not.
	Probe(context.Context) Result
}
