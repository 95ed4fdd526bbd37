package gateways

// ReturnReply is what became of a page's return that came in by itself. It
// chooses the page that the browser then shows, and says nothing of what was
// returned.
type ReturnReply struct {
	// Accepted: the return is taken and will not be taken again. Otherwise the
	// receiver goes on waiting for the right one.
	Accepted bool
	// Unfinished, with Accepted: the return itself says that the customer turned
	// back or that the gateway refused.
	Unfinished bool
	// Rule, without Accepted: why not, one of the rules of a ReturnError, or empty
	// if it could not be recorded here.
	Rule string
}
