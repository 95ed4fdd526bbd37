package practice_test

import (
	"context"
	"testing"

	"keyindesk/gateways"
	"keyindesk/gateways/gatewaytest"
	"keyindesk/gateways/practice"
)

// The calls of EasyPay for the conformance suite, in the order of a day.

// The codes of a no: of the card company, and one of nobody's list.
const (
	walletLimit   = "8521"
	walletNo      = "P999"
	walletAmount  = 51_234
	walletPartKRW = 1_234
)

// done is a call of which the answer is known.
func done[A any](call func(context.Context) A, result func(A) gateways.Result, answer *A) func(context.Context) (gateways.Result, any) {
	return func(ctx context.Context) (gateways.Result, any) {
		*answer = call(ctx)
		return result(*answer), *answer
	}
}

func (e *easypayStage) register() gatewaytest.Call {
	return gatewaytest.Call{
		Name: "register",
		Ready: func(_ testing.TB, client gateways.Gateway) gatewaytest.Ready {
			asked := e.registration()
			var answer gateways.Registered
			return gatewaytest.Ready{
				Do: done(func(ctx context.Context) gateways.Registered { return client.(gateways.Wallet).Register(ctx, asked) },
					func(a gateways.Registered) gateways.Result { return a.Result }, &answer),
				Mine: func() bool {
					return answer.RegisterID != "" && answer.PageURL != "" && answer.MerchantID == e.Credentials().MallID
				},
				Secrets: func() []gateways.Secret { return []gateways.Secret{asked.CI} },
			}
		},
		Code:        gatewaytest.Echo{Member: "resCd"},
		Echoes:      []gatewaytest.Echo{{Member: "requestTid"}},
		Page:        "easyPayCertPageUrl",
		DeclineCode: walletNo,
		Decline:     e.decline,
		Odd:         e.odd(),
	}
}

func (e *easypayStage) issue() gatewaytest.Call {
	return gatewaytest.Call{
		Name: "issue",
		Ready: func(t testing.TB, client gateways.Gateway) gatewaytest.Ready {
			asked := e.certified(t)
			key := func() (key string) {
				for _, c := range e.Customers() {
					if c.ShopUserID == asked.ShopUserID {
						key = c.CustomerKey
					}
				}
				return key
			}
			var answer gateways.Issued
			return gatewaytest.Ready{
				Do: done(func(ctx context.Context) gateways.Issued { return client.(gateways.Wallet).Issue(ctx, asked) },
					func(a gateways.Issued) gateways.Result { return a.Result }, &answer),
				Mine: func() bool { return answer.CustomerKey.Reveal() == key() },
				Secrets: func() []gateways.Secret {
					if key() == "" {
						return nil
					}
					return []gateways.Secret{gateways.NewSecret(key())}
				},
			}
		},
		Code:        gatewaytest.Echo{Member: "resCd"},
		Echoes:      []gatewaytest.Echo{{Member: "shopUserId"}},
		DeclineCode: walletNo,
		Decline:     e.decline,
		Odd:         e.odd(),
	}
}

func (e *easypayStage) methods() gatewaytest.Call {
	return gatewaytest.Call{
		Name: "methods",
		Ready: func(t testing.TB, client gateways.Gateway) gatewaytest.Ready {
			customer := e.customer(t)
			var answer gateways.MethodList
			return gatewaytest.Ready{
				Do: done(func(ctx context.Context) gateways.MethodList {
					return client.(gateways.Wallet).Methods(ctx, gateways.MethodQuery{CustomerKey: customer.key})
				}, func(a gateways.MethodList) gateways.Result { return a.Result }, &answer),
				Mine: func() bool {
					return len(answer.Methods) == 2 && answer.Methods[0].VirtualNumber.Equal(customer.method.VirtualNumber)
				},
				Secrets: func() []gateways.Secret { return []gateways.Secret{customer.key, customer.method.VirtualNumber} },
			}
		},
		// It echoes nothing of the request: the list itself vouches for the yes.
		Code:        gatewaytest.Echo{Member: "resCd"},
		Echoes:      []gatewaytest.Echo{{Member: "payMethodInfoList", Any: true}},
		DeclineCode: walletNo,
		Decline:     e.decline,
		Odd:         e.odd(),
	}
}

