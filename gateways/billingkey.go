package gateways

import "context"

// BillingKeys is a gateway that keeps a shop's customers' cards and accounts
// under billing keys (빌링키), for charging them again.
type BillingKeys interface {
	Gateway
	// Contract names the shop's contract under which keys are asked for, no
	// secret: another contract does not know them.
	Contract() string
	// CheckBillingKey looks a key over before anything is sent.
	CheckBillingKey(key Secret) []Finding
	// LookupBillingKey asks what stands behind a key. It changes nothing and may
	// be called again at will.
	//
	//   - Approved: the key exists and the reply echoes it.
	//   - Declined: a well-formed no: no such key, or wrong credentials.
	//   - NotSent, Unknown: nothing was learnt.
	LookupBillingKey(ctx context.Context, key Secret) BillingKey
	// DeleteBillingKey ends a key for good. After Unknown a look-up tells whether
	// it is gone.
	DeleteBillingKey(ctx context.Context, key Secret) Deletion
}

// BillingKey is what stands behind a key. The fields below Result are filled
// as far as the gateway gave them, on Approved only, each as the gateway masks
// it.
type BillingKey struct {
	Result
	Method       BillingMethod
	HolderType   string // 개인, 법인, 개인사업자, as received
	HolderName   string
	HolderPhone  string // masked by the gateway
	CompanyCode  string // card company or bank, in the gateway's own code
	Company      string // its name, spelt as received
	MaskedNumber string // of the card or account, masked by the gateway
	TaxDeduction string // "Y", "N" or "" as received (PCD_PAY_ISTAX)
}

// BillingMethod is what a billing key charges.
type BillingMethod string

// The methods.
const (
	BillingCard    BillingMethod = "card"
	BillingAccount BillingMethod = "account"
)

// Deletion is the answer to DeleteBillingKey.
type Deletion struct{ Result }

// MaskedKey is how a billing key or CustomerKey is shown in lists: the first
// four and the last four signs. A key shorter than 16 shows nothing.
func MaskedKey(key Secret) string {
	text := key.Reveal()
	if len(text) < 16 {
		return "••••"
	}
	return text[:4] + "…" + text[len(text)-4:]
}
