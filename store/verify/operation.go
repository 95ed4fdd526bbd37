package verify

import "bytes"

// The kinds of operations, by what they do.
var (
	takesMoney = map[string]bool{"charge": true, "settle": true}
	givesBack  = map[string]bool{"cancel": true}
	harmless   = map[string]bool{"lookup-key": true, "list-methods": true, "register-customer": true, "register-payment": true}
	registers  = map[string]bool{"register-customer": true, "register-payment": true}
	changesWho = map[string]bool{"issue-key": true, "revoke-key": true}
)

// operation is one whose end is not certain yet: where its events have brought
// it, and what its row said.
type operation struct {
	id         int64
	order      string
	kind       string
	amountKRW  int64
	customerID int64

	state      string
	finishedAt string
	outcome    [outcomes]string
	returned   bool
	returnCode string
	private    string // digest
	byPerson   bool   // a person settled it

	row  *rowEnd // nil where there are no rows
	line *line   // its line in the list of a closing; nil if there are no more closings
}

// rowEnd is the part of a row that changes after the intent.
type rowEnd struct {
	state, finishedAt string
	private           string // digest
	rest              []byte // returned, return_code and outcome, with a zero byte after each
}

// endOf keeps what of a row will be compared at the end, in place of an older
// one.
func endOf(r *row, end *rowEnd) *rowEnd {
	if end == nil {
		end = &rowEnd{}
	}
	end.state, end.finishedAt, end.private = string(r.state), string(r.finishedAt), r.private
	end.rest = append(append(end.rest[:0], r.returned...), 0)
	end.rest = append(append(end.rest, r.returnCode...), 0)
	for _, value := range r.outcome {
		end.rest = append(append(end.rest, value...), 0)
	}
	return end
}

var zero, one = []byte("0"), []byte("1")

// ended says that only looking at it can follow.
func (o *operation) ended() bool {
	switch o.state {
	case "approved":
		return !o.byPerson && (!registers[o.kind] || o.returned)
	case "declined", "not-sent", "no-answer":
		return !o.byPerson
	}
	return false
}

// answer is what an event tells of a gateway's answer or a person's finding.
type answer struct {
	state       string
	values      [outcomes]string
	private     string
	customerKey string // digest
	code        string // of a return
	happened    bool
}

// read reads the detail of any event after the first.
func (a *answer) read(detail []byte) error {
	a.values = unanswered
	return members(detail, func(name, value []byte) (err error) {
		if i, known := outcomePlace[string(name)]; known {
			a.values[i], err = text(value)
			return err
		}
		switch string(name) {
		case "state":
			a.state, err = text(value)
		case "private_sha256":
			a.private, err = text(value)
		case "customer_key_sha256":
			a.customerKey, err = text(value)
		case "code":
			a.code, err = text(value)
		case "happened":
			a.happened = string(value) == "true"
		}
		return err
	})
}

// text is a member's value as a copy of plain.
func text(value []byte) (string, error) {
	b, err := plain(value)
	return string(b), err
}

// plain is a member's value as the columns write it: a string as it is, a number
// in decimal, false and true as 0 and 1.
func plain(value []byte) ([]byte, error) {
	switch {
	case value[0] == '"':
		return unquote(value)
	case string(value) == "true":
		return one, nil
	case string(value) == "false":
		return zero, nil
	}
	_, err := whole(value)
	return value, err
}

// take applies a gateway's answer: what the intent knew stays where the answer
// is silent, and the merchant id stays whatever it says.
func (o *operation) take(state, at string, a *answer) {
	for _, i := range []int{transactionID, cardCompany, keyHint} {
		if a.values[i] == "" {
			a.values[i] = o.outcome[i]
		}
	}
	if o.outcome[merchantID] != "" {
		a.values[merchantID] = o.outcome[merchantID]
	}
	if a.private != "" {
		o.private = a.private
	}
	o.state, o.finishedAt, o.outcome = state, at, a.values
}

// play applies one event after the first; false if it can't stand here.
// changed says that the customer follows.
func (o *operation) play(e *event, a *answer) (ok, changed bool) {
	kind := string(e.kind)
	if err := a.read(e.detail); err != nil {
		switch kind { // of these nothing is read
		case "override", "cut-off", "contradicted", "revealed", "copied":
		default:
			return false, false
		}
	}
	switch kind {
	case "override":
		return o.state == "prepared", false
	case "approved", "declined", "not-sent", "in-doubt", "no-answer":
		if o.state != "prepared" {
			return false, false
		}
		o.take(kind, string(e.at), a)
		return true, true
	case "inquired":
		if o.state != "in-doubt" || a.state != "approved" && a.state != "declined" && a.state != "in-doubt" {
			return false, false
		}
		if a.state != "in-doubt" {
			o.take(a.state, o.finishedAt, a)
		}
		return true, true
	case "returned":
		if o.state != "approved" || !registers[o.kind] || o.returned {
			return false, false
		}
		o.returned, o.returnCode = true, a.code
		if a.private != "" {
			o.private = a.private
		}
		return true, false
	case "cut-off":
		if o.state != "prepared" {
			return false, false
		}
		o.state, o.finishedAt = "in-doubt", string(e.at)
		if harmless[o.kind] {
			o.state = "no-answer"
		}
		return true, false
	case "resolved":
		if o.state != "in-doubt" && !o.byPerson {
			return false, false
		}
		o.settle(a)
		return true, true
	case "contradicted":
		return o.byPerson, false
	case "revealed", "copied":
		return true, false
	}
	return false, false
}

// settle applies a person's finding. Of a sale it decides the numbers as well.
func (o *operation) settle(a *answer) {
	o.byPerson, o.state = true, "declined"
	if a.happened {
		o.state = "approved"
	}
	if takesMoney[o.kind] {
		o.outcome[transactionID], o.outcome[approvalNumber] = a.values[transactionID], a.values[approvalNumber]
	}
}

// differs names the first column in which the row is not what the events made
// of the operation; "" if there is none.
func (o *operation) differs(scratch *[]byte) string {
	r := o.row
	if r.state != o.state {
		return "state"
	}
	if r.finishedAt != o.finishedAt {
		return "finished_at"
	}
	returned := zero
	if o.returned {
		returned = one
	}
	told := append(append((*scratch)[:0], returned...), 0)
	told = append(append(told, o.returnCode...), 0)
	for _, value := range o.outcome {
		told = append(append(told, value...), 0)
	}
	*scratch = told
	if bytes.Equal(told, r.rest) {
		return ""
	}
	names := []string{"returned", "return_code"}
	for _, c := range outcome {
		names = append(names, c.name)
	}
	ours, theirs := bytes.Split(told, []byte{0}), bytes.Split(r.rest, []byte{0})
	for i, name := range names {
		if i >= len(theirs) || !bytes.Equal(ours[i], theirs[i]) {
			return name
		}
	}
	return names[len(names)-1]
}
