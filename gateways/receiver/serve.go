package receiver

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
)

const (
	returnPath = "/return/"
	checkPath  = "/check"
)

// serve answers one request. Whatever is not exactly a return that is waited
// for, or the check page, gets a page that says nothing.
func (r *Receiver) serve(w http.ResponseWriter, req *http.Request) {
	path := req.URL.EscapedPath()
	token, isReturn := strings.CutPrefix(path, returnPath)
	switch {
	case req.Host != "127.0.0.1:"+r.port && req.Host != "localhost:"+r.port:
		// Another site's name that was made to point at this PC.
		show(w, http.StatusNotFound, pageNothing)
	case path == checkPath && req.Method == http.MethodGet:
		show(w, http.StatusOK, pageCheck)
	case isReturn:
		r.serveReturn(w, req, token)
	default:
		show(w, http.StatusNotFound, pageNothing)
	}
}

func (r *Receiver) serveReturn(w http.ResponseWriter, req *http.Request, token string) {
	e := r.find(token)
	if e == nil || req.Method != http.MethodPost && req.Method != http.MethodGet {
		show(w, http.StatusNotFound, pageNothing)
		return
	}
	text, status := returned(w, req)
	if status != http.StatusOK {
		r.log.Info("a return could not be read", "status", status)
		show(w, status, pageUnreadable)
		return
	}
	if !r.begin(token, e) {
		show(w, http.StatusNotFound, pageNothing)
		return
	}
	defer r.delivering.Done()
	status, page := r.deliver(e, text)
	show(w, status, page)
	// Close cuts the connection as soon as this delivery is done.
	_ = http.NewResponseController(w).Flush()
}

// returned is the text that came: a posted body, or the query of a page that
// came by redirect. The status says why not.
func returned(w http.ResponseWriter, req *http.Request) (string, int) {
	if req.Method == http.MethodGet {
		if req.URL.RawQuery == "" {
			return "", http.StatusBadRequest
		}
		return req.URL.RawQuery, http.StatusOK
	}
	if given := req.Header.Get("Content-Type"); given != "" {
		kind, _, err := mime.ParseMediaType(given)
		if err != nil || kind != "application/x-www-form-urlencoded" && kind != "application/json" {
			return "", http.StatusUnsupportedMediaType
		}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, req.Body, bodyLimit))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return "", http.StatusRequestEntityTooLarge
	case err != nil || len(body) == 0:
		return "", http.StatusBadRequest
	}
	return string(body), http.StatusOK
}

// deliver hands a text over in its turn and chooses the page.
func (r *Receiver) deliver(e *expectation, text string) (int, page) {
	e.turn.Lock()
	defer e.turn.Unlock()
	if e.taken {
		return http.StatusConflict, pageAgain
	}
	reply := r.call(e, text)
	e.taken = reply.Accepted
	r.log.Info("a return came", "accepted", reply.Accepted, "unfinished", reply.Unfinished, "rule", reply.Rule)
	if reply.Accepted {
		if reply.Unfinished {
			return http.StatusOK, pageUnfinished
		}
		return http.StatusOK, pageTaken
	}
	return http.StatusUnprocessableEntity, pageFor(reply.Rule)
}

// call takes a panic for a refusal: its words could quote the return.
func (r *Receiver) call(e *expectation, text string) (reply Reply) {
	defer func() {
		if recover() != nil {
			r.log.Error("taking a return panicked")
			reply = Reply{}
		}
	}()
	return e.deliver(text)
}
