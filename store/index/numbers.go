package index

import (
	"encoding/binary"
	"strings"
)

// splitOrder takes a folded order number apart behind its last hyphen: "k261121-7q-"
// is shared by a day's rows, and "0042" by one row of every day.
func splitOrder(number string) (head, rest string) {
	at := strings.LastIndexByte(number, '-') + 1
	return number[:at], number[at:]
}

// markOrders puts the rows into a set whose order number a word is in.
func (x *Index) markOrders(into set, w Word) {
	if len(w.Text) < OrderLength {
		return
	}
	part := []byte(w.Text)
	heads := newSet(x.heads.len())
	x.heads.containing(part, func(head int) { heads.add(uint32(head)) })
	x.eachOfHeads(heads, func(row uint32, _ *block, _ int) { into.add(row) })

	var rests picked
	x.orders.containing(part, rests.add)
	x.byOrder.mark(into, rests)
	if head, rest := splitOrder(w.Text); head != "" && rest != "" {
		x.markAcross(into, head, rest)
	}
}

// markAcross puts the rows into a set whose order number's head ends in one
// text and goes on with another.
func (x *Index) markAcross(into set, headEnd, restBegin string) {
	heads, few := newSet(x.heads.len()), 0
	for i := range x.heads.ends {
		if strings.HasSuffix(string(x.heads.at(i)), headEnd) {
			heads.add(uint32(i))
			few++
		}
	}
	if few == 0 {
		return
	}
	var rests picked
	for i := range x.orders.ends {
		if strings.HasPrefix(string(x.orders.at(i)), restBegin) {
			rests.add(i)
		}
	}
	if 2*few <= x.heads.len() {
		x.eachOfHeads(heads, func(row uint32, b *block, i int) {
			if rests.among.has(b.order[i]) {
				into.add(row)
			}
		})
		return
	}
	for _, rest := range rests.values {
		x.byOrder.rowsOf(rest, func(row uint32) {
			if b, i := x.at(row); heads.has(x.headOf[b.day[i]]) {
				into.add(row)
			}
		})
	}
}

// eachOfHeads gives the rows whose order number has one of the heads.
func (x *Index) eachOfHeads(heads set, yield func(row uint32, b *block, i int)) {
	days := newSpans(len(x.days), func(day int) bool { return heads.has(x.headOf[day]) })
	if days.none(0, uint32(len(x.days)-1)) {
		return
	}
	for n, b := range x.blocks {
		if days.none(b.firstDay, b.lastDay) {
			continue
		}
		for i := range x.within(n) {
			if days.has(b.day[i]) {
				yield(uint32(n*blockRows+i), b, i)
			}
		}
	}
}

// within is how many rows the n-th block has.
func (x *Index) within(n int) int { return min(blockRows, x.rows-n*blockRows) }

// approvals are the rows by the beginning of the approval number. Its first
// eight bytes stand in the row's block, and longer ones apart.
type approvals struct {
	postings
	starts dictionary // the first ApprovalLength bytes, or all
	long   map[uint32]string
}

func newApprovals() approvals {
	return approvals{starts: newDictionary(), long: map[uint32]string{}}
}

// approve notes a row's folded approval number; the newest row's for the first
// time if isNew.
func (x *Index) approve(row uint32, number string, isNew bool) {
	a, value := &x.approvals, none
	if number != "" {
		value, _ = a.starts.number(number[:min(len(number), ApprovalLength)])
	}
	if isNew {
		a.add(value)
	} else {
		a.set(row, value)
	}
	b, i := x.at(row)
	b.approval[i] = packed(number)
	delete(a.long, row)
	if len(number) > 8 {
		a.long[row] = strings.Clone(number)
	}
}

// packed is the first eight bytes of a text, so that those of a beginning of it
// come first.
func packed(text string) uint64 {
	var bytes [8]byte
	copy(bytes[:], text)
	return binary.BigEndian.Uint64(bytes[:])
}

// markApprovals puts the rows into a set whose approval number begins with a
// word or, if it is short, is the word.
func (x *Index) markApprovals(into set, w Word) {
	a := &x.approvals
	start, ok := a.starts.find(w.Text[:min(len(w.Text), ApprovalLength)])
	if !ok {
		return
	}
	wanted, shift := packed(w.Text), 8*(8-min(8, len(w.Text)))
	a.rowsOf(start, func(row uint32) {
		b, i := x.at(row)
		if (b.approval[i]^wanted)>>shift == 0 && (len(w.Text) <= 8 || strings.HasPrefix(a.long[row], w.Text)) {
			into.add(row)
		}
	})
}

// cardNumber is the last four digits of a masked card, or none.
func cardNumber(masked string) int { return fourDigits(LastFour(masked)) }

func fourDigits(text string) int {
	if len(text) != 4 || strings.Trim(text, "0123456789") != "" {
		return none
	}
	return int(text[0]-'0')*1000 + int(text[1]-'0')*100 + int(text[2]-'0')*10 + int(text[3]-'0')
}

// phones are the distinct phone numbers, by their last four digits.
type phones struct {
	dictionary
	newest  map[string]uint32 // the newest number with an end, plus one
	another []uint32          // the one before it with the same end, plus one
}

func newPhones() phones { return phones{dictionary: newDictionary(), newest: map[string]uint32{}} }

// numberOf is the number of a phone; none for one that no word can be the end
// of.
func (p *phones) numberOf(phone string) int {
	if len(phone) < PhoneLength {
		return none
	}
	number, isNew := p.number(phone)
	if isNew {
		end := phone[len(phone)-PhoneLength:]
		older, known := p.newest[end]
		if !known {
			end = strings.Clone(end)
		}
		p.another = append(p.another, older)
		p.newest[end] = uint32(number + 1)
	}
	return number
}

// ending are the phones that end in a word.
func (p *phones) ending(w Word) picked {
	var found picked
	if len(w.digits) < PhoneLength {
		return found
	}
	for next := p.newest[w.digits[len(w.digits)-PhoneLength:]]; next != 0; next = p.another[next-1] {
		if number := int(next - 1); w.EndsPhone(string(p.at(number))) {
			found.add(number)
		}
	}
	return found
}
