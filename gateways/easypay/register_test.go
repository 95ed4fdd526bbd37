package easypay

import (
	"context"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"keyindesk/gateways"
)

const (
	livePage     = "https://api.easypay.co.kr/easypay/cert/userCertPage.do?registerTid=B922D56D1D5C9875E518E2F5BCDF3B0AE90409E2"
	testPage     = "https://testapi.easypay.co.kr/easypay/cert/userCertPage.do?registerTid=B922"
	practicePage = "http://127.0.0.1:18443/cert/1"
)

// certReply is the example of S0 01, its base64 registerTid and all.
func certReply(page string) string {
	return object("resCd", "0000", "resMsg", "정상",
		"registerTid", "wAb0pFc28zLjXolutFEol1eB2AIMnY++Y0THUA0F7b4=",
		"requestTid", "202006180000001abcdef-123-qwer",
		"isSignUpUser", false, "easyPayCertPageUrl", page)
}

func TestRegister(t *testing.T) {
	client, _ := overLineWith(t, Config{Environment: gateways.Live}, ok(certReply(livePage)))
	got := client.Register(context.Background(), sampleRegistration())
	want := gateways.Registered{
		Result: gateways.Result{
			Outcome: gateways.Approved, Code: "0000", Message: "정상",
			Trace: gateways.Trace{
				Host: "127.0.0.1:1", Path: "/easypay/cert/userCertReg.do", Written: true, Status: 200,
				RequestFields: []string{"mallId", "requestTid", "shopUserId", "certType", "returnUrl"},
				Reply: map[string]string{
					"resCd": "0000", "resMsg": "정상", "isSignUpUser": "false",
					"registerTid": "wAb0pFc28zLjXolutFEol1eB2AIMnY++Y0THUA0F7b4=", "requestTid": "202006180000001abcdef-123-qwer",
				},
			},
		},
		// The reply's own id, not the other one of the page's address (facts 0.5).
		RegisterID: "wAb0pFc28zLjXolutFEol1eB2AIMnY++Y0THUA0F7b4=",
		PageURL:    livePage,
		MerchantID: "T0001004",
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(gateways.Trace{}, "RequestBytes", "ReplyBytes", "ElapsedMillis")); diff != "" {
		t.Error(diff)
	}
}

