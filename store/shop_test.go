package store

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// shop is a busy shop at work: it makes the rows and events that the store
// would have written, one business day after the other.
type shop struct {
	options   Options
	random    *rand.Rand
	town      *town
	customers []Customer // of EasyPay

	id   int64 // of the last operation
	seq  int64 // of the last event
	hash []byte

	today   time.Time // midnight in Korea
	number  int64     // the day's last order number
	now     time.Time
	doubted int    // how many of 10,000 charges stay in doubt
	soldNow []told // sales that may still be cancelled
	told    []told // the day's operations
}

// told is an operation with its events.
type told struct {
	row    row
	events []eventRow
}

// perDay is how many operations make ten years of a million.
const perDay = 1_000_000 / 3652

func newBusyShop(o Options, n int) *shop {
	day, err := time.ParseInLocation(time.DateOnly, decadeBegins, korea)
	if err != nil {
		panic(err)
	}
	if n < 1_000_000 { // a younger shop has the same today
		day = day.AddDate(0, 0, 3651-(n-1)/perDay)
	}
	random := rand.New(rand.NewPCG(2016, 2026))
	p := &shop{options: o, random: random, town: newTown(random), today: day, doubted: 1}
	if n < 1_000_000 {
		p.doubted = 10 // so that a young shop has some as well
	}
	return p
}

