package index

import (
	"slices"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// oneRow says whether a text finds a row when it is the only one.
func oneRow(t *testing.T, r Row, text string) bool {
	t.Helper()
	x := New()
	r.ID = 1
	if err := x.Put(r); err != nil {
		t.Fatal(err)
	}
	return len(x.Find(Query{Words: ParseText(text)}).Page(0, 10)) == 1
}

func TestInitials(t *testing.T) {
	for r := 'ㄱ' - 2; r <= 'ㅣ'; r++ {
		if isInitial(r) != slices.Contains(initials, r) {
			t.Errorf("%c: %v", r, isInitial(r))
		}
	}
}

func TestWords(t *testing.T) {
	r := Row{AmountKRW: 50_000, OrderNumber: "K261121-7Q-0042", ApprovalNumber: "30001234",
		MaskedCard: "943100******9876", ItemName: "생일 케이크", Name: "홍길동", Phone: "01055557777"}
	for text, want := range map[string]bool{
		"": true, "  ": true,
		"홍": true, "길동": true, "홍길동": true, "홍동": false, "홍길동이": false,
		"ㅎㄱㄷ": true, "ㄱㄷ": true, "홍ㄱㄷ": true, "ㅎ길ㄷ": true, "ㄷㄱ": false, "ㅎㄷ": false,
		"ㄱㄱ": false, "ㅋㅇㅋ": true, "케ㅇㅋ": true, "호ㄱㄷ": false,
		"50,000": true, "50000": true, "50,000원": true, "₩50,000": true, "５００００": true, "5000": false, "500": false,
		"9876": true, "987": false, "7777": true, "57777": true, "55557777": true, "777": false, "5555": false,
		"0042": true, "042": true, "42": false, "k261121": true, "7q": false, "7q-": true, "7q-0042": true, "21-7q-004": true, "7q-42": false,
		"30001234": true, "3000123": true, "3000": true, "300": false, "0001": false, "300012345": false,
		"홍길동 케이크 50,000": true, "홍길동 꽃": false, "생일 케": true,
		"원": false, ",": false, "%": false, "_": false, "'": false,
	} {
		if got := oneRow(t, r, text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	t.Run("decomposed_as_macOS_gives_it", func(t *testing.T) {
		if !oneRow(t, r, norm.NFD.String("홍길동")) || !oneRow(t, r, "\u1112\u1100\u1103") || !oneRow(t, Row{Name: norm.NFD.String("홍길동")}, "길동") {
			t.Error("not composed")
		}
	})
	t.Run("consonants_that_the_keyboard_joined", func(t *testing.T) {
		if !oneRow(t, Row{ItemName: "감사"}, "ㄳ") {
			t.Error("ㄳ is not ㄱㅅ")
		}
	})
	t.Run("letters_that_are_neither_hangul_nor_ascii", func(t *testing.T) {
		han := Row{Name: "洪ㅏ길é"}
		for text, want := range map[string]bool{"洪": true, "洪ㅏㄱ": true, "吉": false, "吉ㅏㄱ": false, "ㄱÉ": true, "ㅏ길": true, "ㄱé": true, "ㄱè": false} {
			if oneRow(t, han, text) != want {
				t.Errorf("%q: %v", text, !want)
			}
		}
	})
	t.Run("a_line_in_a_name_is_not_the_end_of_it", func(t *testing.T) {
		two := Row{Name: "홍길\n동", ItemName: "a\nb"}
		for text, want := range map[string]bool{"홍길": true, "동": true, "길동": false, "ab": false, "b": true} {
			if oneRow(t, two, text) != want {
				t.Errorf("%q: %v", text, !want)
			}
		}
	})
	t.Run("masked_digits_are_no_last_four", func(t *testing.T) {
		for masked, want := range map[string]string{"943100******1234": "1234", "***********": "", "12": "", "": "", "12**34": ""} {
			if got := LastFour(masked); got != want {
				t.Errorf("%q: %q", masked, got)
			}
		}
	})
}
