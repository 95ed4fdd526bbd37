// Command keyindesk is what a small shop's staff open when a customer orders
// by phone: they key in the card, take the payment, cancel it, and settle what
// is in doubt. This file wires the parts together and decides nothing.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2/app"

	"keyindesk/assets"
	"keyindesk/desk"
	"keyindesk/gateways"
	"keyindesk/gateways/easypay"
	"keyindesk/gateways/payple"
	"keyindesk/gateways/payup"
	"keyindesk/gateways/practice"
	"keyindesk/gateways/receiver"
	"keyindesk/store"
	"keyindesk/store/keys"
	"keyindesk/store/verify"
	"keyindesk/ui"
)

// version is set by the build.
var version = "0.1.0"

func main() {
	if len(os.Args) > 1 && os.Args[1] == "verify" { // without a window, a lock or a key
		os.Exit(verify.Command(context.Background(), "keyindesk verify", os.Args[2:], os.Stdout, os.Stderr))
	}
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "keyindesk:", err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	flags := flag.NewFlagSet("keyindesk", flag.ContinueOnError)
	dataDir := flags.String("data", "", "data folder (default: this user's own)")
	showVersion := flags.Bool("version", false, "print the version and stop")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if *showVersion {
		fmt.Println("KeyinDesk", version)
		return nil
	}
	if *dataDir == "" {
		var err error
		if *dataDir, err = store.DataFolder(); err != nil {
			return fmt.Errorf("find the data folder: %w", err)
		}
	}
	if err := os.MkdirAll(*dataDir, 0o700); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}

	application := app.NewWithID("kr.keyindesk.desk")
	lock, err := store.LockFolder(*dataDir)
	if errors.Is(err, store.ErrFolderInUse) {
		return ui.SayInUse(application, assets.Words())
	}
	if err != nil {
		return fmt.Errorf("lock the data folder: %w", err)
	}
	defer lock.Close()

	log, logFile, err := store.OpenLog(*dataDir, func(text string) string { return gateways.ScrubText(text) })
	if err != nil {
		return fmt.Errorf("open the log: %w", err)
	}
	defer logFile.Close()
	keepCrashReports(*dataDir, log)

	office := desk.NewOffice(desk.OfficeConfig{DataDir: *dataDir, Ring: keys.System("KeyinDesk"), Wire: wire, Receive: receive, Log: log})
	defer office.Close()
	window, err := ui.NewWindow(application, ui.Config{
		Office: office, Words: assets.Words(), Log: log, Version: version, DataDir: *dataDir,
	})
	if err != nil {
		return err
	}
	window.ShowAndRun()
	return nil
}

