package practice

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"
	"time"
)

// registerFields is the table of userCertReg ([S0] 01, [S1]). mallId and
// shopUserMail are the two dialects: register asks for one of them. [S0]'s
// table asks for shopParameter, and its own example leaves it out.
var registerFields = []kiccField{
	may("mallId", 8),
	need("requestTid", 60, plainID),
	need("shopUserId", 60),
	may("shopUserMail", 50, anEmail),
	need("certType", 10, like(`CI|NONE`)),
	may("certValue", 200, hexText),
	need("returnUrl", 256, https),
	may("shopParameter", 4000),
}

// kiccRegistered is the reply to it.
type kiccRegistered struct {
	kiccYes
	RegisterTID string `json:"registerTid"`
	RequestTID  string `json:"requestTid"`
	Member      bool   `json:"isSignUpUser"`
	PageURL     string `json:"easyPayCertPageUrl"`
}

// register opens a registration page. The reply's registerTid is base64, the
// page's address and what the page returns have another value for the same
// thing, as in [S0]'s examples.
func (e *EasyPay) register(m kiccMessage, b Behaviour) any {
	switch {
	case !m.has("mallId") && !m.has("shopUserMail"):
		return kiccMissing("mallId")
	case m.has("mallId") && m.has("shopUserMail"):
		return kiccDialects
	}
	var ci string
	if m.text("certType") == "CI" {
		if !m.has("certValue") {
			return kiccMissing("certValue")
		}
		var err error
		if ci, err = e.unseal(m.text("certValue")); err != nil || !aCI(ci) {
			return kiccSEED
		}
	}
	_, repeated := e.book.registration(func(r *kiccRegistration) bool { return r.RequestTID == m.text("requestTid") })
	if repeated {
		return kiccRepeated
	}
	if b.saysNo() {
		return &kiccRefusal{b.Code, b.Message}
	}
	r := kiccRegistration{
		RequestTID: m.text("requestTid"), ShopUserID: m.text("shopUserId"),
		RegisterTID: newHex(20), ReplyTID: newBase64(),
		Identity:  identity(m.text("mallId"), m.text("shopUserId"), m.text("shopUserMail"), ci),
		ReturnURL: m.text("returnUrl"), Note: m.text("shopParameter"), At: e.config.Now(),
	}
	if e.book.keep(kiccLine{Registration: &r}) != nil {
		return kiccOwnTrouble
	}
	_, member := e.book.customer(func(c *kiccCustomer) bool {
		return c.ShopUserID == r.ShopUserID && e.alive(*c) == nil
	})
	return kiccRegistered{kiccNormal, r.ReplyTID, r.RequestTID, member,
		e.PagesURL() + registrationPage + "?registerTid=" + r.RegisterTID}
}

// issueFields is the table of customerkey/generation ([S0] 03).
var issueFields = []kiccField{
	need("mallId", 8),
	need("requestTid", 60),
	need("registerTid", 60),
	need("certSeqNo", 60),
}

type kiccIssued struct {
	kiccYes
	CustomerKey string `json:"customerKey"`
	ShopUserID  string `json:"shopUserId"`
}

// issue gives the key of a customer who went through the page. It takes the
// registerTid that the page returned, as [S0]'s example does. Asked again it
// gives the same key; so does another registration with exactly the same data
// (facts 1.2), unless the key was revoked.
func (e *EasyPay) issue(m kiccMessage, b Behaviour) any {
	r, known := e.book.registration(func(r *kiccRegistration) bool {
		return r.RequestTID == m.text("requestTid") && r.RegisterTID == m.text("registerTid")
	})
	switch {
	case !known:
		return kiccNoRegistration
	case r.CertSeqNo == "" || r.CertSeqNo != m.text("certSeqNo"):
		return kiccNotCertified
	case e.over(r.At):
		return kiccRegistrationUp
	case b.saysNo():
		return &kiccRefusal{b.Code, b.Message}
	}
	if r.Customer != "" {
		c, _ := e.book.customer(func(c *kiccCustomer) bool { return c.Serial == r.Customer })
		if no := e.alive(c); no != nil {
			return no
		}
		return kiccIssued{kiccNormal, e.keyOf(c), c.ShopUserID}
	}
	c, known := e.book.customer(func(c *kiccCustomer) bool { return c.Identity == r.Identity && e.alive(*c) == nil })
	if !known {
		c = kiccCustomer{Serial: newHex(20), ShopUserID: r.ShopUserID, Identity: r.Identity, IssuedAt: e.config.Now()}
	}
	c.Methods = slices.Clone(c.Methods)
	for _, method := range r.Methods {
		if !slices.ContainsFunc(c.Methods, func(has kiccMethod) bool { return has.Name == method.Name && has.Masked == method.Masked }) {
			c.Methods = append(c.Methods, method)
		}
	}
	r.Customer = c.Serial
	if e.book.keep(kiccLine{Registration: &r, Customer: &c}) != nil {
		return kiccOwnTrouble
	}
	return kiccIssued{kiccNormal, e.keyOf(c), c.ShopUserID}
}

