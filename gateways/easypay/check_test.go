package easypay

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"keyindesk/gateways"
)

func TestCheckRegistration(t *testing.T) {
	long := strings.Repeat("a", 300)
	for name, c := range map[string]struct {
		dialect Dialect
		noSEED  bool
		change  func(*gateways.Registration)
		want    []gateways.Finding
	}{
		"good":                      {DialectMallID, false, func(*gateways.Registration) {}, nil},
		"good, the other dialect":   {DialectUserMail, false, func(*gateways.Registration) {}, nil},
		"no mail where none goes":   {DialectMallID, false, func(r *gateways.Registration) { r.Email = "" }, nil},
		"no mail":                   {DialectUserMail, false, func(r *gateways.Registration) { r.Email = "" }, blocking(gateways.FieldBuyerEmail, gateways.RuleMissing, 0)},
		"not a mail":                {DialectUserMail, false, func(r *gateways.Registration) { r.Email = "test@" }, blocking(gateways.FieldBuyerEmail, gateways.RuleEmail, 0)},
		"a mail of 51 bytes":        {DialectUserMail, false, func(r *gateways.Registration) { r.Email = long[:39] + "@example.com" }, blocking(gateways.FieldBuyerEmail, gateways.RuleLength, 50)},
		"no request":                {DialectMallID, false, func(r *gateways.Registration) { r.RequestID = "" }, blocking(gateways.FieldOrderNumber, gateways.RuleMissing, 0)},
		"a request of 60 bytes":     {DialectMallID, false, func(r *gateways.Registration) { r.RequestID = long[:60] }, nil},
		"a request of 61 bytes":     {DialectMallID, false, func(r *gateways.Registration) { r.RequestID = long[:61] }, blocking(gateways.FieldOrderNumber, gateways.RuleLength, 60)},
		"a request in Korean":       {DialectMallID, false, func(r *gateways.Registration) { r.RequestID = "요청" }, blocking(gateways.FieldOrderNumber, gateways.RuleOrderCharacters, 0)},
		"no customer":               {DialectMallID, false, func(r *gateways.Registration) { r.ShopUserID = "" }, blocking(gateways.FieldShopUserID, gateways.RuleMissing, 0)},
		"a customer of 61 bytes":    {DialectMallID, false, func(r *gateways.Registration) { r.ShopUserID = long[:61] }, blocking(gateways.FieldShopUserID, gateways.RuleLength, 60)},
		"a phone for a customer":    {DialectMallID, false, func(r *gateways.Registration) { r.ShopUserID = "010-1234-5678" }, blocking(gateways.FieldShopUserID, gateways.RulePersonal, 0)},
		"a mail for a customer":     {DialectMallID, false, func(r *gateways.Registration) { r.ShopUserID = "kim@example.com" }, blocking(gateways.FieldShopUserID, gateways.RulePersonal, 0)},
		"a name for a customer":     {DialectMallID, false, func(r *gateways.Registration) { r.ShopUserID = "홍길동" }, blocking(gateways.FieldShopUserID, gateways.RuleOrderCharacters, 0)},
		"a CI":                      {DialectMallID, false, func(r *gateways.Registration) { r.CI = gateways.NewSecret(sampleCI) }, nil},
		"a CI without SEED":         {DialectMallID, true, func(r *gateways.Registration) { r.CI = gateways.NewSecret(sampleCI) }, blocking(gateways.FieldCI, gateways.RuleSEED, 0)},
		"a CI that is none":         {DialectMallID, false, func(r *gateways.Registration) { r.CI = gateways.NewSecret("홍길동") }, blocking(gateways.FieldCI, gateways.RuleShape, 0)},
		"a CI too long":             {DialectMallID, false, func(r *gateways.Registration) { r.CI = gateways.NewSecret(long[:96]) }, blocking(gateways.FieldCI, gateways.RuleLength, 88)},
		"no return address":         {DialectMallID, false, func(r *gateways.Registration) { r.ReturnURL = "" }, blocking(gateways.FieldReturnURL, gateways.RuleMissing, 0)},
		"a return in http":          {DialectMallID, false, func(r *gateways.Registration) { r.ReturnURL = "http://shop.example/r" }, blocking(gateways.FieldReturnURL, gateways.RuleHTTPS, 0)},
		"a return with a user":      {DialectMallID, false, func(r *gateways.Registration) { r.ReturnURL = "https://a@shop.example/r" }, blocking(gateways.FieldReturnURL, gateways.RuleHTTPS, 0)},
		"a return without a host":   {DialectMallID, false, func(r *gateways.Registration) { r.ReturnURL = "https:///r" }, blocking(gateways.FieldReturnURL, gateways.RuleHTTPS, 0)},
		"a return in Korean":        {DialectMallID, false, func(r *gateways.Registration) { r.ReturnURL = "https://shop.example/돌아옴" }, blocking(gateways.FieldReturnURL, gateways.RuleHTTPS, 0)},
		"a return of 256 bytes":     {DialectMallID, false, func(r *gateways.Registration) { r.ReturnURL = "https://shop.example/" + long[:235] }, nil},
		"a return of 257 bytes":     {DialectMallID, false, func(r *gateways.Registration) { r.ReturnURL = "https://shop.example/" + long[:236] }, blocking(gateways.FieldReturnURL, gateways.RuleLength, 256)},
		"a return to this PC":       {DialectMallID, false, func(r *gateways.Registration) { r.ReturnURL = "https://127.0.0.1:18443/r/0123" }, nil},
		"a note":                    {DialectMallID, false, func(r *gateways.Registration) { r.Note = "2호점, 주문 20261103-01012 (3건)" }, nil},
		"a note with a phone":       {DialectMallID, false, func(r *gateways.Registration) { r.Note = "연락 01012345678" }, blocking(gateways.FieldNote, gateways.RulePersonal, 0)},
		"a note with a mail":        {DialectMallID, false, func(r *gateways.Registration) { r.Note = "to kim@example.com" }, blocking(gateways.FieldNote, gateways.RulePersonal, 0)},
		"a note of 2,000 Hangul":    {DialectMallID, false, func(r *gateways.Registration) { r.Note = strings.Repeat("가", 2000) }, nil},
		"a note of 2,001 Hangul":    {DialectMallID, false, func(r *gateways.Registration) { r.Note = strings.Repeat("가", 2001) }, blocking(gateways.FieldNote, gateways.RuleLength, 2000)},
		"a note with a smile":       {DialectMallID, false, func(r *gateways.Registration) { r.Note = "꽃😀 龘😀" }, lacking(gateways.FieldNote, "😀龘")},
		"a note over two lines":     {DialectMallID, false, func(r *gateways.Registration) { r.Note = "a\nb" }, blocking(gateways.FieldNote, gateways.RuleBytes, 0)},
		"a note of CP949 beyond KS": {DialectMallID, false, func(r *gateways.Registration) { r.Note = "똠방각하" }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			m := sampleMerchant()
			if c.noSEED {
				m.SEED = nil
			}
			client, l := overLineWith(t, Config{Dialect: c.dialect, Merchants: []Merchant{m}}, ok("{}"))
			r := sampleRegistration()
			c.change(&r)
			if diff := cmp.Diff(c.want, client.CheckRegistration(r), cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
			got := client.Register(context.Background(), r)
			if (l.calls == 0) != (len(c.want) > 0) || l.calls == 0 && (got.Outcome != gateways.NotSent || got.Fault != gateways.FaultCheck) {
				t.Errorf("%d calls, %s", l.calls, got.Outcome)
			}
		})
	}
}

