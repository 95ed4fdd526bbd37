package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"keyindesk/store/keys"
)

// Credentials are what the gateways gave the shop for one environment. They
// are kept in the OS keyring and nowhere else. A gateway whose part is zero was
// never set up.
type Credentials struct {
	Payup   PayupCredentials
	Payple  PaypleCredentials
	EasyPay EasyPayCredentials
}

// PayupCredentials are those of keyin2 and cancel2.
type PayupCredentials struct {
	MerchantID string
	Key        Secret // apiCertKey
}

// PaypleCredentials are those of the partner authentication.
type PaypleCredentials struct {
	PartnerID  string // cst_id
	PartnerKey Secret // custKey
	Referer    string // the shop's address as registered with Payple; another one is answered with AUTH0004
}

// EasyPayCredentials are those of every mall of the shop, the one in use first.
// Earlier ones are still needed for what was approved under them.
type EasyPayCredentials struct {
	Dialect string // "mall-id" or "shop-user-mail": which of KICC's two documents the contract follows
	Malls   []Mall
}

// Mall is one mall id of KICC with its secrets.
type Mall struct {
	MallID    string
	ServiceID Secret // goes into the Authorization header
	MACKey    Secret // signs payments and checks replies
	SEED      *SEED  // nil: not set up; then no CI and no cash receipt
}

// SEED is how KICC agreed to read what is encrypted for it. No document says
// any of it, so nothing has a default.
type SEED struct {
	Key     Secret // 32 hex digits
	IV      Secret // 32 hex digits, for cbc only
	Mode    string // "ecb", "cbc"
	Padding string // "pkcs7", "zero"
	HexCase string // "upper", "lower"
	Charset string // "utf-8", "euc-kr": of the text before encryption
}

// ErrCredentials says that something is empty or can't be what it should be.
var ErrCredentials = errors.New("the credentials can't be right")

// KeptCredentials is what of the credentials may be shown again.
type KeptCredentials struct {
	PayupMerchantID string // "" if none are kept
	PaypleID        string
	PaypleReferer   string
	MallID          string
	Dialect         string
	EarlierMallIDs  []string
	SEED            SEED // without key and IV; Mode "" if not set up
}

// The gateways, as credentials and messages name them.
const (
	GatewayPayup   = "payup"
	GatewayPayple  = "payple"
	GatewayEasyPay = "easypay"
)

type (
	storedPayup struct {
		MerchantID string `json:"payup_merchant_id"`
		Key        string `json:"payup_key"`
	}
	storedPayple struct {
		PartnerID  string `json:"partner_id"`
		PartnerKey string `json:"partner_key"`
		Referer    string `json:"referer"`
	}
	// storedEasyPay names the malls; each has an entry of its own, as Windows
	// keeps no more than 2,560 bytes in one.
	storedEasyPay struct {
		Dialect string   `json:"dialect"`
		MallIDs []string `json:"mall_ids"`
	}
	storedMall struct {
		ServiceID string      `json:"service_id"`
		MACKey    string      `json:"mac_key"`
		SEED      *storedSEED `json:"seed,omitempty"`
	}
	storedSEED struct {
		Key     string `json:"key"`
		IV      string `json:"iv,omitempty"`
		Mode    string `json:"mode"`
		Padding string `json:"padding"`
		HexCase string `json:"hex_case"`
		Charset string `json:"charset"`
	}
)

// SavePayup puts Payup's credentials of test or live into the keyring. Like
// those below they take effect with the next OpenDesk.
func (o *Office) SavePayup(env Environment, c PayupCredentials) error {
	id, key := strings.TrimSpace(c.MerchantID), trimmed(c.Key)
	if env == Practice || !identifier(id, "-_.@") || !keyLike(key, 128) {
		return ErrCredentials
	}
	return o.keep(env, GatewayPayup, storedPayup{MerchantID: id, Key: key})
}

// SavePayple does it for Payple. An empty PartnerKey keeps the one there is.
func (o *Office) SavePayple(env Environment, c PaypleCredentials) error {
	kept := storedPayple{PartnerID: strings.TrimSpace(c.PartnerID), PartnerKey: trimmed(c.PartnerKey), Referer: strings.TrimSpace(c.Referer)}
	if kept.Referer != "" && !strings.Contains(kept.Referer, "://") {
		kept.Referer = "https://" + kept.Referer
	}
	if kept.PartnerKey == "" {
		var earlier storedPayple
		if err := o.read(o.config.Ring, env, GatewayPayple, &earlier); err == nil && earlier.PartnerID == kept.PartnerID {
			kept.PartnerKey = earlier.PartnerKey
		}
	}
	if env == Practice || !keyLike(kept.PartnerID, 60) || !keyLike(kept.PartnerKey, 256) || !webAddress(kept.Referer) {
		return ErrCredentials
	}
	return o.keep(env, GatewayPayple, kept)
}

