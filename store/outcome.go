package store

// outcome is the part of an operation that changes after Prepare. The same
// functions below change it when something happens and when VerifyChain
// plays the events again, so a row and its story can't drift apart unnoticed.
type outcome struct {
	Kind       Kind
	State      State
	FinishedAt string
	Returned   bool
	ReturnCode string
	answered
}

// answered is what a gateway said.
type answered struct {
	MerchantID      string `json:"merchant_id,omitempty"`
	KeyHint         string `json:"key_hint,omitempty"`
	MaskedNumber    string `json:"masked_number,omitempty"`
	TransactionID   string `json:"transaction_id,omitempty"`
	CancelID        string `json:"cancel_id,omitempty"`
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
	PrivateDigest   string `json:"private_sha256,omitempty"`
}

// answer applies a gateway's answer. What the intent knew already stays when
// the answer is silent about it; the merchant id stays whatever it says.
func (o *outcome) answer(state State, at string, a answered) {
	keep(&a.TransactionID, o.TransactionID)
	keep(&a.CardCompany, o.CardCompany)
	keep(&a.KeyHint, o.KeyHint)
	keep(&a.PrivateDigest, o.PrivateDigest)
	if o.MerchantID != "" {
		a.MerchantID = o.MerchantID
	}
	o.State, o.FinishedAt, o.answered = state, at, a
}

func keep(to *string, known string) {
	if *to == "" {
		*to = known
	}
}

// cutOff applies the end of the program before an answer was recorded.
func (o *outcome) cutOff(at string) {
	o.State, o.FinishedAt = InDoubt, at
	if o.Kind.Harmless() {
		o.State = NoAnswer
	}
}

// inquire applies what the gateway said later about an operation in doubt; when
// it was finished stays. InDoubt changes nothing.
func (o *outcome) inquire(state State, a answered) {
	if state != InDoubt {
		o.answer(state, o.FinishedAt, a)
	}
}

// comeBack applies a page's return.
func (o *outcome) comeBack(r returned) {
	o.Returned, o.ReturnCode = true, r.Code
	if r.PrivateDigest != "" {
		o.PrivateDigest = r.PrivateDigest
	}
}

// resolve applies a person's finding. Of a sale it decides the ids as well:
// a sale that did not happen has none.
func (o *outcome) resolve(f finding) {
	o.State = Declined
	if f.Happened {
		o.State = Approved
	}
	if o.Kind.TakesMoney() {
		o.TransactionID, o.ApprovalNumber = f.TransactionID, f.ApprovalNumber
	}
}
