package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jmoiron/sqlx"
)

// row is an operation as it lies on disk, and what is derived from other rows
// when it is read.
type row struct {
	ID          int64  `db:"id"`
	Kind        string `db:"kind"`
	Gateway     string `db:"gateway"`
	Environment string `db:"environment"`
	Terminal    string `db:"terminal"`
	Staff       string `db:"staff"`
	State       string `db:"state"`
	ParentID    int64  `db:"parent_id"`
	CustomerID  int64  `db:"customer_id"`
	OrderNumber string `db:"order_number"`
	OrderSeq    int64  `db:"order_seq"`
	RequestID   string `db:"request_id"`
	BusinessDay string `db:"business_day"`
	PreparedAt  string `db:"prepared_at"`
	FinishedAt  string `db:"finished_at"`

	AmountKRW   int64  `db:"amount_krw"`
	Quota       int    `db:"quota"`
	MaskedCard  string `db:"masked_card"`
	Network     string `db:"network"`
	ItemName    string `db:"item_name"`
	Fingerprint []byte `db:"fingerprint"`
	Mixed       int    `db:"mixed"`
	TaxableKRW  int64  `db:"taxable_krw"`
	FreeKRW     int64  `db:"free_krw"`
	Reason      string `db:"reason"`

	sealedBuyer
	Private []byte `db:"private"` // sealed

	MerchantID      string `db:"merchant_id"`
	KeyHint         string `db:"key_hint"`
	MaskedNumber    string `db:"masked_number"`
	TransactionID   string `db:"transaction_id"`
	CancelID        string `db:"cancel_id"`
	ApprovalNumber  string `db:"approval_number"`
	AnsweredAt      string `db:"answered_at"`
	CardCompany     string `db:"card_company"`
	ResultCode      string `db:"result_code"`
	ResultMessage   string `db:"result_message"`
	Advice          string `db:"advice"`
	Fault           string `db:"fault"`
	KakaoResultCode string `db:"kakao_result_code"`
	InterestFree    int    `db:"interest_free"`
	PartsGiven      int    `db:"parts_given"`
	SupplyKRW       int64  `db:"supply_krw"`
	VATKRW          int64  `db:"vat_krw"`
	ExemptKRW       int64  `db:"exempt_krw"`

	Returned   int    `db:"returned"`
	ReturnCode string `db:"return_code"`

	CancelledKRW int64  `db:"cancelled_krw"`
	CancelledBy  int64  `db:"cancelled_by"`
	CancelState  string `db:"cancel_state"`
	Settled      bool   `db:"settled"`
	Contradicted bool   `db:"contradicted"`

	gone *gone // what of it was erased; set by walkStories only
}

// storedColumns are a row's own columns, in the order of the table.
const storedColumns = `o.id, o.kind, o.gateway, o.environment, o.terminal, o.staff, o.state,
	COALESCE(o.parent_id, 0) AS parent_id, COALESCE(o.customer_id, 0) AS customer_id, o.order_number, o.order_seq,
	o.request_id, o.business_day, o.prepared_at, o.finished_at, o.amount_krw, o.quota, o.masked_card, o.network,
	o.item_name, o.fingerprint, o.mixed, o.taxable_krw, o.free_krw, o.reason, o.buyer_name, o.buyer_phone, o.buyer_email,
	o.private, o.merchant_id, o.key_hint, o.masked_number, o.transaction_id, o.cancel_id, o.approval_number,
	o.answered_at, o.card_company, o.result_code, o.result_message, o.advice, o.fault, o.kakao_result_code,
	o.interest_free, o.parts_given, o.supply_krw, o.vat_krw, o.exempt_krw, o.returned, o.return_code`

// cancelledKRW is what approved cancels have given back of the sale o.
const cancelledKRW = `COALESCE((SELECT SUM(c.amount_krw) FROM operations c
	WHERE c.parent_id = o.id AND c.kind = 'cancel' AND c.state = 'approved'), 0)`

// aFinding is what the index events_findings holds, in its own words: only so
// does SQLite use it.
const aFinding = `e.type IN ('resolved', 'contradicted')`

// anOpen is what the index operations_open holds, likewise.
const anOpen = `o.state IN ('prepared', 'in-doubt')`

// selectRow reads operations o with everything derived. A condition follows.
const selectRow = `SELECT ` + storedColumns + `,
	` + cancelledKRW + ` AS cancelled_krw,
	CASE WHEN o.kind IN ('charge', 'settle') AND ` + cancelledKRW + ` >= o.amount_krw
		THEN (SELECT MAX(c.id) FROM operations c WHERE c.parent_id = o.id AND c.kind = 'cancel' AND c.state = 'approved')
		ELSE 0 END AS cancelled_by,
	COALESCE((SELECT c.state FROM operations c WHERE c.parent_id = o.id AND c.kind = 'cancel'
		ORDER BY c.id DESC LIMIT 1), '') AS cancel_state,
	EXISTS (SELECT 1 FROM events e WHERE e.operation_id = o.id AND ` + aFinding + ` AND e.type = 'resolved') AS settled,
	EXISTS (SELECT 1 FROM events e WHERE e.operation_id = o.id AND ` + aFinding + ` AND e.type = 'contradicted') AS contradicted
	FROM operations o `

