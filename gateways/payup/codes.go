package payup

import (
	"strings"

	"keyindesk/gateways"
)

// meaning is what one result code says. S4 3.1 gives one table for both calls;
// a code that makes no sense for a call, or that may come after the money
// moved, is Unknown there.
type meaning struct {
	code    string
	text    string // Payup's own, braces as in the document
	charge  gateways.Outcome
	cancel  gateways.Outcome
	advice  gateways.Advice
	section string
}

const approvedCode = "0000"

var codes = []meaning{
	{approvedCode, "성공", gateways.Approved, gateways.Approved, gateways.AdviceNone, "S4 3.1"},
	{"1001", "등록되지 않은 서비스아이디 입니다.", gateways.Declined, gateways.Declined, gateways.AdviceSettings, "S4 3.1"},
	{"1002", "제휴사 프로세스 생성 오류", gateways.Unknown, gateways.Unknown, gateways.AdviceCheckAdmin, "S4 3.1"},
	{"1003", "정산 대상 금액 부족으로 취소가 불가 합니다.", gateways.Unknown, gateways.Declined, gateways.AdviceRefundFunds, "S4 3.1"},
	{"1004", "취소 대상건이 없습니다.", gateways.Unknown, gateways.Declined, gateways.AdviceNoSuchSale, "S4 3.1"},
	{"1005", "취소 가능 상태가 아닙니다.", gateways.Unknown, gateways.Declined, gateways.AdviceNotCancelable, "S4 3.1"},
	{"1006", "취소 update 에러!", gateways.Unknown, gateways.Unknown, gateways.AdviceCheckAdmin, "S4 3.1"},
	{"2001", "전문 검증에러!(관리자에게 문의 부탁드립니다.)", gateways.Declined, gateways.Declined, gateways.AdviceSettings, "S4 3.1"},
	{"5001", "결제 금액이 최소 결제 금액 보다 작습니다.", gateways.Declined, gateways.Declined, gateways.AdviceFixAmount, "S4 3.1"},
	{"5002", "결제 금액이 최대 결제 금액 보다 큼니다.", gateways.Declined, gateways.Declined, gateways.AdviceFixAmount, "S4 3.1"},
	{"5003", "가맹점 일한도 초과! 관리자에게 문의 부탁드립니다.", gateways.Declined, gateways.Declined, gateways.AdviceShopLimit, "S4 3.1"},
	{"5004", "가맹점 월한도 초과! 관리자에게 문의 부탁드립니다.", gateways.Declined, gateways.Declined, gateways.AdviceShopLimit, "S4 3.1"},
	{"5005", "이행보증보험 한도 초과! 관리자에게 문의 부탁드립니다.", gateways.Declined, gateways.Declined, gateways.AdviceShopLimit, "S4 3.1"},
	{"6001", "{파라미터명}은 필수입니다.", gateways.Declined, gateways.Declined, gateways.AdviceFixInput, "S4 3.1"},
	{"6002", "{파라미터명}이 잘못되었습니다.", gateways.Declined, gateways.Declined, gateways.AdviceFixInput, "S4 3.1"},
	{"6003", "파라미터를 확인해주세요.", gateways.Declined, gateways.Declined, gateways.AdviceFixInput, "S4 3.1"},
	{"7001", "인증키를 확인해주세요.", gateways.Declined, gateways.Declined, gateways.AdviceSettings, "facts 3.3"},
	{"9001", "관리자에게 문의해주세요.", gateways.Unknown, gateways.Unknown, gateways.AdviceCheckAdmin, "S4 3.1"},
	{"9108", "미등록", gateways.Declined, gateways.Declined, gateways.AdviceSettings, "facts 3.3"},
}

// meaningOf looks a code up. "그 외 오류는 결제 오류입니다" (S4 3.1): a code of
// their shape that is not in the table is the card company's no to a payment.
// It says nothing certain about a cancel, nor when it stands among the codes
// of Payup's own process (10xx, 90xx), some of which come after the money
// moved. Anything else is not a code and says nothing (Unknown, and false).
func meaningOf(code string) (meaning, bool) {
	for _, m := range codes {
		if m.code == code {
			return m, true
		}
	}
	if !codeShaped(code) {
		return meaning{code: code, advice: gateways.AdviceCheckAdmin}, false
	}
	unlisted := meaning{code: code, charge: gateways.Declined, advice: gateways.AdviceAskCardholder, section: "S4 3.1"}
	if strings.HasPrefix(code, "10") || strings.HasPrefix(code, "90") {
		unlisted.charge = gateways.Unknown
	}
	return unlisted, true
}

// codeShaped accepts four digits, of which the first may be a capital letter,
// as acquirers have them. A word or a JSON literal is no code.
func codeShaped(code string) bool {
	return len(code) == 4 && gateways.Digits(code[1:]) && (gateways.Digits(code[:1]) || code[0] >= 'A' && code[0] <= 'Z')
}
