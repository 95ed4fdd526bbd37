package gatewaytest

import (
	"context"

	"keyindesk/gateways"
)

func checkPassesAGoodCharge(c *counter) {
	if found := c.over(failing(refused)).Check(c.order()); len(found) != 0 {
		c.Errorf("found %+v", found)
	}
}

func checkBlocksEachBadField(c *counter) {
	if len(c.Blocked) == 0 {
		c.Error("no cases")
	}
	never := func(dial Dial) Dial {
		c.Error("it was dialled")
		return dial
	}
	for _, bad := range c.Blocked {
		charge := c.order()
		bad.Change(&charge)
		client := c.over(never)
		if finding, ok := c.finding(client, charge, bad); ok && !finding.Block {
			c.Errorf("%s: does not block", bad.Name)
		}
		approval := client.Charge(context.Background(), charge)
		c.expect(bad.Name, approval.Result, gateways.NotSent)
		if approval.Advice != gateways.AdviceFixInput {
			c.Errorf("%s: advice %q", bad.Name, approval.Advice)
		}
	}
}

func checkWarnsAndStillSends(c *counter) {
	for _, odd := range c.Warned {
		charge := c.order()
		odd.Change(&charge)
		client := c.over(straight)
		if finding, ok := c.finding(client, charge, odd); ok && finding.Block {
			c.Errorf("%s: blocks", odd.Name)
		}
		c.expect(odd.Name, client.Charge(context.Background(), charge).Result, gateways.Approved)
	}
}

// finding is what Check says about the case's field; nothing may be said about
// another.
func (c *counter) finding(client gateways.KeyIn, charge gateways.Charge, of Case) (found gateways.Finding, ok bool) {
	for _, finding := range client.Check(charge) {
		if finding.Field != of.Field || finding.Rule != of.Rule {
			c.Errorf("%s: also found %+v", of.Name, finding)
			continue
		}
		found, ok = finding, true
	}
	if !ok {
		c.Errorf("%s: %s of %s was not found", of.Name, of.Rule, of.Field)
	}
	return found, ok
}
