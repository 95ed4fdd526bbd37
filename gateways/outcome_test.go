package gateways

import (
	"reflect"
	"testing"
)

// TestAnswersKeepTheirResult: an answer's own field never hides one of the
// Result inside it, so that Code is the same thing in all of them.
func TestAnswersKeepTheirResult(t *testing.T) {
	result := reflect.TypeFor[Result]()
	for _, answer := range []reflect.Type{
		reflect.TypeFor[Approval](), reflect.TypeFor[Cancellation](), reflect.TypeFor[BillingKey](),
		reflect.TypeFor[Deletion](), reflect.TypeFor[Registered](), reflect.TypeFor[Issued](),
		reflect.TypeFor[Revoked](), reflect.TypeFor[MethodList](), reflect.TypeFor[PaymentPage](),
	} {
		if inside, ok := answer.FieldByName("Result"); !ok || inside.Type != result {
			t.Errorf("%s holds no Result", answer.Name())
		}
		for i := range result.NumField() {
			name := result.Field(i).Name
			if found, _ := answer.FieldByName(name); len(found.Index) != 2 {
				t.Errorf("%s has a %s of its own", answer.Name(), name)
			}
		}
	}
}
