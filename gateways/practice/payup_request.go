package practice

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// refusal is the whole of a reply that says no: two fields, no others.
type refusal struct {
	Code    string `json:"responseCode"`
	Message string `json:"responseMsg"`
}

// The refusals of the code table (3.1) that need no field's name. 7001 is not
// in the table, but Payup's answer to a wrong key or signature.
var (
	unknownMerchant = &refusal{"1001", "등록되지 않은 서비스아이디 입니다."}
	noSuchSale      = &refusal{"1004", "취소 대상건이 없습니다."}
	notCancellable  = &refusal{"1005", "취소 가능 상태가 아닙니다."}
	malformed       = &refusal{"2001", "전문 검증에러!(관리자에게 문의 부탁드립니다.)"}
	tooSmall        = &refusal{"5001", "결제 금액이 최소 결제 금액 보다 작습니다."}
	tooLarge        = &refusal{"5002", "결제 금액이 최대 결제 금액 보다 큼니다."}
	wrongParameters = &refusal{"6003", "파라미터를 확인해주세요."}
	wrongKey        = &refusal{"7001", "인증키를 확인해주세요."}
	ownTrouble      = &refusal{"9001", "관리자에게 문의해주세요."}
)

// missing and wrong name the field as the real replies do.
func missing(f field) *refusal {
	return &refusal{"6001", fmt.Sprintf("%s(%s)는 필수 입니다.", f.title, f.name)}
}

func wrong(f field) *refusal {
	return &refusal{"6002", fmt.Sprintf("%s(%s)이 잘못되었습니다.", f.title, f.name)}
}

// field is a row of a table "요청 전문구성".
type field struct {
	name, title string
	required    bool
	fits        func(string) bool // asked only when there is a value
}

// chargeFields is the table of 2.1. The document doesn't say whether lengths
// are bytes or characters; characters are the more lenient reading. Its sample
// has a timestamp with a 60th second, so only the digits of one are looked at.
var chargeFields = []field{
	{"orderNumber", "주문번호", true, upTo(20)},
	{"cardNo", "카드번호", true, like(`[0-9]{11,20}`)},
	{"expireMonth", "유효기간(월)", true, like(`0[1-9]|1[0-2]`)},
	{"expireYear", "유효기간(년)", true, like(`[0-9]{2}`)},
	{"birthday", "생년월일/사업자번호", true, like(`[0-9]{6}|[0-9]{10}`)},
	{"cardPw", "카드비밀번호", true, like(`[0-9]{2}`)},
	{"amount", "결제금액", true, like(`0|[1-9][0-9]{0,11}`)},
	{"quota", "할부기간", true, like(`0?[0-9]|1[0-9]|2[0-4]`)},
	{"itemName", "상품명", true, upTo(128)},
	{"userName", "구매자명", true, upTo(50)},
	{"mobileNumber", "구매자휴대폰번호", false, like(`[0-9]{1,11}`)},
	{"kakaoSend", "카카오알림톡발송", false, like(`Y|N`)},
	{"userEmail", "구매자이메일", false, like(`.{1,64}@.{1,63}`)},
	{"signature", "서명값", true, upTo(64)},
	{"timestamp", "타임스탬프", true, like(`[0-9]{14,20}`)},
	{"taxFlag", "복합과세 여부", false, like(`Y|N`)},
	{"taxAmount", "과세금액", false, like(`0|[1-9][0-9]{0,11}`)},
	{"freeAmount", "면세금액", false, like(`0|[1-9][0-9]{0,11}`)},
}

// cancelFields is the table of 2.2. It asks for merchantId, and its own example
// leaves it out; so may a request, the path names the merchant anyway.
var cancelFields = []field{
	{"merchantId", "가맹점아이디", false, upTo(20)},
	{"transactionId", "거래번호", true, upTo(20)},
	{"signature", "서명값", true, upTo(64)},
}

func upTo(characters int) func(string) bool {
	return func(value string) bool { return utf8.RuneCountInString(value) <= characters }
}

func like(pattern string) func(string) bool {
	return regexp.MustCompile(`^(?:` + pattern + `)$`).MatchString
}

// check looks a message over in the order in which a gateway can: what is
// missing, who signed it, and only then what it says.
func (m message) check(fields []field, signature string) *refusal {
	for _, f := range fields {
		if f.required && strings.TrimSpace(m[f.name]) == "" {
			return missing(f)
		}
	}
	if m["signature"] != signature {
		return wrongKey
	}
	for _, f := range fields {
		if value := m[f.name]; value != "" && !f.fits(value) {
			return wrong(f)
		}
	}
	return nil
}

// sign joins the parts with bars, takes the spaces out and hashes the rest
// (2.1.1, 2.2.1).
func sign(parts ...string) string {
	text := strings.ReplaceAll(strings.Join(parts, "|"), " ", "")
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// won reads an amount that a field's pattern has let through; an empty one is
// nothing.
func won(value string) int64 {
	amount, _ := strconv.ParseInt(value, 10, 64)
	return amount
}
