package proof

import (
	"fmt"
	"strings"
	"testing"
)

// TestDurableOrder proves two things about one charge and one cancel that a
// kill can't show, by looking at the system calls:
//
//   - the intent is on the disk before the first byte of the request: a power
//     cut, unlike a kill, takes what was written and not synced. Red means
//     that a power cut can lose a charge;
//   - every write to the history and to the gateway is made by the one thread
//     that TestCrash kills at each call. Red means that TestCrash misses
//     boundaries.
func TestDurableOrder(t *testing.T) {
	if why := noTracing(); why != "" {
		t.Skip(why)
	}
	for _, what := range []act{actCharge, actCancel, actSettle, actPart} {
		t.Run(string(what), func(t *testing.T) {
			dir, g, _ := setScene(t, what).restore(t)
			c := startChild(t, "one", childSettings(dir, g, false, map[string]string{actVariable: string(what)}))
			defer c.kill()
			if !c.await("ready", 1) {
				t.Fatal("never ready")
			}
			tracer, err := trace(t, c, "-f")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := fmt.Fprintln(c.input, "go"); err != nil {
				t.Fatal(err)
			}
			c.wait()
			lines, err := tracer.lines()
			if err != nil {
				t.Fatal(err)
			}
			checkOrder(t, lines, fmt.Sprint(c.command.Process.Pid), dir)
		})
	}
}

// checkOrder reads the trace of a press that was left to end.
func checkOrder(t *testing.T, lines []string, mainThread, dir string) {
	t.Helper()
	written, synced := false, false
	for _, line := range lines {
		thread, call, _ := strings.Cut(line, " ")
		call = strings.TrimLeft(call, " ")
		toHistory, toGateway := strings.Contains(call, dir), strings.Contains(call, "<socket:")
		if !isEffect(call) || !toHistory && !toGateway {
			continue
		}
		if thread != mainThread {
			t.Errorf("another thread made an effect: %s", line)
		}
		switch {
		case toHistory && strings.HasPrefix(call, "pwrite64("):
			written, synced = true, false
		case toHistory && (strings.HasPrefix(call, "fsync(") || strings.HasPrefix(call, "fdatasync(")):
			synced = true
		case toGateway && strings.HasPrefix(call, "write("):
			if !written || !synced {
				t.Fatalf("the request was sent before the intent was on the disk: %s", line)
			}
			return
		}
	}
	t.Fatal("no request was seen")
}
