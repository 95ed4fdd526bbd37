package kit

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Ground is which world the strip stands for.
type Ground int

// LiveGround has no band, TestGround a plain amber one, PracticeGround a striped blue one nobody can overlook.
const (
	LiveGround Ground = iota
	TestGround
	PracticeGround
)

// StripModel is everything the strip shows.
type StripModel struct {
	Ground   Ground
	Lead     string   // 연습 모드 · 실제로 결제되지 않습니다
	MenuLead string   // 다음 응답:
	Menu     []string // empty: no menu
	MenuOn   int
	Pill     string // 확인 필요 2; empty: none
	Staff    string
	Lock     string // 잠금 Ctrl+L
}

// Strip is the band along the top of the window.
type Strip struct {
	widget.BaseWidget
	OnMenu  func(index int)
	OnPill  func()
	OnStaff func()
	OnLock  func()

	model       StripModel
	band        *canvas.Raster
	edge        *canvas.Rectangle
	lead        *Text
	menu        *stripPart
	pill        *stripPart
	staff, lock *stripPart
}

// NewStrip makes the strip; Set fills it.
func NewStrip() *Strip {
	s := &Strip{lead: NewStrong(Note, ""), edge: box(0)}
	s.lead.Shrink = true
	s.band = canvas.NewRaster(s.draw)
	s.menu = newStripPart(true, false, s.openMenu)
	s.pill = newStripPart(false, true, func() { call(s.OnPill) })
	s.staff = newStripPart(false, false, func() { call(s.OnStaff) })
	s.lock = newStripPart(false, false, func() { call(s.OnLock) })
	s.ExtendBaseWidget(s)
	return s
}

// Set shows a model.
func (s *Strip) Set(m StripModel) {
	s.model = m
	s.lead.Set(m.Lead)
	choice := ""
	if m.MenuOn >= 0 && m.MenuOn < len(m.Menu) {
		choice = m.Menu[m.MenuOn]
		if m.MenuLead != "" {
			choice = m.MenuLead + " " + choice
		}
	}
	s.menu.set(choice)
	s.pill.set(m.Pill)
	s.staff.set(m.Staff)
	s.lock.set(m.Lock)
	s.Refresh()
}

// Model is what was last set.
func (s *Strip) Model() StripModel { return s.model }

// stripHeight is 36, more with larger text.
func stripHeight() float32 { return max(36, Note.line()+20) }

// CreateRenderer is Fyne's.
func (s *Strip) CreateRenderer() fyne.WidgetRenderer {
	s.paint()
	return &frame{
		objects: []fyne.CanvasObject{s.band, s.edge, s.lead, s.menu, s.pill, s.staff, s.lock},
		layout:  s.arrange,
		least:   func() fyne.Size { return fyne.NewSize(320, stripHeight()) },
		paint:   func() { s.paint(); s.arrange(s.Size()) },
	}
}

// ink is the text colour on the ground.
func (s *Strip) ink() fyne.ThemeColorName {
	return [...]fyne.ThemeColorName{ColorSoft, ColorOnTestBand, ColorOnPractice}[s.model.Ground]
}

func (s *Strip) paint() {
	ink := s.ink()
	s.lead.SetColor(ink)
	for _, p := range []*stripPart{s.menu, s.staff, s.lock} {
		p.ink = ink
		p.paint()
	}
	s.pill.ink, s.pill.pillGround = ColorPillInk, ColorOnPractice
	if s.model.Ground == LiveGround {
		s.pill.ink, s.pill.pillGround = ColorInDoubt, ColorInDoubtGround
	}
	s.pill.paint()
	fill(s.edge, ColorLine, "", 0)
	s.edge.Hidden = s.model.Ground != LiveGround
}

func (s *Strip) arrange(size fyne.Size) {
	place(s.band, 0, 0, size.Width, size.Height)
	place(s.edge, 0, size.Height-1, size.Width, 1)
	right := size.Width - 8
	for _, p := range []*stripPart{s.lock, s.staff, s.pill} {
		w := p.MinSize().Width
		if w == 0 {
			continue
		}
		place(p, right-w, 0, w, size.Height)
		right -= w + 4
	}
	menu := s.menu.MinSize().Width
	lead := max(0, min(s.lead.natural(), right-16-menu-16))
	place(s.lead, 16, 0, lead, size.Height)
	x := float32(8)
	if lead > 0 {
		x = 16 + lead + 8
	}
	place(s.menu, x, 0, max(0, min(menu, right-x)), size.Height)
}

