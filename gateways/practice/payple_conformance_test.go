package practice_test

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"testing"
	"time"

	"keyindesk/gateways"
	"keyindesk/gateways/gatewaytest"
	"keyindesk/gateways/payple"
	"keyindesk/gateways/practice"
)

// keyBends spoil the client of billing keys, or what it hears.
type keyBends struct {
	client func(gateways.BillingKeys) gateways.BillingKeys
	dial   func(gatewaytest.Dial) gatewaytest.Dial
}

func paypleSubject(bend keyBends) gatewaytest.Subject {
	return gatewaytest.Subject{
		Name: payple.Name,
		Start: func(t *testing.T) gatewaytest.Twin {
			p := &paypleStage{Payple: practice.NewPayple(practice.PaypleConfig{}), bend: bend, given: map[string]bool{}}
			t.Cleanup(func() { _ = p.Close() })
			return p.twin()
		},
	}
}

// paypleStage is a Payple twin and what the suite is told about it.
type paypleStage struct {
	*practice.Payple
	bend keyBends

	mu     sync.Mutex
	given  map[string]bool // keys that were handed to a deletion
	tokens []gateways.Secret
}

func (p *paypleStage) twin() gatewaytest.Twin {
	_, key, _ := p.Credentials()
	return gatewaytest.Twin{
		Dial:     listening(p.Dial, p.overhear),
		Client:   p.client,
		Requests: p.Requests,
		Secrets:  []gateways.Secret{key},
		Calls: []gatewaytest.Call{
			p.lookup("lookup", gateways.BillingCard, false),
			p.lookup("lookup of an account", gateways.BillingAccount, false),
			p.lookup("lookup with the same token", gateways.BillingCard, true),
			p.delete("delete", gateways.BillingCard),
			p.delete("delete of an account", gateways.BillingAccount),
		},
	}
}

func (p *paypleStage) client(dial gatewaytest.Dial, total time.Duration) (gateways.Gateway, error) {
	id, key, referer := p.Credentials()
	if p.bend.dial != nil {
		dial = p.bend.dial(dial)
	}
	client, err := payple.New(payple.Config{
		Environment: gateways.Practice,
		PartnerID:   id,
		PartnerKey:  key,
		Referer:     referer,
		Exchange:    gateways.NewExchange(gateways.Options{Total: total, Dial: dial}),
	})
	if p.bend.client != nil {
		return p.bend.client(client), err
	}
	return client, err
}

// overhear notes what an authentication gives, which must not be seen either.
func (p *paypleStage) overhear(reply []byte) []byte {
	var given struct{ CustKey, AuthKey string }
	if at := slices.Index(reply, '{'); at >= 0 && json.Unmarshal(reply[at:], &given) == nil && given.AuthKey != "" {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.tokens = []gateways.Secret{gateways.NewSecret(given.CustKey), gateways.NewSecret(given.AuthKey)}
	}
	return reply
}

// secrets are the key that is asked about and the token it is asked with.
func (p *paypleStage) secrets(key string) []gateways.Secret {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]gateways.Secret{gateways.NewSecret(key)}, p.tokens...)
}

// standing are the keys of a kind that were not deleted.
func (p *paypleStage) standing(method gateways.BillingMethod) (keys []string) {
	for _, k := range p.Keys() {
		if k.Method == method && !k.Deleted() {
			keys = append(keys, k.BillingKey)
		}
	}
	return keys
}

func (p *paypleStage) lookup(name string, method gateways.BillingMethod, warm bool) gatewaytest.Call {
	call := gatewaytest.Call{
		Name:        name,
		Connections: 2, // the authentication first
		Next:        "return_url",
		Needs:       []string{"cst_id", "custKey", "AuthKey"},
		Again:       2, // once more with a new token
		Ready: func(t testing.TB, client gateways.Gateway) gatewaytest.Ready {
			key := p.standing(method)[0]
			keys := client.(gateways.BillingKeys)
			if warm {
				if first := keys.LookupBillingKey(context.Background(), gateways.NewSecret(key)); first.Outcome != gateways.Approved {
					t.Fatalf("the look-up before: %s %v", first.Outcome, first.Cause)
				}
			}
			var found gateways.BillingKey
			return gatewaytest.Ready{
				Do: func(ctx context.Context) (gateways.Result, any) {
					found = keys.LookupBillingKey(ctx, gateways.NewSecret(key))
					return found.Result, found
				},
				Mine:    func() bool { return found.Method == method && found.HolderName != "" && found.MaskedNumber != "" },
				Secrets: func() []gateways.Secret { return p.secrets(key) },
			}
		},
		Echoes:      []gatewaytest.Echo{{Member: "PCD_PAYER_ID"}, {Member: "PCD_PAY_RST", Alias: "result"}, {Member: "PCD_PAY_TYPE"}},
		Code:        gatewaytest.Echo{Member: "PCD_PAY_CODE"},
		DeclineCode: "SPAY0003",
		Decline:     p.decline,
		Odd:         p.odd(),
	}
	if warm {
		call.Connections, call.Next, call.Needs = 1, "", nil
	}
	return call
}

func (p *paypleStage) delete(name string, method gateways.BillingMethod) gatewaytest.Call {
	call := gatewaytest.Call{
		Name:        name,
		Moves:       true,
		Connections: 2,
		Next:        "return_url",
		Needs:       []string{"cst_id", "custKey", "AuthKey"},
		AtOnce:      3, // so many keys of a kind stand at a time
		Ready: func(_ testing.TB, client gateways.Gateway) gatewaytest.Ready {
			key := p.fresh(method)
			return gatewaytest.Ready{
				Do: func(ctx context.Context) (gateways.Result, any) {
					deletion := client.(gateways.BillingKeys).DeleteBillingKey(ctx, gateways.NewSecret(key))
					return deletion.Result, deletion
				},
				Happened: func() (times int) {
					for _, k := range p.Keys() {
						if k.BillingKey == key && k.Deleted() {
							times++
						}
					}
					return times
				},
				Secrets: func() []gateways.Secret { return p.secrets(key) },
			}
		},
		Echoes:      []gatewaytest.Echo{{Member: "PCD_PAYER_ID"}, {Member: "PCD_PAY_RST", Alias: "result"}},
		DeclineCode: "SPAY0003",
		Decline:     p.decline,
		Odd:         p.odd(),
	}
	if method == gateways.BillingCard {
		call.Code = gatewaytest.Echo{Member: "PCD_PAY_CODE", Optional: true}
	}
	return call
}

// fresh is a standing key that no deletion was given yet; when all were, they
// are given again.
func (p *paypleStage) fresh(method gateways.BillingMethod) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	keys := p.standing(method)
	i := slices.IndexFunc(keys, func(key string) bool { return !p.given[key] })
	if i < 0 {
		clear(p.given)
		i = 0
	}
	p.given[keys[i]] = true
	return keys[i]
}

func (p *paypleStage) decline(code, message string) { p.Next(practice.Decline(code, message)) }

func (p *paypleStage) odd() map[string]func() {
	odd := map[string]func(){}
	for _, key := range []practice.Key{
		practice.OtherKey, practice.NoResult, practice.Garbage, practice.BadGateway, practice.LostRequest, practice.LostReply,
	} {
		odd[string(key)] = func() { p.Next(practice.Behaviour{Key: key}) }
	}
	return odd
}
