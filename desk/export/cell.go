package export

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// kind is what a cell holds.
type kind int

// The kinds of cells. The zero cell is an empty text.
const (
	text   kind = iota
	amount      // whole won, below zero where money went back
	day         // a calendar day
	clock       // a time of the day
)

// cell is one value. Only what is a text can be something that a spreadsheet
// would run, and every text goes through defused.
type cell struct {
	kind   kind
	text   string // of a text, defused; of any other as CSV has it
	number int64  // won; days since the workbook's epoch; seconds since midnight
}

// epoch is the day before a workbook's day 1, counted as every spreadsheet
// counts days after February 1900.
var epoch = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

func textCell(value string) cell { return cell{text: defused(plain(value))} }

func amountCell(krw int64) cell {
	return cell{kind: amount, text: strconv.FormatInt(krw, 10), number: krw}
}

// dayCell is the calendar day of a time, where it is.
func dayCell(at time.Time) cell {
	y, m, d := at.Date()
	days := time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Sub(epoch) / (24 * time.Hour)
	return cell{kind: day, text: at.Format("2006-01-02"), number: int64(days)}
}

// clockCell is the time of the day, where it is.
func clockCell(at time.Time) cell {
	return cell{kind: clock, text: at.Format("15:04:05"), number: int64(at.Hour()*3600 + at.Minute()*60 + at.Second())}
}

// plain is a text as every spreadsheet can hold it: valid UTF-8 without
// characters that no XML may have, a line's end as a single \n, and not longer
// than a cell can be.
func plain(value string) string {
	if !utf8.ValidString(value) || strings.ContainsFunc(value, unheld) {
		value = strings.ReplaceAll(strings.ToValidUTF8(value, "�"), "\r\n", "\n")
		value = strings.Map(func(r rune) rune {
			switch {
			case r == '\r':
				return '\n'
			case unheld(r):
				return -1
			}
			return r
		}, value)
	}
	if len(value) > maxText {
		value = strings.ToValidUTF8(value[:maxText], "")
	}
	return value
}

// unheld says whether a cell can't hold a character.
func unheld(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == 0xfffe || r == 0xffff
}

// maxText is how many bytes a cell takes; Excel's own bound is 32,767 letters.
const maxText = 32_000

// guard is what stands before a text that a spreadsheet would run otherwise.
const guard = "'"

// starters begin a formula, in their own and in full width: Korean and Japanese
// spreadsheets take the one for the other.
const starters = "=+-@" + "＝＋－＠" + "﹢﹣﹦﹫" + "−"

// defused puts the guard before a text that a spreadsheet would take for a
// formula, whatever cannot be seen in front of it, and before one that begins with
// a tab or a new line, by which the rest may slip into a cell of its own.
func defused(value string) string {
	if value == "" {
		return value
	}
	if value[0] == '\t' || value[0] == '\n' {
		return guard + value
	}
	seen := strings.TrimLeftFunc(value, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Mn, r)
	})
	if seen != "" && strings.ContainsRune(starters, []rune(seen)[0]) {
		return guard + value
	}
	return value
}
