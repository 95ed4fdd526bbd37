package practice_test

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keyindesk/gateways"
	"keyindesk/gateways/practice"
)

const (
	samplePartner    = "test"
	samplePartnerKey = "abcd1234567890"
	sampleReferer    = "https://shop.example/order"
	paypleHost       = "http://payple.practice.invalid"
)

// shop is a partner of one Payple, with a clock that stands until it is moved.
type shop struct {
	*practice.Payple
	now    time.Time
	header http.Header
}

func samplePayple(s *shop) practice.PaypleConfig {
	return practice.PaypleConfig{
		Now:     func() time.Time { return s.now },
		Partner: samplePartner, Key: gateways.NewSecret(samplePartnerKey), Referer: sampleReferer,
		Patience: 20 * time.Millisecond,
	}
}

func newShop(t *testing.T) *shop {
	t.Helper()
	s := &shop{now: noon, header: http.Header{
		"Content-Type": {"application/json"}, "Cache-Control": {"no-cache"}, "Referer": {"https://SHOP.example"},
	}}
	s.Payple = practice.NewPayple(samplePayple(s))
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// send posts b, and returns the reply's text.
func (s *shop) send(t *testing.T, method, url string, b body) (status int, text string, err error) {
	t.Helper()
	content, _ := json.Marshal(b)
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Second)
	defer stop()
	request, err := http.NewRequestWithContext(ctx, method, url, strings.NewReader(string(content)))
	if err != nil {
		t.Fatal(err)
	}
	request.Header = s.header.Clone()
	client := http.Client{Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext:       func(ctx context.Context, _, host string) (net.Conn, error) { return s.Dial(ctx, host) },
	}}
	response, err := client.Do(request)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	got, err := io.ReadAll(response.Body)
	return response.StatusCode, string(got), err
}

// hear is send where a flat JSON object must come back.
func (s *shop) hear(t *testing.T, url string, b body) map[string]any {
	t.Helper()
	status, text, err := s.send(t, http.MethodPost, url, b)
	var said map[string]any
	if err != nil || status != http.StatusOK || json.Unmarshal([]byte(text), &said) != nil {
		t.Fatalf("%d %q %v", status, text, err)
	}
	return said
}

func partner() body {
	return body{"cst_id": samplePartner, "custKey": samplePartnerKey, "PCD_PAY_WORK": "PUSERINFO"}
}

// session is an authentication for work, turned into the request that follows.
func (s *shop) session(t *testing.T, work string) (url string, ask body) {
	t.Helper()
	said := s.hear(t, paypleHost+"/php/auth.php", partner().with("PCD_PAY_WORK", work))
	if said["result"] != "success" {
		t.Fatalf("authentication: %v", said)
	}
	url, _ = said["return_url"].(string)
	return url, body{"PCD_CST_ID": said["cst_id"], "PCD_CUST_KEY": said["custKey"], "PCD_AUTH_KEY": said["AuthKey"], "PCD_PAYER_ID": s.card()}
}

func (s *shop) card() string    { return s.Rehearsal().Samples()[0] }
func (s *shop) account() string { return s.Rehearsal().Samples()[1] }