// welcome registers the customers who pay by EasyPay, through the store.
func (p *shop) welcome(s *Store, c *clock) error {
	for range 40 {
		who := p.town.visitor()
		id, err := s.NextShopUserID(ctx)
		if err != nil {
			return err
		}
		page, err := s.Prepare(ctx, Intent{
			Kind: KindRegisterCustomer, Gateway: "easypay", Staff: p.staff(), RequestID: fmt.Sprintf("W%s", id), MerchantID: "T0001",
			NewCustomer: &NewCustomer{ShopUserID: id, Name: who.name, Phone: who.phone}, Buyer: Buyer{Name: who.name, Phone: who.phone},
		})
		if err == nil {
			_, err = s.Finish(ctx, page.ID, Answer{State: Approved, ResultCode: "0000"})
		}
		if err == nil {
			_, err = s.Return(ctx, page.ID, ReturnRecord{Staff: p.staff(), How: ByPaste, Code: "0000"})
		}
		if err != nil {
			return err
		}
		issue, err := s.Prepare(ctx, Intent{Kind: KindIssueKey, Gateway: "easypay", Staff: p.staff(), ParentID: page.ID, Buyer: page.Buyer})
		if err == nil {
			_, err = s.Finish(ctx, issue.ID, Answer{State: Approved, ResultCode: "0000", CustomerKey: "CK" + id, KeyHint: "CK…" + id[len(id)-4:]})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// day is the next business day's operations, up to n in all.
func (p *shop) day(n int) []told {
	p.told, p.number = nil, 0
	p.now = p.today.Add(9 * time.Hour)
	orders := perDay * (70 + p.random.IntN(61)) / 100
	step := 12 * time.Hour / time.Duration(orders+1)
	for len(p.told) < orders && p.id < int64(n) {
		p.now = p.now.Add(step/2 + time.Duration(p.random.Int64N(int64(step))))
		switch luck := p.random.IntN(1000); {
		case luck < 50 && len(p.soldNow) > 0:
			p.cancel()
		case luck < 90:
			p.lookUp()
		case luck < 170 && p.id+1 < int64(n):
			p.payOnPage()
		default:
			p.charge()
		}
	}
	p.today = p.today.AddDate(0, 0, 1)
	return p.told
}

func (p *shop) staff() string {
	return []string{"김지은", "박민수", "이하나", "최사장"}[min(p.random.IntN(6), 3)]
}

// intent begins a row of a kind.
func (p *shop) intent(kind Kind, gateway string, buyer Buyer) row {
	p.number++
	day := p.now.Format(time.DateOnly)
	r := row{
		Kind: string(kind), Gateway: gateway, Environment: p.options.Environment, Terminal: p.options.Terminal, Staff: p.staff(),
		State: string(Prepared), BusinessDay: day, PreparedAt: stamp(p.now), OrderSeq: p.number,
		OrderNumber: orderNumber(p.options.OrderPrefix, day, p.options.Terminal, p.number, kind),
	}
	var err error
	if r.sealedBuyer, err = sealBuyer(p.options.Sealer, buyer, r.OrderNumber); err != nil {
		panic(err)
	}
	return r
}

// end gives a row its id, its events and its outcome, and keeps it.
func (p *shop) end(r row, state State, a answered) told {
	p.id++
	r.ID = p.id
	t := told{row: r}
	p.tell(&t, EventPrepared, r.PreparedAt, r.prepared(0))
	at := stamp(p.now.Add(time.Duration(700+p.random.IntN(2500)) * time.Millisecond))
	o := r.outcome()
	o.answer(state, at, a)
	t.row.setOutcome(o)
	p.tell(&t, EventType(state), at, answerDetail{answered: a})
	p.told = append(p.told, t)
	return t
}

// tell adds an event to a story and to the chain.
func (p *shop) tell(t *told, kind EventType, at string, detail any) {
	text, err := encode(detail)
	if err != nil {
		panic(err)
	}
	p.seq++
	e := eventRow{Seq: p.seq, OperationID: t.row.ID, At: at, Type: string(kind), Staff: t.row.Staff, Detail: text, PrevHash: p.hash}
	e.Hash = e.sum()
	p.hash = e.Hash
	t.events = append(t.events, e)
}

// charge keys in a card.
func (p *shop) charge() {
	who := p.town.visitor()
	r := p.intent(KindCharge, "payup", who.buyer())
	r.AmountKRW, r.ItemName = p.town.price(), p.town.item()
	r.MaskedCard, r.Network, r.Fingerprint = who.card, "bc", who.fingerprint()
	if r.AmountKRW >= 50_000 && p.random.IntN(4) == 0 {
		r.Quota = 2 + p.random.IntN(5)
	}
	switch luck := p.random.IntN(10_000); {
	case luck < 9300:
		p.sold(p.end(r, Approved, p.approval(who.company, "ST")))
	case luck < 9900:
		p.end(r, Declined, answered{ResultCode: "8326", ResultMessage: "한도초과", CardCompany: who.company})
	case luck < 9991-p.doubted:
		p.end(r, NotSent, answered{Fault: "connect"})
	case luck < 10_000-p.doubted:
		p.resolved(p.end(r, InDoubt, answered{Fault: "timeout"}))
	default:
		p.end(r, InDoubt, answered{Fault: "timeout"})
	}
}

// approval is what a gateway answers to a sale.
func (p *shop) approval(company, mark string) answered {
	at := p.now.Format("20060102150405")
	return answered{
		TransactionID: fmt.Sprintf("%s%s%04d", at, mark, p.seq%10_000), ApprovalNumber: fmt.Sprintf("%08d", p.random.IntN(100_000_000)),
		AnsweredAt: at, CardCompany: company, ResultCode: "0000", ResultMessage: "정상처리",
	}
}

// resolved lets a person find out what became of a charge.
func (p *shop) resolved(t told) {
	f := finding{Happened: true, TransactionID: t.row.OrderNumber, ApprovalNumber: "30000000", Evidence: "관리자 화면에서 확인"}
	o := t.row.outcome()
	o.resolve(f)
	t.row.setOutcome(o)
	p.tell(&t, EventResolved, stamp(p.now.Add(time.Minute)), f)
	p.told[len(p.told)-1] = t
}

// sold notes a sale that may be cancelled later.
func (p *shop) sold(t told) {
	p.soldNow = append(p.soldNow, t)
	if len(p.soldNow) > 4*perDay {
		p.soldNow = p.soldNow[perDay:]
	}
}

// cancel gives a recent sale back, whole or, of EasyPay, in part.
func (p *shop) cancel() {
	i := p.random.IntN(len(p.soldNow))
	sale := p.soldNow[i].row
	p.soldNow[i] = p.soldNow[len(p.soldNow)-1]
	p.soldNow = p.soldNow[:len(p.soldNow)-1]
	buyer := sale.sealedBuyer.open(p.options.Sealer, sale.OrderNumber)
	r := p.intent(KindCancel, sale.Gateway, buyer)
	r.ParentID, r.CustomerID, r.AmountKRW, r.MaskedCard, r.ItemName = sale.ID, sale.CustomerID, sale.AmountKRW, sale.MaskedCard, sale.ItemName
	r.TransactionID, r.CardCompany, r.MerchantID, r.Reason = sale.TransactionID, sale.CardCompany, sale.MerchantID, "손님 변심"
	if sale.Gateway == "easypay" && sale.AmountKRW > 1000 {
		r.AmountKRW = sale.AmountKRW / 2
	}
	state := Approved
	if p.random.IntN(20) == 0 {
		state = Declined
	}
	p.end(r, state, answered{AnsweredAt: p.now.Format("20060102150405"), ResultCode: "0000"})
}

// lookUp asks Payple what stands behind a billing key.
func (p *shop) lookUp() {
	r := p.intent(KindLookupKey, "payple", Buyer{})
	r.KeyHint = fmt.Sprintf("cTl3…%04d", p.random.IntN(10_000))
	state := Approved
	if p.random.IntN(30) == 0 {
		state = NoAnswer
	}
	p.end(r, state, answered{MaskedNumber: p.town.visitor().card, CardCompany: "신한카드"})
}

// payOnPage registers a payment, lets the customer confirm it, and settles it.
func (p *shop) payOnPage() {
	who := p.customers[p.random.IntN(len(p.customers))]
	r := p.intent(KindRegisterPayment, "easypay", Buyer{Name: who.Name, Phone: who.Phone})
	r.CustomerID, r.AmountKRW, r.ItemName, r.MerchantID, r.KeyHint = who.ID, p.town.price(), p.town.item(), who.MerchantID, who.KeyHint
	r.RequestID = "Q" + r.OrderNumber
	page := p.end(r, Approved, answered{ResultCode: "0000"})
	back := returned{How: ByReceiver, Code: "0000"}
	o := page.row.outcome()
	o.comeBack(back)
	page.row.setOutcome(o)
	p.tell(&page, EventReturned, stamp(p.now.Add(time.Minute)), back)
	p.told[len(p.told)-1] = page

	p.now = p.now.Add(2 * time.Minute)
	r = p.intent(KindSettle, "easypay", Buyer{Name: who.Name, Phone: who.Phone})
	p.number--
	r.OrderNumber, r.OrderSeq = page.row.OrderNumber+settleSuffix, 0
	var err error
	if r.sealedBuyer, err = sealBuyer(p.options.Sealer, Buyer{Name: who.Name, Phone: who.Phone}, r.OrderNumber); err != nil {
		panic(err)
	}
	r.ParentID, r.CustomerID, r.AmountKRW, r.ItemName = page.row.ID, who.ID, page.row.AmountKRW, page.row.ItemName
	r.RequestID, r.MerchantID, r.KeyHint = page.row.RequestID, page.row.MerchantID, page.row.KeyHint
	a := p.approval([]string{"KB국민", "BC카드", "토스뱅크"}[who.ID%3], "00")
	a.MaskedNumber = fmt.Sprintf("41918700****%03d*", who.ID)
	p.sold(p.end(r, Approved, a))
}

// town is where a shop's visitors and goods come from.
type town struct {
	random *rand.Rand
	people []visitor
}

// visitor is someone who orders, mostly not for the first time.
type visitor struct{ name, phone, email, card, company string }

func (v visitor) buyer() Buyer { return Buyer{Name: v.name, Phone: v.phone, Email: v.email} }

func (v visitor) fingerprint() []byte {
	print := make([]byte, 32)
	copy(print, v.card)
	binary.BigEndian.PutUint32(print[28:], uint32(len(v.phone)))
	return print
}

func newTown(random *rand.Rand) *town { return &town{random: random} }

// visitor is a newcomer for every eighth order, more often while the shop is
// new, and otherwise someone who was here before.
func (t *town) visitor() visitor {
	if n := len(t.people); n > 0 && t.random.IntN(8) != 0 && t.random.IntN(n+3000) < n {
		return t.people[t.random.IntN(n)]
	}
	v := visitor{name: t.name(), phone: fmt.Sprintf("010%08d", t.random.IntN(100_000_000))}
	if t.random.IntN(5) == 0 {
		v.email = fmt.Sprintf("buyer%d@example.kr", t.random.IntN(1_000_000))
	}
	if t.random.IntN(30) == 0 {
		v.phone = ""
	}
	bins := []struct{ bin, company string }{
		{"943100", "BC카드"}, {"411111", "신한카드"}, {"536142", "KB국민"}, {"379183", "현대카드"}, {"402017", "삼성카드"},
		{"526430", "롯데카드"}, {"457973", "NH농협"}, {"451842", "하나카드"}, {"518185", "우리카드"}, {"552070", "카카오뱅크"},
	}
	b := bins[t.random.IntN(len(bins))]
	v.card, v.company = fmt.Sprintf("%s******%04d", b.bin, t.random.IntN(10_000)), b.company
	t.people = append(t.people, v)
	return v
}

const (
	surnames = "김김김김김김김김이이이이이이박박박박최최정정강강조조윤윤장장임임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진나지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용"
	firsts   = "민서지현수영정준은혜동성재승태우진경미선희유하예다나소윤채시도건주상종철병광명옥순말귀봉길복인원규창기"
	seconds  = "준서연우윤민아은진현수영호희정훈경미자숙순옥철식환석욱혁빈솔람늘별결율리라나미주지원인규태길동만복덕례임분남녀이"
)

func (t *town) name() string {
	pick := func(from string) string { r := []rune(from); return string(r[t.random.IntN(len(r))]) }
	switch t.random.IntN(60) {
	case 0:
		return []string{"남궁", "황보", "제갈", "선우", "독고"}[t.random.IntN(5)] + pick(firsts) + pick(seconds)
	case 1:
		return []string{"Kim ", "Lee ", "Park "}[t.random.IntN(3)] + []string{"Minsu", "Jiwoo", "Hana", "Alex"}[t.random.IntN(4)]
	case 2:
		return pick(firsts) + pick(seconds) + []string{"상회", "꽃집", "식당", "교회"}[t.random.IntN(4)]
	case 3:
		return pick(surnames) + pick(firsts)
	}
	return pick(surnames) + pick(firsts) + pick(seconds)
}

// price is often a round one.
func (t *town) price() int64 {
	if t.random.IntN(3) != 0 {
		return []int64{10_000, 20_000, 30_000, 35_000, 50_000, 50_000, 70_000, 100_000, 52_000, 22_400}[t.random.IntN(10)]
	}
	return 1000 + int64(t.random.IntN(3000))*100
}

// item is one of a few hundred, at times with a note that was typed.
func (t *town) item() string {
	kinds := []string{"꽃바구니", "생일 케이크", "햅쌀", "찹쌀", "한우 선물세트", "굴비", "사과 상자", "화환", "GIFT set", "참기름"}
	sizes := []string{"소", "중", "대", "특대", "5kg", "10kg", "20kg", "1호", "2호", "3호"}
	var b strings.Builder
	b.WriteString(kinds[t.random.IntN(len(kinds))])
	b.WriteString(" ")
	b.WriteString(sizes[t.random.IntN(len(sizes))])
	switch luck := t.random.IntN(100); {
	case luck < 5:
		fmt.Fprintf(&b, " %d개 %s 댁", 2+t.random.IntN(30), t.name())
	case luck < 30:
		fmt.Fprintf(&b, " %d개", 2+t.random.IntN(9))
	}
	return b.String()
}

// decadeColumns are the columns that a decade fills.
const decadeColumns = `id, kind, gateway, environment, terminal, staff, state, parent_id, customer_id, order_number, order_seq,
	request_id, business_day, prepared_at, finished_at, amount_krw, quota, masked_card, network, item_name, fingerprint, mixed,
	taxable_krw, free_krw, reason, buyer_name, buyer_phone, buyer_email, merchant_id, key_hint, masked_number, transaction_id,
	cancel_id, approval_number, answered_at, card_company, result_code, result_message, advice, fault, kakao_result_code,
	interest_free, parts_given, supply_krw, vat_krw, exempt_krw, returned, return_code`

// named are the columns as sqlx's names; 0 is no row.
func named(columns string) string {
	var names []string
	for _, c := range strings.Split(columns, ",") {
		name := ":" + strings.TrimSpace(c)
		if name == ":parent_id" || name == ":customer_id" {
			name = "NULLIF(" + name + ", 0)"
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}
