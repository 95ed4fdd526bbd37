package proof

import (
	"errors"
	"fmt"
	"net/url"

	"keyindesk/desk"
	"keyindesk/gateways"
)

// walletFlows are what happens with billing keys and wallet customers, at
// gateways that answer well and at those that say everything back.
func walletFlows() []flow {
	all := []flow{
		{"credentials of Payple and EasyPay", (*shift).walletCredentials},
		{"a billing key looked up, revealed, copied, deleted", (*shift).billingKey},
		{"input of the wallet that is blocked", (*shift).walletBlocked},
		{"a customer registered, a key issued, revealed, revoked", (*shift).customer},
		{"a payment registered, settled, given back in parts", (*shift).payment},
		{"returns that are refused", (*shift).refusedReturns},
		{"an inquiry after a lost reply", (*shift).inquiry},
		{"everything of the wallet printed into the log", (*shift).walletPrinted},
	}
	for name, place := range map[string]func(message string) string{
		"as a no":   func(m string) string { return saidBack(m, false) },
		"as a yes":  func(m string) string { return saidBack(m, true) },
		"as a page": func(m string) string { return answer("200 OK", "text/html", "<p>"+m+"</p>") },
		"as an error": func(m string) string {
			return answer("500 "+ascii(m), "application/json", object("resMsg", m, "PCD_PAY_MSG", m))
		},
		"as a redirect": func(m string) string { return "HTTP/1.1 302 Found\r\nLocation: https://" + ascii(m) + "/\r\n\r\n" },
		"as a header":   func(m string) string { return answer("200 OK", "text/plain; charset="+ascii(m), m) },
	} {
		all = append(all, flow{"the wallet's gateways say it back " + name, func(s *shift) error { return s.walletEchoed(place) }})
	}
	return all
}

// openWallet opens the test desk with the wallet's gateways, which answer by
// the script.
func (s *shift) openWallet() error {
	err := errors.Join(
		s.SavePayup(desk.Test, desk.PayupCredentials{MerchantID: merchantID, Key: gateways.NewSecret(apiKey())}),
		s.SavePayple(desk.Test, desk.PaypleCredentials{
			PartnerID: "sentinel", PartnerKey: gateways.NewSecret(partnerKey(apiKey())), Referer: "https://shop.sentinel.example",
		}),
		s.SaveEasyPay(desk.Test, "mall-id", mall("T0001004")))
	settings := s.Settings()
	settings.Returns.Address = "https://shop.sentinel.example/return"
	s.hostile.next(scripted)
	return errors.Join(err, s.SaveSettings(settings), s.open(desk.Test))
}

func mall(id string) desk.Mall {
	return desk.Mall{
		MallID: id, ServiceID: gateways.NewSecret(serviceID(apiKey())), MACKey: gateways.NewSecret(macKey(apiKey())),
		SEED: &desk.SEED{Key: gateways.NewSecret(seedKey(apiKey())), Mode: "ecb", Padding: "pkcs7", HexCase: "upper", Charset: "utf-8"},
	}
}

func (s *shift) walletCredentials() error {
	for name, err := range map[string]error{
		"payple": s.SavePayple(desk.Test, desk.PaypleCredentials{PartnerID: partnerKey(apiKey()) + " x", PartnerKey: gateways.NewSecret(partnerKey(apiKey()))}),
		"mall":   s.SaveEasyPay(desk.Test, "mall-id", mall(serviceID(apiKey()))),
		"seed": s.SaveEasyPay(desk.Test, "mall-id", desk.Mall{
			MallID: "T0001004", ServiceID: gateways.NewSecret(serviceID(apiKey())), MACKey: gateways.NewSecret(macKey(apiKey())),
			SEED: &desk.SEED{Key: gateways.NewSecret(seedKey(apiKey()) + "0")},
		}),
	} {
		if !errors.Is(err, desk.ErrCredentials) {
			return fmt.Errorf("wrong credentials of %s were taken: %w", name, err)
		}
		s.log.Warn("credentials", "error", err)
	}
	if err := s.openWallet(); err != nil {
		return err
	}
	if err := s.SaveEasyPay(desk.Test, "mall-id", mall("T0001005")); err != nil {
		return err
	}
	kept, err := s.Kept(desk.Test)
	if err != nil || kept.MallID != "T0001005" || len(kept.EarlierMallIDs) != 1 {
		return fmt.Errorf("kept %+v: %w", kept, err)
	}
	s.log.Info("kept", "credentials", fmt.Sprintf("%+v", kept))
	return errors.Join(s.ForgetCredentials(desk.Test, desk.GatewayEasyPay), s.ForgetCredentials(desk.Test, desk.GatewayPayple), s.openWallet())
}

