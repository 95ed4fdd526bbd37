package store

import (
	"encoding/base32"
	"time"
)

// closingFormat begins every record and says how to read it; see
// docs/history-format.md.
const closingFormat = "keyindesk closing 1"

// ClosingRecord is what a closing says and what its signature covers, as it
// lies on disk. It is about events, not about hours: all events after FromSeq
// up to and with ToSeq. What the clock of the PC did meanwhile does not matter,
// and OpeningKRW + SalesKRW - CancelsKRW + CorrectionsKRW = ClosingKRW always
// holds. The fields stand in the order of their names in JSON.
type ClosingRecord struct {
	Cancels        ClosingTally        `json:"cancels"`         // approved cancels begun in this closing
	ClosedAt       string              `json:"closed_at"`       // UTC with milliseconds
	ClosingKRW     int64               `json:"closing_krw"`     // all sales less all cancels of the file, up to here
	Companies      []ClosingGroup      `json:"companies"`       // by card company, as the gateways spell it; "" where unknown
	Corrections    []ClosingCorrection `json:"corrections"`     // what earlier closings saw otherwise
	CorrectionsKRW int64               `json:"corrections_krw"` // what those come to
	Days           []string            `json:"days"`            // the business days of the operations listed
	Environment    string              `json:"environment"`
	FileID         string              `json:"file_id"`
	Format         string              `json:"format"`
	FromSeq        int64               `json:"from_seq"` // the last event of the closing before; 0 for the first
	Gateways       []ClosingGroup      `json:"gateways"`
	Head           string              `json:"head"`        // the hash of event ToSeq, in hex
	InDoubt        ClosingTally        `json:"in_doubt"`    // sales and cancels of the whole file that are open; in no sum
	Key            string              `json:"key"`         // the public key that signs, Ed25519, in hex
	ListSHA256     string              `json:"list_sha256"` // of the list's bytes, in hex
	Listed         int                 `json:"listed"`      // how many operations the list has
	Number         int64               `json:"number"`      // from 1 without gaps
	Open           []ClosingOpen       `json:"open"`        // everything of the whole file that is open
	OpeningKRW     int64               `json:"opening_krw"` // ClosingKRW of the closing before; 0 for the first
	Previous       string              `json:"previous"`    // the hash of the closing before, in hex; "" for the first
	Sales          ClosingTally        `json:"sales"`       // approved sales begun in this closing, those given back later included
	Staff          string              `json:"staff"`       // who closed
	StaffTotals    []ClosingGroup      `json:"staff_totals"`
	ToSeq          int64               `json:"to_seq"`
}

// ClosingTally is a number of operations and what their amounts come to.
type ClosingTally struct {
	Count int   `json:"count"`
	KRW   int64 `json:"krw"`
}

func (t *ClosingTally) add(krw int64) {
	t.Count++
	t.KRW += krw
}

// ClosingGroup is what one card company, gateway or member of staff took and
// gave back. Corrections are in no group.
type ClosingGroup struct {
	Cancels ClosingTally `json:"cancels"`
	Name    string       `json:"name"`
	Sales   ClosingTally `json:"sales"`
}

// ClosingCorrection is an operation of an earlier closing that stands otherwise
// now: a late answer or finding.
type ClosingCorrection struct {
	AmountKRW int64  `json:"amount_krw"`
	DeltaKRW  int64  `json:"delta_krw"` // what it changes in the sum
	ID        int64  `json:"id"`
	Kind      Kind   `json:"kind"`
	Now       State  `json:"now"`
	Order     string `json:"order"`
	Was       State  `json:"was"` // at FromSeq
}

// ClosingOpen is an operation that nobody knows the end of, in doubt or still
// under way.
type ClosingOpen struct {
	AmountKRW int64  `json:"amount_krw"`
	ID        int64  `json:"id"`
	Kind      Kind   `json:"kind"`
	Order     string `json:"order"`
	State     State  `json:"state"`
}

// ClosingRow is one operation that began in a closing, as it stood at ToSeq.
type ClosingRow struct {
	AmountKRW int64  `json:"amount_krw"`
	Approval  string `json:"approval"` // the approval number
	Company   string `json:"company"`
	Gateway   string `json:"gateway"`
	ID        int64  `json:"id"`
	Kind      Kind   `json:"kind"`
	Order     string `json:"order"`
	Parent    int64  `json:"parent"` // 0 for none
	Staff     string `json:"staff"`
	State     State  `json:"state"`
}

// Closing is one closing, or the draft of one: a draft has neither Hash nor
// Signature.
type Closing struct {
	ClosingRecord
	List      []ClosingRow // by ID; nil where only the records were asked for
	Hash      []byte       // SHA-256, 32 bytes
	Signature []byte       // Ed25519 over Hash, 64 bytes
}

// ClosedTime is when it was closed, as the PC's clock said.
func (c Closing) ClosedTime() time.Time {
	at, _ := parseStamp(c.ClosedAt) // written by stamp
	return at
}

// MovedKRW is what this closing adds to the sum.
func (c Closing) MovedKRW() int64 { return c.Sales.KRW - c.Cancels.KRW + c.CorrectionsKRW }

// CheckCode is what a printed closing is compared by: the first 80 bits of the
// hash in base32, in four groups of four. "" of a draft.
func (c Closing) CheckCode() string {
	if len(c.Hash) < 10 {
		return ""
	}
	code := base32.StdEncoding.EncodeToString(c.Hash[:10])
	return code[:4] + "-" + code[4:8] + "-" + code[8:12] + "-" + code[12:]
}
