package export

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"keyindesk/desk"
	"keyindesk/store"
	"keyindesk/store/verify"
)

// openHistory is a real history with a sale, a cancel of a part of it and a
// declined one, and its desk.
func openHistory(t *testing.T) (d *desk.Desk, file string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "live")
	sealer, err := store.NewSealer([]byte(strings.Repeat("k", 32)))
	if err != nil {
		t.Fatal(err)
	}
	history, err := store.Open(t.Context(), store.Options{
		Dir: dir, Environment: "live", Terminal: "7Q", OrderPrefix: "K", Sealer: sealer,
		Now: func() time.Time { return sale().PreparedAt },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = history.Close() })
	intent := store.Intent{
		Kind: desk.KindCharge, Gateway: "payup", Staff: "김하늘", AmountKRW: 52_000, MaskedCard: "949022******1406", Network: "bc",
		ItemName: "=1+1", Fingerprint: []byte("card"), Buyer: sale().Buyer,
	}
	keep := func(in store.Intent, a store.Answer) desk.Operation {
		o, err := history.Prepare(t.Context(), in)
		if err == nil {
			o, err = history.Finish(t.Context(), o.ID, a)
		}
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	sold := keep(intent, store.Answer{State: desk.Approved, TransactionID: "T1", ApprovalNumber: "00012345", AnsweredAt: "20261121153210", ResultCode: "0000"})
	keep(intent, store.Answer{State: desk.Declined, ResultCode: "5001"})
	back := intent
	back.Kind, back.ParentID, back.AmountKRW, back.Reason, back.TransactionID = desk.KindCancel, sold.ID, 20_000, "손님 변심", "T1"
	keep(back, store.Answer{State: desk.Approved, CancelID: "C1"})
	return desk.New(desk.Config{Book: history, Environment: desk.Live}), filepath.Join(dir, "history.db")
}

// TestHistory exports from a real history, which the other program finds intact.
func TestHistory(t *testing.T) {
	formats(t, func(t *testing.T, f Format) {
		d, file := openHistory(t)
		j := job(t, f, Item, Moved, GivenBack, Original, Buyer)
		if _, err := Run(t.Context(), d, j); err != nil {
			t.Fatal(err)
		}
		got := fmt.Sprint(read(t, j)[1:4])
		want := "[[{text '=1+1} {number -20000} { } {text 00012345} {text 홍길동}] [{text '=1+1} { } { } { } {text 홍길동}] [{text '=1+1} {number 52000} {number 20000} { } {text 홍길동}]]"
		if got != want {
			t.Error(got)
		}
		report, err := verify.File(t.Context(), file, verify.Options{})
		if err != nil || report.Verdict != verify.Intact || report.Events != 8 {
			t.Errorf("%+v, %v", report, err)
		}
	})
}

// TestTotals: the sums of a file are those that the history shows.
func TestTotals(t *testing.T) {
	d, _ := openHistory(t)
	totals, err := d.Totals(t.Context(), desk.Query{})
	if err != nil {
		t.Fatal(err)
	}
	j := job(t, XLSX, Order, Moved, GivenBack)
	if _, err := Run(t.Context(), d, j); err != nil {
		t.Fatal(err)
	}
	rows := read(t, j)
	sums := rows[len(rows)-1]
	if sums[0].Text != fmt.Sprintf("합계 (%d건)", totals.Rows) || sums[1].Text != decimals(totals.Approved.AmountKRW-totals.Cancelled.AmountKRW) ||
		sums[2].Text != decimals(totals.GivenBack.AmountKRW) {
		t.Errorf("%v, but the history has %+v", sums, totals)
	}
}

// TestKilled kills a program in the middle of an export, and the next one finds
// what it left.
func TestKilled(t *testing.T) {
	if dir := os.Getenv("EXPORT_KILLED"); dir != "" {
		b := &book{rows: 3 * pageRows, row: func(id int64) desk.Operation { return with(sale(), func(o *desk.Operation) { o.ID = id }) }}
		b.paged = func(to int64) {
			if to < 2*pageRows {
				fmt.Println("half way")
				select {}
			}
		}
		j := job(t, XLSX, Columns()...)
		j.Path, j.Spool = filepath.Join(dir, "내역.xlsx"), filepath.Join(dir, "spool")
		_, err := Run(context.Background(), b.desk(), j)
		t.Fatal("it went on:", err)
	}
	dir := t.TempDir()
	program := exec.Command(os.Args[0], "-test.run=^TestKilled$")
	program.Env = append(os.Environ(), "EXPORT_KILLED="+dir, "TMPDIR="+dir)
	out, err := program.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if killed := program.Process.Kill(); err != nil || killed != nil || !strings.Contains(line, "half way") {
		t.Fatal(line, err, killed)
	}
	_ = program.Wait() // killed
	if left := leftIn(t, dir); len(left) < 2 {
		t.Fatal("nothing was left:", left)
	}
	if err := Sweep(filepath.Join(dir, "spool")); err != nil {
		t.Error(err)
	}
	if left := leftIn(t, dir); len(left) > 0 {
		t.Error(left)
	}
}
