package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"keyindesk/store/keys"
)

// Credentials are what the gateways gave the shop for one environment. They
// are kept in the OS keyring and nowhere else.
type Credentials struct {
	PayupMerchantID string
	PayupKey        Secret // apiCertKey
}

// ErrCredentials says that merchant id or key is empty or can't be one.
var ErrCredentials = errors.New("merchant id and key are needed")

// storedCredentials is the keyring entry.
type storedCredentials struct {
	PayupMerchantID string `json:"payup_merchant_id"`
	PayupKey        string `json:"payup_key"`
}

// SaveCredentials puts the credentials of test or live into the keyring. They
// take effect with the next OpenDesk.
func (o *Office) SaveCredentials(env Environment, c Credentials) error {
	c.PayupMerchantID = strings.TrimSpace(c.PayupMerchantID)
	key := strings.TrimSpace(c.PayupKey.Reveal())
	if env == Practice || !identifier(c.PayupMerchantID, "-_.@") || key == "" || len(key) > 128 || strings.ContainsFunc(key, notInKey) {
		return ErrCredentials
	}
	entry, err := json.Marshal(storedCredentials{PayupMerchantID: c.PayupMerchantID, PayupKey: key})
	if err != nil {
		return err
	}
	return o.config.Ring.Set(credentialsName(env), entry)
}

// notInKey tells what no key holds: blanks, what is not ASCII, and the sign
// that separates the parts of a signature (facts: Payup S4 2.1.1).
func notInKey(r rune) bool { return r <= ' ' || r > '~' || r == '|' }

// ForgetCredentials takes them out of the keyring.
func (o *Office) ForgetCredentials(env Environment) error {
	err := o.config.Ring.Delete(credentialsName(env))
	if errors.Is(err, keys.ErrNotFound) {
		return nil
	}
	return err
}

// MerchantID returns the merchant id that is kept for env, "" when none is.
// The key is never shown again.
func (o *Office) MerchantID(env Environment) (string, error) {
	c, err := loadCredentials(o.config.Ring, env)
	if errors.Is(err, keys.ErrNotFound) {
		return "", nil
	}
	return c.PayupMerchantID, err
}

func loadCredentials(ring keys.Ring, env Environment) (Credentials, error) {
	entry, err := ring.Get(credentialsName(env))
	if err != nil {
		return Credentials{}, err
	}
	var kept storedCredentials
	if err := json.Unmarshal(entry, &kept); err != nil {
		return Credentials{}, fmt.Errorf("read the keyring entry of %s: damaged", env)
	}
	return Credentials{PayupMerchantID: kept.PayupMerchantID, PayupKey: NewSecret(kept.PayupKey)}, nil
}

func credentialsName(env Environment) string { return string(env) + "/payup" }
