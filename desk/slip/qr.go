package slip

import (
	"fmt"

	"rsc.io/qr"
)

// How large a QR code is on paper, in millimetres, with as much white around it
// as the standard asks, and in a receipt printer's dots a module.
const (
	qrSide  = 34.0
	qrQuiet = 4 // modules
	qrDots  = 5
)

// qr is a QR code in the middle of the page; nothing for no text.
func (p *page) qr(text string) error {
	if text == "" {
		return nil
	}
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return fmt.Errorf("make the QR code: %w", err)
	}
	p.add(qrSide, func(y float64) {
		side := qrSide / float64(code.Size+2*qrQuiet)
		left, top := (pageWidth-qrSide)/2+qrQuiet*side, y+qrQuiet*side
		p.pdf.SetFillColor(0, 0, 0)
		for row := range code.Size {
			for column := 0; column < code.Size; {
				length := 0 // black modules side by side are one rectangle: no line shows between them
				for column+length < code.Size && code.Black(column+length, row) {
					length++
				}
				if length > 0 {
					p.pdf.Rect(left+float64(column)*side, top+float64(row)*side, float64(length)*side, side, "F")
				}
				column += length + 1
			}
		}
	})
	return nil
}

// The functions of GS ( k for QR codes, by Epson's numbers: model 2, the size
// of a module, error correction M, the data, and print.
const gsQR = "\x1d(k"

// qr lets the printer itself draw a code; nothing for no text.
func (p *roll) qr(text string) {
	if text == "" {
		return
	}
	length := len(text) + 3
	p.command(gsQR+"\x04\x001A2\x00", gsQR+"\x03\x001C"+string(rune(qrDots)), gsQR+"\x03\x001E1",
		gsQR+string([]byte{byte(length), byte(length >> 8)})+"1P0"+text, gsQR+"\x03\x001Q0")
	p.out.WriteByte('\n')
}
