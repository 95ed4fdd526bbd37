// Command keyindesk is what a small shop's staff open when a customer orders
// by phone: they key in the card, take the payment, cancel it, and settle what
// is in doubt. This file wires the parts together and decides nothing.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"

	"fyne.io/fyne/v2/app"

	"keyindesk/assets"
	"keyindesk/desk"
	"keyindesk/gateways"
	"keyindesk/gateways/payup"
	"keyindesk/gateways/practice"
	"keyindesk/store"
	"keyindesk/store/keys"
	"keyindesk/ui"
)

// version is set by the build.
var version = "0.1.0"

func main() {
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

	office := desk.NewOffice(desk.OfficeConfig{DataDir: *dataDir, Ring: keys.System("KeyinDesk"), Wire: wire, Log: log})
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

// wire builds the gateways of an environment: one row a gateway.
func wire(env desk.Environment, dir string, c desk.Credentials) (desk.Wired, error) {
	if env == gateways.Practice {
		return wirePractice(dir)
	}
	client, err := payup.New(payup.Config{
		Environment: env, MerchantID: c.PayupMerchantID, CertKey: c.PayupKey,
		Exchange: gateways.NewExchange(gateways.Options{}),
	})
	return desk.Wired{KeyIn: client}, err
}

// wirePractice plays the gateways in this process: their clients get an
// exchange that can dial nothing but the twin.
func wirePractice(dir string) (desk.Wired, error) {
	twin, err := practice.OpenPayup(practice.PayupConfig{}, filepath.Join(dir, "payup-ledger.jsonl"))
	if err != nil {
		return desk.Wired{}, fmt.Errorf("open the practice ledger: %w", err)
	}
	merchant, key := twin.Credentials()
	client, err := payup.New(payup.Config{
		Environment: gateways.Practice, MerchantID: merchant, CertKey: key,
		Exchange: gateways.NewExchange(gateways.Options{Dial: twin.Dial}),
	})
	if err != nil {
		return desk.Wired{}, err
	}
	return desk.Wired{KeyIn: client, Rehearsal: twin.Rehearsal(), Close: func() { _ = twin.Close() }}, nil
}
