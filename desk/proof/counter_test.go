package proof

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"os"
	"time"

	"keyindesk/desk"
	"keyindesk/gateways"
	"keyindesk/gateways/payup"
	"keyindesk/gateways/practice"
	"keyindesk/store"
)

// What a child of the crash harness is told.
const (
	dirVariable     = "PROOF_DIR"    // the history's folder
	socketVariable  = "PROOF_SOCKET" // where the gateway listens
	dataKeyVariable = "PROOF_DATA_KEY"
	cardKeyVariable = "PROOF_CARD_KEY"
	pagesVariable   = "PROOF_PAGES" // where EasyPay's pages are, if they are needed
	naiveVariable   = "PROOF_NAIVE" // write the row only after the reply
)

// Keys of the histories that are made to be killed. They protect nothing.
const (
	testDataKey = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
	testCardKey = "1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100"
)

// counter is a desk over a real history, and a gateway at the end of a socket.
type counter struct {
	*desk.Desk
	history *store.Store
	lock    *store.FolderLock
}

// openCounter opens the counter that the environment describes, as the
// program does it: the folder's lock, the history with its recovery, the desk.
func openCounter(ctx context.Context) (*counter, error) {
	dir := os.Getenv(dirVariable)
	lock, err := store.LockFolder(dir)
	if err != nil {
		return nil, fmt.Errorf("the folder of a killed program: %w", err)
	}
	history, err := openHistory(ctx, dir)
	if err != nil {
		return nil, err
	}
	merchant, key := practice.NewPayup(practice.PayupConfig{}).Credentials()
	client, err := payup.New(payup.Config{
		Environment: gateways.Practice, MerchantID: merchant, CertKey: key,
		Exchange: gateways.NewExchange(gateways.Options{Total: 5 * time.Second, Dial: dialSocket}),
	})
	if err != nil {
		return nil, err
	}
	purse, err := walletClient(dialSocket, os.Getenv(pagesVariable))
	if err != nil {
		return nil, err
	}
	cardKey, err := hex.DecodeString(os.Getenv(cardKeyVariable))
	if err != nil {
		return nil, err
	}
	var book desk.Book = history
	if os.Getenv(naiveVariable) != "" {
		book = &naive{Book: history}
	}
	return &counter{
		Desk:    desk.New(desk.Config{Book: book, Environment: desk.Practice, KeyIn: client, Wallet: purse, FingerprintKey: cardKey}),
		history: history, lock: lock,
	}, nil
}

// openHistory opens a history whose personal data are sealed with the key of
// the environment, or with the test key in the parent.
func openHistory(ctx context.Context, dir string) (*store.Store, error) {
	text := os.Getenv(dataKeyVariable)
	if text == "" {
		text = testDataKey
	}
	key, err := hex.DecodeString(text)
	if err != nil {
		return nil, err
	}
	sealer, err := store.NewSealer(key)
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, store.Options{
		Dir: dir, Environment: string(desk.Practice), Terminal: "7Q", OrderPrefix: "P", Sealer: sealer,
	})
}

// dialSocket connects to the parent's gateway, whatever the host.
func dialSocket(ctx context.Context, _ string) (net.Conn, error) {
	var dialer net.Dialer
	return dialer.DialContext(ctx, "unix", os.Getenv(socketVariable))
}

// close ends a counter as the program does.
func (c *counter) close() error {
	c.Close()
	return errors.Join(c.history.Close(), c.lock.Close())
}

// order is a phone order of this amount. Every press of a folder's life has an
// amount of its own, by which the audit tells it.
func order(amountKRW int64) desk.Order {
	return desk.Order{
		Card:      sentinelCard(cardNumbers[int(amountKRW)%len(cardNumbers)], birthDate),
		AmountKRW: amountKRW, ItemName: "수국 화분", Buyer: desk.Buyer{Name: buyerName, Phone: buyerPhone},
	}
}

// readBack reads an order back, the moment before a press.
func (c *counter) readBack(ctx context.Context, amountKRW int64) (*desk.Press, error) {
	return c.ReadBack(ctx, order(amountKRW), "김점원")
}

// cancelOrder asks for a charge back.
func cancelOrder(charge desk.Operation) desk.CancelOrder {
	return desk.CancelOrder{
		ChargeID: charge.ID, Reason: "손님이 마음을 바꿈", Confirm: desk.Grouped(charge.AmountKRW), Staff: "김점원",
	}
}
