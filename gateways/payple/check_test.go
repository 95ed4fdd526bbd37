package payple

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keyindesk/gateways"
)

func TestCheckBillingKey(t *testing.T) {
	o := newOffice(t)
	client := clientOf(t, o)
	for key, rule := range map[string]string{
		billing: "", "d0toSS9sT084bVJSNThScnFX": "", "aB_-/+=9": "", "1234567890": "", strings.Repeat("1", 21): "", strings.Repeat("a", 255): "",
		"": gateways.RuleMissing, " \t": gateways.RuleMissing,
		strings.Repeat("a", 256): gateways.RuleLength,
		"4111111111111111":       gateways.RuleCardNumber, "9490-2200-0661-1406": gateways.RuleCardNumber, "4111 1111 1111 1111": gateways.RuleCardNumber,
		"12345678901": gateways.RuleCardNumber, strings.Repeat("1", 20): gateways.RuleCardNumber,
		"a b": gateways.RuleShape, billing + "\n": gateways.RuleShape, "빌링키": gateways.RuleShape, `a"b`: gateways.RuleShape, "a\x00": gateways.RuleShape,
	} {
		findings := client.CheckBillingKey(gateways.NewSecret(key))
		var want []gateways.Finding
		if rule != "" {
			want = []gateways.Finding{{Field: gateways.FieldBillingKey, Rule: rule, Block: true}}
		}
		if rule == gateways.RuleLength {
			want[0].Limit = 255
		}
		if diff := cmp.Diff(want, findings); diff != "" {
			t.Errorf("%q: %s", key, diff)
		}
		if rule == "" {
			continue
		}
		for _, got := range []gateways.Result{
			client.LookupBillingKey(context.Background(), gateways.NewSecret(key)).Result,
			client.DeleteBillingKey(context.Background(), gateways.NewSecret(key)).Result,
		} {
			if got.Outcome != gateways.NotSent || got.Fault != gateways.FaultCheck || got.Advice != gateways.AdviceFixInput {
				t.Errorf("%q: %+v", key, got)
			}
		}
	}
	if len(o.dialled) != 0 {
		t.Errorf("refused keys dialled %d times", len(o.dialled))
	}
}
