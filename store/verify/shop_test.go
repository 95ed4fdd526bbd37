package verify

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/hex"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"keyindesk/store"
)

var ctx = context.Background()

// shopKey signs the closings; thiefKey is somebody else's.
var (
	shopKey  = ed25519.NewKeyFromSeed([]byte("the key of the shop, 32 bytes ok"))
	thiefKey = ed25519.NewKeyFromSeed([]byte("the key of a thief, not the same"))
)

// shop is a history that the program wrote, with what was noted of it outside.
type shop struct {
	*testing.T
	dir    string
	file   string // the database
	older  string // a copy of it from before the last closing
	audit  string // exported before the last closing too
	anchor string // of the end
	code   string // of the second closing, with its number
}

// Rows of every shop: 1 a sale, 2 a cancel of a part of it, 3 a sale in doubt;
// closing 1; the finding about 3, 4 a declined one; closing 2; 5 a sale;
// closing 3; 6 a sale.
func newShop(t *testing.T) *shop {
	t.Helper()
	s := &shop{T: t, dir: t.TempDir()}
	s.file, s.older = filepath.Join(s.dir, "practice", "history.db"), filepath.Join(s.dir, "older.db")
	s.audit, s.anchor = filepath.Join(s.dir, "audit.jsonl"), filepath.Join(s.dir, "anchor.json")
	paths := []string{s.file, s.older, s.audit, s.anchor}
	if firstShop.code == "" {
		s.live()
		firstShop.code = s.code
		for _, path := range paths {
			content, err := os.ReadFile(path)
			s.must(err)
			firstShop.files = append(firstShop.files, content)
		}
		return s
	}
	s.code = firstShop.code
	s.must(os.Mkdir(filepath.Dir(s.file), 0o700))
	for i, path := range paths {
		s.must(os.WriteFile(path, firstShop.files[i], 0o600))
	}
	return s
}

// firstShop is what the program wrote once, for every test to lie in.
var firstShop struct {
	code  string
	files [][]byte
}

// live is what happens in the shop.
func (s *shop) live() {
	s.Helper()
	h := s.open()
	sale := s.sell(h, 10_000, store.Approved)
	cancel, err := h.Prepare(ctx, store.Intent{Kind: store.KindCancel, Gateway: "payup", Staff: "김직원", ParentID: sale.ID, AmountKRW: 3_000, Reason: "변심"})
	s.must(err)
	_, err = h.Finish(ctx, cancel.ID, store.Answer{State: store.Approved, CancelID: "C1"})
	s.must(err)
	doubt := s.sell(h, 5_000, store.InDoubt)
	s.closeDay(h, shopKey)
	_, err = h.Resolve(ctx, doubt.ID, store.Resolution{Staff: "박사장", Happened: true, TransactionID: "T3", ApprovalNumber: "A3", Evidence: "관리자 화면"})
	s.must(err)
	s.sell(h, 7_000, store.Declined)
	second := s.closeDay(h, shopKey)
	s.code = "2:" + second.CheckCode()
	s.copyTo(h, s.older)
	out, err := os.Create(s.audit)
	s.must(err)
	_, err = h.ExportAudit(ctx, out, nil)
	s.must(err)
	s.must(out.Close())
	s.sell(h, 20_000, store.Approved)
	s.closeDay(h, shopKey)
	s.sell(h, 1_000, store.Approved)
	s.must(h.Close())
}

func (s *shop) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *shop) open() *store.Store {
	s.Helper()
	sealer, err := store.NewSealer(make([]byte, 32))
	s.must(err)
	now := time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)
	h, err := store.Open(ctx, store.Options{
		Dir: filepath.Dir(s.file), Environment: "practice", Terminal: "7Q", OrderPrefix: "P", Sealer: sealer, AnchorFile: s.anchor,
		Now: func() time.Time { now = now.Add(time.Second); return now },
	})
	s.must(err)
	return h
}

func (s *shop) sell(h *store.Store, amount int64, end store.State) store.Operation {
	s.Helper()
	op, err := h.Prepare(ctx, store.Intent{Kind: store.KindCharge, Gateway: "payup", Staff: "김직원", AmountKRW: amount,
		MaskedCard: "943100******1234", ItemName: "꽃바구니", Buyer: store.Buyer{Name: "홍길동", Phone: "01012345678"}})
	s.must(err)
	op, err = h.Finish(ctx, op.ID, store.Answer{State: end, TransactionID: "T" + op.OrderNumber, ApprovalNumber: "A" + op.OrderNumber, CardCompany: "BC카드"})
	s.must(err)
	return op
}

