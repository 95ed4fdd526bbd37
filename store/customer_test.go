package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCustomer(t *testing.T) {
	t.Run("registers_gets_a_key_and_loses_it", func(t *testing.T) {
		s, c := newStore(t)
		op := prepared(t, s, registrationIntent(s))
		created := c.Now()
		want := Customer{ID: op.CustomerID, Gateway: "easypay", MerchantID: "T0001", ShopUserID: "C7Q-00001", State: CustomerPending,
			Name: "홍길동", Phone: "01012345678", Email: "hong@example.kr", CreatedAt: created, UpdatedAt: created, RegistrationID: op.ID}
		is := func() {
			t.Helper()
			if diff := cmp.Diff(want, customerOf(t, s, op.CustomerID)); diff != "" {
				t.Error(diff)
			}
		}
		is()
		if _, err := s.CustomerKey(ctx, op.CustomerID); !errors.Is(err, ErrNoCustomerKey) {
			t.Error(err)
		}
		op = comeBack(t, s, finished(t, s, op.ID, Answer{State: Approved}))
		c.set("2026-11-21 12:30:00")
		issue := finished(t, s, prepared(t, s, followIntent(KindIssueKey, op)).ID, issuedKey(testCustomerKey))
		want.State, want.KeyHint, want.UpdatedAt = CustomerActive, "CUST…6789", c.Now()
		is()
		if issue.KeyHint != "CUST…6789" || issue.MerchantID != "T0001" || issue.CustomerID != op.CustomerID {
			t.Errorf("%+v", issue)
		}
		if key, err := s.CustomerKey(ctx, op.CustomerID); err != nil || key != testCustomerKey {
			t.Error("another key", err)
		}
		if _, err := s.Prepare(ctx, followIntent(KindIssueKey, op)); !errors.Is(err, ErrAlreadyIssued) {
			t.Error(err)
		}
		c.set("2026-11-21 13:00:00")
		revoke := prepared(t, s, aboutIntent(KindRevokeKey, want))
		if revoke.MerchantID != "T0001" {
			t.Error("asked under", revoke.MerchantID)
		}
		finished(t, s, revoke.ID, Answer{State: Approved})
		want.State, want.UpdatedAt = CustomerRevoked, c.Now()
		is()
		if _, err := s.CustomerKey(ctx, op.CustomerID); !errors.Is(err, ErrNoCustomerKey) {
			t.Error("the key is still here", err)
		}
		again := registrationIntent(s)
		again.NewCustomer, again.CustomerID, again.MerchantID = nil, op.CustomerID, "T0002"
		next := comeBack(t, s, finished(t, s, prepared(t, s, again).ID, Answer{State: Approved}))
		want.RegistrationID = next.ID
		is()
		finished(t, s, prepared(t, s, followIntent(KindIssueKey, next)).ID, issuedKey("ANOTHERKEY-987654321"))
		want.State, want.KeyHint, want.MerchantID, want.UpdatedAt = CustomerActive, "ANOT…4321", "T0002", c.Now()
		is()
	})
	t.Run("a_lost_key_may_be_asked_for_again", func(t *testing.T) {
		s, _ := newStore(t)
		registration := returnedRegistration(t, s)
		lost := prepared(t, s, followIntent(KindIssueKey, registration))
		if _, err := s.Prepare(ctx, followIntent(KindIssueKey, registration)); !errors.Is(err, ErrIssueOpen) {
			t.Error(err)
		}
		finished(t, s, lost.ID, Answer{State: InDoubt})
		if _, err := s.Resolve(ctx, lost.ID, happened("R1")); !errors.Is(err, ErrNoCustomerKey) {
			t.Error("a person knows no key", err)
		}
		again := finished(t, s, prepared(t, s, followIntent(KindIssueKey, registration)).ID, issuedKey(testCustomerKey))
		if got, err := s.RecordInquiry(ctx, lost.ID, issuedKey(testCustomerKey)); err != nil || got.State != Approved {
			t.Error(got.State, err)
		}
		c := customerOf(t, s, again.CustomerID)
		if key, err := s.CustomerKey(ctx, c.ID); err != nil || key != testCustomerKey || c.State != CustomerActive {
			t.Error(c.State, err)
		}
	})
	t.Run("a_key_that_comes_by_an_inquiry_is_kept", func(t *testing.T) {
		s, _ := newStore(t)
		lost := finished(t, s, prepared(t, s, followIntent(KindIssueKey, returnedRegistration(t, s))).ID, Answer{State: InDoubt})
		if _, err := s.RecordInquiry(ctx, lost.ID, Answer{State: Approved}); !errors.Is(err, ErrInvalid) {
			t.Error("issued without a key", err)
		}
		if _, err := s.RecordInquiry(ctx, lost.ID, issuedKey(testCustomerKey)); err != nil {
			t.Fatal(err)
		}
		if key, err := s.CustomerKey(ctx, lost.CustomerID); err != nil || key != testCustomerKey {
			t.Error(err)
		}
	})
	t.Run("a_late_answer_brings_no_revoked_key_back", func(t *testing.T) {
		s, _ := newStore(t)
		registration := returnedRegistration(t, s)
		lost := finished(t, s, prepared(t, s, followIntent(KindIssueKey, registration)).ID, Answer{State: InDoubt})
		finished(t, s, prepared(t, s, followIntent(KindIssueKey, registration)).ID, issuedKey(testCustomerKey))
		c := customerOf(t, s, lost.CustomerID)
		finished(t, s, prepared(t, s, aboutIntent(KindRevokeKey, c)).ID, Answer{State: Approved})
		if _, err := s.RecordInquiry(ctx, lost.ID, issuedKey(testCustomerKey)); err != nil {
			t.Fatal(err)
		}
		if c = customerOf(t, s, c.ID); c.State != CustomerRevoked {
			t.Error(c.State)
		}
	})
	t.Run("a_person's_finding_revokes_too", func(t *testing.T) {
		s, _ := newStore(t)
		c := activeCustomer(t, s)
		op := finished(t, s, prepared(t, s, aboutIntent(KindRevokeKey, c)).ID, Answer{State: InDoubt})
		if customerOf(t, s, c.ID).State != CustomerActive {
			t.Error("revoked in doubt")
		}
		resolved(t, s, op.ID, Resolution{Happened: true, Evidence: "만료 확인"})
		if customerOf(t, s, c.ID).State != CustomerRevoked {
			t.Error("not revoked")
		}
		resolved(t, s, op.ID, Resolution{Evidence: "아님"})
		if customerOf(t, s, c.ID).State != CustomerRevoked {
			t.Error("an erased key can't come back")
		}
	})
	t.Run("only_an_issued_key_brings_a_key", func(t *testing.T) {
		s, _ := newStore(t)
		for name, answer := range map[Kind]Answer{
			KindCharge: issuedKey(testCustomerKey), KindIssueKey: {State: Approved}, KindRegisterCustomer: issuedKey(testCustomerKey),
		} {
			op := prepared(t, s, allKinds[name](t, s))
			if _, err := s.Finish(ctx, op.ID, answer); !errors.Is(err, ErrInvalid) {
				t.Error(name, err)
			}
		}
		declined := issuedKey(testCustomerKey)
		declined.State = Declined
		op := prepared(t, s, allKinds[KindIssueKey](t, s))
		if _, err := s.Finish(ctx, op.ID, declined); !errors.Is(err, ErrInvalid) {
			t.Error(err)
		}
	})
	t.Run("without_the_key_nobody_is_readable_and_none_accepted", func(t *testing.T) {
		o, _ := testOptions(t, t.TempDir())
		s := openTest(t, o)
		registration := returnedRegistration(t, s)
		c := activeCustomer(t, s)
		s.Close()
		o.Sealer = nil
		s = openTest(t, o)
		got := customerOf(t, s, c.ID)
		if !got.Unreadable || got.Name+got.Phone+got.Email != "" || got.ShopUserID != c.ShopUserID {
			t.Errorf("%+v", got)
		}
		if _, err := s.CustomerKey(ctx, c.ID); !errors.Is(err, ErrNoSealer) {
			t.Error(err)
		}
		if _, err := s.Prepare(ctx, Intent{Kind: KindIssueKey, Gateway: "easypay", ParentID: registration.ID}); !errors.Is(err, ErrNoSealer) {
			t.Error("a key would be lost", err)
		}
	})
}