// keepCrashReports sends the stacks of a crash to a file: a Windows program
// has no console. Stacks hold addresses, but a panic's own words could quote
// anything, so what an earlier crash wrote is scrubbed first.
func keepCrashReports(dir string, log *slog.Logger) {
	path := filepath.Join(dir, "crash.txt")
	if report, err := os.ReadFile(path); err == nil {
		if err := os.WriteFile(path, []byte(gateways.ScrubText(string(report))), 0o600); err != nil {
			log.Warn("scrub the crash report", "error", err)
		}
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err == nil {
		err = debug.SetCrashOutput(file, debug.CrashOptions{})
		file.Close()
	}
	if err != nil {
		log.Warn("no crash reports", "error", err)
	}
}

// wire builds the gateways of an environment that were set up: one row a
// gateway.
func wire(env desk.Environment, dir string, c desk.Credentials) (desk.Wired, error) {
	if env == gateways.Practice {
		return wirePractice(dir)
	}
	var wired desk.Wired
	var failed []error
	exchange := gateways.NewExchange(gateways.Options{})
	if c.Payup.MerchantID != "" {
		client, err := payup.New(payup.Config{
			Environment: env, MerchantID: c.Payup.MerchantID, CertKey: c.Payup.Key, Exchange: exchange,
		})
		if err == nil {
			wired.KeyIn = client
		}
		failed = append(failed, err)
	}
	if c.Payple.PartnerID != "" {
		client, err := payple.New(payple.Config{
			Environment: env, PartnerID: c.Payple.PartnerID, PartnerKey: c.Payple.PartnerKey, Referer: c.Payple.Referer, Exchange: exchange,
		})
		if err == nil {
			wired.BillingKeys = client
		}
		failed = append(failed, err)
	}
	if len(c.EasyPay.Malls) > 0 {
		client, err := easypay.New(easypay.Config{
			Environment: env, Merchants: malls(c.EasyPay), Dialect: easypay.Dialect(c.EasyPay.Dialect), Exchange: exchange,
		})
		if err == nil {
			wired.Wallet = client
		}
		failed = append(failed, err)
	}
	return wired, errors.Join(failed...)
}

// malls are the shop's contracts with KICC in the client's words.
func malls(c desk.EasyPayCredentials) []easypay.Merchant {
	var all []easypay.Merchant
	for _, m := range c.Malls {
		merchant := easypay.Merchant{MallID: m.MallID, ServiceID: m.ServiceID, MACKey: m.MACKey}
		if s := m.SEED; s != nil {
			merchant.SEED = &easypay.SEED{
				Key: s.Key, IV: s.IV, Mode: s.Mode, Padding: s.Padding, HexCase: s.HexCase, Charset: s.Charset,
			}
		}
		all = append(all, merchant)
	}
	return all
}

// wirePractice plays the gateways in this process: their clients get exchanges
// that can dial nothing but the twins.
func wirePractice(dir string) (wired desk.Wired, err error) {
	var closers []func() error
	wired.Close = func() {
		for _, c := range closers {
			_ = c()
		}
	}
	defer func() {
		if err != nil {
			wired.Close()
		}
	}()
	keyIn, err := practice.OpenPayup(practice.PayupConfig{}, filepath.Join(dir, "payup-ledger.jsonl"))
	if err != nil {
		return wired, fmt.Errorf("open the practice ledger: %w", err)
	}
	closers = append(closers, keyIn.Close)
	keys, err := practice.OpenPayple(practice.PaypleConfig{}, filepath.Join(dir, "payple-ledger.jsonl"))
	if err != nil {
		return wired, fmt.Errorf("open the practice billing keys: %w", err)
	}
	closers = append(closers, keys.Close)
	wallet, err := practice.OpenEasyPay(practice.EasyPayConfig{}, filepath.Join(dir, "easypay-ledger.jsonl"))
	if err != nil {
		return wired, fmt.Errorf("open the practice wallet: %w", err)
	}
	closers = append(closers, wallet.Close)

	merchant, certKey := keyIn.Credentials()
	partner, partnerKey, referer := keys.Credentials()
	shop := wallet.Credentials()
	if wired.KeyIn, err = payup.New(payup.Config{
		Environment: gateways.Practice, MerchantID: merchant, CertKey: certKey,
		Exchange: gateways.NewExchange(gateways.Options{Dial: keyIn.Dial}),
	}); err != nil {
		return wired, err
	}
	if wired.BillingKeys, err = payple.New(payple.Config{
		Environment: gateways.Practice, PartnerID: partner, PartnerKey: partnerKey, Referer: referer,
		Exchange: gateways.NewExchange(gateways.Options{Dial: keys.Dial}),
	}); err != nil {
		return wired, err
	}
	if wired.Wallet, err = easypay.New(easypay.Config{
		Environment: gateways.Practice, Dialect: easypay.DialectMallID, PagesURL: wallet.PagesURL(),
		Merchants: []easypay.Merchant{{MallID: shop.MallID, ServiceID: shop.ServiceID, MACKey: shop.MACKey, SEED: &easypay.SEED{
			Key: shop.SEEDKey, IV: shop.SEEDIV, Mode: shop.SEEDMode, Padding: shop.SEEDPadding, HexCase: shop.SEEDHexCase,
			Charset: "utf-8",
		}}},
		Exchange: gateways.NewExchange(gateways.Options{Dial: wallet.Dial}),
	}); err != nil {
		return wired, err
	}
	wired.Rehearsals = map[string]desk.Rehearsal{
		payup.Name: keyIn.Rehearsal(), payple.Name: keys.Rehearsal(), easypay.Name: wallet.Rehearsal(),
	}
	return wired, nil
}

// receive starts the receiver of the browser pages' returns.
func receive(kept []byte, port int, log *slog.Logger) (desk.Receiver, desk.Certificate, []byte, error) {
	r, identity, err := receiver.Open(kept, time.Now(), receiver.Config{Port: port, Log: log})
	certificate := desk.Certificate{
		PEM: identity.CertificatePEM(), Name: identity.Name(), Fingerprint: identity.Fingerprint(),
		Thumbprint: identity.Thumbprint(), ExpiresAt: identity.ExpiresAt(),
	}
	if errors.Is(err, receiver.ErrPortTaken) {
		err = errors.Join(desk.ErrPortTaken, err)
	}
	if err != nil {
		return nil, certificate, identity.Marshal(), err
	}
	return r, certificate, identity.Marshal(), nil
}
