package payple

import (
	"regexp"
	"strings"

	"keyindesk/gateways"
)

// meaning is what one result code says. Payple has one list for all its calls
// and none for these two (facts 6), so the table holds the codes of its public
// manuals that can meet a key. A no to a look-up is Declined whatever its code;
// a deletion that may have been carried out and not written down is Unknown.
type meaning struct {
	code     string // family and number, as Payple's own table lists them
	text     string // Payple's own, or the older one
	sign     string // words that tell the code where it is not given
	lookup   gateways.Outcome
	deletion gateways.Outcome
	advice   gateways.Advice
	section  string
	expired  bool // the session has ended: a new token helps
}

const approvedCode = "0000"

var codes = []meaning{
	{"AUTH0001", "가맹점아이디 값이 존재하지 않습니다.", "", gateways.Declined, gateways.Declined, gateways.AdviceSettings, "facts 2.2", false},
	{"AUTH0002", "가맹점키 값이 존재하지 않습니다.", "", gateways.Declined, gateways.Declined, gateways.AdviceSettings, "facts 2.2", false},
	{"AUTH0003", "가맹점 계정이 존재하지 않습니다.", "가맹점 계정", gateways.Declined, gateways.Declined, gateways.AdviceSettings, "facts 2.2", false},
	// The Referer or the PC's address is not the one registered: the first error
	// that most shops meet.
	{"AUTH0004", "CONNECT SERVER ERROR!!", "CONNECT SERVER ERROR", gateways.Declined, gateways.Declined, gateways.AdviceNetworkBlock, "S3 3", false},
	{"AUTH0005", "TOKEN CREATE ERROR!!", "TOKEN CREATE ERROR", gateways.Declined, gateways.Declined, gateways.AdviceCallGateway, "facts 2.2", false},
	{"AUTH0006", "보안프로토콜(HTTPS) 접속이 필요합니다.", "", gateways.Declined, gateways.Declined, gateways.AdviceNetworkBlock, "manual", false},
	{"AUTH0007", "", "", gateways.Declined, gateways.Declined, gateways.AdviceNetworkBlock, "facts 2.2", false},
	{"SPAY0001", "인증실패 : MEM INFO ERROR", "MEM INFO ERROR", gateways.Declined, gateways.Declined, gateways.AdviceSettings, "facts 2.2", true},
	{"SPAY0002", "평생계좌번호가 아닌 실계좌번호를 입력해주세요.", "", gateways.Declined, gateways.Declined, gateways.AdviceFixInput, "facts 2.2", false},
	{"SPAY0003", "가맹점 건당 한도 초과", "", gateways.Declined, gateways.Declined, gateways.AdviceShopLimit, "facts 2.2", false},
	{"SPAY0004", "가맹점 월 한도 초과", "", gateways.Declined, gateways.Declined, gateways.AdviceShopLimit, "facts 2.2", false},
	{"SPAY0005", "등록된 계좌정보를 찾을 수 없습니다.", "등록된 계좌정보를 찾을 수 없", gateways.Declined, gateways.Declined, gateways.AdviceNoSuchSale, "facts 2.2", false},
	{"SPAY0011", "출금이체 결과 미수신!!", "미수신", gateways.Declined, gateways.Unknown, gateways.AdviceCheckAdmin, "facts 2.2", false},
	{"SPAY0012", "출금이체 실패!!", "", gateways.Declined, gateways.Declined, gateways.AdviceCallGateway, "facts 2.2", false},
	{"SPAY0019", "잘못된 접근입니다.!!", "", gateways.Declined, gateways.Declined, gateways.AdviceCallGateway, "facts 2.2", false},
	{"SPAY9998", "은행 점검시간 입니다.", "은행 점검시간", gateways.Declined, gateways.Declined, gateways.AdviceAskAgain, "facts 2.2", false},
	{"SPCD0001", "결제용 KEY 값이 존재하지 않습니다.", "결제용 KEY 값이 존재하지 않습니다", gateways.Declined, gateways.Declined, gateways.AdviceNoSuchSale, "manual", false},
	{"SPCD0011", "카드 인증정보 체크 실패!!", "", gateways.Declined, gateways.Declined, gateways.AdviceFixInput, "manual", false},
	{"SPCD0012", "카드 인증정보를 찾을 수 없습니다.", "카드 인증정보를 찾을 수 없", gateways.Declined, gateways.Declined, gateways.AdviceNoSuchSale, "manual", false},
	{"SPCD9991", "가맹점 인증키 불일치", "인증키 불일치", gateways.Declined, gateways.Declined, gateways.AdviceSettings, "manual", true},
	{"CPAY0018", "출금이체 결과 미수신!!", "", gateways.Declined, gateways.Unknown, gateways.AdviceCheckAdmin, "facts 2.2", false},
	{"CPAY0024", "자동이체 해지정보 업데이트 실패!!", "업데이트 실패", gateways.Declined, gateways.Unknown, gateways.AdviceCheckAdmin, "manual", false},
}

var (
	// A code as a message or a field may give it: AUTH0004, [AUTH0004], SPAY 0001,
	// [test]SPAY0001 from the test host.
	familyCode = regexp.MustCompile(`\b(AUTH|SPAY|CPAY|RPAY|ARSA|BILL|CDAU|RPCD|SPCD)[ _-]?([0-9]{4})\b`)
	bareCode   = regexp.MustCompile(`^(?:\[test\])?\[?([0-9]{4})\]?$`)
)

// meaningOf reads a no. The table of Payple's manuals gives family and number
// in columns of their own, and only samples show a reply, so the family can be
// in the code, in the words, or nowhere. The words are asked before a number
// alone: 0001 is an ended session in one family and an unknown key in another.
// Words tell that a key is gone only where no code is named, and not in an
// authentication: whoever is refused there has learnt nothing about a key.
// A number alone never tells that a key is gone, which settles a deletion in
// doubt. What is not in the table is a no as well (S3 4: error means failure), of
// which the advice is the family's.
func meaningOf(code, message, family string) meaning {
	named := familyCode.FindStringSubmatch(code)
	if named == nil {
		named = familyCode.FindStringSubmatch(message)
	}
	if named != nil {
		if m, listed := byCode(named[1] + named[2]); listed {
			return m
		}
	}
	for _, m := range codes {
		if m.sign == "" || !strings.Contains(message, m.sign) {
			continue
		}
		if m.advice != gateways.AdviceNoSuchSale || named == nil && family != "AUTH" {
			return m
		}
	}
	if number := bareCode.FindStringSubmatch(code); named == nil && number != nil {
		named = []string{"", family, number[1]}
		if m, listed := byCode(family + number[1]); listed {
			if m.advice == gateways.AdviceNoSuchSale {
				m.advice = gateways.AdviceFixInput
			}
			return m
		}
	}
	m := meaning{lookup: gateways.Declined, deletion: gateways.Declined, advice: gateways.AdviceCallGateway}
	if named != nil {
		m.code, family = named[1]+named[2], named[1]
	}
	if family == "AUTH" {
		m.advice = gateways.AdviceSettings
	}
	return m
}

func byCode(code string) (meaning, bool) {
	for _, m := range codes {
		if m.code == code {
			return m, true
		}
	}
	return meaning{}, false
}

// of is the outcome for one kind of work.
func (m meaning) of(w work) gateways.Outcome {
	if w == deletion {
		return m.deletion
	}
	return m.lookup
}

// stale says that the token is no good any more.
func (m meaning) stale() bool { return m.expired || strings.HasPrefix(m.code, "AUTH") }
