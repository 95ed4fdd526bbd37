package verify

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"strconv"
)

// part adds a value to a hash, with its length in eight bytes in front.
func part(h hash.Hash, value []byte) {
	var size [8]byte
	binary.BigEndian.PutUint64(size[:], uint64(len(value)))
	h.Write(size[:])
	h.Write(value)
}

// chain walks the events one after the other.
type chain struct {
	found   *found
	hasher  hash.Hash
	seq     int64
	hash    []byte
	number  [20]byte
	moved   int // how many events were looked for under other numbers
	broken  bool
	lastAt  []byte
	maximum int64 // the highest operation that an event told of
}

// newChain begins before the first event of a history.
func newChain(environment, fileID string, f *found) *chain {
	h := sha256.New()
	part(h, []byte("keyindesk genesis 1"))
	part(h, []byte(environment))
	part(h, []byte(fileID))
	return &chain{found: f, hasher: sha256.New(), hash: h.Sum(nil)}
}

// sum is the hash of an event, if it were written under this number.
func (c *chain) sum(e *event, seq int64) []byte {
	h := c.hasher
	h.Reset()
	part(h, []byte("keyindesk event 1"))
	part(h, strconv.AppendInt(c.number[:0], seq, 10))
	part(h, strconv.AppendInt(c.number[:0], e.operation, 10))
	for _, value := range [][]byte{e.at, e.kind, e.staff, e.detail, e.prev} {
		part(h, value)
	}
	return h.Sum(nil)
}

// take holds one event against the one before it, and goes on from what it
// says whether that was right or not: every place is found once.
func (c *chain) take(e *event) {
	finding := Finding{Seq: e.seq, Operation: max(e.operation, 0)}
	switch {
	case !bytes.Equal(c.sum(e, e.seq), e.hash):
		finding.Kind = EventEdited
		if was := c.writtenAs(e); was != 0 {
			finding.Kind, finding.Detail = EventMoved, strconv.FormatInt(was, 10)
		}
	case e.seq != c.seq+1:
		finding.Kind, finding.Detail = EventMissing, strconv.FormatInt(c.seq+1, 10)
		if e.seq-1 > c.seq+1 {
			finding.Detail += "-" + strconv.FormatInt(e.seq-1, 10)
		}
	case !bytes.Equal(e.prev, c.hash):
		finding.Kind = EventForeign
	}
	if finding.Kind != "" {
		c.broken = true
		c.found.add(finding)
	}
	c.seq = e.seq
	c.hash = append(c.hash[:0], e.hash...)
	c.lastAt = append(c.lastAt[:0], e.at...)
	c.maximum = max(c.maximum, e.operation)
}

// How far an event that was moved is looked for, and how often that is done.
const (
	movedFar   = 5000
	movedTries = 4
	movedBytes = 64 << 20 // that are hashed for it
)

// writtenAs is the number that an event was written with; 0 if it is none
// nearby, so that its content was changed.
func (c *chain) writtenAs(e *event) int64 {
	if c.moved++; c.moved > movedTries {
		return 0
	}
	for far := int64(1); far <= min(movedFar, movedBytes/int64(1+len(e.staff)+len(e.kind)+len(e.detail))); far++ {
		for _, seq := range []int64{e.seq + far, e.seq - far} {
			if seq > 0 && bytes.Equal(c.sum(e, seq), e.hash) {
				return seq
			}
		}
	}
	return 0
}