func (s *shift) billingKey() error {
	key := gateways.NewSecret(billingKey(apiKey()))
	found, err := s.desk.LookupBillingKey(s.ctx, key, "김점원")
	if err := wants(found.Operation, err, desk.Approved); err != nil {
		return err
	}
	if found.Key.HolderName != buyerName {
		return fmt.Errorf("the holder is not told: %+v", found.Operation)
	}
	for _, copied := range []bool{false, true} {
		shown, err := s.desk.RevealBillingKey(s.ctx, found.Operation.ID, copied, "김점원")
		if err != nil || shown.Reveal() != key.Reveal() {
			return fmt.Errorf("revealed: %w", err)
		}
	}
	if _, err := s.desk.DeleteBillingKey(s.ctx, key, "1234", "김점원"); !errors.Is(err, desk.ErrConfirm) {
		return fmt.Errorf("unconfirmed: %w", err)
	}
	op, err := s.desk.DeleteBillingKey(s.ctx, key, key.Reveal()[key.Len()-4:], "김점원")
	return wants(op, err, "")
}

func (s *shift) walletBlocked() error {
	ci := gateways.NewSecret(ciValue(apiKey()) + ciValue(apiKey()) + ciValue(apiKey()))
	for name, err := range map[string]error{
		"a long key": second(s.desk.LookupBillingKey(s.ctx, gateways.NewSecret(billingKey(apiKey())+" "), "김점원")),
		"a card":     second(s.desk.LookupBillingKey(s.ctx, gateways.NewSecret(cardNumbers[0]), "김점원")),
		"a phone":    second(s.desk.RegisterCustomer(s.ctx, desk.NewRegistration{ShopUserID: buyerPhone, Name: buyerName}, "김점원")),
		"a long CI":  second(s.desk.RegisterCustomer(s.ctx, desk.NewRegistration{ShopUserID: "u-x", Name: buyerName, CI: ci}, "김점원")),
	} {
		var why *desk.Blocked
		if !errors.As(err, &why) {
			return fmt.Errorf("%s was not blocked: %w", name, err)
		}
		s.log.Warn("blocked", "error", err, "findings", fmt.Sprintf("%+v", why.Findings))
	}
	return nil
}

func second[T any](_ T, err error) error { return err }

// customer registers the one customer of these flows and leaves the key in use.
func (s *shift) customer() error {
	page, err := s.desk.RegisterCustomer(s.ctx, desk.NewRegistration{
		ShopUserID: walletUser, Name: buyerName, Phone: buyerPhone, Email: buyerEmail, CI: gateways.NewSecret(ciValue(apiKey())),
	}, "김점원")
	if err := wants(page.Operation, err, desk.Approved); err != nil {
		return err
	}
	if err := s.issue(page); err != nil {
		return err
	}
	customer, err := s.walletCustomer()
	if err != nil {
		return err
	}
	if _, err := s.desk.RevealCustomerKey(s.ctx, customer.ID, true, "김점원"); err != nil {
		return err
	}
	if _, err := s.desk.RevokeCustomerKey(s.ctx, customer.ID, buyerPhone, "김점원"); !errors.Is(err, desk.ErrConfirm) {
		return fmt.Errorf("unconfirmed: %w", err)
	}
	op, err := s.desk.RevokeCustomerKey(s.ctx, customer.ID, walletUser, "김점원")
	if err := wants(op, err, desk.Approved); err != nil {
		return err
	}
	again, err := s.desk.RegisterCustomer(s.ctx, desk.NewRegistration{
		CustomerID: customer.ID, ShopUserID: walletUser, Name: buyerName, Phone: buyerPhone, Email: buyerEmail,
	}, "김점원")
	if err := wants(again.Operation, err, desk.Approved); err != nil {
		return err
	}
	return s.issue(again)
}

