package practice_test

import (
	"testing"

	"keyindesk/gateways/gatewaytest"
)

// subjects are all gateways, each with its practice twin.
var subjects = []gatewaytest.Subject{
	payupSubject(bends{}),
	paypleSubject(keyBends{}),
	easypaySubject(walletBends{}),
}

// TestConformance runs the one suite over every gateway. -v prints the table.
func TestConformance(t *testing.T) {
	var columns []gatewaytest.Column
	for _, subject := range subjects {
		t.Run(subject.Name, func(t *testing.T) {
			columns = append(columns, gatewaytest.Run(t, subject))
		})
	}
	t.Logf("conformance\n%s", gatewaytest.Table(columns...))
}
