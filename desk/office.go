package desk

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"keyindesk/gateways"
	"keyindesk/store"
	"keyindesk/store/keys"
)

// Wired are the gateways of one environment.
// One that is not set up is nil.
type Wired struct {
	KeyIn       gateways.KeyIn
	BillingKeys gateways.BillingKeys
	Wallet      gateways.Wallet
	Rehearsals  map[string]Rehearsal // by the gateway's name; nil outside practice
	Close       func()               // may be nil
}

// Wire builds the gateways of an environment; main supplies it. dir is the
// environment's folder, for the practice gateways' own ledgers. Credentials are
// empty for practice. An error says which gateways could not be built; those
// that could are there all the same.
type Wire func(env Environment, dir string, c Credentials) (Wired, error)

// OfficeConfig is what an Office stands on.
type OfficeConfig struct {
	DataDir string
	Ring    keys.Ring
	Wire    Wire
	// Receive starts the receiver of the pages' returns; nil if there is none.
	Receive Receive
	// BackupAfter is how long after a desk was opened the first look is whether a
	// backup is due; two minutes if 0.
	BackupAfter time.Duration
	// LargeHistory is from how many operations on an open history lets the program
	// keep little memory in reserve; 100,000 if 0.
	LargeHistory int
	Now          func() time.Time
	Log          *slog.Logger
}

// Office is the room behind the counter: the settings, the keys and the one
// desk that is open. Its methods do I/O, the keyring's may take seconds, so no
// screen calls them on its own thread.
type Office struct {
	// SettingsLost says that the settings could not be read, so that the
	// defaults hold.
	SettingsLost bool

	config OfficeConfig

	settingsMu sync.Mutex // and of suspect
	settings   Settings
	suspect    Environment // whose history was found damaged in use; see Checked

	receiving receiving

	deskMu  sync.Mutex // held while a desk opens or closes, which may take a while
	desk    *Desk
	closers []func()

	openMu sync.Mutex
	open   *opened // the history behind the desk; nil while there is none
	// sessionKeys stand in for the keyring's until the program ends.
	sessionKeys map[Environment][]*store.Keys

	backing  backing
	restored map[Environment]string // who put an older copy in place, until the desk opens on it
}

// NewOffice reads the settings of a data folder, or starts with the defaults
// if they can't be read. The caller holds the folder's lock.
func NewOffice(c OfficeConfig) *Office {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.BackupAfter == 0 {
		c.BackupAfter = backupAfter
	}
	if c.LargeHistory == 0 {
		c.LargeHistory = largeHistory
	}
	o := &Office{config: c, sessionKeys: map[Environment][]*store.Keys{}, restored: map[Environment]string{}}
	var err error
	if o.settings, err = store.LoadSettings(c.DataDir); err != nil {
		c.Log.Error("read the settings", "error", err)
		o.SettingsLost = true
	}
	return o
}

// Settings returns what the shop chose.
func (o *Office) Settings() Settings {
	o.settingsMu.Lock()
	defer o.settingsMu.Unlock()
	return o.settings
}

// SaveSettings keeps what the shop chose. Another environment takes effect
// with the next OpenDesk.
func (o *Office) SaveSettings(s Settings) error {
	o.settingsMu.Lock()
	defer o.settingsMu.Unlock()
	if err := s.Save(o.config.DataDir); err != nil {
		return err
	}
	o.settings = s
	return nil
}

