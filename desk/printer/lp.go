//go:build !windows

package printer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// list asks lpstat. It says nothing at all both where there are no printers and
// where CUPS does not run, so that is asked as well.
func list(ctx context.Context) ([]string, error) {
	out, err := run(ctx, nil, "lpstat", "-e")
	if err != nil {
		return nil, err
	}
	var names []string
	for name := range strings.Lines(out) {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	if names != nil {
		return names, nil
	}
	running, err := run(ctx, nil, "lpstat", "-r")
	if err != nil {
		return nil, err
	}
	if strings.Contains(running, "not running") {
		return nil, &Trouble{NoSystem, errors.New(strings.TrimSpace(running))}
	}
	return nil, nil
}

// send gives the bytes to lp. Of a job that it did not take it says too little
// to tell why, so the list is asked.
func send(ctx context.Context, name, title string, data []byte) error {
	_, err := run(ctx, data, "lp", "-d", name, "-o", "raw", "-t", title)
	if err == nil || KindOf(err) != Refused {
		return err
	}
	names, listErr := list(ctx)
	switch {
	case listErr != nil:
		return &Trouble{KindOf(listErr), errors.Join(err, listErr)}
	case !slices.Contains(names, name):
		return &Trouble{Unknown, err}
	}
	return err
}

// run runs a command of CUPS, in the one language that can be read.
func run(ctx context.Context, input []byte, name string, arguments ...string) (string, error) {
	command := exec.CommandContext(ctx, name, arguments...)
	command.Env = append(os.Environ(), "LC_ALL=C", "LANGUAGE=C")
	command.WaitDelay = time.Second
	command.Stdin = bytes.NewReader(input)
	var out, said bytes.Buffer
	command.Stdout, command.Stderr = &out, &said
	err := command.Run()
	switch {
	case err == nil:
		return out.String(), nil
	case errors.Is(err, exec.ErrNotFound):
		return "", &Trouble{NoSystem, err}
	case ctx.Err() != nil:
		return "", &Trouble{Silent, fmt.Errorf("%s: %w", name, ctx.Err())}
	default:
		return "", &Trouble{Refused, fmt.Errorf("%s: %w: %s", name, err, strings.TrimSpace(said.String()))}
	}
}