// keyOf is a customer's CustomerKey: of [S0]'s shape, and the same after a
// restart. The serial in the journal is of no use without this EasyPay's secret
// key.
func (e *EasyPay) keyOf(c kiccCustomer) string {
	digest := hmac.New(sha256.New, []byte(e.config.MACKey.Reveal()))
	digest.Write([]byte("CustomerKey " + c.Serial))
	return strings.ToUpper(hex.EncodeToString(digest.Sum(nil)[:20]))
}

// revokeFields is the table of customerkey/expiration ([S0] 04).
var revokeFields = []kiccField{
	need("mallId", 8),
	need("customerKey", 60),
	need("shopUserId", 60),
}

type kiccRevoked struct {
	kiccYes
	Expired bool `json:"isExpired"`
}

// revoke ends a key for good. A key that was revoked before is no reason to
// refuse: it is expired, as asked.
func (e *EasyPay) revoke(m kiccMessage, b Behaviour) any {
	c, no := e.find(m.text("customerKey"), b)
	switch {
	case no == kiccKeyUnknown:
		return no
	case c.ShopUserID != m.text("shopUserId"):
		return kiccOtherUser
	case b.saysNo():
		return &kiccRefusal{b.Code, b.Message}
	}
	if c.RevokedAt.IsZero() {
		c.RevokedAt = e.config.Now()
		if e.book.keep(kiccLine{Customer: &c}) != nil {
			return kiccOwnTrouble
		}
	}
	return kiccRevoked{kiccYes{"0000", "정상처리"}, true}
}

// find is the customer of a key that lives. The customer is returned even if
// the key does not, unless nobody ever had it.
func (e *EasyPay) find(key string, b Behaviour) (kiccCustomer, *kiccRefusal) {
	c, known := e.book.customer(func(c *kiccCustomer) bool { return e.keyOf(*c) == key })
	if !known || b.Key == KeyUnknown {
		return c, kiccKeyUnknown
	}
	return c, e.alive(c)
}

// stands says why a payment's customer can't pay any more, if they can't.
func (e *EasyPay) stands(serial string, b Behaviour) *kiccRefusal {
	c, known := e.book.customer(func(c *kiccCustomer) bool { return c.Serial == serial })
	if !known || b.Key == KeyUnknown {
		return kiccKeyUnknown
	}
	return e.alive(c)
}

// alive says why a key can't be used, if it can't.
func (e *EasyPay) alive(c kiccCustomer) *kiccRefusal {
	switch {
	case !c.RevokedAt.IsZero():
		return kiccKeyRevoked
	case e.config.KeyLife > 0 && e.config.Now().Sub(c.IssuedAt) >= e.config.KeyLife:
		return kiccKeyOld
	}
	return nil
}

// over says whether what began at that time can't be gone on with.
func (e *EasyPay) over(began time.Time) bool { return e.config.Now().Sub(began) >= e.config.PageLife }

// identity is a digest of all that a customer was registered with.
func identity(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:])
}

// newHex is a value as [S0]'s examples have them: capital hex that nobody can
// guess.
func newHex(bytes int) string {
	value := make([]byte, bytes)
	_, _ = rand.Read(value) // never fails
	return strings.ToUpper(hex.EncodeToString(value))
}

// newBase64 is a value as the registerTid of [S0]'s reply: base64 with a plus
// and an equals sign, which a form would spoil.
func newBase64() string {
	value := make([]byte, 32)
	for {
		_, _ = rand.Read(value)
		if text := base64.StdEncoding.EncodeToString(value); strings.Contains(text, "+") {
			return text
		}
	}
}
