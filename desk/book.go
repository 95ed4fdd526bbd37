package desk

import (
	"context"
	"crypto"
	"io"
	"time"

	"keyindesk/store"
)

// Book is what the desk needs of the history; *store.Store is one.
type Book interface {
	Prepare(context.Context, store.Intent) (store.Operation, error)
	Finish(context.Context, int64, store.Answer) (store.Operation, error)
	Resolve(context.Context, int64, store.Resolution) (store.Operation, error)
	Contradict(ctx context.Context, id int64, detail string) error
	Operation(context.Context, int64) (store.Operation, error)
	Story(context.Context, int64) ([]store.Event, error)
	Cancels(ctx context.Context, chargeID int64) ([]store.Operation, error)
	InDoubt(context.Context) ([]store.Operation, error)
	InDoubtCount(context.Context) (int, error)
	History(context.Context, store.Query) (store.Page, error)
	Totals(context.Context, store.Query) (store.Totals, error)
	Facets(context.Context) (store.Facets, error)
	SearchReady() bool
	Checked(context.Context) error
	Duplicates(ctx context.Context, fingerprint []byte, amountKRW int64, day string) ([]store.Operation, error)
	CardCompanyOf(ctx context.Context, first6 string) (string, error)
	RecordInquiry(context.Context, int64, store.Answer) (store.Operation, error)
	Audit(ctx context.Context, id int64, staff string, event store.EventType) error
	RecordExport(context.Context, store.Export) error

	Private(ctx context.Context, id int64) ([]byte, error)
	Return(context.Context, int64, store.ReturnRecord) (store.Operation, error)
	PendingReturns(context.Context) ([]store.Operation, error)
	WithRequestID(ctx context.Context, kind store.Kind, requestID string) (store.Operation, error)

	Customers(ctx context.Context, text string) ([]store.Customer, error)
	Customer(context.Context, int64) (store.Customer, error)
	CustomerKey(context.Context, int64) (string, error)
	NextShopUserID(context.Context) (string, error)

	DaySums(ctx context.Context, fromDay, toDay string, until time.Time) ([]store.DaySum, error)
	HourSums(ctx context.Context, fromDay, toDay string) ([]store.DaySum, error)
	ApprovedByDay(ctx context.Context, fromDay, toDay string) ([]store.DaySum, error)
	DayOperations(ctx context.Context, day string) ([]store.Operation, error)
	DraftClosing(ctx context.Context, staff string) (store.Closing, error)
	CloseDay(ctx context.Context, staff string, toSeq int64, signer crypto.Signer) (store.Closing, error)
	Closings(ctx context.Context, before int64, limit int) ([]store.Closing, error)
	Closing(ctx context.Context, number int64) (store.Closing, error)
	Anchor(context.Context) (store.Anchor, error)
	ExportAudit(ctx context.Context, to io.Writer, progress func(done, all int64)) (store.Anchor, error)
	Behind() *store.Behind
	AcceptHistory(ctx context.Context, staff string) error
}
