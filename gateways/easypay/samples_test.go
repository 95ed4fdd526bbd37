package easypay

import (
	"encoding/json"
	"fmt"
	"strings"

	"keyindesk/gateways"
)

func sampleSEED() *SEED {
	return &SEED{Key: gateways.NewSecret(seedKey), Mode: "ecb", Padding: "pkcs7", HexCase: "upper", Charset: "utf-8"}
}

func sampleMerchant() Merchant {
	return Merchant{
		MallID:    "T0001004",
		ServiceID: gateways.NewSecret(sampleServiceID),
		MACKey:    gateways.NewSecret(sampleMACKey),
		SEED:      sampleSEED(),
	}
}

// ok wraps a body in a plain HTTP reply.
func ok(body string) string {
	return fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: application/json;charset=UTF-8\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
}

// object writes a JSON object of name, value, name, value.
func object(pairs ...any) string {
	var out strings.Builder
	for i := 0; i < len(pairs); i += 2 {
		if i > 0 {
			out.WriteByte(',')
		}
		value, err := json.Marshal(pairs[i+1])
		if err != nil {
			panic(err)
		}
		fmt.Fprintf(&out, "%q:%s", pairs[i], value)
	}
	return "{" + out.String() + "}"
}

// raw is JSON that object puts in as it is.
func raw(text string) json.RawMessage { return json.RawMessage(text) }

// replaced is a JSON object with one member set to another value, or taken out
// if value is nil.
func replaced(body, name string, value any) string {
	members := map[string]json.RawMessage{}
	if err := json.Unmarshal([]byte(body), &members); err != nil {
		panic(err)
	}
	if value == nil {
		delete(members, name)
	} else {
		members[name], _ = json.Marshal(value)
	}
	out, _ := json.Marshal(members)
	return string(out)
}

func sampleRegistration() gateways.Registration {
	return gateways.Registration{
		RequestID:  "202006180000001abcdef-123-qwer", // S0
		ShopUserID: "pang-su-14",
		Email:      "test@example.com",
		ReturnURL:  "https://www.pangsu.com/pangpay/regAction.do",
	}
}

func sampleIssue() gateways.Issue {
	return gateways.Issue{
		RequestID:       "202006180000001abcdef-123-qwer",
		RegisterID:      "B922D56D1D5C9875E518E2F5BCDF3B0AE90409E2",
		CertificationID: "BA20D76918529F75E81FE7F1BEDB3E0C4C273443",
		ShopUserID:      "pang-su-14",
	}
}

func sampleRevocation() gateways.Revocation {
	return gateways.Revocation{CustomerKey: gateways.NewSecret(sampleKey), ShopUserID: "pang-su-14"}
}

func sampleCard() gateways.Method {
	return gateways.Method{TypeCode: "11", DetailCode: "026", VirtualNumber: gateways.NewSecret(sampleVirtual)}
}

func samplePayment() gateways.Payment {
	return gateways.Payment{
		RequestID:   "TX-0001",
		OrderNumber: "K261103-0001",
		CustomerKey: gateways.NewSecret(sampleKey),
		Method:      sampleCard(),
		AmountKRW:   1000,
		ItemName:    "꽃다발 \"봄\"",
		ReturnURL:   "https://www.pangsu.com/pangpay/payAction.do",
	}
}

// fullPayment fills every field of S2.
func fullPayment() gateways.Payment {
	p := samplePayment()
	p.AmountKRW, p.Quota, p.InterestFree, p.UsePoints = 60_000, 3, true, true
	p.Parts = &gateways.TaxParts{SupplyKRW: 45_455, VATKRW: 4_545, FreeKRW: 10_000}
	p.JoinCode, p.Email = "A01B", "test@example.com"
	p.CashReceipt = &gateways.CashReceipt{Usage: "01", Method: "3", Value: gateways.NewSecret("01012345678")}
	p.Deposits = []gateways.Deposit{{Type: "C", AmountKRW: 300}, {Type: "B", AmountKRW: 100}}
	p.Note = "매장 2호점"
	return p
}

func sampleSettlement() gateways.Settlement {
	return gateways.Settlement{
		RequestID: "TX-0001", OrderNumber: "K261103-0001", AuthorizationID: "AUTH20261103000001", AmountKRW: 1000, At: noon,
	}
}

func sampleCancel() gateways.Cancel {
	return gateways.Cancel{
		RequestID: "TX-0002", OrderNumber: "K261103-0001", TransactionID: samplePgCno, AmountKRW: 1000, RemainKRW: 1000, At: noon,
	}
}

func partCancel() gateways.Cancel {
	c := sampleCancel()
	c.AmountKRW, c.RemainKRW, c.Part = 300, 1000, true
	c.Parts = &gateways.TaxParts{SupplyKRW: 182, VATKRW: 18, FreeKRW: 100}
	return c
}