// issue brings the page's return and issues the key.
func (s *shift) issue(page desk.BuyerPage) error {
	returned := url.Values{
		"resCd": {"0000"}, "resMsg": {url.QueryEscape("정상")}, "certSeqNo": {"BA20D76918529F75"},
		"requestTid": {page.Operation.RequestID}, "registerTid": {"B922D56D1D5C9875"},
	}
	if _, err := s.desk.TakeReturn(s.ctx, returned.Encode(), "김점원"); err != nil {
		return err
	}
	op, err := s.desk.IssueCustomerKey(s.ctx, page.Operation.ID, "김점원")
	return wants(op, err, desk.Approved)
}

func (s *shift) walletCustomer() (desk.Customer, error) {
	all, err := s.desk.Customers(s.ctx, buyerName)
	if err == nil && len(all) != 1 {
		err = fmt.Errorf("%d customers of that name", len(all))
	}
	if err != nil {
		return desk.Customer{}, err
	}
	return all[0], nil
}

// approvedPage is a payment that the customer approved.
func (s *shift) approvedPage() (desk.Operation, error) {
	customer, err := s.walletCustomer()
	if err != nil {
		return desk.Operation{}, err
	}
	methods, op, err := s.desk.Methods(s.ctx, customer.ID, "김점원")
	if err := wants(op, err, desk.Approved); err != nil || len(methods) != 1 {
		return op, fmt.Errorf("%d methods: %w", len(methods), err)
	}
	alike, err := s.desk.PaymentLookAlikes(s.ctx, customer.ID, walletKRW)
	if err != nil {
		return op, err
	}
	page, err := s.desk.RegisterPayment(s.ctx, desk.PaymentOrder{
		CustomerID: customer.ID, Method: methods[0], AmountKRW: walletKRW, ItemName: "꽃바구니", Email: buyerEmail, Shown: alike,
	}, "김점원")
	if err := wants(page.Operation, err, desk.Approved); err != nil {
		return page.Operation, err
	}
	walletOrder = page.Operation.OrderNumber
	return s.desk.TakeReturn(s.ctx, url.Values{
		"resCd": {"0000"}, "resMsg": {"OK"}, "shopTransactionId": {page.Operation.RequestID},
		"shopOrderNo": {walletOrder}, "authorizationId": {"AUTH20261121"},
	}.Encode(), "김점원")
}

// settle takes the money, past whatever looks alike.
func (s *shift) settle(page desk.Operation) (desk.Operation, error) {
	alike, err := s.desk.SettleLookAlikes(s.ctx, page.ID)
	if err != nil {
		return desk.Operation{}, err
	}
	return s.desk.Settle(s.ctx, page.ID, "김점원", alike...)
}

func (s *shift) payment() error {
	paid, err := s.approvedPage()
	if err != nil {
		return err
	}
	sale, err := s.settle(paid)
	if err := wants(sale, err, desk.Approved); err != nil {
		return err
	}
	for _, part := range []int64{20_000, 0} {
		op, err := s.desk.Cancel(s.ctx, desk.CancelOrder{
			ChargeID: sale.ID, AmountKRW: part, Reason: "한 송이 시듦", Confirm: fmt.Sprint(walletKRW), Staff: "김점원",
		})
		if err := wants(op, err, ""); err != nil {
			return err
		}
	}
	return nil
}

