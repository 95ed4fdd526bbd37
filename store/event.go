package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"hash"
	"strconv"
	"time"

	"github.com/jmoiron/sqlx"
)

// eventRow is an event as it lies on disk.
type eventRow struct {
	Seq         int64  `db:"seq"`
	OperationID int64  `db:"operation_id"`
	At          string `db:"at"`
	Type        string `db:"type"`
	Staff       string `db:"staff"`
	Detail      string `db:"detail"`
	PrevHash    []byte `db:"prev_hash"`
	Hash        []byte `db:"hash"`
}

// eventColumns are those of the table; selectEvents reads them, with 0 for the
// operation of an event of the whole file.
const (
	eventColumns = `seq, operation_id, at, type, staff, detail, prev_hash, hash`
	selectEvents = `SELECT seq, COALESCE(operation_id, 0) AS operation_id, at, type, staff, detail, prev_hash, hash FROM events `
)

var insertEvent = newNamed[eventRow](`INSERT INTO events (` + eventColumns + `)
	VALUES (:seq, NULLIF(:operation_id, 0), :at, :type, :staff, :detail, :prev_hash, :hash)`)

// writePart adds one part with its length in front, so that no two lists of
// parts read the same.
func writePart(h hash.Hash, part []byte) {
	var size [8]byte
	binary.BigEndian.PutUint64(size[:], uint64(len(part)))
	h.Write(size[:])
	h.Write(part)
}

// genesis is what the first event's PrevHash is: it ties the chain to this
// file and its environment.
func genesis(environment, fileID string) []byte {
	h := sha256.New()
	for _, part := range []string{"keyindesk genesis 1", environment, fileID} {
		writePart(h, []byte(part))
	}
	return h.Sum(nil)
}

// sum is the event's hash: SHA-256 over every column and the previous hash,
// each with its length in front, the numbers in decimal; 0 stands for no
// operation.
func (e eventRow) sum() []byte {
	h := sha256.New()
	for _, part := range []string{
		"keyindesk event 1", strconv.FormatInt(e.Seq, 10), strconv.FormatInt(e.OperationID, 10),
		e.At, e.Type, e.Staff, e.Detail,
	} {
		writePart(h, []byte(part))
	}
	writePart(h, e.PrevHash)
	return h.Sum(nil)
}

func (e eventRow) event() (Event, error) {
	at, err := parseStamp(e.At)
	return Event{
		Seq: e.Seq, OperationID: e.OperationID, At: at, Type: EventType(e.Type), Staff: e.Staff,
		Detail: e.Detail, PrevHash: e.PrevHash, Hash: e.Hash,
	}, err
}

// chainEnd is where a chain, or a part of it, ends: 0 and the genesis for one
// that has not begun.
type chainEnd struct {
	seq  int64
	hash []byte
}

// chainEnd reads where the chain ends.
func (s *Store) chainEnd(ctx context.Context, q queryer) (chainEnd, error) {
	end := chainEnd{hash: s.genesis}
	err := q.QueryRowxContext(ctx, `SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1`).Scan(&end.seq, &end.hash)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return end, err
}

// appendEvent puts one event at the end of the chain, inside the transaction
// that changes the row it tells about. Operation 0 is the file as a whole.
func (s *Store) appendEvent(ctx context.Context, tx *sqlx.Tx, operation int64, kind EventType, staff, at, detail string) error {
	end, err := s.chainEnd(ctx, tx)
	if err != nil {
		return err
	}
	e := eventRow{Seq: end.seq + 1, OperationID: operation, At: at, Type: string(kind), Staff: staff, Detail: detail, PrevHash: end.hash}
	e.Hash = e.sum()
	_, err = insertEvent.exec(ctx, tx, e)
	return err
}

// appendFileEvent is appendEvent for the file as a whole, with the detail as it
// will be encoded.
func (s *Store) appendFileEvent(ctx context.Context, tx *sqlx.Tx, kind EventType, staff, at string, detail any) error {
	text, err := encode(detail)
	if err != nil {
		return err
	}
	return s.appendEvent(ctx, tx, 0, kind, staff, at, text)
}

// EventType names what happened. Stored as text.
type EventType string

// The events of an operation's story, in the order in which they can come.
const (
	EventPrepared     EventType = "prepared"     // the intent, before anything is sent
	EventOverride     EventType = "override"     // staff went on in spite of a duplicate warning
	EventApproved     EventType = "approved"     // the gateway's answer
	EventDeclined     EventType = "declined"     //
	EventNotSent      EventType = "not-sent"     //
	EventInDoubt      EventType = "in-doubt"     // no trustworthy answer
	EventNoAnswer     EventType = "no-answer"    // none to a harmless question
	EventCutOff       EventType = "cut-off"      // found prepared when the program started
	EventInquired     EventType = "inquired"     // what the gateway said later about a row in doubt
	EventReturned     EventType = "returned"     // the browser page came back
	EventRevealed     EventType = "revealed"     // staff looked at a whole key
	EventCopied       EventType = "copied"       // staff copied a whole key
	EventResolved     EventType = "resolved"     // a person's finding, with evidence
	EventContradicted EventType = "contradicted" // a later fact disagrees with the resolution
)

// The events of the file as a whole, of no operation.
const (
	EventClosed     EventType = "closed"      // a closing was made
	EventSigningKey EventType = "signing-key" // closings are signed with another key from here on
	EventAccepted   EventType = "accepted"    // staff go on with a history that is not as far as it was known to be
	EventKeysMade   EventType = "keys-made"   // the keys of this history, wrapped by one in the keyring
	EventPhraseMade EventType = "phrase-made" // a recovery phrase was written down and checked; an older one is void
	EventPhraseUsed EventType = "phrase-used" // it opened the keys where the keyring had none
	EventErased     EventType = "erased"      // who buyers and customers were, see erasedDetail
	EventBackedUp   EventType = "backed-up"   // a copy was made and looked over
	EventRestored   EventType = "restored"    // this copy took the place of a history, see restoredDetail
	EventRescued    EventType = "rescued"     // what could be read of a damaged history, see rescuedDetail

	EventExportBegun EventType = "export-begun" // rows are about to leave as a file, see exportDetail
	EventExported    EventType = "exported"     // they are in it
)

// ofFile says whether an event of this type belongs to the file as a whole.
func (t EventType) ofFile() bool {
	switch t {
	case EventClosed, EventSigningKey, EventAccepted, EventKeysMade, EventPhraseMade, EventPhraseUsed, EventErased, EventBackedUp, EventRestored, EventRescued,
		EventExportBegun, EventExported:
		return true
	}
	return false
}

// Event is one line of an operation's story. It is never changed or deleted;
// Hash covers everything in it and the previous event's Hash.
type Event struct {
	Seq         int64 // over the whole file, from 1, without gaps
	OperationID int64 // 0: of the file as a whole
	At          time.Time
	Type        EventType
	Staff       string
	// Detail is JSON: the facts of this event, without card or personal data.
	Detail   string
	PrevHash []byte
	Hash     []byte
}
