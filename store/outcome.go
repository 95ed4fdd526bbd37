package store

// outcome is the part of an operation that changes after Prepare. The same
// three functions below change it when something happens and when VerifyChain
// plays the events again, so a row and its story can't drift apart unnoticed.
type outcome struct {
	Kind       Kind
	State      State
	FinishedAt string
	answered
}

// answered is what a gateway said.
type answered struct {
	TransactionID   string `json:"transaction_id,omitempty"`
	ApprovalNumber  string `json:"approval_number,omitempty"`
	AnsweredAt      string `json:"answered_at,omitempty"`
	CardCompany     string `json:"card_company,omitempty"`
	ResultCode      string `json:"result_code,omitempty"`
	ResultMessage   string `json:"result_message,omitempty"`
	Advice          string `json:"advice,omitempty"`
	Fault           string `json:"fault,omitempty"`
	KakaoResultCode string `json:"kakao_result_code,omitempty"`
	InterestFree    bool   `json:"interest_free,omitempty"`
	PartsGiven      bool   `json:"parts_given,omitempty"`
	SupplyKRW       int64  `json:"supply_krw,omitempty"`
	VATKRW          int64  `json:"vat_krw,omitempty"`
	ExemptKRW       int64  `json:"exempt_krw,omitempty"`
}

// answer applies a gateway's answer. What the intent knew already, a cancel's
// transaction id and card company, stays when the answer is silent about it.
func (o *outcome) answer(state State, at string, a answered) {
	if a.TransactionID == "" {
		a.TransactionID = o.TransactionID
	}
	if a.CardCompany == "" {
		a.CardCompany = o.CardCompany
	}
	o.State, o.FinishedAt, o.answered = state, at, a
}

// cutOff applies the end of the program before an answer was recorded.
func (o *outcome) cutOff(at string) { o.State, o.FinishedAt = InDoubt, at }

// resolve applies a person's finding. Of a charge it decides the ids as well:
// a sale that did not happen has none.
func (o *outcome) resolve(f finding) {
	o.State = Declined
	if f.Happened {
		o.State = Approved
	}
	if o.Kind == KindCharge {
		o.TransactionID, o.ApprovalNumber = f.TransactionID, f.ApprovalNumber
	}
}
