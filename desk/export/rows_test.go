package export

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"log/slog"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"keyindesk/assets"
	"keyindesk/desk"
)

// book stands in for the history: rows that are made as they are asked for, the
// newest first, so that there can be a million of them.
type book struct {
	desk.Book
	rows     int
	row      func(id int64) desk.Operation
	counted  int                               // what Totals says; 0 for rows
	paged    func(to int64)                    // called before a page is given; may be nil
	cancels  func(sale int64) []desk.Operation // may be nil
	recorded []desk.Export
	refuse   func(desk.Export) error // may be nil
}

func (b *book) History(_ context.Context, q desk.Query) (desk.Page, error) {
	from := int64(b.rows)
	if q.Before != "" {
		before, err := strconv.ParseInt(string(q.Before), 10, 64)
		if err != nil {
			return desk.Page{}, err
		}
		from = before - 1
	}
	if b.paged != nil {
		b.paged(from)
	}
	var page desk.Page
	for id := from; id > 0 && len(page.Operations) < q.Limit; id-- {
		page.Operations = append(page.Operations, b.row(id))
	}
	if n := len(page.Operations); n > 0 && page.Operations[n-1].ID > 1 {
		page.Next = desk.Cursor(strconv.FormatInt(page.Operations[n-1].ID, 10))
	}
	return page, nil
}

func (b *book) Totals(context.Context, desk.Query) (desk.Totals, error) {
	if b.counted > 0 {
		return desk.Totals{Rows: b.counted}, nil
	}
	return desk.Totals{Rows: b.rows}, nil
}

func (b *book) Operation(_ context.Context, id int64) (desk.Operation, error) { return b.row(id), nil }

func (b *book) Cancels(_ context.Context, sale int64) ([]desk.Operation, error) {
	if b.cancels == nil {
		return nil, nil
	}
	return b.cancels(sale), nil
}

func (b *book) RecordExport(_ context.Context, e desk.Export) error {
	if b.refuse != nil {
		if err := b.refuse(e); err != nil {
			return err
		}
	}
	b.recorded = append(b.recorded, e)
	return nil
}

// desk is the desk over the book.
func (b *book) desk() *desk.Desk {
	return desk.New(desk.Config{Book: b, Log: slog.New(slog.DiscardHandler)})
}

// bookOf has these rows, the newest first; their ids are theirs by place.
func bookOf(rows ...desk.Operation) *book {
	return &book{rows: len(rows), row: func(id int64) desk.Operation {
		o := rows[len(rows)-int(id)]
		o.ID = id
		return o
	}}
}

// sale is a charge of which everything is known.
func sale() desk.Operation {
	return desk.Operation{
		Kind: desk.KindCharge, State: desk.Approved, Gateway: "payup", Environment: "live", BusinessDay: "2026-11-21",
		PreparedAt: time.Date(2026, 11, 21, 6, 32, 9, 0, time.UTC), AnsweredAt: "20261121153210",
		AmountKRW: 52_000, Quota: 3, MaskedCard: "949022******1406", CardCompany: "비씨카드", ItemName: "햅쌀 10kg, 잣 200g",
		Buyer:       desk.Buyer{Name: "홍길동", Phone: "01012345678", Email: "hong@shop.example"},
		OrderNumber: "K261121-7Q-0003", ApprovalNumber: "00012345", TransactionID: "20261121153210PT0003", Staff: "김하늘",
		ResultCode: "0000", ResultMessage: "정상",
	}
}

// with changes a copy.
func with(o desk.Operation, change func(*desk.Operation)) desk.Operation {
	change(&o)
	return o
}

// korean are the program's own words; a key without a text fails the test.
type korean struct {
	t     testing.TB
	texts map[string]string
}

func inKorean(t testing.TB) korean {
	t.Helper()
	content, err := fs.ReadFile(assets.Words(), "ko.json")
	if err != nil {
		t.Fatal(err)
	}
	words := korean{t: t}
	if err := json.Unmarshal(content, &words.texts); err != nil {
		t.Fatal(err)
	}
	return words
}

func (k korean) T(key string, pairs ...string) string {
	text, ok := k.texts[key]
	if !ok {
		k.t.Errorf("%s has no text", key)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		text = strings.ReplaceAll(text, "{"+pairs[i]+"}", pairs[i+1])
	}
	return text
}

func (k korean) State(o desk.Operation) string { return k.T("state." + string(o.State)) }

func (k korean) Quota(months int) string {
	if months < 2 {
		return k.T("common.lump")
	}
	return k.T("common.months", "months", fmt.Sprint(months))
}

// job is an export that nothing keeps from going well.
func job(t testing.TB, f Format, columns ...Column) Job {
	t.Helper()
	if len(columns) == 0 {
		columns = Standard()
	}
	dir := t.TempDir()
	return Job{
		Columns: columns, Format: f, Path: filepath.Join(dir, "내역."+string(f)), Spool: filepath.Join(dir, "spool"),
		Environment: desk.Live, Reason: "부가세 신고", Staff: "김하늘", Words: inKorean(t),
	}
}

// run exports, and fails the test if it can't.
func run(t testing.TB, b *book, j Job) Result {
	t.Helper()
	got, err := Run(t.Context(), b.desk(), j)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// read is every row of a file, of all its sheets, with its titles.
func read(t *testing.T, j Job) [][]readCell {
	t.Helper()
	if j.Format == CSV {
		return readCSV(t, j.Path)
	}
	var rows [][]readCell
	for _, s := range readWorkbook(t, j.Path) {
		rows = append(rows, s.Rows...)
	}
	return rows
}
