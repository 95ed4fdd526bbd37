package proof

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// scripted plays Payple and EasyPay for the test desk: good answers, full of
// the sentinels that real ones would hold.
func scripted(sent map[string]string) string {
	switch to := sent[sentTo]; {
	case strings.HasSuffix(to, "/auth.php"):
		return reply(object("server_name", "127.0.0.1:9", "result", "success", "result_msg", "사용자 인증 완료!!",
			"cst_id", tokenID(apiKey()), "custKey", tokenKey(apiKey()), "AuthKey", authKey(apiKey()),
			"PCD_PAY_HOST", scriptedBase, "PCD_PAY_URL", scriptedCall, "return_url", scriptedBase+scriptedCall))
	case strings.Contains(scriptedCall, to):
		return reply(object("PCD_PAY_RST", "success", "PCD_PAY_CODE", "0000", "PCD_PAY_MSG", "회원조회 성공", "PCD_PAY_TYPE", "card",
			"PCD_PAY_BANKACCTYPE", "개인", "PCD_PAYER_ID", sent["PCD_PAYER_ID"], "PCD_PAYER_NAME", buyerName,
			"PCD_PAYER_HP", "010-****-7264", "PCD_PAY_CARD", "0200", "PCD_PAY_CARDNAME", "BC카드", "PCD_PAY_CARDNUM", "9490-****-****-1406"))
	default:
		return reply(kicc(to, sent))
	}
}

// Where Payple's answers point.
const (
	scriptedBase = "http://127.0.0.1:9"
	scriptedCall = "/php/cPayUser/api/cPayUserAct.php?ACT_=PUSERINFO"
)

// kicc is the body of EasyPay's good answer.
func kicc(to string, sent map[string]string) string {
	const pgCno, at = "20261121000000000001", "20261121153210"
	amount := sent["amount"]
	if amount == "" {
		amount = fmt.Sprint(walletKRW)
	}
	switch to[strings.LastIndex(to, "/")+1:] {
	case "userCertReg.do":
		return object("resCd", "0000", "resMsg", "정상", "registerTid", "wAb0pFc2+/==", "requestTid", sent["requestTid"],
			"isSignUpUser", "false", "easyPayCertPageUrl", "https://testapi.easypay.co.kr/easypay/cert/userCertPage.do?registerTid=B922D5")
	case "generation.do":
		return object("resCd", "0000", "resMsg", "정상", "customerKey", customerKey(apiKey()), "shopUserId", walletUser)
	case "expiration.do":
		return `{"resCd":"0000","resMsg":"정상처리","isExpired":true}`
	case "paymentMethodInfo.do":
		method := object("payMethodTypeCode", "11", "payMethodDetailCode", "026", "displayName", "비씨카드", "nickName", "내 카드",
			"easypayVirtualNo", virtualNumber(apiKey()), "maskingNo", "****1406", "checkCardFlag", "N", "cardUserType", "P")
		return `{"resCd":"0000","resMsg":"정상","payMethodInfoList":[` + method + `]}`
	case "paymentAuthReg.do":
		return object("resCd", "0000", "resMsg", "정상", "shopTransactionId", sent["shopTransactionId"],
			"authPageUrl", "https%3A%2F%2Ftestapi.easypay.co.kr%2Fpay.do%3Fid%3D1")
	case "cancel.do":
		return object("resCd", "0000", "resMsg", "취소", "mallId", sent["mallId"], "shopTransactionId", sent["shopTransactionId"],
			"shopOrderNo", sent["shopOrderNo"], "oriPgCno", sent["pgCno"], "cancelPgCno", "20261121000000000002", "cancelAmount", amount,
			"transactionDate", at)
	}
	mac := hmac.New(sha256.New, []byte(macKey(apiKey())))
	mac.Write([]byte(pgCno + "|" + amount + "|" + at))
	return strings.TrimSuffix(object("resCd", "0000", "resMsg", "단독승인 정상", "mallId", sent["mallId"], "pgCno", pgCno,
		"shopTransactionId", sent["shopTransactionId"], "shopOrderNo", walletOrder, "transactionDate", at, "statusCode", "TS03",
		"amount", amount, "msgAuthValue", hex.EncodeToString(mac.Sum(nil))), "}") +
		`,"paymentInfo":` + object("payMethodTypeCode", "11", "approvalNo", "62361024", "approvalDate", at,
		"cardInfo", "") + "}"
}

// walletOrder is the payment's order number, which only the desk knows; walletKRW
// what it comes to.
var (
	walletOrder string
	walletUser  = "shop-user-7"
)

const walletKRW = 50_000

// saidBack puts a message into every field that Payple and EasyPay could give
// back, as a no and as a yes.
func saidBack(message string, yes bool) string {
	code, result := "9999", "error"
	if yes {
		code, result = "0000", "success"
	}
	return reply(object("resCd", code, "resMsg", message, "registerTid", message, "requestTid", message, "customerKey", message,
		"shopUserId", message, "shopTransactionId", message, "shopOrderNo", message, "pgCno", message, "mallId", message,
		"oriPgCno", message, "cancelPgCno", message, "transactionDate", message, "statusCode", message, "msgAuthValue", message,
		"authPageUrl", message, "easyPayCertPageUrl", message, "amount", message, "isExpired", message, "payMethodInfoList", message,
		"paymentInfo", message, "PCD_PAY_RST", result, "PCD_PAY_CODE", message, "PCD_PAY_MSG", message, "PCD_PAY_TYPE", message,
		"PCD_PAYER_ID", message, "PCD_PAYER_NAME", message, "PCD_PAY_CARDNUM", message, "PCD_PAY_CARDNAME", message,
		"PCD_PAY_BANKNAME", message, "result", result, "result_msg", message, "cst_id", message, "custKey", message, message, message))
}
