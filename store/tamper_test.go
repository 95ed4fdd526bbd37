package store

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

// walletHistory is a history with one of everything that EasyPay brings.
//
// Rows: 1 registration, 2 issued key, 3 payment, 4 settle, 5 a part cancelled,
// 6 a cancel in doubt that an inquiry approved, 7 registration of another
// customer, 8 their key, 9 their key revoked.
func walletHistory(tb testing.TB, s *Store) {
	tb.Helper()
	sale := settledPayment(tb, s, 1000)
	finished(tb, s, prepared(tb, s, partIntent(sale, 300)).ID, Answer{State: Approved, CancelID: "C1"})
	doubt := finished(tb, s, prepared(tb, s, partIntent(sale, 200)).ID, Answer{State: InDoubt})
	if _, err := s.RecordInquiry(ctx, doubt.ID, Answer{State: Approved}); err != nil {
		tb.Fatal(err)
	}
	finished(tb, s, prepared(tb, s, aboutIntent(KindRevokeKey, activeCustomer(tb, s))).ID, Answer{State: Approved})
}

func TestVerifyWallet(t *testing.T) {
	for name, c := range map[string]struct {
		attack string
		want   Tampering
	}{
		"untouched":              {`SELECT 1`, Tampering{}},
		"a merchant id":          {`UPDATE operations SET merchant_id = 'T9' WHERE id = 4`, Tampering{ProblemRow, 0, 4, 0, 0}},
		"a request id":           {`UPDATE operations SET request_id = 'x' WHERE id = 1`, Tampering{ProblemRow, 0, 1, 0, 0}},
		"a key hint":             {`UPDATE operations SET key_hint = 'x' WHERE id = 2`, Tampering{ProblemRow, 0, 2, 0, 0}},
		"a masked number":        {`UPDATE operations SET masked_number = 'x' WHERE id = 4`, Tampering{ProblemRow, 0, 4, 0, 0}},
		"a cancel id":            {`UPDATE operations SET cancel_id = 'x' WHERE id = 5`, Tampering{ProblemRow, 0, 5, 0, 0}},
		"a row's customer":       {`UPDATE operations SET customer_id = 2 WHERE id = 3`, Tampering{ProblemRow, 0, 3, 0, 0}},
		"a return":               {`UPDATE operations SET returned = 0, return_code = '' WHERE id = 3`, Tampering{ProblemRow, 0, 3, 0, 0}},
		"a return's code":        {`UPDATE operations SET return_code = '9999' WHERE id = 3`, Tampering{ProblemRow, 0, 3, 0, 0}},
		"an inquiry's end":       {`UPDATE operations SET state = 'in-doubt' WHERE id = 6`, Tampering{ProblemRow, 0, 6, 0, 0}},
		"a part grown":           {`UPDATE operations SET amount_krw = 700 WHERE id = 5`, Tampering{ProblemRow, 0, 5, 0, 0}},
		"a private value gone":   {`UPDATE operations SET private = NULL WHERE id = 1`, Tampering{ProblemPersonal, 0, 1, 0, 0}},
		"a private value moved":  {`UPDATE operations SET private = (SELECT private FROM operations WHERE id = 3) WHERE id = 1`, Tampering{ProblemPersonal, 0, 1, 0, 0}},
		"a customer gone":        {`DELETE FROM customers WHERE id = 2`, Tampering{ProblemCustomer, 0, 7, 2, 0}},
		"a customer more":        {`INSERT INTO customers (gateway, shop_user_id, merchant_id, state, created_at, updated_at) VALUES ('easypay', 'x', '', 'pending', '', '')`, Tampering{ProblemCustomer, 0, 0, 3, 0}},
		"a customer's name":      {`UPDATE customers SET name = NULL WHERE id = 1`, Tampering{ProblemCustomer, 0, 1, 1, 0}},
		"a customer's id":        {`UPDATE customers SET shop_user_id = 'x' WHERE id = 1`, Tampering{ProblemCustomer, 0, 1, 1, 0}},
		"a customer's key":       {`UPDATE customers SET customer_key = x'00' WHERE id = 1`, Tampering{ProblemCustomer, 0, 1, 1, 0}},
		"a customer's hint":      {`UPDATE customers SET key_hint = '' WHERE id = 1`, Tampering{ProblemCustomer, 0, 1, 1, 0}},
		"a customer's merchant":  {`UPDATE customers SET merchant_id = 'T9' WHERE id = 1`, Tampering{ProblemCustomer, 0, 1, 1, 0}},
		"a revoked customer":     {`UPDATE customers SET state = 'active', customer_key = (SELECT customer_key FROM customers WHERE id = 1) WHERE id = 2`, Tampering{ProblemCustomer, 0, 7, 2, 0}},
		"a customer's time":      {`UPDATE customers SET updated_at = '' WHERE id = 1`, Tampering{ProblemCustomer, 0, 1, 1, 0}},
		"a customer's operation": {`UPDATE customers SET changed_by = 1 WHERE id = 1`, Tampering{ProblemCustomer, 0, 1, 1, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			o, _ := testOptions(t, quickTemp(t))
			s := openTest(t, o)
			walletHistory(t, s)
			s.Close()
			db := freeHand(t, filepath.Join(o.Dir, databaseName))
			db.MustExec(`PRAGMA foreign_keys = OFF`)
			db.MustExec(c.attack)
			db.Close()
			err := openTest(t, o).VerifyChain(ctx)
			var found *Tampering
			switch {
			case c.want.Problem == "" && err != nil:
				t.Error(err)
			case c.want.Problem == "":
			case !errors.As(err, &found) || !errors.Is(err, ErrTampered):
				t.Errorf("not seen: %v", err)
			case *found != c.want:
				t.Errorf("found %+v, want %+v", *found, c.want)
			}
		})
	}
}

