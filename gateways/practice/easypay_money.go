package practice

// kiccApproval is the reply to a settle, and to a tradeStatus that found one
// (facts 1.6). The objects of other ways to pay are there, full of nothing.
type kiccApproval struct {
	kiccYes
	MallID          string   `json:"mallId"`
	PgCno           string   `json:"pgCno"`
	RequestID       string   `json:"shopTransactionId"`
	OrderNumber     string   `json:"shopOrderNo"`
	Amount          int64    `json:"amount"`
	TransactionDate string   `json:"transactionDate"`
	Status          string   `json:"statusCode"`
	StatusMessage   string   `json:"statusMessage"`
	MAC             *string  `json:"msgAuthValue,omitempty"`
	Escrow          string   `json:"escrowUsed"`
	Paid            kiccPaid `json:"paymentInfo"`
	Basket          []any    `json:"basketInfoList"`
	*kiccPartsTold
}

// kiccPartsTold are the parts of a mixed sale, by their names in the request:
// those of the reply are published nowhere.
type kiccPartsTold struct {
	Tax  int64 `json:"comTaxAmt"`
	VAT  int64 `json:"comVatAmt"`
	Free int64 `json:"comFreeAmt"`
}

type kiccPaid struct {
	Type         string      `json:"payMethodTypeCode"`
	ApprovalNo   string      `json:"approvalNo"`
	ApprovalDate string      `json:"approvalDate"`
	Card         kiccCard    `json:"cardInfo"`
	Bank         kiccBank    `json:"bankInfo"`
	Virtual      kiccVirtual `json:"virtualAccountInfo"`
	Mobile       kiccMobile  `json:"mobInfo"`
	Prepaid      kiccPrepaid `json:"prepaidInfo"`
	Receipt      kiccReceipt `json:"cashReceiptInfo"`
}

type kiccCard struct {
	Number      string `json:"cardNo"`
	Issuer      string `json:"issuerCode"`
	IssuerName  string `json:"issuerName"`
	Acquirer    string `json:"acquirerCode"`
	AcquirerNm  string `json:"acquirerName"`
	Months      any    `json:"installmentMonth"` // a number of a card, "" otherwise
	Free        string `json:"freeInstallmentTypeCode"`
	Gubun       string `json:"cardGubun"`    // N credit, Y check
	BizGubun    string `json:"cardBizGubun"` // P personal, C corporate
	PartCancel  string `json:"partCancelUsed"`
	SubCard     string `json:"subCardCd"`
	Mask        string `json:"cardMaskNo"`
	VAN         string `json:"vanSno"`
	CouponWorth any    `json:"couponAmount"`
}

type kiccBank struct {
	Code string `json:"bankCode"`
	Name string `json:"bankName"`
}

type kiccVirtual struct {
	Bank    string `json:"bankCode"`
	Name    string `json:"bankName"`
	Account string `json:"accountNo"`
	Holder  string `json:"depositName"`
	Until   string `json:"expiryDate"`
}

type kiccMobile struct {
	AuthID string `json:"authId"`
	BillID string `json:"billId"`
	Number string `json:"mobileNo"`
}

type kiccPrepaid struct {
	BillID string `json:"billId"`
	Remain any    `json:"remainAmount"`
}

type kiccReceipt struct {
	Code         string `json:"resCd"`
	Message      string `json:"resMsg"`
	ApprovalNo   string `json:"approvalNo"`
	ApprovalDate string `json:"approvalDate"`
}

// The states of a sale in statusCode, as far as they are known.
const (
	statusTaken     = "TS03" // 매입요청
	statusCancelled = "TS02" // all of it
	statusPart      = "TS06" // a part
)

// approval tells a settled payment.
func (e *EasyPay) approval(p kiccPayment) kiccApproval {
	at := p.SettledAt.In(korea).Format(stamp)
	a := kiccApproval{
		kiccYes: kiccYes{"0000", "단독승인 정상"}, MallID: e.config.MallID, PgCno: p.PgCno,
		RequestID: p.RequestID, OrderNumber: p.OrderNumber, Amount: p.AmountKRW, TransactionDate: at,
		Status: statusTaken, StatusMessage: "매입요청", Escrow: "N", Basket: []any{},
		Paid: kiccPaid{
			Type: p.Method.Type, ApprovalNo: p.ApprovalNumber, ApprovalDate: at,
			Card: kiccCard{Months: "", CouponWorth: ""}, Prepaid: kiccPrepaid{Remain: ""},
		},
	}
	if p.Parts != nil {
		a.kiccPartsTold = &kiccPartsTold{p.Parts.Tax, p.Parts.VAT, p.Parts.Free}
	}
	if p.Method.Type == accountType {
		a.Paid.Bank = kiccBank{p.Method.Detail, p.Method.Name}
		if p.Receipt {
			a.Paid.Receipt = kiccReceipt{"0000", "정상", approvalNumber(p.PgCno + "receipt"), at}
		}
		return a
	}
	a.Paid.Card = kiccCard{
		Number: p.Method.CardNumber, Issuer: p.Method.Detail, IssuerName: p.Method.Name,
		Acquirer: p.Method.Detail, AcquirerNm: p.Method.Name, Months: p.Quota, Free: flag(p.Free, "03", "00"),
		Gubun: flag(p.Method.Check, "Y", "N"), BizGubun: flag(p.Method.Corporate, "C", "P"),
		PartCancel: "Y", CouponWorth: 0,
	}
	return a
}

// spoil makes the reply one that can't be trusted, if the behaviour says so.
func (a kiccApproval) spoil(b Behaviour) kiccApproval {
	switch b.Key {
	case WrongOrder:
		a.OrderNumber = another(a.OrderNumber)
	case WrongAmount:
		a.Amount++
	case NoID:
		a.PgCno = ""
	}
	return a
}

// sign puts the msgAuthValue over what the reply says, so that a wrong amount
// comes with a MAC that is right.
func (a kiccApproval) sign(e *EasyPay, b Behaviour) kiccApproval {
	value := e.mac(a.PgCno, figure(a.Amount), a.TransactionDate)
	switch b.Key {
	case MACWrong:
		value = another(value)
	case MACMissing:
		return a
	}
	a.MAC = &value
	return a
}
