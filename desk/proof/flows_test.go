package proof

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"keyindesk/desk"
	"keyindesk/gateways"
	"keyindesk/gateways/practice"
)

// flow is one thing that happens at a counter. It keys in sentinels, and says
// when it did not go as its name tells.
type flow struct {
	name string
	run  func(*shift) error
}

// flows are all that a shift goes through, in this order.
func flows() []flow {
	all := []flow{
		{"settings are saved", (*shift).saveSettings},
		{"a lump sum on every card", (*shift).everyCard},
		{"a business card, in instalments, of a mixed sale", (*shift).mixedSale},
		{"input that is blocked", (*shift).blocked},
		{"the card's number in other fields", (*shift).misplaced},
		{"a duplicate, shown and overridden", (*shift).duplicate},
		{"one press pressed twice", (*shift).pressedTwice},
		{"a cancel, and a second one", (*shift).cancelTwice},
		{"a cancel without reason or confirmation", (*shift).cancelUnconfirmed},
		{"doubt settled as charged, cancelled, and contradicted", (*shift).settled},
		{"doubt about a cancel, settled and contradicted", (*shift).settledCancel},
		{"history, search, story, totals", (*shift).lookAround},
		{"slips saved as PDF, printed, copied, tested", (*shift).handOut},
		{"a disk that refuses the intent", (*shift).notWritten},
		{"a disk that refuses the outcome", (*shift).unrecorded},
		{"a panic in the gateway's code", (*shift).panicInCall},
		{"everything printed into the log", (*shift).printed},
		{"credentials saved, used, changed, forgotten", (*shift).credentials},
		{"a connection check", (*shift).connectionCheck},
	}
	for _, b := range behaviours() {
		all = append(all,
			flow{"a charge, gateway: " + string(b.Key), func(s *shift) error { return s.misbehaved(b, false) }},
			flow{"a cancel, gateway: " + string(b.Key), func(s *shift) error { return s.misbehaved(b, true) }})
	}
	for _, place := range slices.Sorted(maps.Keys(places)) {
		all = append(all, flow{"hostile replies: " + place, func(s *shift) error { return s.echoed(place) }})
	}
	all = append(append(all, walletFlows()...), flow{"rows exported without names, and an export given up", (*shift).export})
	return append(all, privacyFlows()...)
}

// behaviours are all of the practice gateway's, the slow one in a hurry.
func behaviours() []practice.Behaviour {
	var all []practice.Behaviour
	for _, b := range practice.NewPayup(practice.PayupConfig{}).Behaviours() {
		if b.Key == practice.Slow {
			b = practice.SlowBy(quickly)
		}
		all = append(all, b)
	}
	return append(all, practice.Decline("P099", "거절 (연습)"))
}

// playShift goes through all flows, and reports each.
func playShift() error {
	s, err := openShift()
	if err != nil {
		return err
	}
	for _, f := range flows() {
		if err := f.run(s); err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		report("flow %s", f.name)
	}
	return s.close()
}

func (s *shift) everyCard() error {
	for _, number := range cardNumbers {
		op, err := s.press(s.order(number, birthDate))
		if err := wants(op, err, desk.Approved); err != nil {
			return err
		}
	}
	return nil
}

func (s *shift) mixedSale() error {
	o := s.order(cardNumbers[0], businessNumber)
	o.AmountKRW += 1_000_000
	o.Quota, o.Tax, o.OrderNumber = 3, &desk.Tax{TaxableKRW: o.AmountKRW - 1000, FreeKRW: 1000}, fmt.Sprintf("own-%d", o.AmountKRW)
	op, err := s.press(o)
	return wants(op, err, desk.Approved)
}

// blocked keys in every field wrongly once, the card's own included.
func (s *shift) blocked() error {
	for name, spoil := range map[string]func(*desk.Order){
		"letters in the card":    func(o *desk.Order) { o.Card.Number = desk.NewSecret(cardNumbers[0] + "x") },
		"a long card":            func(o *desk.Order) { o.Card.Number = desk.NewSecret(cardNumbers[0] + "00000") },
		"a wrong month":          func(o *desk.Order) { o.Card.ExpiryMonth = desk.NewSecret("13") },
		"a long year":            func(o *desk.Order) { o.Card.ExpiryYear = desk.NewSecret("2087") },
		"a wrong birth date":     func(o *desk.Order) { o.Card.HolderID = desk.NewSecret(birthDate + "1") },
		"a long password":        func(o *desk.Order) { o.Card.Password = desk.NewSecret(cardPassword + "00") },
		"no amount":              func(o *desk.Order) { o.AmountKRW = 0 },
		"a card in the quota":    func(o *desk.Order) { o.Quota = 4111 },
		"a card as phone number": func(o *desk.Order) { o.Buyer.Phone = cardNumbers[0] },
		"a card as e-mail":       func(o *desk.Order) { o.Buyer.Email = cardNumbers[0] },
		"a long name":            func(o *desk.Order) { o.Buyer.Name = buyerName + buyerName + buyerName + buyerName + buyerName },
		"a blank item":           func(o *desk.Order) { o.ItemName = "" },
	} {
		o := s.order(cardNumbers[0], birthDate)
		spoil(&o)
		_, err := s.press(o)
		var why *desk.Blocked
		if !errors.As(err, &why) {
			return fmt.Errorf("%s was not blocked: %w", name, err)
		}
		s.log.Warn("blocked", "error", err, "findings", fmt.Sprintf("%+v", why.Findings))
	}
	return nil
}

