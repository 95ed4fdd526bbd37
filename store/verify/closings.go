package verify

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"strconv"
)

// closingFormat begins every record.
const closingFormat = "keyindesk closing 1"

// closing is a closing whose record could be read.
type closing struct {
	stored storedClosing
	record map[string]any // whole numbers as int64
	number int64          // as the record says
	from   int64
	to     int64
	hash   []byte // computed
	valid  bool   // signed with the key that the record names
	key    string
}

// text and count read a member of the record.
func (c *closing) text(name string) string {
	value, _ := c.record[name].(string)
	return value
}

func (c *closing) count(name string) int64 {
	value, _ := c.record[name].(int64)
	return value
}

// readClosing reads a stored closing; false if its record is no record.
func readClosing(stored storedClosing) (*closing, bool) {
	decoder := json.NewDecoder(bytes.NewReader(stored.record))
	decoder.UseNumber()
	var value any
	if decoder.Decode(&value) != nil {
		return nil, false
	}
	record, ok := numbers(value).(map[string]any)
	if !ok || !bytes.Equal(canonical(nil, record), stored.record) {
		return nil, false
	}
	c := &closing{stored: stored, record: record}
	if c.text("format") != closingFormat {
		return nil, false
	}
	c.number, c.from, c.to, c.key = c.count("number"), c.count("from_seq"), c.count("to_seq"), c.text("key")
	h := sha256.New()
	part(h, []byte(closingFormat))
	part(h, stored.record)
	c.hash = h.Sum(nil)
	key, err := hex.DecodeString(c.key)
	c.valid = err == nil && len(key) == ed25519.PublicKeySize && ed25519.Verify(key, c.hash, stored.signature)
	return c, true
}

// numbers makes whole numbers of the JSON decoder's, for canonical.
func numbers(value any) any {
	switch v := value.(type) {
	case json.Number:
		if n, err := strconv.ParseInt(v.String(), 10, 64); err == nil {
			return n
		}
		return nil
	case []any:
		for i := range v {
			v[i] = numbers(v[i])
		}
	case map[string]any:
		for name := range v {
			v[name] = numbers(v[name])
		}
	}
	return value
}

// checkCode is what a closing is compared by on paper: 80 bits of its hash.
func checkCode(hash []byte) string {
	if len(hash) < 10 {
		return ""
	}
	code := base32.StdEncoding.EncodeToString(hash[:10])
	return code[:4] + "-" + code[4:8] + "-" + code[8:12] + "-" + code[12:]
}

// loadClosings reads the closings and holds each against itself and the one
// before it; what the events say of them comes later, in the walk.
func (h *history) loadClosings(ctx context.Context) error {
	all, err := h.source.closings(ctx)
	if err != nil {
		return err
	}
	var last *closing
	for _, stored := range all {
		for want := int64(len(h.closings) + 1); want < stored.number; want++ {
			if len(h.found.list) == maxFindings {
				return nil
			}
			h.found.add(Finding{Kind: ClosingMissing, Closing: want})
			h.closings, last = append(h.closings, nil), nil
		}
		c, ok := readClosing(stored)
		switch {
		case !ok:
			h.found.add(Finding{Kind: ClosingEdited, Closing: stored.number})
		case c.number != stored.number:
			h.found.add(Finding{Kind: ClosingMoved, Closing: stored.number, Detail: strconv.FormatInt(c.number, 10)})
			c = nil
		case !bytes.Equal(c.hash, stored.hash) || !c.valid:
			h.found.add(Finding{Kind: ClosingEdited, Closing: stored.number})
			c = nil
		}
		if ok && c != nil {
			if err := h.checkList(ctx, c); err != nil {
				return err
			}
			h.checkPrevious(c, last)
		}
		h.closings = append(h.closings, c)
		last = c
	}
	return nil
}

// checkList holds the stored list against the record.
func (h *history) checkList(ctx context.Context, c *closing) error {
	list, err := h.source.closingList(ctx, c.number)
	if err != nil {
		return err
	}
	if sum := sha256.Sum256(list); hex.EncodeToString(sum[:]) != c.text("list_sha256") {
		h.found.add(Finding{Kind: ClosingEdited, Closing: c.number, Detail: "list"})
	}
	return nil
}

// checkPrevious holds a signed closing against the one before it, if that could
// be read.
func (h *history) checkPrevious(c, last *closing) {
	previous, from, opening := "", int64(0), int64(0)
	if last != nil {
		previous, from, opening = hex.EncodeToString(last.hash), last.to, last.count("closing_krw")
	} else if c.number > 1 {
		return
	}
	if c.text("previous") != previous || c.from != from || c.count("opening_krw") != opening || c.to < c.from {
		h.found.add(Finding{Kind: ClosingUntrue, Closing: c.number, Detail: "previous"})
	}
}

// checkKeys looks whether the chain tells of each change of the signing key.
// The first key is taken as the shop's, unless it is told which that is.
func (h *history) checkKeys() {
	shop, since := h.wantKey, int64(0)
	for _, c := range h.closings {
		switch {
		case c == nil || c.key == shop:
		case shop == "" && h.agreed[c.number]:
			shop = c.key
		case shop != "" && h.newKeys[c.key] > since && h.agreed[c.number]:
			shop, since = c.key, h.newKeys[c.key]
			h.report.NewKeys = append(h.report.NewKeys, c.number)
		default:
			h.forged[c.number] = true
			h.contradicts(Finding{Kind: ClosingForged, Closing: c.number})
		}
	}
}
