package verify

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
)

var errJSON = errors.New("not the JSON that it should be")

// members calls do for every member of a JSON object, with its value as it
// stands there. It is made for the small flat objects of events; encoding/json
// takes four times as long.
func members(text []byte, do func(name, value []byte) error) error {
	i := space(text, 0)
	if i == len(text) || text[i] != '{' {
		return errJSON
	}
	for i = space(text, i+1); ; {
		if i < len(text) && text[i] == '}' {
			if space(text, i+1) != len(text) {
				return errJSON
			}
			return nil
		}
		end, ok := valueEnd(text, i)
		if !ok || text[i] != '"' {
			return errJSON
		}
		name, err := unquote(text[i:end])
		if err != nil {
			return err
		}
		if i = space(text, end); i == len(text) || text[i] != ':' {
			return errJSON
		}
		i = space(text, i+1)
		if end, ok = valueEnd(text, i); !ok {
			return errJSON
		}
		if err := do(name, text[i:end]); err != nil {
			return err
		}
		if i = space(text, end); i < len(text) && text[i] == ',' {
			if i = space(text, i+1); i < len(text) && text[i] == '}' {
				return errJSON
			}
		} else if i == len(text) || text[i] != '}' {
			return errJSON
		}
	}
}

func space(text []byte, i int) int {
	for i < len(text) && (text[i] == ' ' || text[i] == '\n' || text[i] == '\r' || text[i] == '\t') {
		i++
	}
	return i
}

// valueEnd finds where the value that begins at i ends.
func valueEnd(text []byte, i int) (int, bool) {
	if i >= len(text) {
		return 0, false
	}
	switch text[i] {
	case '"':
		for j := i + 1; j < len(text); j++ {
			switch text[j] {
			case '\\':
				j++
			case '"':
				return j + 1, true
			}
		}
		return 0, false
	case '{', '[':
		for depth := 0; i < len(text); i++ {
			switch text[i] {
			case '"':
				end, ok := valueEnd(text, i)
				if !ok {
					return 0, false
				}
				i = end - 1
			case '{', '[':
				depth++
			case '}', ']':
				if depth--; depth == 0 {
					return i + 1, true
				}
			}
		}
		return 0, false
	}
	j := i
	for j < len(text) && bytes.IndexByte([]byte(",}] \n\r\t:"), text[j]) < 0 {
		j++
	}
	return j, j > i
}

// unquote reads a JSON string.
func unquote(value []byte) ([]byte, error) {
	if len(value) < 2 || value[0] != '"' {
		return nil, errJSON
	}
	if inner := value[1 : len(value)-1]; bytes.IndexByte(inner, '\\') < 0 {
		return inner, nil
	}
	var text string
	if err := json.Unmarshal(value, &text); err != nil {
		return nil, errJSON
	}
	return []byte(text), nil
}

// whole reads a whole number.
func whole(value []byte) (n int64, err error) {
	digits := value
	if len(digits) > 0 && digits[0] == '-' {
		digits = digits[1:]
	}
	if len(digits) == 0 || len(digits) > 18 {
		return 0, errJSON
	}
	for _, c := range digits {
		if c < '0' || c > '9' {
			return 0, errJSON
		}
		n = n*10 + int64(c-'0')
	}
	if len(digits) < len(value) {
		n = -n
	}
	return n, nil
}

// canonical writes JSON after RFC 8785: names in order, no white space, whole
// numbers. It takes string, int64, []any and map[string]any.
func canonical(to []byte, value any) []byte {
	switch v := value.(type) {
	case string:
		return quote(to, v)
	case int64:
		return strconv.AppendInt(to, v, 10)
	case []any:
		to = append(to, '[')
		for i, element := range v {
			if i > 0 {
				to = append(to, ',')
			}
			to = canonical(to, element)
		}
		return append(to, ']')
	case map[string]any:
		names := make([]string, 0, len(v))
		for name := range v {
			names = append(names, name)
		}
		slices.Sort(names)
		to = append(to, '{')
		for i, name := range names {
			if i > 0 {
				to = append(to, ',')
			}
			to = append(quote(to, name), ':')
			to = canonical(to, v[name])
		}
		return append(to, '}')
	}
	return append(to, "null"...)
}

// quote writes a string with no escapes but those that JSON demands.
func quote(to []byte, text string) []byte {
	const hex = "0123456789abcdef"
	to = append(to, '"')
	for i := range len(text) {
		switch c := text[i]; {
		case c == '"' || c == '\\':
			to = append(to, '\\', c)
		case c >= 0x20:
			to = append(to, c)
		case c == '\b':
			to = append(to, `\b`...)
		case c == '\f':
			to = append(to, `\f`...)
		case c == '\n':
			to = append(to, `\n`...)
		case c == '\r':
			to = append(to, `\r`...)
		case c == '\t':
			to = append(to, `\t`...)
		default:
			to = append(to, `\u00`...)
			to = append(to, hex[c>>4], hex[c&15])
		}
	}
	return append(to, '"')
}
