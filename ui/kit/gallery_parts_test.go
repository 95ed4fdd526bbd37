package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

func partsPage(w fyne.Window) fyne.CanvasObject {
	wrong := entryField("유효기간", EntryOptions{Group: GroupExpiry}, "0520")
	wrong.SetProblem("지난 달입니다")
	wrongLine := entryField("금액", EntryOptions{Group: GroupAmount}, "50").ReserveLine()
	wrongLine.SetProblem("100원부터 결제할 수 있습니다")
	note := entryField("무엇을 보고 판단했나요?", EntryOptions{MultiLine: true, Placeholder: "예: 관리자 화면에 15시 이후 128,000원 거래 없음"}, "")
	off := NewField("알림톡", NewToggle("보냄", "안 보냄", false))
	corp := entryField("사업자번호", EntryOptions{Group: GroupHolder}, "1234567891")
	corp.SetHint("법인")
	amex := entryField("카드번호", EntryOptions{Group: GroupCard}, "371234567890123")

	off2 := NewButton(Primary, "결제", nil)
	off2.Disable()
	buttons := Row(12, NewButton(Primary, "결제됨으로 기록", nil).Key("Ctrl ↵"), NewButton(Plain, "결제 안 됨으로 기록", nil),
		NewButton(Danger, "결제 취소", nil), NewButton(Quiet, "나중에", nil).Key("Esc"), off2)
	chips := Row(8, NewChip("승인", Approved), NewChip("거절", Declined), NewChip("확인 필요", InDoubt), NewChip("취소됨", Cancelled),
		NewChip("아직 결제 전", Neutral), NewChip("새 버전", Accent), NewKeyCap("Ctrl ↵"), NewKeyCap("F2"), NewKeyCap("P"))
	banners := Column(8,
		NewBanner(Approved, "승인", "52,000원이 결제되었습니다. 승인번호 00308225"),
		NewBanner(Declined, "거절", "52,000원은 결제되지 않았습니다. 한도를 넘었다고 합니다. 다른 카드를 여쭤보세요."),
		NewBanner(Neutral, "", "이 안내는 두 줄이 될 만큼 길게 쓰여 있어서, 폭이 좁아지면 단어와 단어 사이에서 줄이 바뀌고 배경도 함께 높아집니다. 낱말 가운데에서 끊기지 않아야 읽기 편합니다.").SetAction("자세히", nil))
	text := NewParagraph(Body, ColorInk, "페이업 가맹점 관리자 → 거래내역에서 "+Strong("K261121-0041")+" 또는 "+Strong("128,000원, 15:20")+"을 찾습니다. 없으면 손님께 카드 승인 문자가 왔는지 여쭙니다.")
	types := Column(4, NewStrong(Amount, "1,284,300"), NewStrong(Title, "11월 21일 토요일 마감"), NewText(Subtitle, "홍길동 뷁똠샾 漢字"),
		NewText(Body, "영업일 00:00–24:00 · 아직 열려 있음"), NewSoft(Note, "합계에서 빠져 있습니다"))
	left := Column(18, buttons, chips, NewSegment([]string{"오늘", "이번 주", "이번 달"}, 1), banners, text, types)
	right := Column(14, wrong, wrongLine, note, off, corp, amex)
	focused := NewButton(Primary, "받는 중", nil)
	left.Objects = append(left.Objects, Row(12, focused, NewLink(Body, "주문번호 복사", nil)))
	w.SetContent(shell("closing", TestGround, NewGrid().Row(Cols(8, left), Cols(4, right))))
	w.Resize(fyne.NewSize(1280, 900))
	focused.Focus()
	return nil
}

