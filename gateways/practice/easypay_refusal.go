package practice

import "strconv"

// kiccRefusal is the whole of a reply that says no.
type kiccRefusal struct {
	Code    string `json:"resCd"`
	Message string `json:"resMsg"`
}

// KICC publishes "0000", the card companies' codes, and none of its own, not
// even that of a repeated request. Codes with a P are therefore this program's,
// and no client may learn anything from them but that they are not "0000".
var (
	kiccNotAdmitted = &kiccRefusal{"P101", "인증정보가 올바르지 않습니다. (Authorization)"}
	kiccNoMall      = &kiccRefusal{"P102", "등록되지 않은 상점ID 입니다. (mallId)"}
	kiccWrongMAC    = &kiccRefusal{"P103", "메시지 인증값이 올바르지 않습니다. (msgAuthValue)"}

	kiccMalformed = &kiccRefusal{"P201", "요청 전문을 확인해주세요."}
	kiccNotASCII  = &kiccRefusal{"P202", "요청 전문에 이스케이프되지 않은 문자가 있습니다."}
	kiccDialects  = &kiccRefusal{"P207", "mallId와 shopUserMail은 함께 보낼 수 없습니다."}
	kiccSEED      = &kiccRefusal{"P208", "SEED 암호화 값을 풀 수 없습니다."}
	kiccSum       = &kiccRefusal{"P209", "과세·부가세·면세 금액의 합이 거래금액과 다릅니다."}

	kiccRepeated = &kiccRefusal{"P301", "중복된 요청입니다."}

	kiccKeyUnknown = &kiccRefusal{"P311", "등록되지 않은 고객키입니다. (customerKey)"}
	kiccKeyRevoked = &kiccRefusal{"P312", "해지된 고객키입니다. (customerKey)"}
	kiccKeyOld     = &kiccRefusal{"P313", "유효기간이 지난 고객키입니다. (customerKey)"}
	kiccOtherUser  = &kiccRefusal{"P314", "고객 식별번호가 일치하지 않습니다. (shopUserId)"}
	kiccNoMethod   = &kiccRefusal{"P315", "등록되지 않은 결제수단입니다. (easypayVirtualNo)"}
	kiccLumpSum    = &kiccRefusal{"P316", "체크카드는 할부할 수 없습니다. (installmentMonth)"}

	kiccNoRegistration = &kiccRefusal{"P321", "등록 요청이 없습니다. (requestTid, registerTid)"}
	kiccNotCertified   = &kiccRefusal{"P322", "본인인증이 완료되지 않았습니다. (certSeqNo)"}
	kiccRegistrationUp = &kiccRefusal{"P323", "등록 요청의 유효시간이 지났습니다."}

	kiccNoAuthorization = &kiccRefusal{"P331", "결제 인증이 없거나 다른 거래의 인증입니다. (authorizationId)"}
	kiccAuthorizationUp = &kiccRefusal{"P332", "결제 인증의 유효시간이 지났습니다. (authorizationId)"}
	kiccOtherOrder      = &kiccRefusal{"P333", "주문번호가 거래등록과 다릅니다. (shopOrderNo)"}
	kiccOtherDay        = &kiccRefusal{"P334", "요청일자가 오늘이 아닙니다."}

	kiccNothingFound = &kiccRefusal{"P351", "조회할 거래가 없습니다."}
	kiccTooOld       = &kiccRefusal{"P352", "당일과 전일 거래만 조회할 수 있습니다. (transactionDate)"}

	kiccNoSale        = &kiccRefusal{"P361", "취소 대상 거래가 없습니다. (pgCno)"}
	kiccCancelled     = &kiccRefusal{"P362", "이미 취소된 거래입니다."}
	kiccPartCancelled = &kiccRefusal{"P363", "부분취소된 거래는 전체취소할 수 없습니다. (cancelTxtype)"}
	kiccTooMuch       = &kiccRefusal{"P364", "취소 가능 금액을 넘었습니다. (amount)"}
	kiccBalance       = &kiccRefusal{"P365", "취소 가능 잔액이 다릅니다. (remainAmount)"}
	kiccPartsLeft     = &kiccRefusal{"P366", "복합과세 취소 금액을 확인해주세요."}

	kiccOwnTrouble = &kiccRefusal{"P901", "잠시 후 다시 시도해주세요."}

	// What a page returns when the customer turns back.
	kiccTurnedBack = &kiccRefusal{"P401", "고객이 취소하였습니다."}
	kiccPageNo     = &kiccRefusal{"P402", "본인확인에 실패하였습니다. (연습)"}
)

func kiccMissing(name string) *kiccRefusal {
	return &kiccRefusal{"P203", "필수 항목이 없습니다. (" + name + ")"}
}

func kiccWrong(name string) *kiccRefusal {
	return &kiccRefusal{"P204", "항목의 형식을 확인해주세요. (" + name + ")"}
}

func kiccLong(name string, limit int) *kiccRefusal {
	return &kiccRefusal{"P205", "항목이 " + strconv.Itoa(limit) + "바이트를 넘었습니다. (" + name + ")"}
}

func kiccLacking(name string) *kiccRefusal {
	return &kiccRefusal{"P206", "EUC-KR에 없는 문자가 있습니다. (" + name + ")"}
}
