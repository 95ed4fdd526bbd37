package store

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestMatch(t *testing.T) {
	r := searched{AmountKRW: 50_000, OrderNumber: "K261121-7Q-0042", ApprovalNumber: "30001234", TransactionID: "20261121Ab",
		MaskedCard: "943100******9876", ItemName: "생일 케이크"}
	who := person{name: []rune(fold("홍길동")), phone: "01055557777"}
	for text, want := range map[string]bool{
		"": true, "  ": true,
		"홍": true, "길동": true, "홍길동": true, "홍동": false, "홍길동이": false,
		"ㅎㄱㄷ": true, "ㄱㄷ": true, "홍ㄱㄷ": true, "ㅎ길ㄷ": true, "ㄷㄱ": false, "ㅎㄷ": false,
		"ㄱㄱ": false, "ㅋㅇㅋ": true, "케ㅇㅋ": true,
		"50,000": true, "50000": true, "50,000원": true, "₩50,000": true, "５００００": true, "5000": false, "500": false,
		"9876": true, "987": false, "7777": true, "57777": true, "55557777": true, "777": false, "5555": false,
		"0042": true, "k261121": true, "7q": true, "30001234": true, "0001": true, "21ab": true,
		"홍길동 케이크 50,000": true, "홍길동 꽃": false, "생일 케": true,
		"원": false, ",": false, "%": false, "_": false, "'": false,
	} {
		if got := parseText(text).match(r, who); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	t.Run("decomposed_as_macOS_gives_it", func(t *testing.T) {
		if !parseText(norm.NFD.String("홍길동")).match(r, who) || !parseText("\u1112\u1100\u1103").match(r, who) {
			t.Error("not composed")
		}
	})
	t.Run("consonants_that_the_keyboard_joined", func(t *testing.T) {
		if !parseText("ㄳ").match(searched{ItemName: "감사"}, person{}) {
			t.Error("ㄳ is not ㄱㅅ")
		}
	})
	t.Run("masked_digits_are_no_last_four", func(t *testing.T) {
		for masked, want := range map[string]string{"943100******1234": "1234", "***********": "", "12": "", "": "", "12**34": ""} {
			if got := lastFour(masked); got != want {
				t.Errorf("%q: %q", masked, got)
			}
		}
	})
}
