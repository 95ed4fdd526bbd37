package ui

import (
	"context"

	"keyindesk/desk"
)

// doubtQueue is what the screen reads: the rows, under which numbers their
// gateways show them, and what those said when they were asked.
type doubtQueue struct {
	rows    []desk.Operation
	shownAs map[int64]string
	asked   map[int64]desk.Step
	err     error
}

// reload reads the queue, with the wanted operation in front if it is not in
// doubt itself, and draws it anew.
func (s *inDoubtScreen) reload() { s.read(s.draw) }

// follow is reload that leaves the operation in sight, and what is being
// written about it, where it still is in doubt.
func (s *inDoubtScreen) follow() {
	s.read(func() {
		if f := s.finding; f != nil && (f.busy || f.typing()) && contains(s.rows, f.op.ID) {
			s.drawQueue()
			return
		}
		s.draw()
	})
}

func (s *inDoubtScreen) read(then func()) {
	wanted := s.wanted
	background(s.Window, func() doubtQueue {
		var q doubtQueue
		if q.rows, q.err = s.desk.InDoubt(context.Background()); q.err != nil {
			return q
		}
		if wanted != 0 && !contains(q.rows, wanted) {
			op, err := s.desk.Operation(context.Background(), wanted)
			if q.err = err; err == nil && (op.Settled || op.State == desk.InDoubt) {
				q.rows = append([]desk.Operation{op}, q.rows...)
			}
		}
		q.shownAs = s.numbersOf(q.rows)
		q.asked = s.answersOf(q.rows)
		return q
	}, func(q doubtQueue) {
		if q.err != nil {
			s.log.Error("read the queue", "error", q.err)
		}
		s.rows, s.shownAs, s.asked = q.rows, q.shownAs, q.asked
		then()
	})
}

// answersOf are the newest inquiries about rows that are still in doubt.
func (s *inDoubtScreen) answersOf(rows []desk.Operation) map[int64]desk.Step {
	answers := map[int64]desk.Step{}
	for _, o := range rows {
		if o.State != desk.InDoubt {
			continue
		}
		step, err := s.lastInquiry(o.ID)
		if err != nil {
			s.log.Error("read what was asked", "error", err)
		}
		answers[o.ID] = step
	}
	return answers
}

// numbersOf are the order numbers under which the gateways know the rows.
func (s *inDoubtScreen) numbersOf(rows []desk.Operation) map[int64]string {
	numbers := map[int64]string{}
	for _, o := range rows {
		number, err := s.desk.NumberAtGateway(context.Background(), o)
		if err != nil {
			s.log.Error("read the payment of a settlement", "error", err)
			continue
		}
		numbers[o.ID] = number
	}
	return numbers
}

func contains(rows []desk.Operation, id int64) bool {
	for _, o := range rows {
		if o.ID == id {
			return true
		}
	}
	return false
}