// draw is the band: plain, or diagonal stripes 20 units wide, softened at the pixels of the screen.
func (s *Strip) draw(w, h int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	one := [...]fyne.ThemeColorName{ColorPaper, ColorTestBand, ColorPractice}[s.model.Ground]
	a := color.NRGBAModel.Convert(colour(one)).(color.NRGBA)
	b := a
	if s.model.Ground == PracticeGround {
		b = color.NRGBAModel.Convert(colour(ColorPracticeDark)).(color.NRGBA)
	}
	stripe := max(1, 20*h/int(stripHeight()))
	for y := range h {
		for x := range w {
			at := (x + y) % (2 * stripe)
			switch {
			case at == 0 || at == stripe:
				img.SetNRGBA(x, y, color.NRGBA{R: mid(a.R, b.R), G: mid(a.G, b.G), B: mid(a.B, b.B), A: 255})
			case at < stripe:
				img.SetNRGBA(x, y, a)
			default:
				img.SetNRGBA(x, y, b)
			}
		}
	}
	return img
}

func mid(a, b uint8) uint8 { return uint8((int(a) + int(b)) / 2) }

func call(f func()) {
	if f != nil {
		f()
	}
}

func (s *Strip) openMenu() {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.menu)
	openList(s.menu, at.Add(fyne.NewPos(0, s.menu.Size().Height+2)), 160, s.model.Menu, s.model.MenuOn, func(i int) {
		if i != s.model.MenuOn {
			s.model.MenuOn = i
			s.Set(s.model)
			if s.OnMenu != nil {
				s.OnMenu(i)
			}
		}
	})
}

// stripPart is a pressable text on the strip: plain, with a chevron, or as a white pill.
type stripPart struct {
	pressable
	ink          fyne.ThemeColorName
	pillGround   fyne.ThemeColorName
	drops, round bool
	text         *Text
	ground, ring *canvas.Rectangle
	chevron      *Icon
}

func newStripPart(drops, pill bool, tapped func()) *stripPart {
	p := &stripPart{
		ink: ColorSoft, drops: drops, round: pill, text: NewText(Note, ""),
		ground: box(10), ring: box(10), chevron: NewIcon("chevron-down", ColorSoft, 12),
	}
	p.text.Bold = pill
	p.extend(p, tapped)
	return p
}

func (p *stripPart) set(text string) {
	p.text.Set(text)
	p.Hidden = text == ""
	p.Refresh()
}

func (p *stripPart) CreateRenderer() fyne.WidgetRenderer {
	p.paint()
	return &frame{
		objects: []fyne.CanvasObject{p.ground, p.ring, p.text, p.chevron},
		layout:  p.arrange,
		least:   p.least,
		paint:   func() { p.paint(); p.arrange(p.Size()) },
	}
}

func (p *stripPart) pad() float32 {
	if p.round {
		return 12
	}
	return 8
}

func (p *stripPart) least() fyne.Size {
	if p.text.Content() == "" {
		return fyne.Size{}
	}
	w := p.text.MinSize().Width + 2*p.pad()
	if p.drops {
		w += p.chevron.MinSize().Width + 4
	}
	return fyne.NewSize(w, stripHeight())
}

func (p *stripPart) arrange(s fyne.Size) {
	h := Note.line() + 5
	y := (s.Height - h) / 2
	place(p.ground, 0, y, s.Width, h)
	place(p.ring, 0, y, s.Width, h)
	w := s.Width - 2*p.pad()
	if p.drops {
		side := p.chevron.MinSize().Width
		w -= side + 4
		place(p.chevron, p.pad()+w+4, (s.Height-side)/2+1, side, side)
	}
	place(p.text, p.pad(), 0, w, s.Height)
}

func (p *stripPart) paint() {
	p.ground.CornerRadius, p.ring.CornerRadius = (Note.line()+5)/2, 6
	p.text.SetColor(p.ink)
	ground := fyne.ThemeColorName("")
	if p.round {
		ground = p.pillGround
		p.text.SetColor(p.ink)
		p.ring.CornerRadius = p.ground.CornerRadius
	}
	fill(p.ground, ground, "", 0)
	fill(p.ring, "", p.text.Color, 2)
	p.ring.Hidden = !p.focused
	p.chevron.Set("chevron-down", p.ink)
	p.chevron.Hidden = !p.drops
}
