package gatewaytest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/korean"
)

// bodyOf reads the body of a raw reply as UTF-8.
func bodyOf(raw []byte) (string, error) {
	reply, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(raw)), nil)
	if err != nil {
		return "", err
	}
	defer reply.Body.Close()
	body, err := io.ReadAll(reply.Body)
	if err != nil {
		return "", err
	}
	_, params, _ := mime.ParseMediaType(reply.Header.Get("Content-Type"))
	switch strings.ToLower(params["charset"]) {
	case "", "utf-8", "utf8":
		return string(body), nil
	default:
		return korean.EUCKR.NewDecoder().String(string(body))
	}
}

// httpReply is a 200 with a length, the given header lines and body.
func httpReply(headers, body string) string {
	return fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n%s\r\n%s", len(body), headers, body)
}

// member is one name and its raw JSON value.
type member struct {
	name string
	raw  json.RawMessage
}

// membersOf reads an object in the order in which it is written, or an array,
// whose members are named 0, 1 and so on.
func membersOf(value string) (all []member, array bool, err error) {
	reader := json.NewDecoder(strings.NewReader(value))
	first, err := reader.Token()
	array = first == json.Delim('[')
	if err != nil || !array && first != json.Delim('{') {
		return nil, false, errors.New("neither a JSON object nor an array")
	}
	for reader.More() {
		m := member{name: strconv.Itoa(len(all))}
		if !array {
			name, err := reader.Token()
			if err != nil {
				return nil, false, err
			}
			m.name = name.(string)
		}
		if err := reader.Decode(&m.raw); err != nil {
			return nil, false, err
		}
		all = append(all, m)
	}
	return all, array, nil
}

// joined is the value that membersOf reads as these members.
func joined(members []member, array bool) string {
	var parts []string
	for _, m := range members {
		if array {
			parts = append(parts, string(m.raw))
			continue
		}
		parts = append(parts, text(m.name)+":"+string(m.raw))
	}
	if array {
		return "[" + strings.Join(parts, ",") + "]"
	}
	return "{" + strings.Join(parts, ",") + "}"
}

// edited is object with the member at path changed: to what change returns, or
// away if that is empty. It says whether there was one.
func edited(object, path string, change func(raw string) string) (string, bool) {
	members, array, err := membersOf(object)
	if err != nil {
		return object, false
	}
	name, rest, deeper := strings.Cut(path, ".")
	for i, m := range members {
		if m.name != name {
			continue
		}
		raw := ""
		if deeper {
			inner, found := edited(string(m.raw), rest, change)
			if !found {
				return object, false
			}
			raw = inner
		} else {
			raw = change(string(m.raw))
		}
		if raw == "" {
			members = append(members[:i], members[i+1:]...)
		} else {
			members[i].raw = json.RawMessage(raw)
		}
		return joined(members, array), true
	}
	return object, false
}

// leaves are the paths of all texts, numbers and flags of an object.
func leaves(object string) []string {
	members, _, err := membersOf(object)
	if err != nil {
		return nil
	}
	var all []string
	for _, m := range members {
		below := leaves(string(m.raw))
		for _, path := range below {
			all = append(all, m.name+"."+path)
		}
		if len(below) == 0 {
			all = append(all, m.name)
		}
	}
	sort.Strings(all)
	return all
}

// another is a value of the same kind and shape that isn't raw.
func another(raw string) string {
	switch raw {
	case "true":
		return "false"
	case "false":
		return "true"
	}
	signs := []byte(raw)
	for i := len(signs) - 1; i >= 0; i-- {
		switch c := signs[i]; {
		case c == '9' || c == 'z' || c == 'Z':
			signs[i] = c - 1
			return string(signs)
		case c >= '0' && c < '9', c >= 'a' && c < 'z', c >= 'A' && c < 'Z':
			signs[i] = c + 1
			return string(signs)
		}
	}
	return `"another"`
}

// text is a JSON string.
func text(content string) string {
	raw, _ := json.Marshal(content)
	return string(raw)
}
