package export

import (
	"archive/zip"
	"encoding/csv"
	"encoding/xml"
	"io"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// readCell is a cell as a stranger reads it out of a file.
type readCell struct {
	Kind string // "text", "number", "day", "clock"; "" for an empty one
	Text string // a number in decimals, a day as 2026-11-21, a time as 15:04:05
}

// readSheet is one sheet of a workbook.
type readSheet struct {
	Name   string
	Frozen string // the first cell that scrolls
	Filter string // the range that can be filtered
	Widths []float64
	Rows   [][]readCell
}

// The parts of a workbook that a reader needs (ECMA-376 part 1, 18).
type (
	xmlBook struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	xmlLinks struct {
		Links []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	xmlStyles struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	xmlSheet struct {
		Pane struct {
			TopLeft string `xml:"topLeftCell,attr"`
			State   string `xml:"state,attr"`
		} `xml:"sheetViews>sheetView>pane"`
		Columns []struct {
			Min   int     `xml:"min,attr"`
			Width float64 `xml:"width,attr"`
		} `xml:"cols>col"`
		Filter struct {
			Range string `xml:"ref,attr"`
		} `xml:"autoFilter"`
		Rows []struct {
			Cells []xmlCell `xml:"c"`
		} `xml:"sheetData>row"`
	}
	xmlCell struct {
		Place   string  `xml:"r,attr"`
		Type    string  `xml:"t,attr"`
		Style   int     `xml:"s,attr"`
		Formula *string `xml:"f"`
		Value   string  `xml:"v"`
		Inline  *string `xml:"is>t"`
	}
)

// readWorkbook reads every cell of an XLSX file. A formula anywhere is an error:
// nothing in it runs.
func readWorkbook(t *testing.T, file string) []readSheet {
	t.Helper()
	zipped, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer zipped.Close()
	var book xmlBook
	var links xmlLinks
	var styles xmlStyles
	unpack(t, zipped, "xl/workbook.xml", &book)
	unpack(t, zipped, "xl/_rels/workbook.xml.rels", &links)
	unpack(t, zipped, "xl/styles.xml", &styles)
	codes := map[int]string{}
	for _, f := range styles.Formats {
		codes[f.ID] = f.Code
	}
	var sheets []readSheet
	for _, s := range book.Sheets {
		for _, link := range links.Links {
			if link.ID != s.ID {
				continue
			}
			var content xmlSheet
			unpack(t, zipped, path.Join("xl", strings.TrimPrefix(link.Target, "/xl/")), &content)
			read := readSheet{Name: s.Name, Filter: content.Filter.Range}
			if content.Pane.State == "frozen" {
				read.Frozen = content.Pane.TopLeft
			}
			for i, c := range content.Columns {
				if c.Min != i+1 { // Excel repairs the file otherwise, and says so
					t.Errorf("column %d is described in place %d", c.Min, i+1)
				}
				read.Widths = append(read.Widths, c.Width)
			}
			for _, r := range content.Rows {
				var row []readCell
				for _, c := range r.Cells {
					if c.Formula != nil {
						t.Errorf("%s runs %q", c.Place, *c.Formula)
					}
					row = append(row, c.read(t, codes[styles.Cells[c.Style].Format]))
				}
				read.Rows = append(read.Rows, row)
			}
			sheets = append(sheets, read)
		}
	}
	return sheets
}

func unpack(t *testing.T, zipped *zip.ReadCloser, name string, into any) {
	t.Helper()
	f, err := zipped.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := xml.NewDecoder(f).Decode(into); err != nil {
		t.Fatal(name, err)
	}
}

// escaped is how a workbook writes a character that XML can't have, and any
// text that looks like it (ECMA-376 part 1, 22.9.2.19).
var escaped = regexp.MustCompile(`_x([0-9A-Fa-f]{4})_`)

func (c xmlCell) read(t *testing.T, format string) readCell {
	t.Helper()
	switch {
	case c.Type == "inlineStr" && c.Inline != nil:
		return readCell{"text", escaped.ReplaceAllStringFunc(*c.Inline, func(code string) string {
			n, err := strconv.ParseUint(code[2:6], 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			return string(rune(n))
		})}
	case c.Type != "" && c.Type != "n":
		t.Fatalf("%s is of type %q", c.Place, c.Type)
	case c.Value == "":
		return readCell{}
	}
	number, err := strconv.ParseFloat(c.Value, 64)
	if err != nil {
		t.Fatal(c.Place, err)
	}
	switch format {
	case "yyyy-mm-dd":
		return readCell{"day", time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(number)).Format("2006-01-02")}
	case "hh:mm:ss":
		return readCell{"clock", time.Time{}.Add(time.Duration(number*86400+0.5) * time.Second).Format("15:04:05")}
	}
	return readCell{"number", c.Value}
}

// readCSV reads every cell of a CSV file of ours.
func readCSV(t *testing.T, file string) [][]readCell {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	body, marked := strings.CutPrefix(string(content), "\xef\xbb\xbf")
	if !marked {
		t.Error("no byte order mark")
	}
	if lines := strings.Count(body, "\r"); lines != strings.Count(body, "\r\n") || !strings.HasSuffix(body, "\r\n") {
		t.Error("lines end otherwise")
	}
	return records(t, body)
}

// records reads CSV: what stands in quotes is a text.
func records(t *testing.T, body string) [][]readCell {
	t.Helper()
	r := csv.NewReader(strings.NewReader(body))
	var rows [][]readCell
	for {
		record, err := r.Read()
		if err == io.EOF {
			return rows
		}
		if err != nil {
			t.Fatal(err)
		}
		var row []readCell
		for i, value := range record {
			line, column := r.FieldPos(i)
			before := body[:offset(body, line, column)]
			row = append(row, unquoted(value, strings.HasSuffix(before, `"`) || strings.HasPrefix(body[len(before):], `"`)))
		}
		rows = append(rows, row)
	}
}

// offset is where a line and a byte of it stand in a text.
func offset(text string, line, column int) int {
	at := 0
	for ; line > 1; line-- {
		at += strings.IndexByte(text[at:], '\n') + 1
	}
	return at + column - 1
}

var (
	dayPattern   = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)
	clockPattern = regexp.MustCompile(`^\d\d:\d\d:\d\d$`)
)

func unquoted(value string, quoted bool) readCell {
	switch {
	case quoted:
		return readCell{"text", value}
	case value == "":
		return readCell{}
	case dayPattern.MatchString(value):
		return readCell{"day", value}
	case clockPattern.MatchString(value):
		return readCell{"clock", value}
	}
	return readCell{"number", value}
}