func TestCustomers(t *testing.T) {
	s, _ := newStore(t)
	add := func(shopUserID, name, phone string) int64 {
		in := registrationIntent(s)
		in.NewCustomer = &NewCustomer{ShopUserID: shopUserID, Name: name, Phone: phone}
		return prepared(t, s, in).CustomerID
	}
	hong, kim, namgung := add("C7Q-00001", "홍길동", "01055557777"), add("flower-kim", "Kim Minsu", "0212340042"), add("C7Q-00007", "남궁민수", "")
	for text, want := range map[string][]int64{
		"": {namgung, kim, hong}, "길동": {hong}, "ㅎㄱㄷ": {hong}, "ㄱㅁ": {namgung}, "민수": {namgung}, "minsu": {kim}, "KIM": {kim},
		"c7q": {namgung, hong}, "00007": {namgung}, "flower": {kim}, "7777": {hong}, "777": {}, "0042": {kim}, "55557777": {hong},
		"홍 7777": {hong}, "홍 0042": {}, "없음": {}, "%": {},
	} {
		found, err := s.Customers(ctx, text)
		got := []int64{}
		for _, c := range found {
			got = append(got, c.ID)
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v, %v", text, got, want, err)
		}
	}
	if c, err := s.CustomerByShopUserID(ctx, "easypay", "flower-kim"); err != nil || c.ID != kim || c.Name != "Kim Minsu" {
		t.Errorf("%+v %v", c, err)
	}
	for _, err := range []error{
		second(s.CustomerByShopUserID(ctx, "payup", "flower-kim")), second(s.CustomerByShopUserID(ctx, "easypay", "")),
		second(s.Customer(ctx, 99)), second(s.CustomerKey(ctx, 99)),
	} {
		if !errors.Is(err, ErrNotFound) {
			t.Error(err)
		}
	}
	if found := pages(t, s, Query{Text: "ㅎㄱㄷ", Kinds: []Kind{KindRegisterCustomer}}); len(found) != 3 {
		t.Error("the history finds customers by the buyer of their rows", len(found))
	}
}

