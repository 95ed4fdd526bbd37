package gatewaytest

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/korean"
)

// dress is one way in which a server, or whatever stands in its way, can send
// a good body: of makes the whole reply of it.
type dress struct {
	name string
	of   func(good string) string
}

const mebibyte = 1 << 20

// badDresses arrive whole, or as whole as they get, and all carry a yes
// somewhere. None may be believed.
func badDresses() []dress {
	var all []dress
	add := func(name string, of func(string) string) { all = append(all, dress{name, of}) }
	status := func(name, status, headers string) {
		add(name, func(good string) string {
			return strings.Replace(httpReply(headers, good), "200 OK", status, 1)
		})
	}
	for _, s := range []string{"201 Created", "202 Accepted", "203 Other", "206 Partial", "400 Bad", "401 No", "403 No", "404 None", "409 Conflict",
		"429 Many", "500 Oops", "502 Bad Gateway", "503 Busy", "504 Late", "600 What", "101 Switching Protocols"} {
		status(s+" with a yes", s, "")
	}
	for _, s := range []string{"301", "302", "303", "307", "308"} {
		status("redirect "+s+" with a yes", s+" Go", "Location: https://elsewhere.example/\r\n")
	}
	add("204 without body", func(string) string { return "HTTP/1.1 204 No Content\r\n\r\n" })
	add("502 with a page", func(good string) string {
		return strings.Replace(httpReply("Content-Type: text/html\r\n", page(good)), "200 OK", "502 Bad Gateway", 1)
	})
	for _, b := range badBodies {
		add(b.name, func(good string) string { return httpReply("", b.of(good)) })
	}
	add("charset nobody uses", func(good string) string {
		return httpReply("Content-Type: application/json; charset=utf-16\r\n", good)
	})
	add("says gzip and is not", func(good string) string { return httpReply("Content-Encoding: gzip\r\n", good) })
	add("gzip", func(good string) string { return httpReply("Content-Encoding: gzip\r\n", zipped(good)) })
	add("length too long", func(good string) string { return promising(1, good) })
	add("length too short", func(good string) string { return promising(-1, good) })
	add("two lengths", func(good string) string {
		return httpReply(fmt.Sprintf("Content-Length: %d\r\n", len(good)+1), good)
	})
	add("chunks cut", func(good string) string { return strings.TrimSuffix(chunked(good), "0\r\n\r\n") })
	add("chunks cut before the last line", func(good string) string { return strings.TrimSuffix(chunked(good), "\r\n") })
	add("chunk size wrong", func(good string) string {
		return strings.Replace(chunked(good), "\r\n\r\n", "\r\n\r\nzz", 1)
	})
	add("HTTP/2 in words", func(good string) string {
		return strings.Replace(httpReply("", good), "HTTP/1.1", "HTTP/2.0", 1)
	})
	add("no status line", func(good string) string { return good })
	add("another protocol", func(string) string { return "SSH-2.0-OpenSSH_9.2\r\n" })
	add("NUL in the status line", func(good string) string {
		return strings.Replace(httpReply("", good), "HTTP", "HT\x00TP", 1)
	})
	add("only interim replies", func(string) string { return strings.Repeat("HTTP/1.1 102 Processing\r\n\r\n", 5) })
	add("100 KiB of headers", func(good string) string {
		return httpReply(strings.Repeat("X-Bomb: "+strings.Repeat("b", 1000)+"\r\n", 100), good)
	})
	add("one header of 100 KiB", func(good string) string {
		return httpReply("X-Bomb: "+strings.Repeat("b", 100<<10)+"\r\n", good)
	})
	return all
}

