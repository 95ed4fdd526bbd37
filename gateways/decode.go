package gateways

import (
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"
)

// The deepest nesting that DecodeObject reads; the object itself counts as one.
const depthLimit = 16

var errNotObject = errors.New("the reply is not one well-formed JSON object")

// DecodeObject reads text as exactly one JSON object and returns its members
// by name: strings unquoted, numbers and true and false as they are spelt,
// null as the empty text, objects and arrays as their raw JSON (give an
// object's text to DecodeObject again to read it).
//
// Refused are: text that is not UTF-8, anything but white space around the
// object, a name that stands twice, and nesting deeper than 16. The error
// never quotes the text.
func DecodeObject(text string) (map[string]string, error) {
	if !utf8.ValidString(text) || !json.Valid([]byte(text)) {
		return nil, errNotObject
	}
	reader := json.NewDecoder(strings.NewReader(text))
	reader.UseNumber()
	if first, err := reader.Token(); err != nil || first != json.Delim('{') {
		return nil, errNotObject
	}
	members := map[string]string{}
	for reader.More() {
		name, err := reader.Token()
		if err != nil {
			return nil, errNotObject
		}
		if _, twice := members[name.(string)]; twice {
			return nil, errors.New("the reply names a member twice")
		}
		value, err := decodeValue(reader, text)
		if err != nil {
			return nil, err
		}
		members[name.(string)] = value
	}
	return members, nil
}

// decodeValue reads the value that comes next.
func decodeValue(reader *json.Decoder, text string) (string, error) {
	token, err := reader.Token()
	if err != nil {
		return "", errNotObject
	}
	switch value := token.(type) {
	case string:
		return value, nil
	case json.Number:
		return value.String(), nil
	case bool:
		if value {
			return "true", nil
		}
		return "false", nil
	case json.Delim:
		return decodeNested(reader, text)
	}
	return "", nil
}

// decodeNested passes over an object or array whose bracket was just read and
// returns its text, bracket to bracket.
func decodeNested(reader *json.Decoder, text string) (string, error) {
	start := reader.InputOffset() - 1
	for depth := 2; depth > 1; {
		token, err := reader.Token()
		if err != nil {
			return "", errNotObject
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth > depthLimit {
			return "", errors.New("the reply is nested too deeply")
		}
	}
	return text[start:reader.InputOffset()], nil
}
