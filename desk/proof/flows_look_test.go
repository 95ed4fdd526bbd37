package proof

import (
	"errors"
	"fmt"
	"time"

	"keyindesk/desk"
	"keyindesk/gateways"
	"keyindesk/gateways/payup"
)

func (s *shift) saveSettings() error {
	settings := s.Settings()
	settings.Shop = desk.Shop{Name: "은하꽃집", BusinessNumber: "1208147521", Owner: "이은하", Phone: "021234567", Address: "서울"}
	settings.Staff = "김점원"
	return s.SaveSettings(settings)
}

// lookAround reads the history in every way, and types secrets into the search
// box, as people do.
func (s *shift) lookAround() error {
	for _, text := range []string{
		"", buyerName, "ㄴㄱㅍㅅ", buyerPhone[7:], buyerPhone, buyerEmail, cardNumbers[0], "1406", birthDate, apiKey(), "꽃바구니",
	} {
		q := desk.Query{Text: text}
		page, err := s.desk.History(s.ctx, q)
		if err != nil {
			return err
		}
		if text == buyerName && len(page.Operations) == 0 {
			return errors.New("the buyer is not found by name")
		}
		if _, err := s.desk.Totals(s.ctx, q); err != nil {
			return err
		}
		for _, op := range page.Operations[:min(3, len(page.Operations))] {
			if op.Buyer.Name != buyerName {
				return fmt.Errorf("order %s: the buyer is not read back", op.OrderNumber)
			}
			if _, err := s.desk.Story(s.ctx, op.ID); err != nil {
				return err
			}
		}
	}
	_, err := s.desk.InDoubt(s.ctx)
	_, hintErr := s.desk.CompanyHint(s.ctx, cardNumbers[0][:6])
	return errors.Join(err, hintErr)
}

// printed prints into the log and onto the terminal whatever a careless line
// of code could: everything that holds a card or a key, by every verb. Buyers
// are left out, of the rows that look alike too: in memory they are plain text.
func (s *shift) printed() error {
	o := s.order(cardNumbers[1], birthDate)
	o.Buyer, o.NotifyKakao = desk.Buyer{Name: "아무개"}, false
	press, err := s.desk.ReadBack(s.ctx, o, "김점원")
	if err != nil {
		return err
	}
	press.Duplicates = nil
	charge := gateways.Charge{OrderNumber: "P1", Card: o.Card, AmountKRW: o.AmountKRW, ItemName: o.ItemName, At: time.Now()}
	credentials := desk.PayupCredentials{MerchantID: merchantID, Key: gateways.NewSecret(apiKey())}
	config := payup.Config{Environment: desk.Test, MerchantID: merchantID, CertKey: credentials.Key}
	client, err := payup.New(payup.Config{
		Environment: desk.Test, MerchantID: merchantID, CertKey: credentials.Key, Exchange: gateways.NewExchange(gateways.Options{}),
	})
	if err != nil {
		return err
	}
	wrapped := fmt.Errorf("charge %+v: %w", charge, &desk.Blocked{Findings: press.Findings})
	for _, value := range []any{o, &o, o.Card, o.Card.Number, press, press.Findings, charge, &charge, credentials, config, client, wrapped} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%T"} {
			text := fmt.Sprintf(verb, value)
			s.log.Info("printed", "value", text, "order", text, "stack", text)
			fmt.Println("printed", text)
			println("printed", text)
		}
		s.log.Info("logged", "value", value)
	}
	return nil
}

func (s *shift) credentials() error {
	for _, wrong := range []desk.PayupCredentials{
		{}, {MerchantID: merchantID}, {MerchantID: apiKey(), Key: gateways.NewSecret(apiKey())},
		{MerchantID: merchantID, Key: gateways.NewSecret(apiKey() + " " + apiKey() + apiKey() + apiKey() + apiKey())},
	} {
		err := s.SavePayup(desk.Test, wrong)
		if !errors.Is(err, desk.ErrCredentials) {
			return fmt.Errorf("wrong credentials were taken: %w", err)
		}
		s.log.Warn("credentials", "error", err)
	}
	right := desk.PayupCredentials{MerchantID: merchantID, Key: gateways.NewSecret(apiKey())}
	for _, env := range []desk.Environment{desk.Test, desk.Live} {
		if err := s.SavePayup(env, right); err != nil {
			return err
		}
		if kept, err := s.Kept(env); err != nil || kept.PayupMerchantID != merchantID {
			return fmt.Errorf("merchant id %q: %w", kept.PayupMerchantID, err)
		}
		if err := s.ForgetCredentials(env, desk.GatewayPayup); err != nil {
			return err
		}
	}
	return nil
}

func (s *shift) connectionCheck() error {
	if err := s.SavePayup(desk.Test, desk.PayupCredentials{MerchantID: merchantID, Key: gateways.NewSecret(apiKey())}); err != nil {
		return err
	}
	if err := s.open(desk.Test); err != nil {
		return err
	}
	for _, code := range []string{"1001", "1004", "7001", "0000", apiKey()} {
		s.hostile.next(func(map[string]string) string {
			return reply(object("responseCode", code, "responseMsg", "인증키 "+apiKey()))
		})
		if _, _, err := s.desk.CheckConnection(s.ctx, desk.GatewayPayup); err != nil {
			return err
		}
	}
	return s.open(desk.Practice)
}
