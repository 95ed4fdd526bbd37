package practice

import "slices"

// EasyPay's own behaviours. DeclineLimit, DeclineLost and DeclinePassword are
// the card company's no to a settle, as with Payup; WrongOrder, WrongAmount
// and NoID spoil the answer to a settle, a cancel or an inquiry.
const (
	DeclineFunds Key = "decline-funds" // the account is too low: nothing is charged

	MACWrong   Key = "mac-wrong"   // charged; the answer's msgAuthValue is not theirs
	MACMissing Key = "mac-missing" // charged; the answer has no msgAuthValue

	Duplicate     Key = "duplicate"      // the line delivered it twice: done once, and the answer is the repeat's refusal
	KeyUnknown    Key = "key-unknown"    // says that it knows no such CustomerKey: nothing is done
	CancelRefused Key = "cancel-refused" // not cancelled
	StatusUnknown Key = "status-unknown" // an inquiry finds nothing, whatever there was

	PageRefuse  Key = "page-refuse"  // the page ends in a refusal, whatever the customer did
	PageForeign Key = "page-foreign" // the page returns another request's id
)

// What is asked of EasyPay, over the line and on its pages.
const (
	kiccRegister   act = "userCertReg"
	kiccIssue      act = "generation"
	kiccRevoke     act = "expiration"
	kiccMethods    act = "paymentMethodInfo"
	kiccPaymentReg act = "paymentAuthReg"
	kiccSettle     act = "settle"
	kiccCancel     act = "cancel"
	kiccStatus     act = "tradeStatus"
	kiccPage       act = "page"
)

// easypayHabits stands in the order of the practice strip. The codes of the
// card companies are those that KICC publishes (support/error-codes).
var easypayHabits = slices.Concat(
	habits{
		{Behaviour{Key: Approve}, nil},
		{Behaviour{Key: DeclineLimit, Code: "8521", Message: "한도초과 (연습)"}, []act{kiccSettle}},
		{Behaviour{Key: DeclineFunds, Code: "8035", Message: "잔액부족 (연습)"}, []act{kiccSettle}},
		{Behaviour{Key: DeclineLost, Code: "8350", Message: "분실/정지 카드 (연습)"}, []act{kiccSettle}},
		{Behaviour{Key: DeclinePassword, Code: "8311", Message: "비밀번호 오류 (연습)"}, []act{kiccSettle}},
	},
	badLine(kiccRegister, kiccIssue, kiccRevoke, kiccMethods, kiccPaymentReg, kiccSettle, kiccCancel, kiccStatus),
	habits{
		{Behaviour{Key: WrongOrder}, []act{kiccSettle, kiccCancel, kiccStatus}},
		{Behaviour{Key: WrongAmount}, []act{kiccSettle, kiccCancel, kiccStatus}},
		{Behaviour{Key: NoID}, []act{kiccSettle, kiccCancel, kiccStatus}},
		{Behaviour{Key: MACWrong}, []act{kiccSettle}},
		{Behaviour{Key: MACMissing}, []act{kiccSettle}},
		{Behaviour{Key: Duplicate}, []act{kiccRegister, kiccPaymentReg, kiccSettle, kiccCancel}},
		{Behaviour{Key: KeyUnknown}, []act{kiccRevoke, kiccMethods, kiccPaymentReg}},
		{Behaviour{Key: CancelRefused, Code: "P371", Message: "취소할 수 없는 거래입니다. (연습)"}, []act{kiccCancel}},
		{Behaviour{Key: StatusUnknown}, []act{kiccStatus}},
		{Behaviour{Key: PageRefuse}, []act{kiccPage}},
		{Behaviour{Key: PageForeign}, []act{kiccPage}},
	},
)

// saysNo says whether a sound request is refused all the same.
func (b Behaviour) saysNo() bool {
	return b.refuses() || b.Key == DeclineFunds || b.Key == CancelRefused
}

// takePage hands out what Next set for a page, once. The line's behaviours are
// left for the line.
func (e *EasyPay) takePage() Behaviour {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.next.Key != PageRefuse && e.next.Key != PageForeign {
		return Behaviour{Key: Approve}
	}
	b := e.next
	e.next = Behaviour{}
	return b
}
