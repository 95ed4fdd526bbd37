//go:build !windows

package printer_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"keyindesk/desk/printer"
)

// cups puts commands named lp and lpstat into a folder that is the whole PATH,
// and returns that folder. Each is a script of the shell; lp writes what it was
// given into it.
func cups(t *testing.T, scripts map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, script := range scripts {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir)
	t.Setenv("FAKE", dir)
	t.Setenv("LC_ALL", "ko_KR.UTF-8")
	return dir
}

const (
	takes      = `printf '%s\n' "$@" >"$FAKE/arguments"; /bin/cat >"$FAKE/job"; echo "$LC_ALL" >"$FAKE/language"; echo "request id is x-1 (0 file(s))"`
	refuses    = `/bin/cat >/dev/null; echo "lp: Error - The printer or class does not exist." >&2; exit 1`
	two        = `[ "$1" = -e ] && printf '영수증 프린터\nrcpt80\n'; exit 0`
	none       = `[ "$1" = -r ] && echo "scheduler is running"; exit 0`
	notRunning = `[ "$1" = -r ] && echo "scheduler is not running"; exit 0`
)

func TestList(t *testing.T) {
	for name, c := range map[string]struct {
		scripts map[string]string
		want    []string
		kind    printer.Kind
	}{
		"as_the_system_calls_them": {map[string]string{"lpstat": two}, []string{"영수증 프린터", "rcpt80"}, ""},
		"none":                     {map[string]string{"lpstat": none}, nil, ""},
		"CUPS_does_not_run":        {map[string]string{"lpstat": notRunning}, nil, printer.NoSystem},
		"no_CUPS":                  {nil, nil, printer.NoSystem},
		"lpstat_fails":             {map[string]string{"lpstat": "exit 3"}, nil, printer.Refused},
	} {
		t.Run(name, func(t *testing.T) {
			cups(t, c.scripts)
			got, err := printer.System{}.List(t.Context())
			if !slices.Equal(got, c.want) || (err == nil) != (c.kind == "") || err != nil && printer.KindOf(err) != c.kind {
				t.Errorf("%q %v", got, err)
			}
		})
	}
}

func TestPrint(t *testing.T) {
	t.Run("every_byte_raw_under_its_title", func(t *testing.T) {
		dir := cups(t, map[string]string{"lp": takes, "lpstat": two})
		var job []byte
		for b := range 256 {
			job = append(job, byte(b))
		}
		if err := (printer.System{}).Print(t.Context(), "영수증 프린터", "전표\n1", job); err != nil {
			t.Fatal(err)
		}
		for file, want := range map[string]string{
			"job": string(job), "arguments": "-d\n영수증 프린터\n-o\nraw\n-t\n전표 1\n", "language": "C\n",
		} {
			if got, err := os.ReadFile(filepath.Join(dir, file)); err != nil || string(got) != want {
				t.Errorf("%s: %q %v", file, got, err)
			}
		}
	})
	for name, c := range map[string]struct {
		scripts map[string]string
		printer string
		kind    printer.Kind
	}{
		"no_printer_of_this_name": {map[string]string{"lp": refuses, "lpstat": two}, "old", printer.Unknown},
		"no_printer_at_all":       {map[string]string{"lp": refuses, "lpstat": none}, "old", printer.Unknown},
		"a_job_not_taken":         {map[string]string{"lp": refuses, "lpstat": two}, "rcpt80", printer.Refused},
		"CUPS_does_not_run":       {map[string]string{"lp": refuses, "lpstat": notRunning}, "rcpt80", printer.NoSystem},
		"no_CUPS":                 {nil, "rcpt80", printer.NoSystem},
		"lp_alone":                {map[string]string{"lp": refuses}, "rcpt80", printer.NoSystem},
	} {
		t.Run(name, func(t *testing.T) {
			cups(t, c.scripts)
			err := printer.System{}.Print(t.Context(), c.printer, "전표", []byte("x"))
			if err == nil || printer.KindOf(err) != c.kind {
				t.Error(err)
			}
			if c.kind == printer.Unknown && !strings.Contains(err.Error(), "does not exist") {
				t.Error("the cause is lost:", err)
			}
		})
	}
	t.Run("no_answer_in_time", func(t *testing.T) {
		cups(t, map[string]string{"lp": "/bin/sleep 15; exit 0", "lpstat": "/bin/sleep 15; exit 0"})
		ctx, stop := context.WithTimeout(t.Context(), 200*time.Millisecond)
		defer stop()
		begun := time.Now()
		err := printer.System{}.Print(ctx, "rcpt80", "전표", []byte("x"))
		if printer.KindOf(err) != printer.Silent || time.Since(begun) > 10*time.Second {
			t.Error(err, time.Since(begun))
		}
	})
}