func TestPaypleAuthentication(t *testing.T) {
	t.Run("gives_other_values_than_it_got", func(t *testing.T) {
		s := newShop(t)
		said := s.hear(t, paypleHost+"/php/auth.php", partner())
		for _, name := range []string{"cst_id", "custKey", "AuthKey"} {
			value, _ := said[name].(string)
			if value == "" || value == samplePartner || value == samplePartnerKey {
				t.Errorf("%s %q", name, value)
			}
			delete(said, name)
		}
		const path = "/php/cPayUser/api/cPayUserAct.php?ACT_=PUSERINFO"
		want := map[string]any{
			"server_name": "payple.practice.invalid", "result": "success", "result_msg": "사용자 인증 완료!!",
			"PCD_PAY_HOST": paypleHost, "PCD_PAY_URL": path, "return_url": paypleHost + path,
		}
		if diff := cmp.Diff(want, said); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		s.session(t, "PUSERDEL")
		if got := s.Authentications(); got != 2 {
			t.Errorf("%d authentications", got)
		}
	})

	for name, c := range map[string]struct {
		change body
		header [2]string
		want   string
	}{
		"no_cst_id":         {change: body{"cst_id": ""}, want: "AUTH0001"},
		"no_custKey":        {change: body{"custKey": ""}, want: "AUTH0002"},
		"another_cst_id":    {change: body{"cst_id": "tess"}, want: "AUTH0003"},
		"another_custKey":   {change: body{"custKey": "abcd1234567891"}, want: "AUTH0003"},
		"another_domain":    {header: [2]string{"Referer", "https://shop.example.evil.example"}, want: "AUTH0004"},
		"no_Referer":        {header: [2]string{"Referer", ""}, want: "AUTH0004"},
		"a_bare_domain":     {header: [2]string{"Referer", "shop.example"}, want: "AUTH0004"},
		"no_work":           {change: body{"PCD_PAY_WORK": ""}, want: "AUTH0005"},
		"another_work":      {change: body{"PCD_PAY_WORK": "LINKREG"}, want: "AUTH0005"},
		"cached":            {header: [2]string{"Cache-Control", "max-age=0"}, want: "AUTH0005"},
		"a_form":            {header: [2]string{"Content-Type", "application/x-www-form-urlencoded"}, want: "AUTH0001"},
		"a_number_for_text": {change: body{"cst_id": 1}, want: "AUTH0001"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newShop(t)
			b := partner()
			for field, value := range c.change {
				b = b.with(field, value)
			}
			if c.header[0] != "" {
				s.header.Set(c.header[0], c.header[1])
			}
			said := s.hear(t, paypleHost+"/php/auth.php", b)
			message, _ := said["result_msg"].(string)
			if said["result"] != "error" || !strings.HasPrefix(message, c.want+" ") || len(said) != 2 {
				t.Errorf("said %v, want %s", said, c.want)
			}
			if s.Authentications() != 1 {
				t.Error("not counted")
			}
		})
	}

	t.Run("by_post_only", func(t *testing.T) {
		s := newShop(t)
		if status, _, err := s.send(t, http.MethodGet, paypleHost+"/php/auth.php", partner()); err != nil || status != http.StatusNotFound {
			t.Errorf("%d %v", status, err)
		}
	})
}

// The replies are the document's, letter for letter and in its order.
func TestPaypleLookup(t *testing.T) {
	s := newShop(t)
	url, ask := s.session(t, "PUSERINFO")
	for key, want := range map[string]string{
		s.card(): `{"PCD_PAY_RST":"success","PCD_PAY_CODE":"0000","PCD_PAY_MSG":"회원조회 성공","PCD_PAY_TYPE":"card",` +
			`"PCD_PAY_BANKACCTYPE":"개인","PCD_PAYER_ID":"KEY","PCD_PAYER_NAME":"홍길동","PCD_PAYER_HP":"010-****-5678",` +
			`"PCD_PAY_CARD":"0200","PCD_PAY_CARDNAME":"BC카드","PCD_PAY_CARDNUM":"1111-****-****-2222","PCD_PAY_ISTAX":"Y"}`,
		s.account(): `{"PCD_PAY_RST":"success","PCD_PAY_CODE":"0000","PCD_PAY_MSG":"회원조회 성공","PCD_PAY_TYPE":"transfer",` +
			`"PCD_PAY_BANKACCTYPE":"개인","PCD_PAYER_ID":"KEY","PCD_PAYER_NAME":"이서연","PCD_PAYER_HP":"010-****-4321",` +
			`"PCD_PAY_BANK":"081","PCD_PAY_BANKNAME":"KEB하나은행","PCD_PAY_BANKNUM":"123-********-021"}`,
	} {
		_, text, err := s.send(t, http.MethodPost, url, ask.with("PCD_PAYER_ID", key))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Replace(want, "KEY", key, 1), text); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	if got := s.Authentications(); got != 1 {
		t.Errorf("%d authentications for two look-ups", got)
	}
}

