package desk

import (
	"context"
	"encoding/json"
	"fmt"

	"keyindesk/store"
)

// Step is one line of an operation's story, with the facts of its event that
// people want to see.
type Step struct {
	store.Event
	Kind           store.Kind // of the operation it belongs to
	OrderNumber    string
	TransactionID  string
	CancelID       string // the gateway's id of a cancel
	ApprovalNumber string
	Code, Message  string // the gateway's
	Fault          string
	Reason         string // of a cancel
	Happened       bool   // of a resolution
	Evidence       string // of a resolution
	Note           string // of a contradiction
	AmountKRW      int64  // of a prepared step
	State          State  // that an inquiry found
	How            string // "receiver" or "paste", of a return
	ReturnCode     string // of a return, as the page said it
}

// stepDetail are the names that the store's event details use.
type stepDetail struct {
	Kind           store.Kind `json:"kind"`
	OrderNumber    string     `json:"order_number"`
	TransactionID  string     `json:"transaction_id"`
	CancelID       string     `json:"cancel_id"`
	ApprovalNumber string     `json:"approval_number"`
	Code           string     `json:"result_code"`
	Message        string     `json:"result_message"`
	Fault          string     `json:"fault"`
	Reason         string     `json:"reason"`
	Happened       bool       `json:"happened"`
	Evidence       string     `json:"evidence"`
	Note           string     `json:"detail"`
	AmountKRW      int64      `json:"amount_krw"`
	State          State      `json:"state"`
	How            string     `json:"how"`
	ReturnCode     string     `json:"code"`
}

// Story returns everything that happened to an operation, its cancels
// included, in the order in which it happened.
func (d *Desk) Story(ctx context.Context, id int64) ([]Step, error) {
	events, err := d.Book.Story(ctx, id)
	if err != nil {
		return nil, err
	}
	kinds := map[int64]store.Kind{}
	steps := make([]Step, 0, len(events))
	for _, e := range events {
		var detail stepDetail
		if err := json.Unmarshal([]byte(e.Detail), &detail); err != nil {
			return nil, fmt.Errorf("read event %d: %w", e.Seq, err)
		}
		if detail.Kind != "" {
			kinds[e.OperationID] = detail.Kind
		}
		steps = append(steps, Step{
			Event: e, Kind: kinds[e.OperationID], OrderNumber: detail.OrderNumber, TransactionID: detail.TransactionID, CancelID: detail.CancelID,
			ApprovalNumber: detail.ApprovalNumber, Code: detail.Code, Message: detail.Message, Fault: detail.Fault,
			Reason: detail.Reason, Happened: detail.Happened, Evidence: detail.Evidence, Note: detail.Note,
			AmountKRW: detail.AmountKRW, State: detail.State, How: detail.How, ReturnCode: detail.ReturnCode,
		})
	}
	return steps, nil
}
