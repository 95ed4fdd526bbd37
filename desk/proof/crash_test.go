package proof

import (
	"fmt"
	"os"
	"strconv"
	"testing"
)

// fullKills is from when on TestCrash counts as the full run of `make crash`,
// in which nothing may be left out.
const fullKills = 1000

// tally is what TestCrash ends with.
type tally struct {
	kills, points, charged int
	verdict
}

func (s tally) String() string {
	return fmt.Sprintf("kills=%d points=%d charged=%d %s", s.kills, s.points, s.charged, s.verdict)
}

// TestCrash proves that no kill makes the history untrue: after CRASH_KILLS
// kills at random, and one before each system call of a charge, a cancel, a
// settlement, a cancel of a part and of opening the history, what the next start finds agrees with the
// gateway's ledger.
//
// A lost, doubled or guessed row is a shop that is wrong about somebody's
// money; a corrupt one is a history that a crash destroyed. None of them may
// ever be other than 0. It proves nothing about a power cut, which also takes
// what the system had not written to the disk yet; see TestDurableOrder.
//
// NAIVE=1 runs the same harness on a program that writes a row only after the
// reply. That must lose charges: otherwise this harness could not see a loss.
func TestCrash(t *testing.T) {
	kills, naive := crashSettings(t)
	var sum tally
	t.Run("random", func(t *testing.T) { sum.add(killAtRandom(t, kills, naive)) })
	t.Run("every_system_call", func(t *testing.T) {
		if (testing.Short() || underRace) && kills < fullKills {
			t.Skip("it takes a while")
		}
		if why := noTracing(); why != "" {
			if kills >= fullKills {
				t.Fatal("system-call boundaries can't be tried:", why)
			}
			t.Skip("system-call boundaries can't be tried:", why)
		}
		for _, act := range actsOf(kills, naive) {
			sum.add(killAtEveryCall(t, act, naive))
		}
	})
	for i, finding := range sum.verdict {
		if i == 20 {
			fmt.Printf("... and %d more\n", len(sum.verdict)-i)
			break
		}
		fmt.Printf("%s: %s\n", finding.fault, finding.note)
	}
	conclude(t, sum, kills, naive)
	fmt.Println(sum)
}

// actsOf are the acts that are killed at every system call: all in the full
// run; elsewhere those that move money.
func actsOf(kills int, naive bool) []act {
	if kills >= fullKills && !naive {
		return []act{actCharge, actCancel, actSettle, actPart, actRecover, actBegin}
	}
	if naive {
		return []act{actCharge, actCancel}
	}
	return []act{actCharge, actCancel, actSettle, actPart}
}

// conclude decides whether the test passes.
func conclude(t *testing.T, sum tally, kills int, naive bool) {
	t.Helper()
	switch {
	case naive && sum.count(lost) == 0:
		t.Error("NAIVE=1 lost nothing: this harness can't see a loss")
	case naive:
		fmt.Printf("With the row written after the reply, %d movements of money would be lost to a kill in between; "+
			"writing the intent first prevents that.\n", sum.count(lost))
	case len(sum.verdict) > 0:
		t.Error("history and money disagree")
	}
	if sum.kills != kills {
		t.Errorf("%d kills were asked for, %d made", kills, sum.kills)
	}
}

func (s *tally) add(other tally) {
	s.kills += other.kills
	s.points += other.points
	s.charged += other.charged
	s.verdict = append(s.verdict, other.verdict...)
}

func crashSettings(t *testing.T) (kills int, naive bool) {
	t.Helper()
	kills = 40
	if testing.Short() {
		kills = 10
	}
	if text := os.Getenv("CRASH_KILLS"); text != "" {
		var err error
		if kills, err = strconv.Atoi(text); err != nil || kills < 1 {
			t.Fatalf("CRASH_KILLS=%q is no number of kills", text)
		}
	}
	return kills, os.Getenv("NAIVE") == "1"
}
