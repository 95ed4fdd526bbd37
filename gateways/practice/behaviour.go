package practice

import "time"

// Key names a behaviour. It does not change: settings and the translations
// under "practice.behaviour." hold it.
type Key string

// The behaviours, and what each does to the money.
const (
	Approve Key = "approve" // answers as a healthy gateway does; also the empty Key

	// The card company says no: nothing is charged.
	DeclineLimit    Key = "decline-limit"    // over the card's limit
	DeclineLost     Key = "decline-lost"     // reported lost, or suspended
	DeclinePassword Key = "decline-password" // the two password digits are wrong
	DeclineOther    Key = "decline-other"    // any code and message; see Decline

	Slow Key = "slow" // charges at once, answers after Wait

	// The line fails.
	CutBefore   Key = "cut-before"   // connection refused: nothing reaches the gateway
	CutDuring   Key = "cut-during"   // hung up in the middle of the request: no charge
	LostRequest Key = "lost-request" // hung up after the whole request: no charge
	LostReply   Key = "lost-reply"   // charged, then hung up without a word
	SilentReply Key = "silent-reply" // charged, then silence until the other side gives up
	BadGateway  Key = "bad-gateway"  // HTTP 502 with a page: no charge
	Garbage     Key = "garbage"      // charged, then HTTP 200 with a page

	// The answer to a charge can't be trusted. All three charge what was asked.
	WrongOrder  Key = "wrong-order"  // success, but another order number
	WrongAmount Key = "wrong-amount" // success, but another amount
	NoID        Key = "no-id"        // success without a transaction id

	CancelShort Key = "cancel-short" // 1003: the settlement is too small; not cancelled
	CancelError Key = "cancel-error" // 1006: says update error although it is cancelled
)

// Behaviour is what the gateway does with one request. The zero value is
// Approve.
type Behaviour struct {
	Key           Key
	Code, Message string        // of a decline, as the reply will carry them
	Wait          time.Duration // of Slow
}

// Decline says no to the next charge or cancel with any code and message.
func Decline(code, message string) Behaviour {
	return Behaviour{Key: DeclineOther, Code: code, Message: message}
}

// SlowBy answers only after wait.
func SlowBy(wait time.Duration) Behaviour { return Behaviour{Key: Slow, Wait: wait} }

const usualWait = 8 * time.Second

// behaviours stands in the order of the practice strip: the good day, the
// card company's no, the bad line, the odd answers, the cancels. Payup's
// specification names no code of the card companies ("그 외 오류는 결제 오류",
// 3.1), so those with a P are this program's own and say so.
var behaviours = []Behaviour{
	{Key: Approve},
	{Key: DeclineLimit, Code: "P051", Message: "한도초과 (연습)"},
	{Key: DeclineLost, Code: "P041", Message: "분실/정지 카드 (연습)"},
	{Key: DeclinePassword, Code: "P055", Message: "비밀번호 오류 (연습)"},
	{Key: Slow, Wait: usualWait},
	{Key: CutBefore},
	{Key: CutDuring},
	{Key: LostReply},
	{Key: SilentReply},
	{Key: LostRequest},
	{Key: Garbage},
	{Key: BadGateway},
	{Key: WrongOrder},
	{Key: WrongAmount},
	{Key: NoID},
	{Key: CancelShort, Code: "1003", Message: "정산 대상 금액 부족으로 취소가 불가 합니다."},
	{Key: CancelError, Code: "1006", Message: "취소 update 에러!"},
}

// complete fills in what a bare Key leaves open.
func (b Behaviour) complete() Behaviour {
	if b.Key == "" {
		b.Key = Approve
	}
	for _, known := range behaviours {
		if known.Key != b.Key {
			continue
		}
		if b.Code == "" {
			b.Code, b.Message = known.Code, known.Message
		}
		if b.Wait == 0 {
			b.Wait = known.Wait
		}
	}
	return b
}

// act is what a request wants.
type act int

const (
	charging act = iota
	cancelling
)

// meets says whether the behaviour can happen to such a request. One that
// can't stays set for the next that it can happen to.
func (b Behaviour) meets(a act) bool {
	switch b.Key {
	case DeclineLimit, DeclineLost, DeclinePassword, WrongOrder, WrongAmount, NoID:
		return a == charging
	case CancelShort, CancelError:
		return a == cancelling
	}
	return true
}

// refuses says whether the card company, or for a cancel the gateway, says no
// to a sound request.
func (b Behaviour) refuses() bool {
	switch b.Key {
	case DeclineLimit, DeclineLost, DeclinePassword, DeclineOther, CancelShort:
		return true
	}
	return false
}
