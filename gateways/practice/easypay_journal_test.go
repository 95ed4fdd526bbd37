package practice_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keyindesk/gateways"
	"keyindesk/gateways/practice"
)

func TestEasyPayRestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "easypay.jsonl")
	before := openWallet(t, path)
	_, approval := before.settled()
	part := before.yes(toCancel, before.cancel(approval, 5000, 55000))
	key := before.Customers()[0].CustomerKey
	gone := before.registered(before.registration().with("shopUserId", "gone"))
	before.yes(toRevoke, body{"mallId": walletMall, "customerKey": gone, "shopUserId": "gone"})
	repeated := before.registration()
	address := before.yes(toRegister, repeated).text("easyPayCertPageUrl")
	returned := before.browse().clickThrough(before.yes(toRegister, before.registration()).text("easyPayCertPageUrl"), "agree", "next", "register")
	settle := before.authorized(before.payment(key))
	payments, customers, home := before.Payments(), before.Customers(), before.PagesURL()
	if err := before.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := before.send(before.request(toMethods, body{})); err == nil {
		t.Error("answers after Close")
	}

	after := openWallet(t, path)
	after.ids = 1000
	if diff := cmp.Diff(payments, after.Payments()); diff != "" {
		t.Errorf("payments (-before +after):\n%s", diff)
	}
	if diff := cmp.Diff(customers, after.Customers()); diff != "" {
		t.Errorf("customers (-before +after):\n%s", diff)
	}
	if after.PagesURL() != home {
		t.Errorf("pages moved from %s to %s", home, after.PagesURL())
	}
	after.yes(toMethods, body{"mallId": walletMall, "customerKey": key})
	after.no("P312", toMethods, body{"mallId": walletMall, "customerKey": gone})
	after.no("P301", toRegister, repeated)
	after.browse().clickThrough(address, "agree", "next", "register")
	if issued := after.yes(toIssue, issueOf(returned)); issued.text("customerKey") != key {
		t.Error("a return from before led to another key")
	}
	second := after.yes(toSettle, settle)
	if second.text("pgCno") == approval.text("pgCno") || second.text("pgCno") == part.text("cancelPgCno") {
		t.Error("a number was given twice")
	}
	after.no("P365", toCancel, after.cancel(approval, 5000, 55000))
	after.yes(toCancel, after.cancel(approval, 5000, 50000))
	after.no("P301", toCancel, after.cancel(approval, 5000, 45000).with("shopTransactionId", part.text("shopTransactionId")).
		with("msgAuthValue", macOf(approval.text("pgCno"), part.text("shopTransactionId"))))

	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	c := after.Credentials()
	for name, secret := range map[string]string{
		"Service ID": c.ServiceID.Reveal(), "MAC key": c.MACKey.Reveal(), "SEED key": c.SEEDKey.Reveal(),
		"CustomerKey": key, "revoked CustomerKey": gone, "CustomerKey in small letters": strings.ToLower(key),
	} {
		if strings.Contains(string(text), secret) {
			t.Errorf("the journal holds the %s", name)
		}
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
}

// TestEasyPayKeysAreItsOwn: a journal in the hands of an EasyPay with another
// secret key gives no key away that the first one takes.
func TestEasyPayKeysAreItsOwn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "easypay.jsonl")
	first := openWallet(t, path)
	first.settled()
	key := first.Customers()[0].CustomerKey
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	other, err := practice.OpenEasyPay(practice.EasyPayConfig{MACKey: gateways.NewSecret("another")}, path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if got := other.Customers()[0].CustomerKey; got == key || len(got) != len(key) {
		t.Errorf("%d letters, the same: %v", len(got), got == key)
	}
}

// TestEasyPayPagesMove: where another has the pages' port, any other will do.
func TestEasyPayPagesMove(t *testing.T) {
	path := filepath.Join(t.TempDir(), "easypay.jsonl")
	first := openWallet(t, path)
	copied := filepath.Join(t.TempDir(), "copy.jsonl")
	text, err := os.ReadFile(path)
	if err != nil || os.WriteFile(copied, text, 0o600) != nil {
		t.Fatal(err)
	}
	second := openWallet(t, copied)
	if first.PagesURL() == second.PagesURL() {
		t.Fatal("two on one port")
	}
	second.registered(second.registration())
}

// TestEasyPayTornJournal: a line that was cut off by a crash is passed over.
func TestEasyPayTornJournal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "easypay.jsonl")
	before := openWallet(t, path)
	before.settled()
	if err := before.Close(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil || os.WriteFile(path, append(text, `{"payment":{"page":"X","pg_c`...), 0o600) != nil {
		t.Fatal(err)
	}
	after := openWallet(t, path)
	if diff := cmp.Diff(before.Payments(), after.Payments()); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
	after.ids = 1000
	after.registered(after.registration().with("shopUserId", "next"))
}
