package proof

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"keyindesk/desk"
	"keyindesk/gateways"
	"keyindesk/gateways/easypay"
	"keyindesk/gateways/payple"
	"keyindesk/gateways/payup"
	"keyindesk/gateways/practice"
	"keyindesk/store"
	"keyindesk/store/keys"
)

// shift is a day at the counter, opened as main opens it, with gateways that
// can be told how to behave.
type shift struct {
	*desk.Office
	ctx     context.Context
	dataDir string
	log     *slog.Logger
	logFile *os.File
	lock    *store.FolderLock

	desk    *desk.Desk
	twin    *practice.Payup // of the practice desk
	hostile *hostile        // of the test desk
	amount  int64           // of the newest order; each has its own
}

// openShift opens the program's own data folder, wherever the environment puts
// it, and the practice desk in it.
func openShift() (*shift, error) {
	dataDir, err := store.DataFolder()
	if err != nil {
		return nil, err
	}
	s := &shift{ctx: context.Background(), dataDir: dataDir, hostile: &hostile{}, amount: 10_000 + 1000*int64(os.Getpid()%1000)}
	if s.lock, err = store.LockFolder(dataDir); err != nil {
		return nil, err
	}
	if s.log, s.logFile, err = store.OpenLog(dataDir, func(text string) string { return gateways.ScrubText(text) }); err != nil {
		return nil, err
	}
	crash, err := os.OpenFile(filepath.Join(dataDir, "crash.txt"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer crash.Close()
	if err := debug.SetCrashOutput(crash, debug.CrashOptions{}); err != nil {
		return nil, err
	}
	s.Office = desk.NewOffice(desk.OfficeConfig{DataDir: dataDir, Ring: &ring{Ring: keys.Memory()}, Wire: s.wire, Log: s.log})
	return s, s.open(desk.Practice)
}

// open changes to the desk of an environment.
func (s *shift) open(env desk.Environment) (err error) {
	s.desk, err = s.OpenDesk(s.ctx, env)
	return err
}

// close ends the shift as main does.
func (s *shift) close() error {
	s.Close()
	return errors.Join(s.logFile.Close(), s.lock.Close())
}

// wire gives the practice desk a twin that knows the sentinel key, and the test
// desk a hostile gateway, both in memory.
func (s *shift) wire(env desk.Environment, dir string, c desk.Credentials) (desk.Wired, error) {
	if env == desk.Practice {
		twin, err := practice.OpenPayup(practice.PayupConfig{
			Key: gateways.NewSecret(apiKey()), Patience: 200 * time.Millisecond,
		}, filepath.Join(dir, "payup-ledger.jsonl"))
		if err != nil {
			return desk.Wired{}, err
		}
		s.twin = twin
		merchant, key := twin.Credentials()
		client, err := payup.New(payup.Config{
			Environment: env, MerchantID: merchant, CertKey: key,
			Exchange: gateways.NewExchange(gateways.Options{Total: 400 * time.Millisecond, Dial: twin.Dial}),
		})
		return desk.Wired{KeyIn: client, Close: func() { _ = twin.Close() }}, err
	}
	return s.wireHostile(env, c)
}

// wireHostile gives the test desk every gateway that was set up, all played by
// the hostile one.
func (s *shift) wireHostile(env desk.Environment, c desk.Credentials) (wired desk.Wired, err error) {
	exchange := gateways.NewExchange(gateways.Options{Total: 400 * time.Millisecond, Dial: s.hostile.dial})
	if wired.KeyIn, err = payup.New(payup.Config{
		Environment: env, MerchantID: c.Payup.MerchantID, CertKey: c.Payup.Key, BaseURL: scriptedBase, Exchange: exchange,
	}); err != nil || c.Payple.PartnerID == "" || len(c.EasyPay.Malls) == 0 {
		return wired, err
	}
	if wired.BillingKeys, err = payple.New(payple.Config{
		Environment: env, PartnerID: c.Payple.PartnerID, PartnerKey: c.Payple.PartnerKey, Referer: c.Payple.Referer,
		BaseURL: scriptedBase, Exchange: exchange,
	}); err != nil {
		return wired, err
	}
	config := easypay.Config{Environment: env, Dialect: easypay.Dialect(c.EasyPay.Dialect), BaseURL: scriptedBase, Exchange: exchange}
	for _, m := range c.EasyPay.Malls {
		config.Merchants = append(config.Merchants, easypay.Merchant{
			MallID: m.MallID, ServiceID: m.ServiceID, MACKey: m.MACKey, SEED: &easypay.SEED{
				Key: m.SEED.Key, IV: m.SEED.IV, Mode: m.SEED.Mode, Padding: m.SEED.Padding, HexCase: m.SEED.HexCase, Charset: m.SEED.Charset,
			},
		})
	}
	wired.Wallet, err = easypay.New(config)
	return wired, err
}

// ring is a keyring that outlives a child without a file: the keys that the
// desk makes for itself are always the same.
type ring struct{ keys.Ring }

// Get invents the keys and asks the memory for everything else.
func (r *ring) Get(name string) ([]byte, error) {
	value, err := r.Ring.Get(name)
	if errors.Is(err, keys.ErrNotFound) && strings.HasSuffix(name, "-key") {
		return inventedKey(name), nil
	}
	return value, err
}

// order is a phone order full of sentinels, with an amount of its own.
func (s *shift) order(number, holder string) desk.Order {
	s.amount++
	return desk.Order{
		Card: sentinelCard(number, holder), AmountKRW: s.amount, ItemName: "꽃바구니", Buyer: sentinelBuyer(), NotifyKakao: true,
	}
}

// press reads an order back and confirms it, past whatever looks alike.
func (s *shift) press(o desk.Order) (desk.Operation, error) {
	press, err := s.desk.ReadBack(s.ctx, o, "김점원")
	if err != nil {
		return desk.Operation{}, err
	}
	return press.Charge(s.ctx, true)
}

// charge keys in an ordinary order and wants it to end in this state; "" is
// any.
func (s *shift) charge(want desk.State) (desk.Operation, error) {
	op, err := s.press(s.order(cardNumbers[int(s.amount)%len(cardNumbers)], birthDate))
	return op, wants(op, err, want)
}

// cancel gives a charge back and wants that to end in this state.
func (s *shift) cancel(charge desk.Operation, want desk.State) (desk.Operation, error) {
	op, err := s.desk.Cancel(s.ctx, cancelOrder(charge))
	return op, wants(op, err, want)
}

// wants turns an end other than the wanted one into an error: a flow that does
// not do what its name says proves nothing.
func wants(op desk.Operation, err error, want desk.State) error {
	if err == nil && want != "" && op.State != want {
		return fmt.Errorf("order %s ended %s, not %s", op.OrderNumber, op.State, want)
	}
	return err
}
