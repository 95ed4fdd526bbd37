package ui

import (
	"context"
	"crypto/sha256"
	"slices"
	"strings"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// lookAlike asks the duplicate guard while the order is still being keyed in,
// once for each card and amount.
func (s *chargeScreen) lookAlike(o desk.Order) {
	digits := s.form.card.Value()
	if len(digits) < 11 || o.AmountKRW == 0 {
		s.alike, s.asked = nil, [sha256.Size]byte{}
		return
	}
	question := sha256.Sum256([]byte(digits + " " + s.form.amount.Value()))
	if s.asked == question {
		return
	}
	s.asked = question
	asking := s.form.read()
	background(s.Window, func() []desk.Operation {
		defer asking.Card.Wipe()
		found, err := s.desk.LookAlikes(context.Background(), asking)
		if err != nil {
			s.log.Error("look for duplicates", "error", err)
		}
		return found
	}, func(found []desk.Operation) {
		if s.asked == question {
			s.alike = found
			s.showNotice(o)
		}
	})
}

// showNotice shows the one thing most worth a second look, in a place that is
// always there: what is missing to charge at all, a duplicate, a warning.
func (s *chargeScreen) showNotice(o desk.Order) {
	t := s.words.T
	if s.desk.KeyIn == nil {
		s.notify(kit.InDoubt, t("charge.not_ready"), s.missing(), t("charge.to_settings"), s.toMissing)
		return
	}
	if len(s.alike) > 0 {
		earlier := s.alike[0]
		s.notify(kit.InDoubt, s.words.duplicateLead(earlier), s.words.duplicateLine(earlier),
			t("readback.duplicate.open"), func() { s.openOperation(earlier) })
		return
	}
	var warnings []string
	for _, finding := range s.warnings(o) {
		warnings = append(warnings, s.words.finding(finding))
	}
	if len(warnings) > 0 {
		s.notify(kit.InDoubt, strings.Join(warnings, " · "), t("charge.warning.hint"), "", nil)
		return
	}
	if s.blind {
		s.notify(kit.InDoubt, t("charge.blind"), t("charge.blind.text"), "", nil)
		return
	}
	if s.doubts > 0 {
		s.notify(kit.InDoubt, t("charge.in_doubt", "count", itoa(s.doubts)), t("charge.in_doubt.text"),
			t("charge.in_doubt.open"), func() { s.Window.show(screenInDoubt) })
		return
	}
	s.notify(kit.Neutral, "", "", "", nil)
}

// notify says something in the notice's place, with an act if there is one.
// The place stays when there is nothing to say, so that the buttons beneath do
// not move while a person types.
func (s *chargeScreen) notify(tone kit.Tone, lead, text, act string, do func()) {
	height := s.notice.MinSize().Height
	s.notice.SetAction(act, do)
	s.notice.Set(tone, lead, text)
	if s.notice.MinSize().Height != height {
		s.relay()
	}
}

// lookBlind asks whether the duplicate guard still knows the cards that it has
// to recognise.
func (s *chargeScreen) lookBlind() {
	background(s.Window, func() bool {
		blind, err := s.desk.GuardBlind(context.Background())
		if err != nil {
			s.log.Error("look whether the guard is blind", "error", err)
		}
		return blind
	}, func(blind bool) {
		s.blind = blind
		s.changed()
	})
}

// toMissing shows the settings, and of them what would help.
func (s *chargeScreen) toMissing() {
	s.Window.show(screenSettings)
	if now, ok := s.screens[screenSettings].(*settingsScreen); ok && slices.Contains(s.desk.Missing, desk.MissingKeys) {
		now.recovery.focus()
	}
}

// missing says what stands between this desk and a charge.
func (s *chargeScreen) missing() string {
	var lines []string
	for _, m := range s.desk.Missing {
		lines = append(lines, s.words.T("missing."+string(m)))
	}
	return strings.Join(lines, " ")
}

// warnings are the findings that do not forbid sending, for fields that look
// finished.
func (s *chargeScreen) warnings(o desk.Order) []desk.Finding {
	fresh := s.form.read()
	defer fresh.Card.Wipe()
	var kept []desk.Finding
	for _, finding := range s.desk.Check(fresh) {
		if finding.Block {
			continue
		}
		if finding.Field == desk.FieldCardNumber && len(s.form.card.Value()) < 14 {
			continue
		}
		kept = append(kept, finding)
	}
	return kept
}
