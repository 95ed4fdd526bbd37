package practice_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http/httptest"
	"runtime"
	"strconv"
	"testing"
	"time"

	"keyindesk/gateways/practice"
)

func TestHandler(t *testing.T) {
	p := newPayup(t)
	server := httptest.NewServer(p.Handler())
	t.Cleanup(server.Close)
	text, _ := json.Marshal(charge())
	url := server.URL + "/v2/api/payment/" + keyin
	if r, err := postText(t, server.Client(), url, string(text)); err != nil || r.fields["responseCode"] != "0000" {
		t.Errorf("%v %v", r, err)
	}
	for _, key := range []practice.Key{practice.CutBefore, practice.CutDuring, practice.LostRequest} {
		p.Next(practice.Behaviour{Key: key})
		if r, err := postText(t, server.Client(), url, string(text)); err == nil {
			t.Errorf("%s: %v", key, r)
		}
	}
	if got := len(p.Ledger()); got != 1 {
		t.Errorf("%d charges", got)
	}
}

func TestDial(t *testing.T) {
	t.Run("not_for_an_ended_call", func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		stop()
		p := newPayup(t)
		must(t, p, keyin, charge()) // it listens
		for range 200 {
			if _, err := p.Dial(ctx, "x"); err == nil {
				t.Fatal("dialled")
			}
		}
	})
	t.Run("half_a_request_is_none", func(t *testing.T) {
		text, _ := json.Marshal(charge())
		head := "POST /v2/api/payment/" + keyin + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
		whole := append([]byte(head), []byte(strconv.Itoa(len(text))+"\r\n\r\n")...)
		whole = append(whole, text...)
		p := newPayup(t)
		for n := range len(whole) {
			conn, err := p.Dial(t.Context(), "x")
			if err != nil {
				t.Fatal(err)
			}
			_, _ = conn.Write(whole[:n])
			_ = conn.Close()
		}
		_ = p.Close()
		if got := len(p.Ledger()); got != 0 {
			t.Errorf("%d charges", got)
		}
	})
}

func TestClose(t *testing.T) {
	before := runtime.NumGoroutine()
	p := practice.NewPayup(sample())
	client := over(p)
	cut := make(chan error)
	for range 3 {
		p.Next(practice.Behaviour{Key: practice.SilentReply})
		at := p.Requests()
		go func() {
			text, _ := json.Marshal(charge())
			response, err := client.Post("http://x/v2/api/payment/"+keyin, "application/json", bytes.NewReader(text))
			if err == nil {
				_ = response.Body.Close()
			}
			cut <- err
		}()
		until(t, func() bool { return p.Requests() == at+1 })
	}
	if _, err := p.Dial(t.Context(), "idle"); err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	for range 3 {
		if err := <-cut; err == nil {
			t.Error("a silent request was answered")
		}
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	if _, err := p.Dial(t.Context(), "late"); err == nil {
		t.Error("dialled after Close")
	}
	client.CloseIdleConnections()
	until(t, func() bool { return runtime.NumGoroutine() <= before })
	if got := len(p.Ledger()); got != 3 {
		t.Errorf("%d charges", got)
	}
}

// A handler on somebody else's socket ends with Close too.
func TestCloseOfHandler(t *testing.T) {
	reached, free := make(chan struct{}), make(chan struct{})
	config := sample()
	config.Now = func() time.Time {
		reached <- struct{}{}
		<-free
		return noon
	}
	p := practice.NewPayup(config)
	server := httptest.NewServer(p.Handler())
	t.Cleanup(server.Close)
	text, _ := json.Marshal(charge())
	p.Next(practice.Behaviour{Key: practice.SilentReply})
	cut := make(chan error)
	go func() {
		_, err := postText(t, server.Client(), server.URL+"/v2/api/payment/"+keyin, string(text))
		cut <- err
	}()
	<-reached
	closed := make(chan error)
	go func() { closed <- p.Close() }()
	select {
	case <-closed:
		t.Error("closed while a request was being answered")
	case <-time.After(50 * time.Millisecond):
	}
	close(free)
	for range 2 {
		select {
		case err := <-cut:
			if err == nil {
				t.Error("the silent request was answered")
			}
		case err := <-closed:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(4 * time.Second):
			t.Fatal("still not closed")
		}
	}
	if _, err := postText(t, server.Client(), server.URL+"/v2/api/payment/"+keyin, string(text)); err == nil {
		t.Error("answered after Close")
	}
}