func (s *shift) refusedReturns() error {
	for _, text := range []string{
		"", cardNumbers[0], "resCd=0000&requestTid=" + customerKey(apiKey()), `{"resCd":"` + ciValue(apiKey()) + `"}`,
		url.Values{"resCd": {"0000"}, "requestTid": {"nobody"}, "certSeqNo": {serviceID(apiKey())}, "registerTid": {"x"}}.Encode(),
	} {
		_, err := s.desk.TakeReturn(s.ctx, text, "김점원")
		var why *desk.ReturnError
		if !errors.As(err, &why) {
			return fmt.Errorf("taken: %w", err)
		}
		s.log.Warn("return", "error", err)
	}
	return nil
}

// inquiry loses the reply to a settlement; the inquiry's reply comes.
func (s *shift) inquiry() error {
	paid, err := s.approvedPage()
	if err != nil {
		return err
	}
	lost := false
	s.hostile.next(func(sent map[string]string) string {
		if !lost {
			lost = true
			return "HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{"
		}
		return scripted(sent)
	})
	defer s.hostile.next(scripted)
	sale, err := s.settle(paid)
	return wants(sale, err, desk.Approved)
}

func (s *shift) walletPrinted() error {
	paid, err := s.approvedPage()
	if err != nil {
		return err
	}
	page, err := s.desk.OpenPage(s.ctx, paid.ID)
	if err != nil {
		return err
	}
	customer, err := s.walletCustomer()
	if err != nil {
		return err
	}
	customer.Name, customer.Phone, customer.Email = "", "", "" // in memory they are plain text
	page.Operation.Buyer = desk.Buyer{}
	methods, _, err := s.desk.Methods(s.ctx, customer.ID, "김점원")
	if err != nil {
		return err
	}
	shown := []any{
		customer, page, methods, mall("T0001004"), desk.PaypleCredentials{PartnerKey: gateways.NewSecret(partnerKey(apiKey()))},
		desk.NewRegistration{CI: gateways.NewSecret(ciValue(apiKey()))}, desk.PaymentOrder{Method: methods[0]},
		gateways.Issued{CustomerKey: gateways.NewSecret(customerKey(apiKey()))},
	}
	for _, value := range shown {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			text := fmt.Sprintf(verb, value)
			s.log.Info("printed", "value", text)
			fmt.Println("printed", text)
		}
		s.log.Info("logged", "value", value)
	}
	return nil
}

// walletEchoed makes every call of both gateways at one that says everything
// back that it was sent, credentials included.
func (s *shift) walletEchoed(place func(string) string) error {
	paid, err := s.approvedPage()
	if err != nil {
		return err
	}
	customer, err := s.walletCustomer()
	if err != nil {
		return err
	}
	// Payple's token is at hand by now, so its calls meet the echo as well.
	s.hostile.next(func(sent map[string]string) string { return place(echoes["whole_request"](sent)) })
	defer s.hostile.next(scripted)
	key := gateways.NewSecret(billingKey(apiKey()))
	_, lookup := s.desk.LookupBillingKey(s.ctx, key, "김점원")
	_, deleted := s.desk.DeleteBillingKey(s.ctx, key, key.Reveal()[key.Len()-4:], "김점원")
	_, _, methods := s.desk.Methods(s.ctx, customer.ID, "김점원")
	_, register := s.desk.RegisterCustomer(s.ctx, desk.NewRegistration{
		CustomerID: customer.ID, ShopUserID: walletUser, Name: buyerName, Email: buyerEmail, CI: gateways.NewSecret(ciValue(apiKey())),
	}, "김점원")
	alike, err := s.desk.PaymentLookAlikes(s.ctx, customer.ID, walletKRW)
	if err != nil {
		return err
	}
	_, payment := s.desk.RegisterPayment(s.ctx, desk.PaymentOrder{
		CustomerID: customer.ID, Method: desk.Method{
			TypeCode: "21", DetailCode: "088", VirtualNumber: gateways.NewSecret(virtualNumber(apiKey())), MaskedNumber: "***1406",
		}, AmountKRW: walletKRW, ItemName: "꽃바구니",
		Shown: alike, CashReceipt: &desk.CashReceipt{Usage: "01", Method: "3", Value: gateways.NewSecret(buyerPhone)},
	}, "김점원")
	_, settle := s.settle(paid)
	return errors.Join(lookup, deleted, methods, register, payment, settle)
}
