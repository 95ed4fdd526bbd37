package export

import (
	"archive/zip"
	"cmp"
	"errors"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"keyindesk/desk"
)

// sheetRows is how many rows a sheet of a workbook takes, its titles and the
// sums included (ECMA-376: 1,048,576).
const sheetRows = excelize.TotalRows

// workbook is an XLSX file. Its rows wait in a file of the spool, because a
// workbook is a zip archive whose sheets are written one after the other, and
// go from there into the archive, which is written as it grows.
type workbook struct {
	file    *file
	book    *excelize.File
	columns []column
	titles  []cell
	names   Words
	env     desk.Environment
	looks   [3]map[kind]int // of titles, rows and sums
	limit   int             // rows of a sheet
	sheets  int
	to      *excelize.StreamWriter
	rows    int // of the sheet that is being written
	values  []any
}

func newWorkbook(file *file, j Job, columns []column) (*workbook, error) {
	b := &workbook{
		file: file, columns: columns, titles: titles(columns, j.Words), names: j.Words, env: j.Environment, limit: cmp.Or(j.sheetRows, sheetRows),
		book: excelize.NewFile(excelize.Options{TmpDir: file.spool}), values: make([]any, len(columns)),
	}
	file.onDiscard(b.book.Close)
	if err := b.dress(); err != nil {
		return nil, err
	}
	now := time.Now().UTC().Format(time.RFC3339)
	if err := b.book.SetDocProps(&excelize.DocProperties{Creator: "KeyinDesk", LastModifiedBy: "KeyinDesk", Created: now, Modified: now}); err != nil {
		return nil, err
	}
	return b, b.nextSheet()
}

// What a row is for.
const (
	titleRow = iota
	plainRow
	sumRow
)

// typeface is what Korean Windows writes tables in; others have one of their own
// for it.
const typeface = "맑은 고딕"

// dress makes the looks of the cells. A text has the format of a text, so that
// it stays one when somebody edits the cell.
func (b *workbook) dress() error {
	if err := b.book.SetDefaultFont(typeface); err != nil {
		return err
	}
	formats := map[kind]string{text: "@", amount: "#,##0", day: "yyyy-mm-dd", clock: "hh:mm:ss"}
	sides := map[kind]string{amount: "right", day: "center", clock: "center"}
	rule := []excelize.Border{{Type: "top", Color: "5E6661", Style: 1}}
	green := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E1EFEA"}}
	b.looks = [3]map[kind]int{{}, {}, {}}
	for k, format := range formats {
		side := &excelize.Alignment{Horizontal: sides[k], Vertical: "center"}
		if k == text { // clear of the number before it
			side.Horizontal, side.Indent = "left", 1
		}
		for use, look := range []*excelize.Style{
			titleRow: {CustomNumFmt: new("@"), Font: &excelize.Font{Bold: true, Color: "0E6B57"}, Fill: green, Alignment: side},
			plainRow: {CustomNumFmt: &format, Alignment: side},
			sumRow:   {CustomNumFmt: &format, Font: &excelize.Font{Bold: true}, Border: rule, Alignment: side},
		} {
			var err error
			if b.looks[use][k], err = b.book.NewStyle(look); err != nil {
				return err
			}
		}
	}
	return nil
}

// sheetName is what is written on a sheet's tab.
func (b *workbook) sheetName() string {
	name := b.names.T("export.sheet")
	if b.env != desk.Live {
		name = b.names.T("settings.env."+string(b.env)) + " " + name
	}
	if b.sheets > 1 {
		name += " " + strconv.Itoa(b.sheets)
	}
	return name
}

// nextSheet begins a sheet, as the first or because the one before is full.
func (b *workbook) nextSheet() error {
	b.sheets++
	name := b.sheetName()
	if b.sheets == 1 {
		if err := b.book.SetSheetName(b.book.GetSheetName(0), name); err != nil {
			return err
		}
	} else if _, err := b.book.NewSheet(name); err != nil {
		return err
	}
	landscape, onePage, asLong := "landscape", 1, 0
	if err := b.book.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &onePage, FitToHeight: &asLong}); err != nil {
		return err
	}
	fit := true
	if err := b.book.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	var err error
	if b.to, err = b.book.NewStreamWriter(name); err != nil {
		return err
	}
	for i, c := range slices.Backward(b.columns) { // the library writes the last first, and Excel wants them in order
		if err := b.to.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
	}
	if err := b.to.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	b.rows = 0
	return b.put(b.titles, titleRow)
}

func (b *workbook) row(cells []cell) error {
	if b.rows == b.limit-1 { // the last is for the sums
		if err := errors.Join(b.filter(), b.to.Flush()); err != nil {
			return err
		}
		if err := b.nextSheet(); err != nil {
			return err
		}
	}
	return b.put(cells, plainRow)
}

// put writes one row.
func (b *workbook) put(cells []cell, use int) error {
	b.rows++
	for i, c := range cells {
		value := excelize.Cell{StyleID: b.looks[use][b.columns[i].kind]} // an empty cell looks like those above it
		switch c.kind {
		case amount, day:
			value.Value = c.number
		case clock:
			value.Value = float64(c.number) / (24 * 60 * 60)
		default:
			if c.text != "" {
				value.Value = c.text
			}
		}
		b.values[i] = value
	}
	return b.to.SetRow("A"+strconv.Itoa(b.rows), b.values)
}

// filter lets the rows above be filtered by what is in their columns.
func (b *workbook) filter() error {
	end, err := excelize.CoordinatesToCellName(len(b.columns), b.rows)
	if err != nil {
		return err
	}
	return b.book.AutoFilter(b.sheetName(), "A1:"+end, nil)
}

// close writes the sums under the last sheet and packs the workbook.
func (b *workbook) close(sums []cell, progress func(float64)) error {
	if err := b.filter(); err != nil {
		return err
	}
	if err := b.put(sums, sumRow); err != nil {
		return err
	}
	if err := b.to.Flush(); err != nil {
		return err
	}
	// The library would make the archive in memory first.
	b.book.SetZipWriter(func(io.Writer) excelize.ZipWriter {
		return &archive{Writer: zip.NewWriter(b.file), of: b.file.spooled(), progress: progress}
	})
	return errors.Join(b.book.Write(io.Discard), b.book.Close())
}

// archive is the zip archive, which tells how much has been packed.
type archive struct {
	*zip.Writer
	packed, of int64 // bytes, before they are packed
	progress   func(share float64)
}

// Create begins the next file of the archive.
func (a *archive) Create(name string) (io.Writer, error) {
	to, err := a.Writer.Create(name)
	return &packing{to, a}, err
}

// packing is one file of the archive.
type packing struct {
	io.Writer
	*archive
}

// Write packs, and tells how far it has come.
func (p *packing) Write(b []byte) (int, error) {
	n, err := p.Writer.Write(b)
	before := p.packed >> toldEvery
	if p.packed += int64(n); p.packed>>toldEvery != before && p.of > 0 {
		p.progress(min(float64(p.packed)/float64(p.of), 1))
	}
	return n, err
}

// toldEvery is after how many bytes that is, as a power of two.
const toldEvery = 22
