package practice

import (
	"encoding/json"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"
)

// message is a request's body where every value is a string.
type message map[string]string

// readMessage reads a flat JSON object in UTF-8, and says whether it was one.
func readMessage(header http.Header, body []byte) (message, bool) {
	kind, parameters, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil || kind != "application/json" || !utf8.Valid(body) {
		return nil, false
	}
	if charset := parameters["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") {
		return nil, false
	}
	var values map[string]any
	if json.Unmarshal(body, &values) != nil || values == nil {
		return nil, false
	}
	m := message{}
	for name, value := range values {
		text, ok := value.(string)
		if !ok {
			return nil, false
		}
		m[name] = text
	}
	return m, true
}