func second[T any](_ T, err error) error { return err }

func TestNextShopUserID(t *testing.T) {
	o, _ := testOptions(t, t.TempDir())
	s := openTest(t, o)
	next := func(want string) {
		t.Helper()
		if got, err := s.NextShopUserID(ctx); err != nil || got != want {
			t.Errorf("%s, want %s, %v", got, want, err)
		}
	}
	add := func(shopUserID string) {
		in := registrationIntent(s)
		in.NewCustomer.ShopUserID = shopUserID
		prepared(t, s, in)
	}
	next("C7Q-00001")
	next("C7Q-00001")
	add("C7Q-00001")
	next("C7Q-00002")
	add("C7Q-00041x")
	add("C8Q-00099")
	add("C7Q-00041")
	next("C7Q-00042")
	add("C7Q-99999")
	next("C7Q-100000")
	add("C7Q-100000")
	next("C7Q-100001")
	s.Close()
	writeFile(t, filepath.Join(o.Dir, databaseName), []byte(strings.Repeat("garbage ", 512)))
	if _, err := Open(ctx, o); !errors.Is(err, ErrDamaged) {
		t.Fatal(err)
	}
	s = openTest(t, o) // the gateway still knows the customers of the damaged one
	next(fmt.Sprintf("C7Q-%05d", orderBaseStep+1))
}
