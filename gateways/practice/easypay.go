package practice

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"time"

	"keyindesk/gateways"
)

// EasyPay plays KICC's EasyPay, the wallet of cards and accounts that a
// customer registers once and pays from with six digits. [S0] in the comments
// is KICC's Korean page "등록", [S1] the English "User Auth Registration", [S2]
// "Transaction Registration"; settle, cancel and tradeStatus follow KICC's
// public pages approve-payment, cancel-payment and query-status.
//
// The API is reached over memory (Dial), the two pages that a customer clicks
// through are plain http on this PC (PagesURL). All methods may be called from
// anywhere at any time; after Close nothing is answered any more, and what the
// books hold can still be read.
type EasyPay struct {
	*player
	config EasyPayConfig
	book   *kiccBook
	pages  *kiccPages
}

// EasyPayConfig sets an EasyPay up. Everything in it may be left out.
type EasyPayConfig struct {
	Now func() time.Time // the clock; time.Now

	MallID    string          // the only shop it knows, 8 bytes; "T0001004"
	ServiceID gateways.Secret // of the Authorization header; one made for practice
	MACKey    gateways.Secret // the key of msgAuthValue; one made for practice

	// How the shop and KICC agreed to encrypt with SEED. KICC publishes none of
	// it, so each is told here.
	SEEDKey     gateways.Secret // 32 hex digits; one made for practice
	SEEDMode    string          // "ecb" or "cbc"; "ecb"
	SEEDPadding string          // "pkcs7" or "zero"; "pkcs7"
	SEEDIV      gateways.Secret // 32 hex digits, for cbc; one made for practice
	SEEDHexCase string          // "upper" or "lower"; "upper"

	KeyLife  time.Duration // how long a CustomerKey lives; 0 until it is revoked
	PageLife time.Duration // how long a page can be used, and what it returned; 30 minutes
	Patience time.Duration // how long SilentReply is silent at most; 2 minutes
}

func (c EasyPayConfig) complete() EasyPayConfig {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.MallID == "" {
		c.MallID = "T0001004"
	}
	for _, made := range []struct {
		secret *gateways.Secret
		bytes  int
		seed   string
	}{
		{&c.ServiceID, 12, "Service ID"},
		{&c.MACKey, 24, "Secret Key"},
		{&c.SEEDKey, 16, "SEED key"},
		{&c.SEEDIV, 16, "SEED IV"},
	} {
		if made.secret.Empty() {
			sum := sha256.Sum256([]byte("KeyinDesk practice EasyPay " + made.seed))
			*made.secret = gateways.NewSecret(hex.EncodeToString(sum[:made.bytes]))
		}
	}
	if c.SEEDMode == "" {
		c.SEEDMode = seedECB
	}
	if c.SEEDPadding == "" {
		c.SEEDPadding = paddingPKCS7
	}
	if c.SEEDMode != seedCBC {
		c.SEEDIV = gateways.Secret{}
	}
	if c.SEEDHexCase == "" {
		c.SEEDHexCase = hexUpper
	}
	if c.PageLife == 0 {
		c.PageLife = 30 * time.Minute
	}
	if c.Patience == 0 {
		c.Patience = 2 * time.Minute
	}
	return c
}

// EasyPayCredentials are what KICC gives a shop, and how the two agreed to
// encrypt.
type EasyPayCredentials struct {
	MallID      string
	ServiceID   gateways.Secret
	MACKey      gateways.Secret
	SEEDKey     gateways.Secret // hex
	SEEDMode    string          // "ecb" or "cbc"
	SEEDPadding string          // "pkcs7" or "zero"
	SEEDIV      gateways.Secret // hex; empty unless the mode is cbc
	SEEDHexCase string          // "upper" or "lower"
}

// NewEasyPay starts an EasyPay with empty books that last until Close. The
// error is a SEED setting that can't be, or a PC without a free port.
func NewEasyPay(config EasyPayConfig) (*EasyPay, error) {
	return startEasyPay(config, newKICCBook())
}

// OpenEasyPay starts an EasyPay whose books are kept in the file at journal:
// customers, keys, payments and cancels are still there the next day. The file
// is made when it is missing, and belongs to one EasyPay at a time.
func OpenEasyPay(config EasyPayConfig, journal string) (*EasyPay, error) {
	book := newKICCBook()
	j, err := openJournal(journal, book.apply)
	if err != nil {
		return nil, err
	}
	book.journal = j
	e, err := startEasyPay(config, book)
	if err != nil {
		return nil, errors.Join(err, j.close())
	}
	return e, nil
}

func startEasyPay(config EasyPayConfig, book *kiccBook) (*EasyPay, error) {
	config = config.complete()
	e := &EasyPay{player: newPlayer(easypayHabits, config.Patience), config: config, book: book}
	if _, err := e.unseal(""); errors.Is(err, errSEEDSettings) {
		return nil, fmt.Errorf("set up SEED: %w", err)
	}
	pages, err := openPages(book.pagesAt)
	if err != nil {
		return nil, fmt.Errorf("open the practice pages: %w", err)
	}
	e.pages = pages
	if book.pagesAt != pages.address {
		if err := book.keep(kiccLine{Pages: pages.address}); err != nil {
			return nil, errors.Join(err, pages.close())
		}
	}
	pages.serve(e.pageHandler())
	e.play(e.Handler())
	return e, nil
}

// Close hangs up every connection, the pages' too, and returns when no request
// is being answered any more. It may be called twice.
func (e *EasyPay) Close() error {
	if !e.shut() {
		return nil
	}
	return errors.Join(e.pages.close(), e.book.close())
}

// Credentials are what the client needs to be believed.
func (e *EasyPay) Credentials() EasyPayCredentials {
	c := e.config
	return EasyPayCredentials{
		MallID: c.MallID, ServiceID: c.ServiceID, MACKey: c.MACKey,
		SEEDKey: c.SEEDKey, SEEDMode: c.SEEDMode, SEEDPadding: c.SEEDPadding, SEEDIV: c.SEEDIV, SEEDHexCase: c.SEEDHexCase,
	}
}

// PagesURL is where the customers' pages are: "http://127.0.0.1:" and a port.
func (e *EasyPay) PagesURL() string { return "http://" + e.pages.address }

// Handler is the API as a web server, for a socket of the caller's own. What
// Dial does to a connection, a handler can't: there CutBefore and CutDuring
// both hang up after the header, with nothing done.
func (e *EasyPay) Handler() http.Handler {
	mux := http.NewServeMux()
	for path, call := range e.calls() {
		mux.HandleFunc("POST "+path, e.serve(call.act, e.answer(call)))
	}
	mux.HandleFunc("/", e.nowhere)
	return mux
}
