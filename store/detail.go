package store

import (
	"encoding/hex"
	"encoding/json"
	"strings"
)

// The details of events, as JSON. Fields may be added; what is written stays
// readable.

// preparedDetail is the intent without personal data; Sealed is the digest of
// those, so that the chain covers them too.
type preparedDetail struct {
	Kind          Kind   `json:"kind"`
	Gateway       string `json:"gateway"`
	Environment   string `json:"environment"`
	Terminal      string `json:"terminal"`
	OrderNumber   string `json:"order_number"`
	OrderSeq      int64  `json:"order_seq,omitempty"`
	BusinessDay   string `json:"business_day"`
	ParentID      int64  `json:"parent_id,omitempty"`
	AmountKRW     int64  `json:"amount_krw"`
	Quota         int    `json:"quota"`
	MaskedCard    string `json:"masked_card"`
	Network       string `json:"network,omitempty"`
	ItemName      string `json:"item_name"`
	Mixed         bool   `json:"mixed,omitempty"`
	TaxableKRW    int64  `json:"taxable_krw,omitempty"`
	FreeKRW       int64  `json:"free_krw,omitempty"`
	Reason        string `json:"reason,omitempty"`
	CardCompany   string `json:"card_company,omitempty"`
	TransactionID string `json:"transaction_id,omitempty"`
	OverrideOf    int64  `json:"override_of,omitempty"`
	Sealed        string `json:"sealed_sha256"`
}

// prepared is the detail of the row's prepared event.
func (r row) prepared(overrideOf int64) preparedDetail {
	return preparedDetail{
		Kind: Kind(r.Kind), Gateway: r.Gateway, Environment: r.Environment, Terminal: r.Terminal,
		OrderNumber: r.OrderNumber, OrderSeq: r.OrderSeq, BusinessDay: r.BusinessDay, ParentID: r.ParentID,
		AmountKRW: r.AmountKRW, Quota: r.Quota, MaskedCard: r.MaskedCard, Network: r.Network, ItemName: r.ItemName,
		Mixed: r.Mixed != 0, TaxableKRW: r.TaxableKRW, FreeKRW: r.FreeKRW, Reason: r.Reason,
		CardCompany: r.CardCompany, TransactionID: r.TransactionID, OverrideOf: overrideOf,
		Sealed: hex.EncodeToString(r.sealedBuyer.digest(r.Fingerprint)),
	}
}

type overrideDetail struct {
	OverrideOf int64 `json:"override_of"`
}

type answerDetail struct {
	answered
	Trace json.RawMessage `json:"trace,omitempty"`
}

// finding is what a person found out, without who and when: those are the
// event's own.
type finding struct {
	Happened       bool   `json:"happened"`
	TransactionID  string `json:"transaction_id,omitempty"`
	ApprovalNumber string `json:"approval_number,omitempty"`
	Evidence       string `json:"evidence"`
}

type contradictedDetail struct {
	Detail string `json:"detail"`
}

func encode(detail any) (string, error) {
	text, err := json.Marshal(detail)
	return string(text), err
}

// traceJSON keeps a trace that is JSON as it is and quotes any other.
func traceJSON(trace string) json.RawMessage {
	switch {
	case trace == "":
		return nil
	case json.Valid([]byte(trace)):
		return json.RawMessage(trace)
	}
	quoted, err := json.Marshal(trace)
	if err != nil {
		return nil
	}
	return quoted
}

// clean makes a text one that JSON and every database keep as it is.
func clean(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, "�"), "\x00", "")
}

// cleanAll cleans texts in place.
func cleanAll(texts ...*string) {
	for _, t := range texts {
		*t = clean(*t)
	}
}
