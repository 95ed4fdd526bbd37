package kit

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// TestGallery draws every widget, light and dark, in ordinary and large text. With SHOTS=1 it leaves the pictures in
// build/shots/kit; without, it only proves that everything can be drawn.
func TestGallery(t *testing.T) {
	pages := []struct {
		name string
		size fyne.Size
		make func(w fyne.Window) fyne.CanvasObject
	}{
		{"charge", fyne.NewSize(1280, 720), chargePage},
		{"history", fyne.NewSize(1280, 720), historyPage},
		{"parts", fyne.NewSize(1280, 900), partsPage},
		{"typing", fyne.NewSize(900, 640), typingPage},
		{"sheet", fyne.NewSize(1280, 720), sheetPage},
		{"qr", fyne.NewSize(1280, 720), qrPage},
		{"list-open", fyne.NewSize(1280, 720), openListPage},
	}
	for _, p := range pages {
		for _, v := range []Variant{Light, Dark} {
			for _, scale := range []float32{1, 1.5} {
				name := fmt.Sprintf("%s-%s-%d", p.name, map[Variant]string{Light: "light", Dark: "dark"}[v], int(scale*100))
				t.Run(name, func(t *testing.T) {
					app := test.NewTempApp(t)
					app.Settings().SetTheme(NewTheme(Options{Variant: v, TextScale: scale}))
					w := test.NewTempWindow(t, nil)
					w.SetPadded(false)
					w.Resize(p.size)
					content := p.make(w)
					if content != nil {
						w.SetContent(content)
						w.Resize(p.size)
					}
					if os.Getenv("SHOTS") != "" {
						shoot(t, w, name)
					}
				})
			}
		}
	}
}

