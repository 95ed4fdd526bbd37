package desk_test

import (
	"errors"
	"testing"

	"keyindesk/desk"
	"keyindesk/store/keys"
)

// TestSaveCredentials takes what Payup's client takes: an id that is refused
// here could never be used, and one that only the client refuses would look
// like none at all.
func TestSavePayup(t *testing.T) {
	office := desk.NewOffice(desk.OfficeConfig{DataDir: t.TempDir(), Ring: keys.Memory()})
	for merchant, want := range map[string]error{
		"tester": nil, "shop@payup.kr": nil, "shop-1_2": nil, "": desk.ErrCredentials, "a shop": desk.ErrCredentials,
		"twenty-one-characters": desk.ErrCredentials, "가게": desk.ErrCredentials,
	} {
		given := desk.PayupCredentials{MerchantID: merchant, Key: desk.NewSecret("25bcd7a82f5b4058818462cc7715964c")}
		if err := office.SavePayup(desk.Test, given); !errors.Is(err, want) {
			t.Errorf("merchant id %q: %v", merchant, err)
		}
	}
	for key, want := range map[string]error{
		" 25bcd7a82f5b ": nil, "": desk.ErrCredentials, "25bc d7a8": desk.ErrCredentials, "25bc|d7a8": desk.ErrCredentials, "열쇠": desk.ErrCredentials,
	} {
		given := desk.PayupCredentials{MerchantID: "tester", Key: desk.NewSecret(key)}
		if err := office.SavePayup(desk.Test, given); !errors.Is(err, want) {
			t.Errorf("key %q: %v", key, err)
		}
	}
}
