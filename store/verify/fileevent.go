package verify

import (
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
)

// takeFileEvent takes an event of the file as a whole.
func (h *history) takeFileEvent(e *event) {
	var d struct {
		Number     int64   `json:"number"`
		Hash       string  `json:"hash"`
		From       string  `json:"from"`
		To         string  `json:"to"`
		Before     string  `json:"before"`
		Operations []int64 `json:"operations"`
		Customers  []int64 `json:"customers"`
		Unsealed   []int64 `json:"unsealed"`
	}
	switch string(e.kind) {
	case "closed", "signing-key", "erased", "rescued":
		if json.Unmarshal(e.detail, &d) != nil {
			h.found.add(Finding{Kind: StoryWrong, Seq: e.seq})
			return
		}
	}
	switch string(e.kind) {
	case "closed":
		h.takeClosed(e.seq, d.Number, d.Hash)
	case "signing-key":
		h.newKeys[d.To] = e.seq
		h.newKey = keyChange{seq: e.seq, from: d.From}
	case "erased":
		h.erase(d.Operations)
		h.erasePeople(d.Customers, false)
	case "rescued":
		h.report.Rescued = append(h.report.Rescued, e.seq)
		for _, id := range d.Unsealed {
			h.lost[id] = true
			delete(h.unkept, id)
		}
		h.erase(d.Unsealed)
		h.erasePeople(d.Customers, true)
	case "accepted", "restored":
		h.report.Accepted = append(h.report.Accepted, e.seq)
	}
}

// erase takes operations of which an event says that nothing is left of who the
// buyer was.
func (h *history) erase(operations []int64) {
	for _, id := range operations {
		if i, known := slices.BinarySearch(h.begun, id); known && h.persons[i] {
			h.found.add(Finding{Kind: PersonEdited, Operation: id})
		}
		delete(h.unerased, id)
	}
}

// erasePeople does so for customers, whose key may be lost as well.
func (h *history) erasePeople(customers []int64, key bool) {
	for _, id := range customers {
		if person := h.people[id]; person != nil {
			person.erased, person.keyLost = true, person.keyLost || key
		} else { // to be met behind a rescue
			h.lostPeople[id] = true
		}
	}
}

// takeClosed holds what the chain says of a closing against the closing.
func (h *history) takeClosed(seq, number int64, hash string) {
	finding := Finding{Kind: ClosingUntold, Seq: seq, Closing: number}
	if number != h.told+1 {
		h.found.add(finding)
		return
	}
	h.told = number
	if number > int64(len(h.closings)) {
		if _, ok := h.source.endMark(); !ok && h.source.tables() == nil {
			return // an audit file that breaks off before its closings
		}
		finding.Kind = ClosingMissing
		h.found.add(finding)
		return
	}
	c := h.closings[number-1]
	if c == nil {
		return // found already
	}
	right := c.to == seq-1 || c.to == seq-2 && h.newKey.seq == seq-1 // the event behind it
	if hex.EncodeToString(c.hash) != hash || !right {
		finding.Detail = strconv.FormatInt(c.to, 10)
		h.contradicts(finding)
		return
	}
	if last := h.closingBefore(number); h.newKey.seq == seq-1 && last != nil && last.key != h.newKey.from {
		h.found.add(Finding{Kind: StoryWrong, Seq: h.newKey.seq})
	}
	h.agreed[number] = true
}

// keyChange is an event that tells of another signing key.
type keyChange struct {
	seq  int64
	from string
}

// closingBefore is the closing before one; nil if there is none, or it can't be
// read.
func (h *history) closingBefore(number int64) *closing {
	if number < 2 {
		return nil
	}
	return h.closings[number-2]
}
