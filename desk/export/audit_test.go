package export

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keyindesk/desk"
	"keyindesk/store"
	"keyindesk/store/verify"
)

// auditJob is an audit file in a folder of its own.
func auditJob(t *testing.T) AuditJob {
	t.Helper()
	dir := t.TempDir()
	return AuditJob{Path: filepath.Join(dir, "감사 2026-11-21.jsonl"), Spool: filepath.Join(t.TempDir(), "spool"), Reason: "기록 확인", Staff: "김하늘"}
}

// audited stands in for a history of so many lines.
type audited struct {
	lines    int
	at       func(line int) // called before each is written; may be nil
	failed   error          // of the history, at the end
	recorded []desk.Export
}

func (a *audited) ExportAudit(_ context.Context, to io.Writer, progress func(done, all int64)) (int64, error) {
	for i := range a.lines {
		if a.at != nil {
			a.at(i)
		}
		if _, err := io.WriteString(to, strings.Repeat("x", 200)+"\n"); err != nil {
			return 0, store.Disk(err)
		}
		progress(int64(i+1), int64(a.lines))
	}
	return int64(a.lines), a.failed
}

func (a *audited) RecordExport(_ context.Context, e desk.Export) error {
	a.recorded = append(a.recorded, e)
	return nil
}

// TestRunAudit exports the audit file of a real history and has the other
// program check it.
func TestRunAudit(t *testing.T) {
	d, history := realDesk(t)
	j := auditJob(t)
	done, err := RunAudit(t.Context(), d, j)
	if err != nil {
		t.Fatal(err)
	}
	found, err := verify.File(t.Context(), j.Path, verify.Options{})
	if err != nil || found.Verdict != verify.Intact || !found.Audit || found.Events != int64(done.Rows) || done.Rows == 0 {
		t.Fatalf("%+v %v, %d rows", found, err, done.Rows)
	}
	// The history has gone on by the event of its end, and still agrees.
	witnessed, err := verify.File(t.Context(), history, verify.Options{Against: j.Path})
	if err != nil || witnessed.Verdict != verify.Intact || witnessed.Events != found.Events+1 {
		t.Errorf("%+v %v", witnessed, err)
	}
	content, err := os.ReadFile(j.Path)
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{"홍길동", "01012345678", "hong@shop.example"} {
		if strings.Contains(string(content), who) {
			t.Error(who, "is in it")
		}
	}
	sum := sha256.Sum256(content)
	later := auditJob(t)
	if _, err := RunAudit(t.Context(), d, later); err != nil {
		t.Fatal(err)
	}
	trail, err := os.ReadFile(later.Path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"export-begun"`, `"exported"`, hex.EncodeToString(sum[:]), `\"format\":\"audit\"`, `"김하늘"`} {
		if !strings.Contains(string(trail), want) {
			t.Errorf("%s is not in the history", want)
		}
	}
	if strings.Contains(string(content), `"exported"`) || !strings.Contains(string(content), `"export-begun"`) {
		t.Error("the file does not end with its own beginning")
	}
}

func TestRunAuditGoesWrong(t *testing.T) {
	nothingLeft := func(t *testing.T, j AuditJob, a *audited, recorded int) {
		t.Helper()
		if left := append(leftIn(t, filepath.Dir(j.Path)), leftIn(t, j.Spool)...); len(left) > 0 || len(a.recorded) != recorded {
			t.Error(left, a.recorded)
		}
	}
	t.Run("given_up", func(t *testing.T) {
		j := auditJob(t)
		ctx, stop := context.WithCancel(t.Context())
		a := &audited{lines: 50, at: func(line int) {
			if line == 25 {
				stop()
			}
		}}
		if _, err := RunAudit(ctx, a, j); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		nothingLeft(t, j, a, 1)
	})
	t.Run("the_history_fails", func(t *testing.T) {
		j := auditJob(t)
		a := &audited{lines: 5, failed: store.ErrInvalid}
		if _, err := RunAudit(t.Context(), a, j); !errors.Is(err, store.ErrInvalid) {
			t.Error(err)
		}
		nothingLeft(t, j, a, 1)
	})
	t.Run("the_folder_goes", func(t *testing.T) {
		j := auditJob(t)
		j.Path = filepath.Join(t.TempDir(), "usb", "감사.jsonl")
		writeFile(t, filepath.Join(filepath.Dir(j.Path), "other"), "")
		a := &audited{lines: 5, at: func(int) { _ = os.RemoveAll(filepath.Dir(j.Path)) }}
		if _, err := RunAudit(t.Context(), a, j); troubleOf(err) != Gone {
			t.Error(err)
		}
	})
	t.Run("a_file_that_is_there_stays_unless_it_is_to_be_replaced", func(t *testing.T) {
		j := auditJob(t)
		writeFile(t, j.Path, "mine")
		a := &audited{lines: 3}
		if _, err := RunAudit(t.Context(), a, j); !errors.Is(err, ErrExists) || len(a.recorded) > 0 {
			t.Error(err, a.recorded)
		}
		j.Replace = true
		done, err := RunAudit(t.Context(), a, j)
		if diff := cmp.Diff(Result{Path: j.Path, Rows: 3}, done); diff != "" || err != nil {
			t.Error(diff, err)
		}
		if content, err := os.ReadFile(j.Path); err != nil || strings.HasPrefix(string(content), "mine") {
			t.Error("not replaced", err)
		}
	})
}

// realDesk is a desk over a real history with something in it, and where that
// lies.
func realDesk(t *testing.T) (*desk.Desk, string) {
	t.Helper()
	sealer, err := store.NewSealer([]byte(strings.Repeat("k", 32)))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	history, err := store.Open(t.Context(), store.Options{Dir: dir, Environment: "practice", Terminal: "7Q", OrderPrefix: "P", Sealer: sealer})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = history.Close() })
	for range 3 {
		o, err := history.Prepare(t.Context(), store.Intent{
			Kind: store.KindCharge, Gateway: "payup", AmountKRW: 52_000, ItemName: "햅쌀 10kg", MaskedCard: "949022******1406", Network: "bc", Staff: "김하늘",
			Buyer: store.Buyer{Name: "홍길동", Phone: "01012345678", Email: "hong@shop.example"},
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := history.Finish(t.Context(), o.ID, store.Answer{State: store.Approved, TransactionID: o.OrderNumber, ApprovalNumber: "1"}); err != nil {
			t.Fatal(err)
		}
	}
	return desk.New(desk.Config{Book: history, Log: slog.New(slog.DiscardHandler)}), filepath.Join(dir, "history.db")
}