func shoot(t *testing.T, w fyne.Window, name string) {
	t.Helper()
	dir := filepath.Join("..", "..", "build", "shots", "kit")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

// shell is a window's frame around a page.
func shell(on string, ground Ground, page fyne.CanvasObject) fyne.CanvasObject {
	rail := NewRail([]RailItem{
		{"charge", "card", "결제", "F2"}, {"history", "receipt", "내역", "F3"}, {"closing", "moon", "마감", "F4"},
		{"billing", "key", "빌링키", "F5"}, {"easypay", "person", "간편결제", "F6"},
	}, []RailItem{{"settings", "sliders", "설정", "F7"}})
	rail.SetOn(on)
	strip := NewStrip()
	m := StripModel{
		Ground: ground, Lead: "연습 모드 · 실제로 결제되지 않습니다", MenuLead: "다음 응답:",
		Menu: []string{"정상 승인", "한도 초과 거절", "응답 없음"}, Pill: "확인 필요 2", Staff: "김하늘", Lock: "잠금 Ctrl+L",
	}
	if ground != PracticeGround {
		m.Lead, m.Menu = "", nil
	}
	if ground == TestGround {
		m.Lead = "테스트 · 승인되어도 돈은 움직이지 않습니다"
	}
	strip.Set(m)
	scroll := container.NewVScroll(Inset(24, 28, page))
	return NewWindow(strip, rail, scroll)
}

func entryField(label string, o EntryOptions, value string) *Field {
	e := NewEntry(o)
	e.SetValue(value)
	return NewField(label, e)
}

func chargeForm() *Grid {
	number := entryField("카드번호", EntryOptions{Group: GroupCard, Sensitive: true}, "9490220006611406")
	number.SetChip("국내전용 · BC", Approved)
	expiry := entryField("유효기간", EntryOptions{Group: GroupExpiry, Sensitive: true}, "0529")
	password := entryField("비밀번호 앞 2자리", EntryOptions{Masked: true, Max: 2}, "12")
	holder := entryField("생년월일 6자리 또는 사업자번호", EntryOptions{Group: GroupHolder, Sensitive: true}, "890302").ReserveLine()
	holder.SetHint("개인")
	sum := entryField("금액", EntryOptions{Group: GroupAmount, Bold: true, Large: true}, "52000").ReserveLine()
	sum.SetHint("원")
	sum.SetSub("오만이천원")
	quota := NewField("할부", NewChoice([]string{"일시불", "2개월", "3개월", "12개월"}, 2)).ReserveLine()
	quota.SetHint("월 17,334")
	item := entryField("상품명", EntryOptions{}, "햅쌀 10kg, 잣 200g")
	item.SetHint("가")
	buyer := entryField("구매자", EntryOptions{}, "홍길도")
	phone := entryField("휴대폰", EntryOptions{Group: GroupPhone}, "01012345678")
	talk := NewField("알림톡", NewToggle("보냄", "안 보냄", true))
	mail := entryField("이메일 (선택)", EntryOptions{Placeholder: "영수증을 받을 주소"}, "")
	return NewGrid().
		Row(Cols(7, number), Cols(2, expiry), Cols(3, password)).
		Row(Cols(5, holder), Cols(4, sum), Cols(3, quota)).
		Row(Cols(7, item), Cols(5, buyer)).
		Row(Cols(4, phone), Cols(3, talk), Cols(5, mail))
}

func slip() *Paper {
	p := NewPaper()
	p.Set(SlipModel{
		Title: "매출전표", Shop: "하늘정미소 · 123-45-67891", Status: "아직 결제 전", Amount: "52,000", Unit: "원",
		Groups: [][]SlipRow{
			{{Label: "카드", Value: "949022******1406"}, {Label: "할부", Value: "3개월"}, {Label: "상품", Value: "햅쌀 10kg, 잣 200g"}, {Label: "구매자", Value: "洪吉童 홍길도"}},
			{{Label: "공급가액", Value: "47,273"}, {Label: "부가세", Value: "4,727"}, {Label: "면세", Value: "0"}},
			{{Label: "주문번호", Value: "K261121-0042"}, {Label: "승인번호", Value: "승인되면 채워집니다", Soft: true}, {Label: "담당", Value: "김하늘"}},
		},
		Mark: "연   습",
	})
	return p
}

func chargePage(w fyne.Window) fyne.CanvasObject {
	form := chargeForm()
	banner := NewBanner(InDoubt, "같은 카드, 같은 금액", "오늘 14:02에 52,000원이 이미 승인되었습니다.").SetAction("그 내역 보기", nil)
	acts := Row(12, NewButton(Primary, "52,000원 결제", nil).Key("Ctrl ↵").Big(), NewButton(Plain, "지우기", nil).Key("Esc"),
		Grow(nil), NewLink(Body, "복합과세 · 주문번호 바꾸기", nil))
	left := Column(16, OnBaseline(14, NewStrong(Title, "카드 결제"), NewSoft(Body, "전화 주문을 받아 적듯이, Enter로 다음 칸")), form, banner, acts)
	page := Beside(left, slip(), 372, 36)
	w.SetContent(shell("charge", PracticeGround, page))
	w.Resize(fyne.NewSize(1280, 720))
	form.rows[1][1].Object.(*Field).Focus()
	return nil
}

func historyRows(i int) []ListCell {
	all := [][]ListCell{
		{{Text: "15:32", Soft: true}, {Text: "홍길동", Bold: true}, {Text: "햅쌀 10kg, 잣 200g"}, {Text: "BC", Tail: "1406"}, {Text: "3개월", Soft: true}, {Text: "52,000", Bold: true}, {Text: "승인", Chip: true, Tone: Approved}},
		{{Text: "15:20", Soft: true}, {Text: "이수빈", Bold: true}, {Text: "명절 선물세트"}, {Text: "국민", Tail: "1234"}, {Text: "일시불", Soft: true}, {Text: "128,000", Bold: true}, {Text: "확인 필요", Chip: true, Tone: InDoubt}},
		{{Text: "14:41", Soft: true}, {Text: "박서연", Bold: true}, {Text: "현미 20kg"}, {Text: "현대", Tail: "0004"}, {Text: "6개월", Soft: true}, {Text: "86,000", Bold: true, Strike: true}, {Text: "취소됨", Chip: true, Tone: Cancelled}},
		{{Text: "14:17", Soft: true}, {Text: "남궁민수", Bold: true}, {Text: "흑미 5kg 그리고 아주 긴 상품 이름이 여기에"}, {Text: "삼성", Tail: "0002"}, {Text: "일시불", Soft: true}, {Text: "31,500", Bold: true, Strike: true}, {Text: "거절", Chip: true, Tone: Declined}},
	}
	return all[i%len(all)]
}

func historyList() *RowList {
	return NewRowList([]ListColumn{
		{Title: "시각", Width: 44}, {Title: "구매자", Width: 70}, {Title: "상품", Width: 90, Grow: 1}, {Title: "카드", Width: 80, Yield: 1},
		{Title: "할부", Width: 50, Yield: 2}, {Title: "금액", Width: 84, Right: true}, {Title: "상태", Width: 76},
	}, func() int { return 100000 }, historyRows)
}

func historyPage(w fyne.Window) fyne.CanvasObject {
	search := entryField("", EntryOptions{Placeholder: "이름, 초성, 끝 4자리, 주문·승인·거래번호, 금액"}, "")
	search.SetHint("Ctrl F")
	head := NewGrid().Row(Cols(6, search), Cols(3, NewField("", NewChoice([]string{"오늘, 11월 21일"}, 0))), Cols(3, NewField("", NewChoice([]string{"모든 상태"}, 0))))
	list := historyList()
	page := Filled(14, head, list, Row(28, NewSoft(Body, "보이는 9건"), NewStrong(Body, "322,400"), Grow(nil), NewButton(Plain, "내보내기", nil)))
	side := NewCard(Column(10,
		Row(8, NewStrong(Subtitle, "박서연"), Grow(nil), NewChip("취소됨", Cancelled)),
		NewStrong(Title, "86,000원"), NewSoft(Note, "현대 941061******0004 · 6개월"), NewDashedRule(),
		NewButton(Plain, "전표", nil).Key("P").Left(), NewButton(Plain, "다시 받아 적기 (카드 제외)", nil).Key("R").Left()))
	whole := container.NewBorder(nil, nil, nil, side, Inset(0, 12, page))
	s := shell("history", LiveGround, NewLine()).(*Window)
	s.SetPage(Inset(16, 16, whole))
	w.SetContent(s)
	w.Resize(fyne.NewSize(1280, 720))
	list.Select(2)
	list.Focus()
	return nil
}