// operation opens what is sealed and reads the times.
func (r row) operation(s Sealer) (Operation, error) {
	prepared, err := parseStamp(r.PreparedAt)
	if err != nil {
		return Operation{}, fmt.Errorf("operation %d: %w", r.ID, err)
	}
	finished, err := parseStamp(r.FinishedAt)
	if err != nil {
		return Operation{}, fmt.Errorf("operation %d: %w", r.ID, err)
	}
	return Operation{
		ID: r.ID, Kind: Kind(r.Kind), Gateway: r.Gateway, Environment: r.Environment, Terminal: r.Terminal,
		Staff: r.Staff, State: State(r.State), ParentID: r.ParentID, CustomerID: r.CustomerID, OrderNumber: r.OrderNumber,
		RequestID: r.RequestID, MerchantID: r.MerchantID, KeyHint: r.KeyHint, CancelID: r.CancelID,
		BusinessDay: r.BusinessDay, PreparedAt: prepared, FinishedAt: finished,
		AmountKRW: r.AmountKRW, Quota: r.Quota, MaskedCard: r.maskedCard(), Network: r.Network, ItemName: r.ItemName,
		Fingerprint: r.Fingerprint, Buyer: r.sealedBuyer.open(s, r.OrderNumber),
		Mixed: r.Mixed != 0, TaxableKRW: r.TaxableKRW, FreeKRW: r.FreeKRW,
		TransactionID: r.TransactionID, ApprovalNumber: r.ApprovalNumber, AnsweredAt: r.AnsweredAt,
		CardCompany: r.CardCompany, ResultCode: r.ResultCode, ResultMessage: r.ResultMessage, Advice: r.Advice,
		Fault: r.Fault, KakaoResultCode: r.KakaoResultCode, InterestFree: r.InterestFree != 0,
		PartsGiven: r.PartsGiven != 0, SupplyKRW: r.SupplyKRW, VATKRW: r.VATKRW, ExemptKRW: r.ExemptKRW,
		Returned: r.Returned != 0, ReturnCode: r.ReturnCode,
		Reason: r.Reason, CancelledKRW: r.CancelledKRW, CancelledBy: r.CancelledBy, CancelState: State(r.CancelState),
		Settled: r.Settled, Contradicted: r.Contradicted,
	}, nil
}

// maskedCard is the number as it was keyed in, else as the gateway gave it.
func (r row) maskedCard() string {
	if r.MaskedCard != "" {
		return r.MaskedCard
	}
	return r.MaskedNumber
}

// setOutcome copies to the row what an answer, a return or a finding changes,
// but for what is sealed.
func (r *row) setOutcome(o outcome) {
	r.State, r.FinishedAt = string(o.State), o.FinishedAt
	r.TransactionID, r.ApprovalNumber, r.AnsweredAt, r.CardCompany = o.TransactionID, o.ApprovalNumber, o.AnsweredAt, o.CardCompany
	r.ResultCode, r.ResultMessage, r.Advice, r.Fault = o.ResultCode, o.ResultMessage, o.Advice, o.Fault
	r.KakaoResultCode, r.InterestFree, r.PartsGiven = o.KakaoResultCode, truth(o.InterestFree), truth(o.PartsGiven)
	r.SupplyKRW, r.VATKRW, r.ExemptKRW = o.SupplyKRW, o.VATKRW, o.ExemptKRW
	r.MerchantID, r.KeyHint, r.MaskedNumber, r.CancelID = o.MerchantID, o.KeyHint, o.MaskedNumber, o.CancelID
	r.Returned, r.ReturnCode = truth(o.Returned), o.ReturnCode
}

// outcome is the part of the row that changes after Prepare.
func (r row) outcome() outcome {
	return outcome{
		Kind: Kind(r.Kind), State: State(r.State), FinishedAt: r.FinishedAt,
		Returned: r.Returned != 0, ReturnCode: r.ReturnCode,
		answered: answered{
			MerchantID: r.MerchantID, KeyHint: r.KeyHint, MaskedNumber: r.MaskedNumber, CancelID: r.CancelID,
			PrivateDigest: privateDigest(r.Private),
			TransactionID: r.TransactionID, ApprovalNumber: r.ApprovalNumber, AnsweredAt: r.AnsweredAt,
			CardCompany: r.CardCompany, ResultCode: r.ResultCode, ResultMessage: r.ResultMessage, Advice: r.Advice,
			Fault: r.Fault, KakaoResultCode: r.KakaoResultCode, InterestFree: r.InterestFree != 0,
			PartsGiven: r.PartsGiven != 0, SupplyKRW: r.SupplyKRW, VATKRW: r.VATKRW, ExemptKRW: r.ExemptKRW,
		},
	}
}

// queryer is a transaction or a pool.
type queryer interface {
	sqlx.QueryerContext
	sqlx.PreparerContext
	Rebind(string) string
}

// rowByID reads one row; ErrNotFound if there is none.
func rowByID(ctx context.Context, q queryer, id int64) (row, error) {
	var r row
	err := sqlx.GetContext(ctx, q, &r, q.Rebind(selectRow+`WHERE o.id = ?`), id)
	if errors.Is(err, sql.ErrNoRows) {
		return row{}, ErrNotFound
	}
	return r, err
}

var updateOperation = newNamed[row](`UPDATE operations SET state = :state, finished_at = :finished_at,
	merchant_id = :merchant_id, key_hint = :key_hint, masked_number = :masked_number, private = :private,
	transaction_id = :transaction_id, cancel_id = :cancel_id, approval_number = :approval_number, answered_at = :answered_at,
	card_company = :card_company, result_code = :result_code, result_message = :result_message, advice = :advice,
	fault = :fault, kakao_result_code = :kakao_result_code, interest_free = :interest_free,
	parts_given = :parts_given, supply_krw = :supply_krw, vat_krw = :vat_krw, exempt_krw = :exempt_krw
	WHERE id = :id`)

// updateOutcome writes what an answer or a finding changed.
func updateOutcome(ctx context.Context, tx *sqlx.Tx, r row) error {
	_, err := updateOperation.exec(ctx, tx, r)
	return err
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}