// misplaced keys the number of the card into every other field that is kept.
func (s *shift) misplaced() error {
	number := cardNumbers[3]
	for name, slip := range map[string]func(*desk.Order){
		"item":         func(o *desk.Order) { o.ItemName = "장미 " + grouped(number, "-") },
		"order number": func(o *desk.Order) { o.OrderNumber = number },
		"buyer":        func(o *desk.Order) { o.Buyer.Name = number },
	} {
		o := s.order(number, birthDate)
		slip(&o)
		var why *desk.Blocked
		if _, err := s.press(o); !errors.As(err, &why) {
			return fmt.Errorf("the number in %s was not blocked: %w", name, err)
		}
	}
	s.twin.Next(practice.Behaviour{Key: practice.LostReply})
	lost, err := s.press(s.order(number, birthDate))
	if err := wants(lost, err, desk.InDoubt); err != nil {
		return err
	}
	seen := s.twin.Admin()[0]
	charge, err := s.desk.Resolve(s.ctx, lost.ID, desk.Resolution{
		Staff: "김점원", Happened: true, TransactionID: seen.TransactionID, ApprovalNumber: seen.ApprovalNumber,
		Evidence: "관리자 화면에 " + grouped(number, " "),
	})
	if err := wants(charge, err, desk.Approved); err != nil {
		return err
	}
	back := cancelOrder(charge)
	back.Reason = "카드 " + number + " 아님"
	op, err := s.desk.Cancel(s.ctx, back)
	return wants(op, err, desk.Approved)
}

func (s *shift) duplicate() error {
	o := s.order(cardNumbers[2], birthDate)
	if _, err := s.press(o); err != nil {
		return err
	}
	o.Card = sentinelCard(cardNumbers[2], birthDate) // the first was wiped
	press, err := s.desk.ReadBack(s.ctx, o, "김점원")
	if err != nil {
		return err
	}
	if _, err := press.Charge(s.ctx, false); !errors.Is(err, desk.ErrDuplicate) {
		return fmt.Errorf("not stopped: %w", err)
	}
	op, err := press.Charge(s.ctx, true)
	return wants(op, err, desk.Approved)
}

func (s *shift) pressedTwice() error {
	press, err := s.desk.ReadBack(s.ctx, s.order(cardNumbers[0], birthDate), "김점원")
	if err != nil {
		return err
	}
	if _, err := press.Charge(s.ctx, true); err != nil {
		return err
	}
	_, err = press.Charge(s.ctx, true)
	s.log.Warn("pressed twice", "error", err, "press", fmt.Sprintf("%v", press.Findings))
	if !errors.Is(err, desk.ErrAlreadyPressed) {
		return fmt.Errorf("sent twice: %w", err)
	}
	return nil
}

// misbehaved lets the gateway behave so at a charge, or at a cancel.
func (s *shift) misbehaved(b practice.Behaviour, atCancel bool) error {
	if !atCancel {
		s.twin.Next(b)
		_, err := s.charge("")
		s.twin.Next(practice.Behaviour{})
		return err
	}
	charge, err := s.charge(desk.Approved)
	if err != nil {
		return err
	}
	s.twin.Next(b)
	_, err = s.cancel(charge, "")
	s.twin.Next(practice.Behaviour{})
	return err
}

// echoed sends orders to a gateway that says everything back at this place.
func (s *shift) echoed(place string) error {
	if err := s.SavePayup(desk.Test, desk.PayupCredentials{MerchantID: merchantID, Key: gateways.NewSecret(apiKey())}); err != nil {
		return err
	}
	if err := s.open(desk.Test); err != nil {
		return err
	}
	for i, name := range slices.Sorted(maps.Keys(echoes)) {
		holder := birthDate
		if i%2 == 0 {
			holder = businessNumber
		}
		echo := echoes[name]
		s.hostile.next(func(sent map[string]string) string { return places[place](echo(sent), sent) })
		if _, err := s.press(s.order(cardNumbers[int(s.amount)%len(cardNumbers)], holder)); err != nil {
			return err
		}
	}
	return s.open(desk.Practice)
}
