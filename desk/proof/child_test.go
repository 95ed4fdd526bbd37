package proof

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
)

// child is this test binary started again under a role. It reports in lines
// on its standard output: what it is about to do, before it does it.
type child struct {
	command *exec.Cmd
	input   io.WriteCloser
	errors  bytes.Buffer

	mu    sync.Mutex
	lines []string
	news  chan struct{} // closed and replaced with every line
	ended chan struct{} // the last line was read
}

// startChild starts a child with the settings in its environment.
func startChild(t testing.TB, role string, settings map[string]string) *child {
	t.Helper()
	c := &child{command: exec.Command(os.Args[0]), news: make(chan struct{}), ended: make(chan struct{})}
	c.command.Env = append(os.Environ(), roleVariable+"="+role)
	for name, value := range settings {
		c.command.Env = append(c.command.Env, name+"="+value)
	}
	c.command.Stderr = &c.errors
	output, err := c.command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if c.input, err = c.command.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := c.command.Start(); err != nil {
		t.Fatal(err)
	}
	go c.listen(output)
	return c
}

func (c *child) listen(output io.Reader) {
	defer close(c.ended)
	scanner := bufio.NewScanner(output)
	for scanner.Scan() {
		c.mu.Lock()
		c.lines = append(c.lines, scanner.Text())
		close(c.news)
		c.news = make(chan struct{})
		c.mu.Unlock()
	}
}

// await waits until n lines begin so. It is false when the child ended, or
// said nothing for too long.
func (c *child) await(prefix string, n int) bool {
	limit := time.After(30 * time.Second)
	for {
		c.mu.Lock()
		said, news := 0, c.news
		for _, line := range c.lines {
			if strings.HasPrefix(line, prefix) {
				said++
			}
		}
		c.mu.Unlock()
		if said >= n {
			return true
		}
		select {
		case <-news:
		case <-c.ended:
			return false
		case <-limit:
			return false
		}
	}
}

// kill ends the child as a power switch would, and returns its last words.
func (c *child) kill() []string {
	_ = c.command.Process.Kill() // fails only when it ended by itself
	return c.wait()
}

// wait waits for the end and returns everything the child said.
func (c *child) wait() []string {
	<-c.ended
	_ = c.command.Wait() // how it ended is in ProcessState
	return c.lines
}

// complaint is what the child wrote when it gave up by itself; "" for one
// that was killed or that ended well.
func (c *child) complaint() string {
	if state := c.command.ProcessState; state.Exited() && state.ExitCode() != 0 {
		return fmt.Sprintf("%v: %s", state, strings.TrimSpace(c.errors.String()))
	}
	return ""
}