// typingPage is entries in the middle of typing, each as if it had the keyboard.
func typingPage(w fyne.Window) fyne.CanvasObject {
	typing := func(label string, o EntryOptions, value string, do func(e *Entry)) *Field {
		f := entryField(label, o, value)
		w.SetContent(f)
		w.Resize(fyne.NewSize(400, 100))
		f.Focus()
		do(f.entry)
		f.entry.focusTold = nil // the frame of the keyboard stays
		f.entry.view.caret.awake = false
		return f
	}
	jamo := func(text string) func(*Entry) {
		return func(e *Entry) {
			for _, j := range text {
				e.buffer.Type(j)
			}
			e.changed()
		}
	}
	korean := typing("상품", EntryOptions{}, "햅쌀 10kg, 자", jamo("ㅅ"))
	within := typing("구매자", EntryOptions{}, "홍동", func(e *Entry) { e.buffer.MoveTo(1, false); jamo("ㄱㅣㄹ")(e) })
	mail := typing("이메일", EntryOptions{Script: Latin}, "gildong@example.kr", func(*Entry) {})
	band := typing("무엇을", EntryOptions{}, "햅쌀 10kg, 잣 200g", func(e *Entry) { e.buffer.Select(3, 7); e.view.paint() })
	number := typing("카드번호", EntryOptions{Group: GroupCard, Sensitive: true}, "949022000661", func(e *Entry) { e.buffer.Select(5, 9); e.view.paint() })
	amount := typing("금액", EntryOptions{Group: GroupAmount, Bold: true, Large: true}, "52000", func(*Entry) {})
	dots := typing("비밀번호", EntryOptions{Masked: true, Max: 2}, "12", func(*Entry) {})
	long := typing("긴 글", EntryOptions{}, "끝에서 쓰는 아주 긴 글이 칸을 넘어 왼쪽으로 밀려 나가고 커서는 늘 보인", jamo("ㄷㅏ"))
	hint := typing("비어 있는", EntryOptions{Placeholder: "이름, 초성, 끝 4자리"}, "", func(*Entry) {})
	note := typing("메모", EntryOptions{MultiLine: true}, "관리자 화면에 15시 이후 128,000원 거래가 없음을 보았고\n손님께도 여쭈었", jamo("ㄷㅏ"))
	off := entryField("고객", EntryOptions{}, "KD-0042")
	off.entry.Disable()
	plain := entryField("구매자", EntryOptions{}, "홍길동 ÅgÉy 뷁")
	w.SetContent(Inset(24, 24, NewGrid().
		Row(Cols(6, korean), Cols(6, within)).Row(Cols(6, mail), Cols(6, band)).Row(Cols(6, number), Cols(3, amount), Cols(3, dots)).
		Row(Cols(6, long), Cols(6, hint)).Row(Cols(6, note), Cols(3, off), Cols(3, plain))))
	w.Resize(fyne.NewSize(900, 640))
	return nil
}

func sheetPage(w fyne.Window) fyne.CanvasObject {
	w.SetContent(shell("charge", PracticeGround, chargeForm()))
	w.Resize(fyne.NewSize(1280, 720))
	body := Column(16,
		NewStrong(Title, "52,000원을 결제할까요"),
		NewParagraph(Body, ColorSoft, "BC 949022******1406, 3개월. "+Strong("홍길도")+" 님의 햅쌀 10kg, 잣 200g."),
		slip())
	foot := Row(12, Grow(nil), NewButton(Plain, "돌아가기", nil).Key("Esc"), NewButton(Primary, "52,000원 결제", nil).Key("↵"))
	NewSheet(480, body).Foot(foot).Open(w.Canvas())
	return nil
}

func openListPage(w fyne.Window) fyne.CanvasObject {
	form := chargeForm()
	w.SetContent(container.NewStack(shell("charge", PracticeGround, form)))
	w.Resize(fyne.NewSize(1280, 720))
	form.rows[1][2].Object.(*Field).Control().(*Choice).open()
	return nil
}

func qrPage(w fyne.Window) fyne.CanvasObject {
	code := NewQR("https://testapi.easypay.co.kr/easypay/cert/certPage.do?registerTid=wAb0pFc2%2BY%2B%2BY0TH%3D")
	left := Column(16, NewStrong(Title, "손님이 등록할 차례입니다"),
		NewParagraph(Body, ColorSoft, "손님 휴대폰 카메라로 이 코드를 비추거나, "+Strong("이 PC의 브라우저")+"에서 엽니다."),
		Row(12, NewButton(Primary, "브라우저에서 열기", nil).Key("Ctrl ↵"), NewButton(Plain, "돌아가기", nil).Key("Esc")))
	w.SetContent(shell("easypay", PracticeGround, Beside(left, code, 372, 36)))
	w.Resize(fyne.NewSize(1280, 720))
	return nil
}
