package gateways

import (
	"errors"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/korean"
)

// decodeCharset turns a body into valid UTF-8 by the charset its Content-Type
// names. Where none is named, or one that Korean servers leave as a default
// without meaning it, valid UTF-8 is UTF-8 and anything else is CP949, the
// superset of EUC-KR. A leading UTF-8 byte order mark is dropped.
func decodeCharset(body []byte, contentType string) (string, error) {
	_, params, _ := mime.ParseMediaType(contentType)
	switch strings.ToLower(params["charset"]) {
	case "euc-kr", "euckr", "ks_c_5601-1987", "ksc5601", "cp949", "ms949", "x-windows-949", "windows-949", "uhc":
		return decodeCP949(body)
	case "", "utf-8", "utf8", "us-ascii", "iso-8859-1":
		if utf8.Valid(body) {
			return strings.TrimPrefix(string(body), "\ufeff"), nil
		}
		return decodeCP949(body)
	}
	return "", errors.New("the reply names a charset that no gateway uses")
}

func decodeCP949(body []byte) (string, error) {
	text, err := korean.EUCKR.NewDecoder().Bytes(body)
	if err != nil || strings.ContainsRune(string(text), utf8.RuneError) {
		return "", errors.New("the reply is text in neither UTF-8 nor CP949")
	}
	return string(text), nil
}