// TestWalletTriggers tries to change what was written through the very
// connection that writes.
func TestWalletTriggers(t *testing.T) {
	s, _ := newStore(t)
	walletHistory(t, s)
	waiting := finished(t, s, prepared(t, s, registrationIntent(s)).ID, Answer{State: Approved}) // 10, customer 3
	prepared(t, s, allKinds[KindLookupKey](t, s))                                                // 11
	if waiting.ID != 10 {
		t.Fatal(waiting.ID)
	}
	for name, statement := range map[string]string{
		"change a merchant id":        `UPDATE operations SET merchant_id = 'x' WHERE id = 11 OR id = 1`,
		"change a request id":         `UPDATE operations SET request_id = 'x' WHERE id = 11`,
		"change whom it is about":     `UPDATE operations SET customer_id = 2 WHERE id = 4`,
		"change a private value":      `UPDATE operations SET private = x'00' WHERE id = 11`,
		"change a private value late": `UPDATE operations SET private = x'00' WHERE id = 3`,
		"a return unsaid":             `UPDATE operations SET returned = 1, return_code = '0000' WHERE id = 10`,
		"a return taken back":         `UPDATE operations SET returned = 0, return_code = '' WHERE id = 3`,
		"another return":              `UPDATE operations SET return_code = 'x' WHERE id = 3`,
		"a look-up in doubt":          `UPDATE operations SET state = 'in-doubt', finished_at = 'x' WHERE id = 11`,
		"an inquired row turned":      `UPDATE operations SET state = 'in-doubt' WHERE id = 6`,
		"a sale with cancels denied":  `UPDATE operations SET state = 'declined' WHERE id = 4`,
		"begin returned":              insertCopy(10, map[string]string{"id": "99", "order_number": "'x'", "request_id": "'x'", "state": "'prepared'", "finished_at": "''", "returned": "1"}),
		"give back too much":          insertCopy(5, map[string]string{"id": "99", "order_number": "'x'", "state": "'prepared'", "finished_at": "''", "amount_krw": "501"}),
		"give back what is no sale":   insertCopy(5, map[string]string{"id": "99", "order_number": "'x'", "state": "'prepared'", "finished_at": "''", "amount_krw": "1", "parent_id": "3"}),
		"settle twice":                insertCopy(4, map[string]string{"id": "99", "order_number": "'x'", "state": "'prepared'", "finished_at": "''"}),
		"issue twice":                 insertCopy(2, map[string]string{"id": "99", "order_number": "'x'", "state": "'prepared'", "finished_at": "''"}),
		"issue before the return":     insertCopy(2, map[string]string{"id": "99", "order_number": "'x'", "state": "'prepared'", "finished_at": "''", "parent_id": "10", "customer_id": "3"}),
		"issue for another":           insertCopy(8, map[string]string{"id": "99", "order_number": "'x'", "state": "'prepared'", "finished_at": "''", "parent_id": "1"}),
		"a look-up with an amount":    insertCopy(11, map[string]string{"id": "99", "order_number": "'x'", "amount_krw": "5"}),
		"a request id twice":          insertCopy(10, map[string]string{"id": "99", "order_number": "'x'", "state": "'prepared'", "finished_at": "''"}),
		"a registration for nobody":   insertCopy(10, map[string]string{"id": "99", "order_number": "'x'", "request_id": "'x'", "state": "'prepared'", "finished_at": "''", "customer_id": "NULL"}),
		"delete a customer":           `DELETE FROM customers WHERE id = 3`,
		"replace a customer":          `INSERT OR REPLACE INTO customers SELECT * FROM customers WHERE id = 3`,
		"begin active":                `INSERT INTO customers (gateway, shop_user_id, merchant_id, state, customer_key, created_at, updated_at) VALUES ('easypay', 'x', '', 'active', x'00', 'x', 'x')`,
		"rename a customer":           `UPDATE customers SET name = x'00' WHERE id = 1`,
		"move a customer":             `UPDATE customers SET shop_user_id = 'x' WHERE id = 1`,
		"activate by nothing":         `UPDATE customers SET state = 'active', customer_key = x'00' WHERE id = 3`,
		"activate by another's":       `UPDATE customers SET state = 'active', customer_key = x'00', changed_by = 2 WHERE id = 3`,
		"activate by a registration":  `UPDATE customers SET state = 'active', customer_key = x'00', changed_by = 10 WHERE id = 3`,
		"bring a revoked one back":    `UPDATE customers SET state = 'active', customer_key = x'00', changed_by = 8 WHERE id = 2`,
		"revoke by an issue":          `UPDATE customers SET state = 'revoked', customer_key = NULL, changed_by = 2 WHERE id = 1`,
		"revoke and keep the key":     `UPDATE customers SET state = 'revoked', changed_by = 2 WHERE id = 1`,
		"active without a key":        `UPDATE customers SET customer_key = NULL WHERE id = 1`,
		"a shop user id for two":      `INSERT INTO customers (gateway, shop_user_id, merchant_id, state, created_at, updated_at) SELECT gateway, shop_user_id, '', 'pending', 'x', 'x' FROM customers WHERE id = 1`,
		"a customer without a shop's": `INSERT INTO customers (gateway, shop_user_id, merchant_id, state, created_at, updated_at) VALUES ('easypay', '', '', 'pending', 'x', 'x')`,
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			if _, err := s.writer.Exec(statement); err == nil || !strings.Contains(err.Error(), "constraint failed") {
				t.Error("allowed", err)
			}
		})
	}
}

// TestSealedOnDisk searches every byte of the files for what must not lie there
// in plain.
func TestSealedOnDisk(t *testing.T) {
	o, _ := testOptions(t, t.TempDir())
	s := openTest(t, o)
	walletHistory(t, s)
	look := func() {
		t.Helper()
		files, err := filepath.Glob(filepath.Join(o.Dir, "*"))
		if err != nil || len(files) < 2 {
			t.Fatal(files, err)
		}
		for _, file := range files {
			content := readFile(t, file)
			for _, secret := range []string{testCustomerKey, "홍길동", "01012345678", "hong@example.kr", "page one", "returned\x00", "whole key"} {
				if bytes.Contains(content, []byte(secret)) {
					t.Errorf("%q in %s", secret, filepath.Base(file))
				}
			}
		}
	}
	look()
	s.Close()
	look()
}
