package receiver

import (
	"bufio"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestStartSaysThatThePortIsTaken(t *testing.T) {
	b := start(t)
	var port int
	fmt.Sscan(b.port, &port)
	if _, err := Start(Config{Port: port, Identity: newIdentity(t)}); !errors.Is(err, ErrPortTaken) {
		t.Errorf("%v", err)
	}
	if _, err := Start(Config{Port: 70000, Identity: newIdentity(t)}); err == nil || errors.Is(err, ErrPortTaken) {
		t.Errorf("%v", err)
	}
	if _, err := Start(Config{}); err == nil {
		t.Error("it starts without an identity")
	}
	b.Close()
	b.Close()
	again, err := Start(Config{Port: port, Identity: newIdentity(t)})
	if err != nil {
		t.Fatal("after Close:", err)
	}
	again.Close()
}

func TestExpect(t *testing.T) {
	b := start(t)
	yes := func(string) Reply { return Reply{Accepted: true} }
	for _, token := range []string{"", "short", strings.Repeat("a", 21), strings.Repeat("a", 129), NewToken() + "/x", NewToken() + "?", NewToken() + "한"} {
		if _, err := b.Expect(token, yes); !errors.Is(err, ErrToken) {
			t.Errorf("%q: %v", token, err)
		}
	}
	if _, err := b.Expect(NewToken(), nil); !errors.Is(err, ErrToken) {
		t.Error(err)
	}
	token := NewToken()
	url, err := b.Expect(token, yes)
	if err != nil || url != b.BaseURL()+"/return/"+token {
		t.Fatal(url, err)
	}
	if _, err := b.Expect(token, yes); !errors.Is(err, ErrToken) {
		t.Error("the same token twice:", err)
	}
	b.Forget(token)
	b.Forget("unknown")
	if status, _, _ := b.do("POST", url, form, "a=1"); status != 404 {
		t.Errorf("after Forget: %d", status)
	}
	if _, err := b.Expect(token, yes); err != nil {
		t.Error("after Forget:", err)
	}
	b.Close()
	if _, err := b.Expect(NewToken(), yes); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
}

func TestManyReturnsAtOnce(t *testing.T) {
	b := start(t)
	var inside, most, deliveries, accepted atomic.Int32
	url, err := b.Expect(NewToken(), func(text string) Reply {
		if inside.Add(1) > 1 {
			most.Store(2)
		}
		defer inside.Add(-1)
		time.Sleep(2 * time.Millisecond)
		return Reply{Accepted: deliveries.Add(1) == 5}
	})
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 40 {
		group.Go(func() {
			if status, _, _ := b.do("POST", url, form, "a=1"); status == 200 {
				accepted.Add(1)
			}
		})
	}
	group.Wait()
	if most.Load() != 0 || deliveries.Load() != 5 || accepted.Load() != 1 {
		t.Errorf("%d deliveries, %d accepted, at once %d", deliveries.Load(), accepted.Load(), most.Load()+1)
	}
	token := NewToken()
	url, err = b.Expect(token, func(string) Reply { b.Forget(token); return Reply{Accepted: true} })
	if err != nil {
		t.Fatal(err)
	}
	if status, _, _ := b.do("POST", url, form, "a=1"); status != 200 {
		t.Errorf("a delivery that forgets: %d", status)
	}
}

func TestCloseWaitsForTheDelivery(t *testing.T) {
	b := start(t)
	begun, let := make(chan struct{}), make(chan struct{})
	var ended atomic.Bool
	url, err := b.Expect(NewToken(), func(string) Reply {
		close(begun)
		<-let
		ended.Store(true)
		return Reply{Accepted: true}
	})
	if err != nil {
		t.Fatal(err)
	}
	read := make(chan int, 1)
	go func() {
		defer close(read) // do may end the goroutine
		status, _, _ := b.do("POST", url, form, "a=1")
		read <- status
	}()
	<-begun
	closed := make(chan bool)
	go func() { b.Close(); closed <- ended.Load() }()
	select {
	case <-closed:
		t.Fatal("Close did not wait")
	case <-time.After(50 * time.Millisecond):
	}
	close(let)
	if !<-closed {
		t.Error("Close ended before the delivery")
	}
	if status := <-read; status != 200 {
		t.Errorf("the browser saw %d", status)
	}
}

func TestNothingIsDeliveredAfterForget(t *testing.T) {
	for name, end := range map[string]func(b *bench, token string){
		"forgotten": func(b *bench, token string) { b.Forget(token) },
		"closed":    func(b *bench, _ string) { b.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			b := start(t)
			url, texts := b.expect(Reply{Accepted: true})
			_, token, _ := strings.Cut(url, returnPath)
			conn, err := tls.Dial("tcp", "127.0.0.1:"+b.port, b.secure)
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			fmt.Fprintf(conn, "POST /return/%s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nContent-Length: 3\r\n\r\na", token, b.port)
			time.Sleep(50 * time.Millisecond)
			end(b, token)
			fmt.Fprint(conn, "=1")
			if reply, err := http.ReadResponse(bufio.NewReader(conn), nil); err == nil && reply.StatusCode != 404 {
				t.Errorf("the browser saw %d", reply.StatusCode)
			}
			if got := texts(); len(got) != 0 {
				t.Errorf("delivered %q", got)
			}
		})
	}
}

func TestIdleConnections(t *testing.T) {
	t.Parallel()
	b := start(t)
	var held []net.Conn
	for range connections {
		conn, err := net.Dial("tcp", "127.0.0.1:"+b.port)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		held = append(held, conn)
	}
	begin := time.Now()
	half, err := tls.Dial("tcp", "127.0.0.1:"+b.port, b.secure) // waits in the queue until a place is free
	if err != nil {
		t.Fatal(err)
	}
	defer half.Close()
	if took := time.Since(begin); took < headerTime/2 {
		t.Errorf("there was still a place after %v", took)
	}
	held[0].SetReadDeadline(time.Now().Add(headerTime))
	if _, err := held[0].Read(make([]byte, 1)); !errors.Is(err, io.EOF) && !errors.Is(err, net.ErrClosed) {
		var late net.Error
		if errors.As(err, &late) && late.Timeout() {
			t.Error("a silent connection is kept")
		}
	}
	fmt.Fprintf(half, "POST /return/x HTTP/1.1\r\nHost: x\r\nX: %s\r\n", strings.Repeat("a", 2*headerLimit))
	if reply, err := http.ReadResponse(bufio.NewReader(half), nil); err != nil || reply.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("endless headers: %v %v", reply, err)
	}
	fresh, err := tls.Dial("tcp", "127.0.0.1:"+b.port, b.secure)
	if err != nil {
		t.Fatal(err)
	}
	defer fresh.Close()
	begin = time.Now()
	b.Close()
	if took := time.Since(begin); took > time.Second {
		t.Errorf("Close took %v", took)
	}
}