// badBodies come with status 200 and a right length.
var badBodies = []dress{
	{"page with 200", page},
	{"empty body", func(string) string { return "" }},
	{"list", func(good string) string { return "[" + good + "]" }},
	{"text", func(string) string { return `"0000"` }},
	{"null", func(string) string { return "null" }},
	{"two objects", func(good string) string { return good + good }},
	{"trailing garbage", func(good string) string { return good + "x" }},
	{"NUL at the end", func(good string) string { return good + "\x00" }},
	{"NUL inside", func(good string) string { return strings.Replace(good, `":`, "\x00\":", 1) }},
	{"each member twice", func(good string) string { return withMembersTwice(good, false) }},
	{"first no then yes", func(good string) string { return withMembersTwice(good, true) }},
	{"wrapped in another object", func(good string) string { return `{"data":` + good + `}` }},
	{"nested too deeply", func(good string) string {
		return strings.TrimSuffix(good, "}") + `,"x":` + strings.Repeat("[", 20) + strings.Repeat("]", 20) + "}"
	}},
	{"bytes in no charset", func(good string) string { return strings.TrimSuffix(good, "}") + ",\"x\":\"\xff\xff\"}" }},
	{"UTF-16", utf16LE},
	{"gzip without saying so", zipped},
	{"cut in the middle, length right", func(good string) string { return good[:len(good)/2] }},
	{"last bracket missing", func(good string) string { return strings.TrimSuffix(good, "}") }},
	{"1 MiB of blanks before a yes", func(good string) string { return strings.Repeat(" ", mebibyte) + good }},
	{"1 MiB of blanks after a yes", func(good string) string { return good + strings.Repeat(" ", mebibyte) }},
}

// honestDresses say yes in another dress. They are Approved.
func honestDresses() []dress {
	named := func(good string) string { return strings.TrimSuffix(good, "}") + `,"unheardOf":"꽃바구니"}` }
	cp949 := func(good string) string {
		encoded, _ := korean.EUCKR.NewEncoder().String(named(good))
		return encoded
	}
	return []dress{
		{"no content type", func(good string) string { return httpReply("", good) }},
		{"called a page", func(good string) string { return httpReply("Content-Type: text/html\r\n", good) }},
		{"CP949, said so", func(good string) string {
			return httpReply("Content-Type: application/json;charset=EUC-KR\r\n", cp949(good))
		}},
		{"CP949, not said", func(good string) string { return httpReply("", cp949(good)) }},
		{"CP949, said to be UTF-8", func(good string) string {
			return httpReply("Content-Type: application/json;charset=UTF-8\r\n", cp949(good))
		}},
		{"UTF-8, said to be ISO-8859-1", func(good string) string {
			return httpReply("Content-Type: application/json;charset=iso-8859-1\r\n", named(good))
		}},
		{"byte order mark", func(good string) string { return httpReply("", "\ufeff"+good) }},
		{"white space around", func(good string) string { return httpReply("", "\r\n "+good+"\r\n") }},
		{"interim reply first", func(good string) string { return "HTTP/1.1 100 Continue\r\n\r\n" + httpReply("", good) }},
		{"HTTP/1.0, length by its end", func(good string) string { return "HTTP/1.0 200 OK\r\n\r\n" + good }},
		{"chunked", chunked},
		{"identity, said so", func(good string) string { return httpReply("Content-Encoding: identity\r\n", good) }},
		{"bytes after the end of the reply", func(good string) string { return httpReply("", good) + "x" }},
		{"members unheard of", func(good string) string {
			return httpReply("", strings.TrimSuffix(named(good), "}")+`,"new":{"a":[1]}}`)
		}},
	}
}

func page(good string) string {
	return "<!doctype html><html><title>점검 중</title>" + good + "</html>"
}

func chunked(body string) string {
	return fmt.Sprintf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", len(body), body)
}

// promising is a reply whose header promises so many bytes more than come.
func promising(more int, body string) string {
	return fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", len(body)+more, body)
}

// withMembersTwice repeats every member of an object, the first time with
// another value if that is asked for.
func withMembersTwice(good string, other bool) string {
	members, _, err := membersOf(good)
	if err != nil {
		return ""
	}
	var all []member
	for _, m := range members {
		first := m
		if other {
			first.raw = []byte(another(string(m.raw)))
		}
		all = append(all, first, m)
	}
	return joined(all, false)
}

func zipped(text string) string {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return out.String()
}

func utf16LE(text string) string {
	var out strings.Builder
	for _, r := range text {
		out.WriteByte(byte(r))
		out.WriteByte(byte(r >> 8))
	}
	return out.String()
}
