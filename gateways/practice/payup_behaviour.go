package practice

import "slices"

// Payup's own behaviours, and what each does to the money.
const (
	// The card company says no: nothing is charged.
	DeclineLimit    Key = "decline-limit"    // over the card's limit
	DeclineLost     Key = "decline-lost"     // reported lost, or suspended
	DeclinePassword Key = "decline-password" // the two password digits are wrong

	// The answer to a charge can't be trusted. All three charge what was asked.
	WrongOrder  Key = "wrong-order"  // success, but another order number
	WrongAmount Key = "wrong-amount" // success, but another amount
	NoID        Key = "no-id"        // success without a transaction id

	CancelShort Key = "cancel-short" // 1003: the settlement is too small; not cancelled
	CancelError Key = "cancel-error" // 1006: says update error although it is cancelled
)

// What is asked of Payup.
const (
	charging   act = "keyin2"
	cancelling act = "cancel2"
)

// payupHabits stands in the order of the practice strip: the good day, the
// card company's no, the bad line, the odd answers, the cancels. Payup's
// specification names no code of the card companies ("그 외 오류는 결제 오류",
// 3.1), so those with a P are this program's own and say so.
var payupHabits = slices.Concat(
	habits{
		{Behaviour{Key: Approve}, nil},
		{Behaviour{Key: DeclineLimit, Code: "P051", Message: "한도초과 (연습)"}, []act{charging}},
		{Behaviour{Key: DeclineLost, Code: "P041", Message: "분실/정지 카드 (연습)"}, []act{charging}},
		{Behaviour{Key: DeclinePassword, Code: "P055", Message: "비밀번호 오류 (연습)"}, []act{charging}},
	},
	badLine(),
	habits{
		{Behaviour{Key: WrongOrder}, []act{charging}},
		{Behaviour{Key: WrongAmount}, []act{charging}},
		{Behaviour{Key: NoID}, []act{charging}},
		{Behaviour{Key: CancelShort, Code: "1003", Message: "정산 대상 금액 부족으로 취소가 불가 합니다."}, []act{cancelling}},
		{Behaviour{Key: CancelError, Code: "1006", Message: "취소 update 에러!"}, []act{cancelling}},
	},
)

// refuses says whether the card company, or for a cancel the gateway, says no
// to a sound request.
func (b Behaviour) refuses() bool {
	switch b.Key {
	case DeclineLimit, DeclineLost, DeclinePassword, DeclineOther, CancelShort:
		return true
	}
	return false
}
