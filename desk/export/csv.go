package export

import (
	"bufio"
	"io"
	"strings"
)

const (
	// byteOrderMark tells Excel that the file is UTF-8.
	byteOrderMark = "\ufeff"
	lineEnd       = "\r\n"
)

// lines is a CSV file, one of RFC 4180. Texts stand in quotes, so that a reader can tell
// them from numbers and days, which do not. It has no row of sums: what reads
// such a file takes every row for a sale.
type lines struct {
	to *bufio.Writer
}

func newCSV(file io.Writer, columns []column, w Words) (*lines, error) {
	c := &lines{bufio.NewWriterSize(file, 64<<10)}
	_, err := c.to.WriteString(byteOrderMark)
	if err != nil {
		return nil, err
	}
	return c, c.row(titles(columns, w))
}

// titles are the row that says what stands in each column.
func titles(columns []column, w Words) []cell {
	cells := make([]cell, len(columns))
	for i, c := range columns {
		cells[i] = textCell(w.T("export.column." + string(c.id)))
	}
	return cells
}

// row writes a line. The writer keeps its first error and gives it again.
func (c *lines) row(cells []cell) error {
	for i, cell := range cells {
		if i > 0 {
			_ = c.to.WriteByte(',')
		}
		switch {
		case cell.kind == text && cell.text != "":
			_, _ = c.to.WriteString(`"` + strings.ReplaceAll(cell.text, `"`, `""`) + `"`)
		default:
			_, _ = c.to.WriteString(cell.text)
		}
	}
	_, err := c.to.WriteString(lineEnd)
	return err
}

func (c *lines) close([]cell, func(float64)) error { return c.to.Flush() }