// What a look-up must carry, and for how long.
func TestPaypleLookupRefused(t *testing.T) {
	for name, c := range map[string]struct {
		change func(t *testing.T, s *shop, url string, ask body) (string, body)
		want   string
	}{
		"29_minutes_59": {func(_ *testing.T, s *shop, url string, ask body) (string, body) {
			s.now = s.now.Add(30*time.Minute - time.Second)
			return url, ask
		}, "0000"},
		"30_minutes": {func(_ *testing.T, s *shop, url string, ask body) (string, body) {
			s.now = s.now.Add(30 * time.Minute)
			return url, ask
		}, "SPAY0001"},
		"our_own_credentials": {func(_ *testing.T, _ *shop, url string, ask body) (string, body) {
			return url, ask.with("PCD_CST_ID", samplePartner).with("PCD_CUST_KEY", samplePartnerKey)
		}, "SPAY0001"},
		"our_own_cst_id": {func(_ *testing.T, _ *shop, url string, ask body) (string, body) {
			return url, ask.with("PCD_CST_ID", samplePartner)
		}, "SPAY0001"},
		"no_token": {func(_ *testing.T, _ *shop, url string, ask body) (string, body) {
			return url, ask.with("PCD_AUTH_KEY", "")
		}, "SPAY0001"},
		"two_tokens_mixed": {func(t *testing.T, s *shop, url string, ask body) (string, body) {
			_, other := s.session(t, "PUSERINFO")
			return url, ask.with("PCD_CUST_KEY", other["PCD_CUST_KEY"])
		}, "SPAY0001"},
		"a_token_for_deletions": {func(t *testing.T, s *shop, url string, _ body) (string, body) {
			_, other := s.session(t, "PUSERDEL")
			return url, other
		}, "SPAY0001"},
		"another_ACT_": {func(_ *testing.T, _ *shop, url string, ask body) (string, body) {
			return strings.Replace(url, "PUSERINFO", "PAYM", 1), ask
		}, "SPAY0019"},
		"no_ACT_": {func(_ *testing.T, _ *shop, url string, ask body) (string, body) {
			before, _, _ := strings.Cut(url, "?")
			return before, ask
		}, "SPAY0019"},
		"cached": {func(_ *testing.T, s *shop, url string, ask body) (string, body) {
			s.header.Del("Cache-Control")
			return url, ask
		}, "SPAY0019"},
		"not_JSON": {func(_ *testing.T, s *shop, url string, ask body) (string, body) {
			s.header.Set("Content-Type", "text/plain")
			return url, ask
		}, "SPAY0019"},
		"another_domain": {func(_ *testing.T, s *shop, url string, ask body) (string, body) {
			s.header.Set("Referer", "http://localhost:8080")
			return url, ask
		}, "AUTH0004"},
		"an_unknown_key": {func(_ *testing.T, _ *shop, url string, ask body) (string, body) {
			return url, ask.with("PCD_PAYER_ID", "NS9qNTgzU2xRNHR2RmFBWWFBTWk5UT09")
		}, "SPAY0005"},
		"no_key": {func(_ *testing.T, _ *shop, url string, ask body) (string, body) {
			return url, ask.with("PCD_PAYER_ID", "")
		}, "SPAY0005"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newShop(t)
			url, ask := s.session(t, "PUSERINFO")
			url, ask = c.change(t, s, url, ask)
			said := s.hear(t, url, ask)
			if said["PCD_PAY_CODE"] != c.want || (said["PCD_PAY_RST"] == "success") != (c.want == "0000") {
				t.Errorf("said %v, want %s", said, c.want)
			}
		})
	}
}
