package proof

import (
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// socket is where a twin of this process listens for the children.
type socket struct {
	path   string
	server *http.Server

	mu   sync.Mutex
	idle sync.Cond
	open int // connections
}

// serve listens in a folder of its own until close.
func serve(t testing.TB, twin http.Handler) *socket {
	t.Helper()
	s := &socket{path: filepath.Join(shortFolder(t), "twin")}
	s.idle.L = &s.mu
	listener, err := net.Listen("unix", s.path)
	if err != nil {
		t.Fatal(err)
	}
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" { // that is drain, not a client
			twin.ServeHTTP(w, r)
		}
	})
	s.server = &http.Server{Handler: handler, ErrorLog: log.New(io.Discard, "", 0), ConnState: s.count}
	go func() { _ = s.server.Serve(listener) }() // ends with close
	return s
}

func (s *socket) close() { _ = s.server.Close() }

func (s *socket) count(_ net.Conn, state http.ConnState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch state {
	case http.StateNew:
		s.open++
	case http.StateClosed, http.StateHijacked:
		s.open--
		s.idle.Broadcast()
	}
}

// drain returns when whatever a killed child sent has been dealt with, so that
// the ledger changes no more. Connections are accepted in their order: when a
// last one was heard, all earlier ones were.
func (s *socket) drain() error {
	last, err := net.Dial("unix", s.path)
	if err != nil {
		return err
	}
	_, err = io.WriteString(last, "GET / HTTP/1.0\r\n\r\n")
	_, readErr := io.Copy(io.Discard, last)
	if err := errors.Join(err, readErr, last.Close()); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.open > 0 {
		s.idle.Wait()
	}
	return nil
}

// shortFolder is a folder whose name leaves room for a socket's.
func shortFolder(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "desk")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}
