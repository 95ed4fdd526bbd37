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
	RequestID     string `json:"request_id,omitempty"`
	MerchantID    string `json:"merchant_id,omitempty"`
	KeyHint       string `json:"key_hint,omitempty"`
	CustomerID    int64  `json:"customer_id,omitempty"`
	Sealed        string `json:"sealed_sha256"`
	Private       string `json:"private_sha256,omitempty"`
	// Of a new customer, the shop user id and the digest of what is sealed.
	ShopUserID     string `json:"shop_user_id,omitempty"`
	SealedCustomer string `json:"customer_sha256,omitempty"`
}

// prepared is the detail of the row's prepared event.
func (r row) prepared(overrideOf int64) preparedDetail {
	return preparedDetail{
		Kind: Kind(r.Kind), Gateway: r.Gateway, Environment: r.Environment, Terminal: r.Terminal,
		OrderNumber: r.OrderNumber, OrderSeq: r.OrderSeq, BusinessDay: r.BusinessDay, ParentID: r.ParentID,
		AmountKRW: r.AmountKRW, Quota: r.Quota, MaskedCard: r.MaskedCard, Network: r.Network, ItemName: r.ItemName,
		Mixed: r.Mixed != 0, TaxableKRW: r.TaxableKRW, FreeKRW: r.FreeKRW, Reason: r.Reason,
		CardCompany: r.CardCompany, TransactionID: r.TransactionID, OverrideOf: overrideOf,
		RequestID: r.RequestID, MerchantID: r.MerchantID, KeyHint: r.KeyHint, CustomerID: r.CustomerID,
		Private: privateDigest(r.Private),
		Sealed:  hex.EncodeToString(r.sealedBuyer.digest(r.Fingerprint)),
	}
}

type overrideDetail struct {
	OverrideOf int64 `json:"override_of"`
}

// answerDetail is a gateway's answer. State is there in an inquired event only:
// of the others the type says it.
type answerDetail struct {
	answered
	State       State           `json:"state,omitempty"`
	CustomerKey string          `json:"customer_key_sha256,omitempty"` // digest of the sealed key
	Trace       json.RawMessage `json:"trace,omitempty"`
}

// returned is what a page sent back, without who and when.
type returned struct {
	How           string `json:"how"`
	Code          string `json:"code"`
	Message       string `json:"message,omitempty"`
	PrivateDigest string `json:"private_sha256,omitempty"`
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