// OpenDesk closes the open desk, if any, after its calls in flight have been
// recorded, and opens the one of env: its history, its keys, its gateways. What
// is missing for charging is in the desk's Missing; an error means that the
// history itself can't be opened.
func (o *Office) OpenDesk(ctx context.Context, env Environment) (*Desk, error) {
	o.deskMu.Lock()
	defer o.deskMu.Unlock()
	o.closeDesk()

	h := o.holder(env)
	defer h.done()
	dir := filepath.Join(o.config.DataDir, string(env))
	memory := &reserve{large: o.config.LargeHistory}
	history, err := store.Open(ctx, store.Options{
		Dir: dir, Environment: string(env), Terminal: o.Settings().Terminal,
		OrderPrefix: orderPrefix(env), Unlock: h.unlock, Now: o.config.Now,
		AnchorFile: o.anchorFile(env), Witness: o.witness(env), CheckFirst: o.suspected(env), Building: memory.building,
	})
	if err != nil {
		return nil, err
	}
	o.closers = append(o.closers, memory.giveBack, o.warm(history)) // the last first
	if b := history.Behind(); b != nil {
		o.config.Log.Warn("the history is not as far as it was", "events", b.Events, "known", b.Known.Events, "other", b.OtherFile, "forked", b.Forked)
	}
	for _, op := range history.Recovered() {
		o.config.Log.Warn("cut off, now in doubt", "order", op.OrderNumber, "kind", op.Kind, "amount_krw", op.AmountKRW)
	}
	if err := o.acceptRestored(ctx, env, history); err != nil {
		o.closeDesk()
		return nil, err
	}
	if err := o.settleKeys(ctx, h, history); err != nil {
		o.closeDesk()
		return nil, err
	}

	wired, missing, err := o.wire(env, dir, h.missing())
	if err != nil {
		o.closeDesk()
		return nil, err
	}
	if wired.Close != nil {
		o.closers = append(o.closers, wired.Close)
	}
	fingerprint, signing := h.deskKeys()
	o.desk = New(Config{
		Book: history, Environment: env, KeyIn: wired.KeyIn, Missing: missing, BillingKeys: wired.BillingKeys,
		Wallet: wired.Wallet, Returns: o.returns(), ReturnAddress: o.Settings().Returns.Address,
		Rehearsals: wired.Rehearsals, FingerprintKey: fingerprint, SigningKey: signing, Now: o.config.Now, Log: o.config.Log,
		Witness: func(anchor []byte) error { return o.config.Ring.Set(string(env)+witnessName, anchor) },
	})
	if err := o.desk.expectAgain(ctx); err != nil {
		o.config.Log.Warn("wait for the pages again", "error", err)
	}
	return o.desk, nil
}

// settleKeys keeps new keys in the history and remembers which of them are
// open.
func (o *Office) settleKeys(ctx context.Context, h *keyholder, history *store.Store) error {
	if h.unavailable != nil {
		o.config.Log.Warn("keyring", "error", h.unavailable)
		o.openMu.Lock()
		o.sessionKeys[h.env] = h.session
		o.openMu.Unlock()
	}
	if err := h.keep(ctx, history); err != nil {
		return fmt.Errorf("keep the keys of the history: %w", err)
	}
	if err := h.forgetOld(ctx, history); err != nil { // they are removed at the next start
		o.config.Log.Warn("remove the keys of an older program from the keyring", "error", err)
	}
	open := &opened{env: h.env, history: history, keyIDs: map[string]bool{}}
	for _, k := range h.unlocked {
		open.keyIDs[k.ID] = true
	}
	o.beginHolding(open)
	return nil
}

// warm loads what a search needs in the background, finishes what an erasing
// left, and returns how to end that and close the history.
func (o *Office) warm(history *store.Store) (closeHistory func()) {
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := history.Checked(ctx); err != nil { // Office.Checked says it
			return
		}
		if err := history.WarmSearch(ctx); err != nil && ctx.Err() == nil {
			o.config.Log.Warn("load what a search needs", "error", err)
		}
		if err := history.FinishErasing(ctx); err != nil && ctx.Err() == nil { // at the next start
			o.config.Log.Warn("finish an erasing that was cut off", "error", err)
		}
	}()
	return func() {
		stop()
		<-done
		if err := history.Close(); err != nil {
			o.config.Log.Error("close the history", "error", err)
		}
	}
}

// wire builds the gateways that were set up. A practice desk needs nothing.
// missing is what stands between this desk and a charge.
func (o *Office) wire(env Environment, dir string, missing []Missing) (Wired, []Missing, error) {
	if env == Practice && !slices.Contains(missing, MissingKeys) {
		wired, err := o.config.Wire(env, dir, Credentials{})
		return wired, missing, err
	}
	if len(missing) > 0 {
		return Wired{}, missing, nil
	}
	credentials, err := o.loadCredentials(o.config.Ring, env)
	if err != nil {
		o.config.Log.Warn("read credentials", "error", err)
		return Wired{}, []Missing{MissingKeyring}, nil
	}
	wired, err := o.config.Wire(env, dir, credentials)
	if err != nil {
		o.config.Log.Warn("wire the gateways", "error", err)
	}
	if wired.KeyIn == nil {
		missing = []Missing{MissingCredentials}
	}
	return wired, missing, nil
}

// Close closes the open desk after its calls in flight have been recorded.
func (o *Office) Close() {
	o.deskMu.Lock()
	defer o.deskMu.Unlock()
	o.closeDesk()
	o.receiving.stop()
}

func (o *Office) closeDesk() {
	if o.desk != nil {
		o.desk.Close()
		o.desk = nil
	}
	for i := len(o.closers) - 1; i >= 0; i-- {
		o.closers[i]()
	}
	o.closers = nil
}

// orderPrefix makes an order number say where it belongs, on every slip and in
// the gateway's admin page.
func orderPrefix(env Environment) string {
	switch env {
	case Live:
		return "K"
	case Test:
		return "T"
	default:
		return "P"
	}
}
