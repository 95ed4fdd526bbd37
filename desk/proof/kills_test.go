package proof

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const (
	lanes = 3 // children at a time, each with its own folder and gateway
	// folderLife is after how many kills a lane takes a new folder, so that the
	// very first opening is killed too.
	folderLife = 25
)

// killAtRandom starts a child, kills it after a random time and audits what is
// left, again and again.
func killAtRandom(t *testing.T, kills int, naive bool) (sum tally) {
	var left atomic.Int64
	left.Store(int64(kills))
	phases := map[string]int{}
	var mu sync.Mutex
	var running sync.WaitGroup
	for range lanes {
		running.Go(func() {
			for left.Load() > 0 && !t.Failed() {
				one := oneFolder(t, naive, func() bool { return left.Add(-1) >= 0 })
				mu.Lock()
				sum.add(one.tally)
				for phase, n := range one.phases {
					phases[phase] += n
				}
				mu.Unlock()
			}
		})
	}
	running.Wait()
	for _, phase := range slices.Sorted(maps.Keys(phases)) {
		fmt.Printf("%6d kills while %s\n", phases[phase], phase)
	}
	return sum
}

// folderRun is what the life of one folder gives.
type folderRun struct {
	tally
	phases map[string]int
}

// oneFolder lives through folderLife kills in one folder, or until more says
// that there are enough. Errors of the harness fail the test and end it.
func oneFolder(t *testing.T, naive bool, more func() bool) folderRun {
	run := folderRun{phases: map[string]int{}}
	g := openGateway(t, "", days)
	dir, pressed := filepath.Join(shortFolder(t), "practice"), newPresses()
	for range folderLife {
		if !more() {
			break
		}
		c := startChild(t, "keyer", childSettings(dir, g, naive, map[string]string{
			firstVariable: strconv.FormatInt(pressed.next(), 10),
		}))
		awaitMoment(c)
		run.phases[pressed.add(c.kill())]++
		if complaint := c.complaint(); complaint != "" {
			run.found(corrupt, "a start after a kill: %s", complaint)
			break
		}
		run.kills++
		run.addNew(g.audit(t, dir, pressed))
	}
	run.charged = len(g.Ledger())
	return run
}

// awaitMoment waits for a moment to kill at. One in five falls into opening
// the history, the others after one of the first presses began: soon after it
// most often, as the interesting steps lie close together.
func awaitMoment(c *child) {
	if rand.N(5) == 0 {
		c.await("start", 1)
		time.Sleep(rand.N(40 * time.Millisecond))
		return
	}
	c.await("begin", 1+rand.N(4))
	within := []time.Duration{time.Millisecond, 3 * time.Millisecond, 10 * time.Millisecond, 30 * time.Millisecond}
	time.Sleep(rand.N(within[rand.N(len(within))]))
}

// childSettings are what a child of the crash harness needs to know.
func childSettings(dir string, g truth, naive bool, more map[string]string) map[string]string {
	settings := map[string]string{
		dirVariable: dir, socketVariable: g.at(), dataKeyVariable: testDataKey, cardKeyVariable: testCardKey,
	}
	if naive {
		settings[naiveVariable] = "1"
	}
	maps.Copy(settings, more)
	return settings
}