func (e *easypayStage) registerPayment() gatewaytest.Call {
	return gatewaytest.Call{
		Name: "register-payment",
		Ready: func(t testing.TB, client gateways.Gateway) gatewaytest.Ready {
			asked := e.order(t, walletAmount)
			var answer gateways.PaymentPage
			return gatewaytest.Ready{
				Do: done(func(ctx context.Context) gateways.PaymentPage {
					return client.(gateways.Wallet).RegisterPayment(ctx, asked)
				},
					func(a gateways.PaymentPage) gateways.Result { return a.Result }, &answer),
				Mine:    func() bool { return answer.PageURL != "" && answer.MerchantID == e.Credentials().MallID },
				Secrets: func() []gateways.Secret { return []gateways.Secret{asked.CustomerKey, asked.Method.VirtualNumber} },
			}
		},
		Code:        gatewaytest.Echo{Member: "resCd"},
		Echoes:      []gatewaytest.Echo{{Member: "shopTransactionId"}},
		Page:        "authPageUrl",
		Once:        true,
		DeclineCode: walletNo,
		Decline:     e.decline,
		Odd:         e.odd(),
	}
}

// trade are the members that vouch for an approval.
var trade = []gatewaytest.Echo{{Member: "mallId"}, {Member: "shopTransactionId"}, {Member: "shopOrderNo"}, {Member: "amount"}}

func (e *easypayStage) settle() gatewaytest.Call {
	return gatewaytest.Call{
		Name:  "settle",
		Moves: true,
		Ready: func(t testing.TB, client gateways.Gateway) gatewaytest.Ready {
			asked := e.authorized(t, walletAmount)
			var answer gateways.Approval
			return gatewaytest.Ready{
				Do: done(func(ctx context.Context) gateways.Approval { return client.(gateways.Wallet).Settle(ctx, asked) },
					func(a gateways.Approval) gateways.Result { return a.Result }, &answer),
				Happened: func() int { return e.settled(asked.RequestID) },
				Mine: func() bool {
					return answer.TransactionID == e.payment(func(p practice.EasyPayPayment) bool { return p.RequestID == asked.RequestID }).TransactionID
				},
			}
		},
		Code:        gatewaytest.Echo{Member: "resCd"},
		Echoes:      append([]gatewaytest.Echo{{Member: "msgAuthValue", Seal: true}}, trade...),
		Resign:      e.sign,
		Once:        true,
		DeclineCode: walletLimit,
		Decline:     e.decline,
		Odd:         e.odd(practice.WrongOrder, practice.WrongAmount, practice.NoID, practice.MACWrong, practice.MACMissing),
	}
}

func (e *easypayStage) inquireSettlement() gatewaytest.Call {
	return gatewaytest.Call{
		Name: "inquire-settlement",
		Ready: func(t testing.TB, client gateways.Gateway) gatewaytest.Ready {
			asked, approval := e.taken(t, walletAmount)
			var answer gateways.Approval
			return gatewaytest.Ready{
				Do: done(func(ctx context.Context) gateways.Approval {
					return client.(gateways.Wallet).InquireSettlement(ctx, asked)
				},
					func(a gateways.Approval) gateways.Result { return a.Result }, &answer),
				Mine: func() bool { return answer.TransactionID == approval.TransactionID },
			}
		},
		Code:   gatewaytest.Echo{Member: "resCd"},
		Echoes: trade,
		Odd:    e.odd(practice.WrongOrder, practice.WrongAmount, practice.NoID, practice.StatusUnknown),
	}
}

