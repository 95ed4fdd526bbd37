package gateways

import (
	"context"
	"strings"
	"time"
)

// Korea is Korea's time, which has no summer time: no tzdata is needed.
var Korea = time.FixedZone("KST", 9*60*60)

// Called is one exchange as far as it went.
type Called struct {
	Reply   Reply
	Failure *Failure // nil if a usable reply was read
	Trace   Trace
}

// Call posts pairs, encoded by EncodeASCII, to base+path and clears what it
// sent. The trace names host, path and the request's fields, never their
// values; what of the reply may be kept is for the gateway's Keeper.
func (x *Exchange) Call(ctx context.Context, base, path string, header map[string]string, pairs []Pair) Called {
	body := EncodeASCII(pairs)
	defer clear(body)
	reply, failure := x.Post(ctx, Request{URL: base + path, Header: header, Body: body})
	host, path := withoutQuery(base + path)
	trace := Trace{
		Host:          host,
		Path:          path,
		RequestBytes:  len(body),
		Written:       failure == nil || failure.Written,
		Status:        reply.Status,
		ReplyBytes:    reply.Bytes,
		ElapsedMillis: reply.Elapsed.Milliseconds(),
	}
	for _, p := range pairs {
		trace.RequestFields = append(trace.RequestFields, p.Name)
	}
	if failure != nil {
		trace.ReplyTruncated = failure.Fault == FaultTooBig || failure.Fault == FaultCut
	}
	return Called{Reply: reply, Failure: failure, Trace: trace}
}

// withoutQuery is the host and the path of an address and nothing else of it: a
// query can hold a token.
func withoutQuery(address string) (host, path string) {
	_, rest, _ := strings.Cut(address, "://")
	if end := strings.IndexAny(rest, "?#"); end >= 0 {
		rest = rest[:end]
	}
	if begin := strings.IndexByte(rest, '/'); begin >= 0 {
		return rest[:begin], rest[begin:]
	}
	return rest, ""
}

// Refused is the answer to what a gateway's own check blocks: nothing is sent.
func Refused() Result {
	return Result{Outcome: NotSent, Fault: FaultCheck, Advice: AdviceFixInput}
}