func blocking(field gateways.Field, rule string, limit int64) []gateways.Finding {
	return []gateways.Finding{{Field: field, Rule: rule, Limit: limit, Block: true}}
}

func warning(field gateways.Field, rule string, limit int64) []gateways.Finding {
	return []gateways.Finding{{Field: field, Rule: rule, Limit: limit}}
}

func lacking(field gateways.Field, signs string) []gateways.Finding {
	return []gateways.Finding{{Field: field, Rule: gateways.RuleCP949, Signs: signs, Block: true}}
}

func TestCheckPayment(t *testing.T) {
	receipt := func(usage, method, value string) func(*gateways.Payment) {
		return func(p *gateways.Payment) {
			p.CashReceipt = &gateways.CashReceipt{Usage: usage, Method: method, Value: gateways.NewSecret(value)}
		}
	}
	bad := blocking(gateways.FieldCashReceipt, gateways.RuleReceiptNumber, 0)
	for name, c := range map[string]struct {
		change func(*gateways.Payment)
		want   []gateways.Finding
	}{
		"good":                     {func(*gateways.Payment) {}, nil},
		"full":                     {func(p *gateways.Payment) { *p = fullPayment() }, nil},
		"no request":               {func(p *gateways.Payment) { p.RequestID = "" }, blocking(gateways.FieldOrderNumber, gateways.RuleMissing, 0)},
		"a request with |":         {func(p *gateways.Payment) { p.RequestID = "a|b" }, blocking(gateways.FieldOrderNumber, gateways.RuleOrderCharacters, 0)},
		"an order of 41 bytes":     {func(p *gateways.Payment) { p.OrderNumber = strings.Repeat("K", 41) }, blocking(gateways.FieldOrderNumber, gateways.RuleLength, 40)},
		"no key":                   {func(p *gateways.Payment) { p.CustomerKey = gateways.Secret{} }, blocking(gateways.FieldBillingKey, gateways.RuleMissing, 0)},
		"a key with |":             {func(p *gateways.Payment) { p.CustomerKey = gateways.NewSecret("A1|B") }, blocking(gateways.FieldBillingKey, gateways.RuleShape, 0)},
		"no method":                {func(p *gateways.Payment) { p.Method = gateways.Method{} }, blocking(gateways.FieldMethod, gateways.RuleMissing, 0)},
		"a method with |":          {func(p *gateways.Payment) { p.Method.VirtualNumber = gateways.NewSecret("A|1") }, blocking(gateways.FieldMethod, gateways.RuleShape, 0)},
		"a method of no type":      {func(p *gateways.Payment) { p.Method.TypeCode = "" }, blocking(gateways.FieldMethod, gateways.RuleShape, 0)},
		"nothing":                  {func(p *gateways.Payment) { p.AmountKRW = 0 }, blocking(gateways.FieldAmount, gateways.RuleAmount, maxAmountKRW)},
		"too much":                 {func(p *gateways.Payment) { p.AmountKRW = maxAmountKRW + 1 }, blocking(gateways.FieldAmount, gateways.RuleAmount, maxAmountKRW)},
		"one month":                {func(p *gateways.Payment) { p.AmountKRW, p.Quota = 60_000, 1 }, blocking(gateways.FieldQuota, gateways.RuleQuota, 0)},
		"25 months":                {func(p *gateways.Payment) { p.AmountKRW, p.Quota = 60_000, 25 }, blocking(gateways.FieldQuota, gateways.RuleQuota, 0)},
		"instalments of little":    {func(p *gateways.Payment) { p.Quota = 2 }, warning(gateways.FieldQuota, gateways.RuleQuotaMinimum, 50_000)},
		"a check card in parts":    {func(p *gateways.Payment) { p.AmountKRW, p.Quota, p.Method.CheckCard = 60_000, 3, true }, blocking(gateways.FieldQuota, gateways.RuleQuota, 0)},
		"an account in parts":      {func(p *gateways.Payment) { p.AmountKRW, p.Quota, p.Method.TypeCode = 60_000, 3, "21" }, blocking(gateways.FieldQuota, gateways.RuleQuota, 0)},
		"an account with points":   {func(p *gateways.Payment) { p.UsePoints, p.Method.TypeCode = true, "21" }, blocking(gateways.FieldQuota, gateways.RuleQuota, 0)},
		"parts that don't add up":  {func(p *gateways.Payment) { p.Parts = &gateways.TaxParts{SupplyKRW: 900, VATKRW: 90} }, blocking(gateways.FieldTax, gateways.RuleTaxSum, 1000)},
		"a negative part":          {func(p *gateways.Payment) { p.Parts = &gateways.TaxParts{SupplyKRW: 1100, VATKRW: -100} }, blocking(gateways.FieldTax, gateways.RuleTaxSum, 1000)},
		"no item":                  {func(p *gateways.Payment) { p.ItemName = " " }, blocking(gateways.FieldItemName, gateways.RuleMissing, 0)},
		"an item of 50 Hangul":     {func(p *gateways.Payment) { p.ItemName = strings.Repeat("꽃", 50) }, nil},
		"an item of 51 Hangul":     {func(p *gateways.Payment) { p.ItemName = strings.Repeat("꽃", 51) }, blocking(gateways.FieldItemName, gateways.RuleLength, 50)},
		"an item with an emoji":    {func(p *gateways.Payment) { p.ItemName = "꽃💐" }, lacking(gateways.FieldItemName, "💐")},
		"a join code of 5":         {func(p *gateways.Payment) { p.JoinCode = "ABCDE" }, blocking(gateways.FieldJoinCode, gateways.RuleLength, 4)},
		"a join code with a blank": {func(p *gateways.Payment) { p.JoinCode = "A B" }, blocking(gateways.FieldJoinCode, gateways.RuleOrderCharacters, 0)},
		"not a mail":               {func(p *gateways.Payment) { p.Email = "x" }, blocking(gateways.FieldBuyerEmail, gateways.RuleEmail, 0)},
		"a return in http":         {func(p *gateways.Payment) { p.ReturnURL = "http://shop.example/" }, blocking(gateways.FieldReturnURL, gateways.RuleHTTPS, 0)},
		"a receipt by phone":       {receipt("01", "3", "01012345678"), nil},
		"a receipt by card":        {receipt("01", "1", "9490220006611406"), nil},
		"a receipt by business":    {receipt("02", "4", "2208162517"), nil},
		"a business mistyped":      {receipt("02", "4", "2208162518"), warning(gateways.FieldCashReceipt, gateways.RuleBusinessNumber, 0)},
		"a receipt without number": {receipt("01", "3", ""), blocking(gateways.FieldCashReceipt, gateways.RuleMissing, 0)},
		"a phone with dashes":      {receipt("01", "3", "010-1234-5678"), bad},
		"a phone for a business":   {receipt("02", "4", "01012345678"), bad},
		"a short card":             {receipt("01", "1", "949022"), bad},
		"no usage":                 {receipt("", "3", "01012345678"), bad},
		"no method of issuing":     {receipt("01", "2", "01012345678"), bad},
		"a deposit of two signs":   {func(p *gateways.Payment) { p.Deposits = []gateways.Deposit{{Type: "CC", AmountKRW: 1}} }, blocking(gateways.FieldDeposit, gateways.RuleShape, 0)},
		"a deposit of nothing":     {func(p *gateways.Payment) { p.Deposits = []gateways.Deposit{{Type: "C"}} }, blocking(gateways.FieldDeposit, gateways.RuleAmount, maxAmountKRW)},
		"the same deposit twice": {func(p *gateways.Payment) {
			p.Deposits = []gateways.Deposit{{Type: "C", AmountKRW: 1}, {Type: "C", AmountKRW: 1}}
		}, blocking(gateways.FieldDeposit, gateways.RuleShape, 0)},
		"a note with a phone": {func(p *gateways.Payment) { p.Note = "+82 10-1234-5678" }, blocking(gateways.FieldNote, gateways.RulePersonal, 0)},
	} {
		t.Run(name, func(t *testing.T) {
			client, l := overLine(t, ok("{}"))
			p := samplePayment()
			c.change(&p)
			if diff := cmp.Diff(c.want, client.CheckPayment(p), cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
			got := client.RegisterPayment(context.Background(), p)
			if (l.calls == 0) != gateways.Blocked(c.want) || l.calls == 0 && got.Outcome != gateways.NotSent {
				t.Errorf("%d calls, %s", l.calls, got.Outcome)
			}
		})
	}
	m := sampleMerchant()
	m.SEED = nil
	client, l := overLineWith(t, Config{Merchants: []Merchant{m}}, ok("{}"))
	if diff := cmp.Diff(blocking(gateways.FieldCashReceipt, gateways.RuleSEED, 0), client.CheckPayment(fullPayment())); diff != "" {
		t.Error(diff)
	}
	if got := client.RegisterPayment(context.Background(), fullPayment()); got.Outcome != gateways.NotSent || l.calls != 0 {
		t.Errorf("%s, %d calls", got.Outcome, l.calls)
	}
}

func TestPaymentPage(t *testing.T) {
	const page = "https://testapi.easypay.co.kr/easypay/auth/page.do?a=1&b=%2B"
	encoded := "https%3A%2F%2Ftestapi.easypay.co.kr%2Feasypay%2Fauth%2Fpage.do%3Fa%3D1%26b%3D%252B"
	good := object("resCd", "0000", "resMsg", "Success", "shopTransactionId", "TX-0001", "authPageUrl", encoded)
	for name, c := range map[string]struct {
		body    string
		outcome gateways.Outcome
		fault   string
	}{
		"encoded":              {good, gateways.Approved, ""}, // facts 0.8: decoded once, so %252B is %2B
		"plain":                {replaced(good, "authPageUrl", page), gateways.Approved, ""},
		"another request":      {replaced(good, "shopTransactionId", "TX-0009"), gateways.Unknown, gateways.FaultEcho},
		"no request":           {replaced(good, "shopTransactionId", nil), gateways.Unknown, gateways.FaultEcho},
		"no page":              {replaced(good, "authPageUrl", nil), gateways.Unknown, gateways.FaultPage},
		"a page elsewhere":     {replaced(good, "authPageUrl", "https%3A%2F%2Fevil.example%2F"), gateways.Unknown, gateways.FaultPage},
		"the live page":        {replaced(good, "authPageUrl", "https://api.easypay.co.kr/x"), gateways.Unknown, gateways.FaultPage},
		"declined":             {object("resCd", "R100", "resMsg", "x"), gateways.Declined, ""},
		"declined for another": {object("resCd", "R100", "shopTransactionId", "TX-0009"), gateways.Unknown, gateways.FaultEcho},
		"declined with a page": {replaced(good, "resCd", "R100"), gateways.Unknown, gateways.FaultMixed},
		"no code":              {replaced(good, "resCd", nil), gateways.Unknown, gateways.FaultCode},
		"not JSON":             {"x", gateways.Unknown, gateways.FaultNotJSON},
	} {
		t.Run(name, func(t *testing.T) {
			client, _ := overLineWith(t, Config{Environment: gateways.Test}, ok(c.body))
			got := client.RegisterPayment(context.Background(), samplePayment())
			if got.Outcome != c.outcome || got.Fault != c.fault || got.MerchantID != "T0001004" {
				t.Errorf("%s, fault %q, merchant %q", got.Outcome, got.Fault, got.MerchantID)
			}
			if (got.PageURL == page) != (c.outcome == gateways.Approved) || c.outcome != gateways.Approved && got.PageURL != "" {
				t.Errorf("page %q", got.PageURL)
			}
		})
	}
}
