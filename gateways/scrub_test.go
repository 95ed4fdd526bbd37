package gateways

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestScrubText(t *testing.T) {
	secrets := []Secret{
		NewSecret("9490191412341234"), NewSecret("890302"), NewSecret("05"), NewSecret("0519"),
		NewSecret("25bcd7a82f5b4058818462cc7715964c"), {},
	}
	for text, want := range map[string]string{
		"":     "",
		"정상처리": "정상처리",
		"카드번호(cardNo)는 필수 입니다.":                "카드번호(cardNo)는 필수 입니다.",
		"카드 9490191412341234 오류":               "카드 […] 오류",
		"카드 9490-1914-1234-1234 오류":            "카드 […] 오류",
		"카드 9490 1914 1234 1234":               "카드 […]",
		"카드 9490–1914/1234.1234":               "카드 […]",
		"카드 ９４９０１９１４１２３４１２３４":                  "카드 […]",
		"앞부분 94901914123":                      "앞부분 […]",
		"949019******1234":                     "949019******1234",
		"생년월일 890302 오류":                       "생년월일 […] 오류",
		"생년월일 19890302, 89.03.02":              "생년월일 19[…], […]",
		"비밀번호 05, 한도 5005":                     "비밀번호 […], 한도 5005",
		"유효기간 05/19, 5/19":                     "유효기간 […], 5/19",
		"키 25BCD7A82F5B4058818462CC7715964C!":  "키 […]!",
		"남의 카드 4111111111111111":               "남의 카드 […]",
		"관리자 070-7564-0520, 010-1234-5678":     "관리자 070-7564-0520, 010-1234-5678",
		"2018-02-12 00:00:00, 1,004원":          "2018-02-12 00:00:00, 1,004원",
		"9490191412341234 9490191412341234 또는": "[…] 또는",
	} {
		if got := ScrubText(text, secrets...); got != want {
			t.Errorf("%q becomes %q, not %q", text, got, want)
		}
	}
	if got := ScrubSecrets("20180212000000ST0000 9490191412341234", secrets[0]); got != "20180212000000ST0000 […]" {
		t.Errorf("ScrubSecrets gives %q", got)
	}
}

// However a card is spelt into a text, no 11 of its digits in a row are left.
func TestScrubTextHidesEveryCard(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		card := rapid.StringMatching(`[0-9]{11,20}`).Draw(t, "card")
		var spelt strings.Builder
		for _, digit := range card {
			spelt.WriteRune(digit)
			spelt.WriteString(rapid.SampledFrom([]string{"", "", " ", "-", "–", "."}).Draw(t, "gap"))
		}
		text := rapid.String().Draw(t, "before") + spelt.String() + rapid.String().Draw(t, "after")
		for _, got := range []string{ScrubText(text, NewSecret(card)), ScrubSecrets(text, NewSecret(card))} {
			if shows(got, card) {
				t.Fatalf("%q still shows %s", got, card)
			}
		}
	})
}

// shows says whether 11 of the card's digits stand in one run.
func shows(text, card string) bool {
	for _, run := range digitRuns([]rune(text)) {
		for i := 0; i+cardDigits <= len(card); i++ {
			if strings.Contains(string(run.digits), card[i:i+cardDigits]) {
				return true
			}
		}
	}
	return false
}

// longNumber says whether text holds a number that could be a card's.
func longNumber(text string) bool {
	for _, run := range digitRuns([]rune(text)) {
		if len(strings.TrimLeft(string(run.digits), "0")) >= cardDigits {
			return true
		}
	}
	return false
}
