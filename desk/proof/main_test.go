package proof

import (
	"fmt"
	"os"
	"runtime"
	"testing"
)

// roleVariable turns the test binary into a child that plays a role.
const roleVariable = "PROOF_ROLE"

// roles are what a child can be.
var roles = map[string]func() error{
	"keyer":   playKeyer,
	"one":     playOne,
	"shift":   playShift,
	"cut":     playCut,
	"crash":   playCrash,
	"morning": playMorning,
	"owner":   playOwner,
}

// strace counts system calls by thread, so the main goroutine, on which a
// child acts, stays on the main thread. That can be asked for in init only.
func init() { runtime.LockOSThread() }

func TestMain(m *testing.M) {
	role := os.Getenv(roleVariable)
	if role == "" {
		os.Exit(m.Run())
	}
	play, known := roles[role]
	if !known {
		fmt.Fprintln(os.Stderr, "no such role:", role)
		os.Exit(2)
	}
	if err := play(); err != nil {
		fmt.Fprintln(os.Stderr, role+":", err)
		os.Exit(1)
	}
	os.Exit(0)
}