func (s *shop) closeDay(h *store.Store, key ed25519.PrivateKey) store.Closing {
	s.Helper()
	draft, err := h.DraftClosing(ctx, "박사장")
	s.must(err)
	c, err := h.CloseDay(ctx, "박사장", draft.ToSeq, key)
	s.must(err)
	return c
}

func (s *shop) copyTo(_ *store.Store, path string) {
	s.Helper()
	db := s.sqlite(s.file)
	defer db.Close()
	_, err := db.Exec(`VACUUM INTO ?`, path)
	s.must(err)
}

func (s *shop) sqlite(path string) *sql.DB {
	s.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	s.must(err)
	db.SetMaxOpenConns(1)
	return db
}

// thief has the file open as anybody with an SQLite tool has: without triggers,
// which are put back when the work is done.
type thief struct {
	*testing.T
	db *sql.DB
}

func (s *shop) attackFile(path string, do func(*thief)) {
	s.Helper()
	db := s.sqlite(path)
	defer db.Close()
	rows, err := db.Query(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`)
	s.must(err)
	var names, triggers []string
	for rows.Next() {
		var name, trigger string
		s.must(rows.Scan(&name, &trigger))
		names, triggers = append(names, name), append(triggers, trigger)
	}
	rows.Close()
	t := &thief{s.T, db}
	for _, name := range names {
		t.do(`DROP TRIGGER ` + name)
	}
	do(t)
	for _, trigger := range triggers {
		if _, err := db.Exec(trigger); err != nil && !strings.Contains(err.Error(), "already exists") {
			s.Fatal(err)
		}
	}
}

func (t *thief) do(statement string, arguments ...any) {
	t.Helper()
	if _, err := t.db.Exec(statement, arguments...); err != nil {
		t.Fatal(err)
	}
}

func (t *thief) text(query string) (text string) {
	t.Helper()
	if err := t.db.QueryRow(query).Scan(&text); err != nil {
		t.Fatal(err)
	}
	return text
}

// rechain computes every hash anew, so that the chain agrees with itself.
func (t *thief) rechain() {
	t.Helper()
	c := newChain(t.text(`SELECT environment FROM file`), t.text(`SELECT file_id FROM file`), &found{})
	rows, err := t.db.Query(`SELECT COALESCE(operation_id, 0), at, type, staff, detail FROM events ORDER BY seq`)
	if err != nil {
		t.Fatal(err)
	}
	var all []event
	for rows.Next() {
		var e event
		if err := rows.Scan(&e.operation, &e.at, &e.kind, &e.staff, &e.detail); err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	rows.Close()
	t.do(`DELETE FROM events`)
	prev := c.hash
	for i, e := range all {
		e.prev = prev
		prev = c.sum(&e, int64(i+1))
		t.do(`INSERT INTO events (seq, operation_id, at, type, staff, detail, prev_hash, hash) VALUES (?, NULLIF(?, 0), ?, ?, ?, ?, ?, ?)`,
			i+1, e.operation, string(e.at), string(e.kind), string(e.staff), string(e.detail), e.prev, prev)
	}
}

// rehash makes one event fit its own hash again, and no other.
func (t *thief) rehash(seq int64) {
	t.Helper()
	var e event
	err := t.db.QueryRow(`SELECT COALESCE(operation_id, 0), at, type, staff, detail, prev_hash FROM events WHERE seq = ?`, seq).
		Scan(&e.operation, &e.at, &e.kind, &e.staff, &e.detail, &e.prev)
	if err != nil {
		t.Fatal(err)
	}
	t.do(`UPDATE events SET hash = ? WHERE seq = ?`, newChain("", "", &found{}).sum(&e, seq), seq)
}

// forge changes a closing and signs it with another key.
func (t *thief) forge(number int, old, now string, withRecordKey bool) []byte {
	t.Helper()
	record := strings.Replace(t.text(`SELECT record FROM closings WHERE number = `+strconv.Itoa(number)), old, now, 1)
	if withRecordKey {
		record = strings.Replace(record, hex.EncodeToString(shopKey.Public().(ed25519.PublicKey)), hex.EncodeToString(thiefKey.Public().(ed25519.PublicKey)), 1)
	}
	c, ok := readClosing(storedClosing{record: []byte(record)})
	if !ok {
		t.Fatal("not a record", record)
	}
	t.do(`UPDATE closings SET record = ?, hash = ?, signature = ? WHERE number = ?`, record, c.hash, ed25519.Sign(thiefKey, c.hash), number)
	return c.hash
}
