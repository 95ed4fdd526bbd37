package gateways

import (
	"strings"

	"golang.org/x/text/encoding/korean"
)

// BytesCP949 is how many bytes text has in CP949, the superset of EUC-KR in
// which KICC counts (a Hangul syllable is two), and which of its characters
// that charset lacks, each once and in order. What is not UTF-8 counts as a
// lacking U+FFFD.
func BytesCP949(text string) (bytes int, lacking string) {
	encoder := korean.EUCKR.NewEncoder()
	var lacks strings.Builder
	for _, r := range text {
		encoded, err := encoder.Bytes([]byte(string(r)))
		if err == nil {
			bytes += len(encoded)
		} else if !strings.ContainsRune(lacks.String(), r) {
			lacks.WriteRune(r)
		}
	}
	return bytes, lacks.String()
}
