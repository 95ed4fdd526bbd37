package index

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
)

// splitOrder takes a folded order number apart behind its last hyphen: "k261121-7q-"
// is shared by a day's rows, and "0042" by one row of every day.
func splitOrder(number string) (head, rest string) {
	at := strings.LastIndexByte(number, '-') + 1
	return number[:at], number[at:]
}

// markOrders puts the rows into a set whose order number a word is in.
func (x *Index) markOrders(into *set, w Word) {
	if len(w.Text) < OrderLength {
		return
	}
	x.eachOfHeads(x.heads.containing(w), func(row uint32, _ *block, _ int) { into.add(row) })
	x.byOrder.mark(into, x.orders.containing([]byte(w.Text))...)
	if head, rest := splitOrder(w.Text); head != "" && rest != "" {
		x.markAcross(into, head, rest)
	}
}

// markAcross puts the rows into a set whose order number's head ends in one
// text and goes on with another.
func (x *Index) markAcross(into *set, headEnd, restBegin string) {
	heads := x.heads.containing(Word{Text: headEnd, letters: []rune(headEnd)})
	heads = slices.DeleteFunc(heads, func(head uint32) bool { return !bytes.HasSuffix(x.heads.at(int(head)), []byte(headEnd)) })
	if len(heads) == 0 {
		return
	}
	var rests []uint32
	for i := range x.orders.ends {
		if bytes.HasPrefix(x.orders.at(i), []byte(restBegin)) {
			rests = append(rests, uint32(i))
		}
	}
	if 2*len(heads) <= x.heads.len() {
		wanted := x.spare.take(x.orders.len())
		wanted.addEach(rests)
		x.eachOfHeads(heads, func(row uint32, b *block, i int) {
			if wanted.has(b.order.of(i)) {
				into.add(row)
			}
		})
		x.spare.giveBack(wanted)
		return
	}
	wanted, rows := x.spare.take(x.heads.len()), x.spare.take(x.rows)
	wanted.addEach(heads)
	x.byOrder.mark(rows, rests...)
	rows.each(func(row uint32) {
		if b, i := x.at(row); wanted.has(x.headOf[b.day.of(i)]) {
			into.add(row)
		}
	})
	x.spare.giveBack(wanted)
	x.spare.giveBack(rows)
}

// eachOfHeads gives the rows whose order number has one of the heads.
func (x *Index) eachOfHeads(heads []uint32, yield func(row uint32, b *block, i int)) {
	if len(heads) == 0 {
		return
	}
	wanted := x.spare.take(x.heads.len())
	wanted.addEach(heads)
	days := x.otherDayRoom.choosing(len(x.headOf), func(day int) bool { return wanted.has(x.headOf[day]) })
	x.otherDayRoom = days
	x.spare.giveBack(wanted)
	for n, b := range x.blocks {
		if days.none(b.firstDay, b.lastDay) {
			continue
		}
		for i := range x.within(n) {
			if days.has(b.day.of(i)) {
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
func (x *Index) markApprovals(into *set, w Word) {
	a := &x.approvals
	start, ok := a.starts.find(w.Text[:min(len(w.Text), ApprovalLength)])
	if !ok {
		return
	}
	if len(w.Text) <= ApprovalLength {
		a.mark(into, uint32(start))
		return
	}
	wanted, shift := packed(w.Text), 8*(8-min(8, len(w.Text)))
	rows := x.spare.take(x.rows)
	a.mark(rows, uint32(start))
	rows.each(func(row uint32) {
		b, i := x.at(row)
		if (b.approval[i]^wanted)>>shift == 0 && (len(w.Text) <= 8 || strings.HasPrefix(a.long[row], w.Text)) {
			into.add(row)
		}
	})
	x.spare.giveBack(rows)
}

// cardNumber is the last four digits of a masked card, or none.
func cardNumber(masked string) int { return fourDigits(LastFour(masked)) }

func fourDigits(text string) int {
	if len(text) != 4 || strings.Trim(text, "0123456789") != "" {
		return none
	}
	return int(text[0]-'0')*1000 + int(text[1]-'0')*100 + int(text[2]-'0')*10 + int(text[3]-'0')
}

// phones are the distinct phone numbers, by their last four digits, and the rows
// that have them.
type phones struct {
	dictionary
	by      postings
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

// mark puts the rows into a set whose phone ends in a word.
func (p *phones) mark(into *set, w Word) {
	if len(w.digits) < PhoneLength {
		return
	}
	var found []uint32
	for next := p.newest[w.digits[len(w.digits)-PhoneLength:]]; next != 0; next = p.another[next-1] {
		if bytes.HasSuffix(p.at(int(next-1)), []byte(w.digits)) {
			found = append(found, next-1)
		}
	}
	p.by.mark(into, found...)
}
