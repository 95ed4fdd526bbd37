package verify

import (
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// cheat is one way to lie, and how it must be named.
type cheat struct {
	name    string
	do      func(*thief)
	copy    string // or put this file in the place: "older"
	against string // "audit", "anchor", "older" or "code": what it is compared with; "" for nothing
	want    Verdict
	kind    Kind
	where   string // seq, order's end or closing, as findingPlace writes it
}

var cheats = []cheat{
	{name: "nothing", want: Intact},
	{name: "nothing, and a witness", against: "anchor", want: Intact},
	{name: "nothing, and a printed code", against: "code", want: Intact},
	{name: "nothing, and an audit file", against: "audit", want: Intact},

	{name: "edit an event", do: sqlOf(`UPDATE events SET detail = replace(detail, '10000', '90000') WHERE seq = 1`), want: Altered, kind: EventEdited, where: "event 1 operation 1"},
	{name: "edit an event's time", do: sqlOf(`UPDATE events SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 4`), want: Altered, kind: EventEdited, where: "event 4 operation 2"},
	{name: "edit an event and its hash", do: func(t *thief) {
		t.do(`UPDATE events SET detail = replace(detail, '10000', '90000') WHERE seq = 1`)
		t.rehash(1)
	}, want: Altered, kind: EventForeign, where: "event 2 operation 1"},
	{name: "edit an amount", do: sqlOf(`UPDATE operations SET amount_krw = 90000 WHERE id = 1`), want: Altered, kind: RowEdited, where: "operation 1"},
	{name: "edit a state", do: sqlOf(`UPDATE operations SET state = 'declined' WHERE id = 5`), want: Altered, kind: RowEdited, where: "operation 5"},
	{name: "edit an approval number", do: sqlOf(`UPDATE operations SET approval_number = 'x' WHERE id = 3`), want: Altered, kind: RowEdited, where: "operation 3"},
	{name: "edit a buyer", do: sqlOf(`UPDATE operations SET buyer_name = (SELECT buyer_name FROM operations WHERE id = 1) WHERE id = 3`), want: Altered, kind: PersonEdited, where: "operation 3"},
	{name: "erase a buyer", do: sqlOf(`UPDATE operations SET buyer_name = NULL, buyer_phone = NULL, fingerprint = NULL WHERE id = 3`), want: Altered, kind: PersonEdited, where: "operation 3"},
	{name: "add a customer", do: sqlOf(`INSERT INTO customers (gateway, shop_user_id, merchant_id, state, created_at, updated_at) VALUES ('easypay', 'x', '', 'pending', '', '')`), want: Altered, kind: CustomerBad, where: "customer 1"},

	{name: "edit who did it, everywhere", do: sqlOf(`UPDATE events SET staff = '도둑' WHERE operation_id = 1`, `UPDATE operations SET staff = '도둑' WHERE id = 1`), want: Altered, kind: EventEdited, where: "event 1 operation 1"},
	{name: "edit a merchant's number", do: sqlOf(`UPDATE operations SET merchant_id = 'x' WHERE id = 2`), want: Altered, kind: RowEdited, where: "operation 2"},
	{name: "a number that can't be", do: sqlOf(`UPDATE operations SET amount_krw = 9223372036854775807 WHERE id = 1`), want: Altered, kind: RowEdited, where: "operation 1"},
	{name: "a zero byte more", do: sqlOf(`UPDATE operations SET item_name = item_name || char(0) || 'x' WHERE id = 1`), want: Altered, kind: RowEdited, where: "operation 1"},
	{name: "an event of the future", do: sqlOf(`UPDATE events SET at = '2999-01-01T00:00:00.000Z' WHERE seq = 16`), want: Altered, kind: EventEdited, where: "event 16 operation 6"},
	{name: "the highest number there is", do: sqlOf(`UPDATE events SET seq = 9223372036854775807 WHERE seq = 16`), want: Altered, kind: EventEdited, where: "event 9223372036854775807 operation 6"},
	{name: "less than nothing, and rechain", do: sellFor("-1000"), want: Altered, kind: StoryWrong, where: "event 15 operation 6"},
	{name: "for nothing, and rechain", do: sellFor("0"), want: Altered, kind: StoryWrong, where: "event 15 operation 6"},
	{name: "2^63 won, and rechain", do: sellFor("9223372036854775808"), want: Altered, kind: StoryWrong, where: "event 15 operation 6"},

	{name: "an index more", do: sqlOf(`CREATE INDEX evil ON operations (amount_krw)`), want: Altered, kind: StructureOther},
	{name: "a trigger more", do: sqlOf(`CREATE TRIGGER evil AFTER INSERT ON operations BEGIN UPDATE operations SET amount_krw = 1 WHERE id = NEW.id; END`), want: Altered, kind: StructureOther},
	{name: "another trigger of that name", do: sqlOf(`CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT 1; END`), want: Altered, kind: StructureOther},
	{name: "a view more", do: sqlOf(`CREATE VIEW v AS SELECT 1`), want: Altered, kind: StructureOther},
	{name: "a table more", do: sqlOf(`CREATE TABLE other (a)`), want: Altered, kind: StructureOther},
	{name: "an index less", do: sqlOf(`DROP INDEX operations_day`), want: Altered, kind: StructureOther},
	{name: "a second row of the file", do: sqlOf(`PRAGMA ignore_check_constraints = 1`, `INSERT INTO file SELECT 2, 'x', 'live', '' FROM file`), want: Altered, kind: StructureOther},
	{name: "statistics of SQLite's own", do: sqlOf(`ANALYZE`), want: Intact},
	{name: "called older, without its closings", do: sqlOf(`PRAGMA user_version = 2`), want: Altered, kind: ClosingMissing, where: "event 7 closing 1"},

	{name: "delete an event", do: sqlOf(`DELETE FROM events WHERE seq = 5`), want: Altered, kind: EventMissing, where: "event 6 operation 3"},
	{name: "delete an event and count anew", do: sqlOf(`DELETE FROM events WHERE seq = 5`, `UPDATE events SET seq = seq - 1 WHERE seq = 6`), want: Altered, kind: EventMoved, where: "event 5 operation 3"},
	{name: "delete a sale whole", do: sqlOf(`DELETE FROM events WHERE operation_id = 4`, `DELETE FROM operations WHERE id = 4`), want: Altered, kind: EventMissing, where: "event 11"},
	{name: "delete a row", do: sqlOf(`DELETE FROM operations WHERE id = 4`), want: Altered, kind: RowMissing, where: "event 9 operation 4"},
	{name: "reorder two events", do: sqlOf(`UPDATE events SET seq = 99 WHERE seq = 5`, `UPDATE events SET seq = 5 WHERE seq = 6`, `UPDATE events SET seq = 6 WHERE seq = 99`), want: Altered, kind: EventMoved, where: "event 5 operation 3"},
	{name: "splice in an event that fits", do: func(t *thief) {
		t.do(`UPDATE events SET detail = replace(detail, '20000', '90000') WHERE seq = 12`)
		t.rehash(12)
	}, want: Altered, kind: EventForeign, where: "event 13 operation 5"},
	{name: "splice in an event more", do: func(t *thief) {
		t.do(`UPDATE events SET seq = -seq - 1 WHERE seq >= 5`)
		t.do(`UPDATE events SET seq = -seq WHERE seq < 0`)
		t.do(`INSERT INTO events SELECT 5, 2, at, 'revealed', staff, '{}', hash, hash FROM events WHERE seq = 4`)
		t.rehash(5)
	}, want: Altered, kind: EventMoved, where: "event 6 operation 3"},
	{name: "splice in a row", do: sqlOf(`INSERT INTO operations SELECT ` + copiedColumns + ` FROM operations WHERE id = 2`), want: Altered, kind: RowUntold, where: "operation 9"},

	{name: "truncate the events", do: sqlOf(`DELETE FROM events WHERE seq > 12`), want: Truncated, kind: TailMissing, where: "event 12"},
	{name: "truncate the last outcome", do: sqlOf(`DELETE FROM events WHERE seq = (SELECT MAX(seq) FROM events)`), want: Truncated, kind: TailMissing, where: "event 15"},
	{name: "truncate events and rows", do: sqlOf(`DELETE FROM events WHERE seq > 11`, `DELETE FROM operations WHERE id > 4`), want: Truncated, kind: TailMissing, where: "event 11"},
	{name: "truncate all that is newer", do: truncateAll, against: "anchor", want: Older, kind: WitnessAhead, where: "event 11"},

	{name: "edit and rechain", do: func(t *thief) {
		t.do(`UPDATE events SET detail = replace(detail, '10000', '90000') WHERE seq = 1`)
		t.do(`UPDATE operations SET amount_krw = 90000 WHERE id = 1`)
		t.rechain()
	}, want: Rewritten, kind: ClosingUntrue, where: "event 6 closing 1"},
	{name: "delete a sale and rechain", do: func(t *thief) {
		t.do(`DELETE FROM events WHERE operation_id = 5`)
		t.do(`DELETE FROM operations WHERE id = 5`)
		t.do(`UPDATE events SET seq = seq - 2 WHERE seq > 13`)
		t.rechain()
	}, want: Rewritten, kind: ClosingUntold, where: "event 12 closing 3"},
	{name: "rechain without the closings", do: rechainWithoutClosings, against: "code", want: Older, kind: WitnessAhead, where: "closing 2"},
	{name: "rechain without the closings, audit", do: rechainWithoutClosings, against: "audit", want: Rewritten, kind: WitnessOther, where: "event 1"},
	{name: "rechain after the last closing", do: func(t *thief) {
		t.do(`UPDATE events SET detail = replace(detail, '1000', '9000') WHERE seq = 15`)
		t.do(`UPDATE operations SET amount_krw = 9000 WHERE id = 6`)
		t.rechain()
	}, against: "anchor", want: Rewritten, kind: WitnessOther},

	{name: "an old copy", copy: "older", against: "anchor", want: Older, kind: WitnessAhead, where: "event 11"},
	{name: "an old copy that went on", copy: "older", do: func(t *thief) {
		t.do(`INSERT INTO events SELECT seq + 1, NULL, at, 'accepted', staff, '{}', hash, hash FROM events ORDER BY seq DESC LIMIT 1`)
		t.rechain()
	}, against: "current", want: Rewritten, kind: WitnessOther, where: "event 12"},
	{name: "another shop's history", copy: "other", against: "anchor", want: Rewritten, kind: WitnessOther},

	{name: "swap two closings", do: sqlOf(`UPDATE closings SET number = 9 WHERE number = 1`, `UPDATE closings SET number = 1 WHERE number = 2`, `UPDATE closings SET number = 2 WHERE number = 9`), want: Altered, kind: ClosingMoved, where: "closing 1"},
	{name: "edit a closing", do: sqlOf(`UPDATE closings SET record = replace(record, '"krw":10000', '"krw":90000') WHERE number = 1`), want: Altered, kind: ClosingEdited, where: "closing 1"},
	{name: "edit a closing's list", do: sqlOf(`UPDATE closings SET list = replace(list, '10000', '90000') WHERE number = 1`), want: Altered, kind: ClosingEdited, where: "closing 1"},
	{name: "edit a closing and its hash", do: func(t *thief) { t.forge(2, `"staff":"박사장"`, `"staff":"김직원"`, false) }, want: Altered, kind: ClosingEdited, where: "closing 2"},
	{name: "delete a closing", do: sqlOf(`DELETE FROM closings WHERE number = 2`), want: Altered, kind: ClosingMissing, where: "closing 2"},
	{name: "delete the last closing", do: sqlOf(`DELETE FROM closings WHERE number = 3`), want: Altered, kind: ClosingMissing, where: "event 14 closing 3"},
	{name: "another key signs", do: func(t *thief) { t.forge(2, "", "", true) }, want: Altered, kind: ClosingForged, where: "closing 2"},
	{name: "another key signs, and rechain", do: func(t *thief) {
		old := t.text(`SELECT lower(hex(hash)) FROM closings WHERE number = 3`)
		hash := t.forge(3, `"staff":"박사장"`, `"staff":"김직원"`, true)
		t.do(`UPDATE events SET detail = replace(detail, ?, ?)`, old, hex.EncodeToString(hash))
		t.rechain()
	}, want: Rewritten, kind: ClosingForged, where: "closing 3"},
	{name: "another key signs, as the chain tells", do: signLast(false), want: Intact},
	{name: "another key signs, from none before", do: signLast(true), want: Altered, kind: StoryWrong, where: "event 14"},
	{name: "something between a closing and its event", do: func(t *thief) {
		t.do(`UPDATE events SET seq = seq + 100 WHERE seq >= 14`)
		t.do(`UPDATE events SET seq = seq - 99 WHERE seq >= 114`)
		t.do(`INSERT INTO events SELECT 14, 5, at, 'revealed', staff, '{}', hash, hash FROM events WHERE seq = 13`)
		t.rechain()
	}, want: Rewritten, kind: ClosingUntold, where: "event 15 closing 3"},
	{name: "another key signs all", do: signAll, want: Intact},
	{name: "another key signs all, code", do: signAll, against: "code", want: Rewritten, kind: WitnessOther, where: "closing 2"},
	{name: "another key signs all, key", do: signAll, against: "key", want: Rewritten, kind: ClosingForged, where: "closing 1"},
}

// copiedColumns are those of an operation that gets id 9.
const copiedColumns = `9, kind, gateway, environment, terminal, staff, state, parent_id, customer_id, 'x', order_seq, request_id,
	business_day, prepared_at, finished_at, amount_krw, quota, masked_card, network, item_name, fingerprint, mixed, taxable_krw, free_krw,
	reason, buyer_name, buyer_phone, buyer_email, private, merchant_id, key_hint, masked_number, transaction_id, cancel_id,
	approval_number, answered_at, card_company, result_code, result_message, advice, fault, kakao_result_code, interest_free,
	parts_given, supply_krw, vat_krw, exempt_krw, returned, return_code`

func sqlOf(statements ...string) func(*thief) {
	return func(t *thief) {
		for _, s := range statements {
			t.do(s)
		}
	}
}

func truncateAll(t *thief) {
	t.do(`DELETE FROM events WHERE seq > 11`)
	t.do(`DELETE FROM operations WHERE id > 4`)
	t.do(`DELETE FROM closings WHERE number > 2`)
}

func rechainWithoutClosings(t *thief) {
	t.do(`DELETE FROM closings`)
	t.do(`DELETE FROM events WHERE type = 'closed'`)
	t.do(`UPDATE events SET detail = replace(detail, '10000', '90000') WHERE seq = 1`)
	t.do(`UPDATE operations SET amount_krw = 90000 WHERE id = 1`)
	t.rechain()
}

// signAll makes every closing anew with another key, and the chain to fit: what
// no file can show.
func signAll(t *thief) {
	previous := ""
	for number := 1; number <= 3; number++ {
		if number > 1 {
			was := strings.SplitN(strings.SplitN(t.text(`SELECT record FROM closings WHERE number = `+strconv.Itoa(number)), `"previous":"`, 2)[1], `"`, 2)[0]
			t.do(`UPDATE closings SET record = replace(record, ?, ?) WHERE number = ?`, was, previous, number)
			head := t.text(`SELECT lower(hex(hash)) FROM events WHERE seq = ` + []string{"", "6", "10", "13"}[number])
			wasHead := strings.SplitN(strings.SplitN(t.text(`SELECT record FROM closings WHERE number = `+strconv.Itoa(number)), `"head":"`, 2)[1], `"`, 2)[0]
			t.do(`UPDATE closings SET record = replace(record, ?, ?) WHERE number = ?`, wasHead, head, number)
		}
		old := t.text(`SELECT lower(hex(hash)) FROM closings WHERE number = ` + strconv.Itoa(number))
		hash := t.forge(number, "", "", true)
		t.do(`UPDATE events SET detail = replace(detail, ?, ?)`, old, hex.EncodeToString(hash))
		t.rechain()
		previous = hex.EncodeToString(hash)
	}
}

// sellFor gives the last sale, which no closing covers, another amount.
func sellFor(amount string) func(*thief) {
	return func(t *thief) {
		t.do(`UPDATE events SET detail = replace(detail, '"amount_krw":1000,', '"amount_krw":` + amount + `,') WHERE seq = 15`)
		t.rechain()
	}
}

// signLast signs the last closing, whose event is 14, with the thief's key, and
// lets the chain tell of that: of the shop's key before, or of one that was
// never there.
func signLast(fromNone bool) func(*thief) {
	return func(t *thief) {
		old := t.text(`SELECT lower(hex(hash)) FROM closings WHERE number = 3`)
		hash := t.forge(3, "", "", true)
		from := hex.EncodeToString(shopKey.Public().(ed25519.PublicKey))
		if fromNone {
			from = strings.Repeat("00", 32)
		}
		t.do(`UPDATE events SET detail = replace(detail, ?, ?)`, old, hex.EncodeToString(hash))
		t.do(`UPDATE events SET seq = seq + 100 WHERE seq >= 14`)
		t.do(`UPDATE events SET seq = seq - 99 WHERE seq >= 114`)
		t.do(`INSERT INTO events SELECT 14, NULL, at, 'signing-key', staff, json_object('from', ?, 'to', ?), hash, hash FROM events WHERE seq = 13`,
			from, hex.EncodeToString(thiefKey.Public().(ed25519.PublicKey)))
		t.rechain()
	}
}

// findingPlace is where a finding is, in words.
func findingPlace(f Finding) string {
	var words []string
	for _, w := range []struct {
		name  string
		value int64
	}{{"event", f.Seq}, {"operation", f.Operation}, {"customer", f.Customer}, {"closing", f.Closing}, {"line", f.Line}} {
		if w.value != 0 {
			words = append(words, fmt.Sprintf("%s %d", w.name, w.value))
		}
	}
	return strings.Join(words, " ")
}

// TestAttacks lies in every way and looks whether each is named. `make verify`
// prints the table.
func TestAttacks(t *testing.T) {
	t.Logf("%-38s %-8s %-10s %-16s %s", "what somebody did", "witness", "verdict", "found", "where")
	for _, c := range cheats {
		t.Run(strings.ReplaceAll(c.name, " ", "_"), func(t *testing.T) {
			s := newShop(t)
			o := s.prepare(c)
			r, err := File(ctx, s.file, o)
			if err != nil {
				t.Fatal(err)
			}
			kind, place, order := Kind(""), "", ""
			if len(r.Findings) > 0 {
				kind, place, order = r.Findings[0].Kind, findingPlace(r.Findings[0]), r.Findings[0].Order
			}
			if r.Verdict != c.want || kind != c.kind || c.where != "" && place != c.where {
				t.Errorf("%s, %s at %q; want %s, %s at %q; all: %+v", r.Verdict, kind, place, c.want, c.kind, c.where, r.Findings)
			}
			if r.Verdict == Intact && r.Witnessed != (c.against != "" && c.against != "key") {
				t.Error("witnessed", r.Witnessed)
			}
			t.Logf("%-38s %-8s %-10s %-16s %s %s", c.name, c.against, r.Verdict, kind, place, order)
		})
	}
}

// prepare does what the cheat says and returns what to compare with.
func (s *shop) prepare(c cheat) Options {
	s.Helper()
	var o Options
	switch c.against {
	case "audit":
		o.Against = s.audit
	case "anchor":
		o.Against = s.anchor
	case "code":
		o.Code = s.code
	case "key":
		o.Key = hex.EncodeToString(shopKey.Public().(ed25519.PublicKey))
	case "current":
		o.Against = filepath.Join(s.dir, "current.db")
		s.copyTo(nil, o.Against)
	}
	from := map[string]string{"older": s.older}[c.copy]
	if c.copy == "other" {
		other := &shop{T: s.T, dir: s.TempDir()}
		other.file = filepath.Join(other.dir, "practice", "history.db")
		s.must(other.open().Close())
		from = other.file
	}
	if from != "" {
		content, err := os.ReadFile(from)
		s.must(err)
		s.must(os.WriteFile(s.file, content, 0o600))
	}
	if c.do != nil {
		s.attackFile(s.file, c.do)
	}
	return o
}