// SaveEasyPay keeps a mall and makes it the one in use. Another mall id than
// before leaves the earlier mall's secrets in place, because what was approved
// under it can only be cancelled with them. An empty ServiceID, MACKey or SEED
// key keeps the one there is.
func (o *Office) SaveEasyPay(env Environment, dialect string, m Mall) error {
	id := strings.TrimSpace(m.MallID)
	if env == Practice || !identifier(id, "") || len(id) != 8 || dialect != "mall-id" && dialect != "shop-user-mail" {
		return ErrCredentials
	}
	var earlier storedMall
	if err := o.read(o.config.Ring, env, mallEntry(id), &earlier); err != nil && !errors.Is(err, keys.ErrNotFound) {
		return err
	}
	kept, err := m.stored(earlier)
	if err != nil {
		return err
	}
	var index storedEasyPay
	if err := o.read(o.config.Ring, env, GatewayEasyPay, &index); err != nil && !errors.Is(err, keys.ErrNotFound) {
		return err
	}
	malls := []string{id}
	for _, other := range index.MallIDs {
		if other != id {
			malls = append(malls, other)
		}
	}
	if err := o.keep(env, mallEntry(id), kept); err != nil {
		return err
	}
	return o.keep(env, GatewayEasyPay, storedEasyPay{Dialect: dialect, MallIDs: malls})
}

// ForgetCredentials takes one gateway's credentials out of the keyring, for
// EasyPay those of the earlier malls too.
func (o *Office) ForgetCredentials(env Environment, gateway string) error {
	var index storedEasyPay
	if gateway == GatewayEasyPay {
		if err := o.read(o.config.Ring, env, gateway, &index); err != nil && !errors.Is(err, keys.ErrNotFound) {
			return err
		}
	}
	for _, id := range index.MallIDs {
		if err := o.forget(env, mallEntry(id)); err != nil {
			return err
		}
	}
	return o.forget(env, gateway)
}

// Kept returns what may be shown of the credentials of env. Keys are never
// shown again.
func (o *Office) Kept(env Environment) (KeptCredentials, error) {
	c, err := o.loadCredentials(o.config.Ring, env)
	kept := KeptCredentials{
		PayupMerchantID: c.Payup.MerchantID, PaypleID: c.Payple.PartnerID, PaypleReferer: c.Payple.Referer, Dialect: c.EasyPay.Dialect,
	}
	for i, m := range c.EasyPay.Malls {
		if i > 0 {
			kept.EarlierMallIDs = append(kept.EarlierMallIDs, m.MallID)
			continue
		}
		kept.MallID = m.MallID
		if m.SEED != nil {
			kept.SEED = SEED{Mode: m.SEED.Mode, Padding: m.SEED.Padding, HexCase: m.SEED.HexCase, Charset: m.SEED.Charset}
		}
	}
	return kept, err
}

// loadCredentials reads all there is. A gateway without an entry is no error.
func (o *Office) loadCredentials(ring keys.Ring, env Environment) (Credentials, error) {
	var c Credentials
	var payup storedPayup
	var payple storedPayple
	var easypay storedEasyPay
	for _, entry := range []struct {
		name string
		into any
	}{{GatewayPayup, &payup}, {GatewayPayple, &payple}, {GatewayEasyPay, &easypay}} {
		if err := o.read(ring, env, entry.name, entry.into); err != nil && !errors.Is(err, keys.ErrNotFound) {
			return c, err
		}
	}
	c.Payup = PayupCredentials{MerchantID: payup.MerchantID, Key: NewSecret(payup.Key)}
	c.Payple = PaypleCredentials{PartnerID: payple.PartnerID, PartnerKey: NewSecret(payple.PartnerKey), Referer: payple.Referer}
	c.EasyPay.Dialect = easypay.Dialect
	for _, id := range easypay.MallIDs {
		var m storedMall
		if err := o.read(ring, env, mallEntry(id), &m); err != nil {
			return c, err
		}
		c.EasyPay.Malls = append(c.EasyPay.Malls, m.mall(id))
	}
	return c, nil
}

func (o *Office) keep(env Environment, name string, entry any) error {
	text, err := json.Marshal(entry)
	if err != nil {
		return err
	}
	return o.config.Ring.Set(string(env)+"/"+name, text)
}

func (o *Office) read(ring keys.Ring, env Environment, name string, into any) error {
	text, err := ring.Get(string(env) + "/" + name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("read the keyring entry %s/%s: damaged", env, name)
	}
	return nil
}

func (o *Office) forget(env Environment, name string) error {
	if err := o.config.Ring.Delete(string(env) + "/" + name); !errors.Is(err, keys.ErrNotFound) {
		return err
	}
	return nil
}

func mallEntry(mallID string) string { return GatewayEasyPay + "/" + mallID }