func TestRegisterReplies(t *testing.T) {
	good := certReply(testPage)
	for name, reply := range map[string]struct {
		body    string
		outcome gateways.Outcome
		fault   string
	}{
		"approved":                  {good, gateways.Approved, ""},
		"a member already":          {replaced(good, "isSignUpUser", true), gateways.Approved, ""},
		"the page encoded":          {replaced(good, "easyPayCertPageUrl", url.QueryEscape(testPage)), gateways.Approved, ""},
		"another request":           {replaced(good, "requestTid", "other"), gateways.Unknown, gateways.FaultEcho},
		"no request id":             {replaced(good, "requestTid", nil), gateways.Unknown, gateways.FaultEcho},
		"no register id":            {replaced(good, "registerTid", nil), gateways.Unknown, gateways.FaultEcho},
		"a register id too long":    {replaced(good, "registerTid", string(make([]byte, 61))), gateways.Unknown, gateways.FaultEcho},
		"a register id of a word":   {replaced(good, "registerTid", "null"), gateways.Unknown, gateways.FaultEcho},
		"no page":                   {replaced(good, "easyPayCertPageUrl", nil), gateways.Unknown, gateways.FaultPage},
		"the live page in test":     {certReply(livePage), gateways.Unknown, gateways.FaultPage},
		"a page in http":            {certReply("http://testapi.easypay.co.kr/x"), gateways.Unknown, gateways.FaultPage},
		"a page elsewhere":          {certReply("https://testapi.easypay.co.kr.evil.example/x"), gateways.Unknown, gateways.FaultPage},
		"a page with a user":        {certReply("https://testapi.easypay.co.kr@evil.example/x"), gateways.Unknown, gateways.FaultPage},
		"a page of the other port":  {certReply("https://testapi.easypay.co.kr:8443/x"), gateways.Unknown, gateways.FaultPage},
		"a page of this PC in test": {certReply(practicePage), gateways.Unknown, gateways.FaultPage},
		"a script for a page":       {certReply("javascript:alert(1)"), gateways.Unknown, gateways.FaultPage},
		"a page without end":        {certReply(testPage + string(make([]byte, 3000))), gateways.Unknown, gateways.FaultPage},
		"declined":                  {object("resCd", "R100", "resMsg", "필수값", "requestTid", sampleRegistration().RequestID), gateways.Declined, ""},
		"declined without an echo":  {object("resCd", "R100", "resMsg", "필수값"), gateways.Declined, ""},
		"declined for another":      {object("resCd", "R100", "requestTid", "other"), gateways.Unknown, gateways.FaultEcho},
		"declined with a page":      {replaced(good, "resCd", "R100"), gateways.Unknown, gateways.FaultMixed},
		"time ran out at KICC":      {object("resCd", "VTIM", "resMsg", "x"), gateways.Unknown, ""},
		"no code":                   {replaced(good, "resCd", nil), gateways.Unknown, gateways.FaultCode},
		"a code of two signs":       {replaced(good, "resCd", "00"), gateways.Unknown, gateways.FaultCode},
		"a code of five signs":      {replaced(good, "resCd", "00000"), gateways.Unknown, gateways.FaultCode},
		"a code that is a Number":   {replaced(good, "resCd", 0), gateways.Unknown, gateways.FaultCode},
		"not JSON":                  {"<html>", gateways.Unknown, gateways.FaultNotJSON},
		"the example of S0 04":      {"{ resCd : \"0000\", isExpired: true }", gateways.Unknown, gateways.FaultNotJSON},
		"an array":                  {"[" + good + "]", gateways.Unknown, gateways.FaultNotJSON},
		"a member twice":            {good[:len(good)-1] + `,"requestTid":"x"}`, gateways.Unknown, gateways.FaultNotJSON},
	} {
		t.Run(name, func(t *testing.T) {
			client, _ := overLineWith(t, Config{Environment: gateways.Test}, ok(reply.body))
			got := client.Register(context.Background(), sampleRegistration())
			if got.Outcome != reply.outcome || got.Fault != reply.fault {
				t.Errorf("%s, fault %q", got.Outcome, got.Fault)
			}
			if got.Outcome != gateways.Approved && (got.PageURL != "" || got.RegisterID != "") {
				t.Errorf("%s gives a page: %q %q", got.Outcome, got.PageURL, got.RegisterID)
			}
			if got.Outcome == gateways.Approved && got.PageURL != testPage {
				t.Errorf("the page is %q", got.PageURL)
			}
			if got.Outcome == gateways.Unknown && got.Advice != gateways.AdviceAskAgain {
				t.Errorf("advice %q", got.Advice)
			}
			if got.Member != (name == "a member already") {
				t.Errorf("member %t", got.Member)
			}
		})
	}
}

func TestRegisterPages(t *testing.T) {
	for name, c := range map[string]struct {
		config  Config
		page    string
		outcome gateways.Outcome
	}{
		"practice":                   {Config{}, practicePage, gateways.Approved},
		"practice, another port":     {Config{}, "http://127.0.0.1:18444/cert/1", gateways.Unknown},
		"practice, the live page":    {Config{}, livePage, gateways.Unknown},
		"practice without pages":     {Config{Environment: gateways.Practice}, practicePage, gateways.Unknown},
		"live":                       {Config{Environment: gateways.Live}, livePage, gateways.Approved},
		"live, the test page":        {Config{Environment: gateways.Live}, testPage, gateways.Unknown},
		"live, a page of this PC":    {Config{Environment: gateways.Live}, practicePage, gateways.Unknown},
		"live, encoded, elsewhere":   {Config{Environment: gateways.Live}, url.QueryEscape("https://evil.example/"), gateways.Unknown},
		"live, encoded twice":        {Config{Environment: gateways.Live}, url.QueryEscape(url.QueryEscape(livePage)), gateways.Unknown},
		"live, a relative address":   {Config{Environment: gateways.Live}, "/easypay/cert/userCertPage.do", gateways.Unknown},
		"live, a backslash for host": {Config{Environment: gateways.Live}, `https:\\api.easypay.co.kr\x`, gateways.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			client, _ := overLineWith(t, c.config, ok(certReply(c.page)))
			got := client.Register(context.Background(), sampleRegistration())
			if got.Outcome != c.outcome || (got.PageURL != "") != (c.outcome == gateways.Approved) {
				t.Errorf("%s, page %q", got.Outcome, got.PageURL)
			}
		})
	}
}