func (e *easypayStage) cancel(name string, part bool) gatewaytest.Call {
	return gatewaytest.Call{
		Name:  name,
		Moves: true,
		Ready: func(t testing.TB, client gateways.Gateway) gatewaytest.Ready {
			asked := e.sold(t, walletAmount)
			if part {
				asked.Part, asked.AmountKRW = true, walletPartKRW
			}
			var answer gateways.Cancellation
			return gatewaytest.Ready{
				Do: done(func(ctx context.Context) gateways.Cancellation { return client.(gateways.Wallet).Cancel(ctx, asked) },
					func(a gateways.Cancellation) gateways.Result { return a.Result }, &answer),
				Happened: func() int { return e.cancelled(asked.TransactionID) },
				Mine:     func() bool { return answer.CancelID != "" && answer.CancelledAt != "" },
			}
		},
		Code:        gatewaytest.Echo{Member: "resCd"},
		Echoes:      refund,
		Once:        true,
		DeclineCode: walletLimit,
		Decline:     e.decline,
		Odd:         e.odd(practice.WrongOrder, practice.WrongAmount, practice.NoID),
	}
}

// refund are the members that vouch for a cancel.
var refund = []gatewaytest.Echo{
	{Member: "oriPgCno"}, {Member: "cancelAmount"},
	{Member: "mallId", Optional: true}, {Member: "shopTransactionId", Optional: true}, {Member: "shopOrderNo", Optional: true},
	{Member: "remainAmount", Optional: true}, {Member: "statusCode", Optional: true},
}

func (e *easypayStage) inquireCancel() gatewaytest.Call {
	return gatewaytest.Call{
		Name: "inquire-cancel",
		Ready: func(t testing.TB, client gateways.Gateway) gatewaytest.Ready {
			asked := e.sold(t, walletAmount)
			before := e.honest(t).Cancel(context.Background(), asked)
			if before.Outcome != gateways.Approved {
				t.Fatalf("cancel: %s %s %v", before.Outcome, before.Code, before.Cause)
			}
			var answer gateways.Cancellation
			return gatewaytest.Ready{
				Do: done(func(ctx context.Context) gateways.Cancellation {
					return client.(gateways.Wallet).InquireCancel(ctx, asked)
				},
					func(a gateways.Cancellation) gateways.Result { return a.Result }, &answer),
				Mine: func() bool { return answer.CancelID == before.CancelID },
			}
		},
		Code:   gatewaytest.Echo{Member: "resCd"},
		Echoes: refund,
		Odd:    e.odd(practice.WrongOrder, practice.WrongAmount, practice.NoID, practice.StatusUnknown),
	}
}

func (e *easypayStage) revoke() gatewaytest.Call {
	return gatewaytest.Call{
		Name:  "revoke",
		Moves: true,
		Ready: func(t testing.TB, client gateways.Gateway) gatewaytest.Ready {
			customer := e.customer(t)
			var answer gateways.Revoked
			return gatewaytest.Ready{
				Do: done(func(ctx context.Context) gateways.Revoked {
					return client.(gateways.Wallet).Revoke(ctx, gateways.Revocation{CustomerKey: customer.key, ShopUserID: customer.user})
				}, func(a gateways.Revoked) gateways.Result { return a.Result }, &answer),
				Happened: func() (times int) {
					for _, c := range e.Customers() {
						if c.CustomerKey == customer.key.Reveal() && !c.RevokedAt.IsZero() {
							times++
						}
					}
					return times
				},
				Secrets: func() []gateways.Secret { return []gateways.Secret{customer.key} },
			}
		},
		Code:        gatewaytest.Echo{Member: "resCd"},
		Echoes:      []gatewaytest.Echo{{Member: "isExpired"}},
		DeclineCode: walletNo,
		Decline:     e.decline,
		Odd:         e.odd(),
	}
}
