package proof

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"keyindesk/assets"
	"keyindesk/desk"
	"keyindesk/desk/printer"
	"keyindesk/desk/slip"
)

// handOut hands out the slips of sales on every card and of their cancels. A
// slip names its buyer, so this one has another name; phone and e-mail are
// sentinels, as they belong on no slip.
func (s *shift) handOut() error {
	print, err := receiptPrinter(filepath.Join(s.dataDir, "paper"))
	if err != nil {
		return err
	}
	words, err := koreanWords()
	if err != nil {
		return err
	}
	for _, number := range cardNumbers {
		o := s.order(number, birthDate)
		o.Buyer.Name, o.NotifyKakao = "아무개", false
		sale, err := s.press(o)
		if err := wants(sale, err, desk.Approved); err != nil {
			return err
		}
		back, err := s.desk.Cancel(s.ctx, cancelOrder(sale))
		if err := wants(back, err, desk.Approved); err != nil {
			return err
		}
		for _, one := range []slip.Slip{
			slip.Of(sale, s.Settings().Shop, "승인"), slip.OfCancel(back, sale, s.Settings().Shop, "취소 완료"),
		} {
			if err := s.handOutOne(one.In(words), print); err != nil {
				return err
			}
		}
	}
	return print("시험 인쇄", slip.TestPage("영수증", 42, words))
}

func (s *shift) handOutOne(sheet slip.Sheet, print func(title string, data []byte) error) error {
	dir := slip.Folder(filepath.Join(s.dataDir, "slips"))
	page, err := sheet.PDF(slip.Faces{Regular: assets.FontRegular(), Strong: assets.FontSemiBold()})
	if err != nil {
		return err
	}
	path, err := desk.SaveNew(dir, sheet.FileName(), page)
	if err != nil {
		return err
	}
	s.log.Info("slip", "path", path, "sheet", fmt.Sprintf("%+v", sheet))
	if err := os.WriteFile(path+".txt", []byte(sheet.Text()), 0o600); err != nil {
		return err
	}
	for _, columns := range slip.Columns {
		if err := print(sheet.Title+" "+sheet.Number, sheet.ESCPOS(columns)); err != nil {
			return err
		}
	}
	return nil
}

// receiptPrinter is a printer whose lp keeps in a folder what it is given, the
// arguments as well.
func receiptPrinter(dir string) (func(title string, data []byte) error, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	script := fmt.Sprintf("#!/bin/sh\nprintf '%%s\\n' \"$@\" >>'%[1]s/arguments'\nexec /bin/cat >'%[1]s/'$$.prn\n", dir)
	if err := os.WriteFile(filepath.Join(dir, "lp"), []byte(script), 0o700); err != nil {
		return nil, err
	}
	if err := os.Setenv("PATH", dir); err != nil {
		return nil, err
	}
	return func(title string, data []byte) error {
		return printer.System{}.Print(context.Background(), "영수증", title, data)
	}, nil
}

// koreanWords are the words of a slip.
func koreanWords() (slip.Words, error) {
	content, err := fs.ReadFile(assets.Words(), "ko.json")
	if err != nil {
		return nil, err
	}
	var texts map[string]string
	if err := json.Unmarshal(content, &texts); err != nil {
		return nil, err
	}
	return func(key string, pairs ...string) string {
		text := texts[key]
		for i := 0; i+1 < len(pairs); i += 2 {
			text = strings.ReplaceAll(text, "{"+pairs[i]+"}", pairs[i+1])
		}
		return text
	}, nil
}
