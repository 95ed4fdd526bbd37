package store

import (
	"log/slog"
	"os"
	"path/filepath"
)

const (
	logName = "keyindesk.log"
	// logLimitBytes is when the log starts anew at the next start; one older
	// part is kept.
	logLimitBytes = 4 << 20
)

// plainLogKeys are the attributes that hold our own or the gateway's numbers,
// which may be long runs of digits; every other text is scrubbed.
var plainLogKeys = map[string]bool{
	slog.TimeKey: true, slog.LevelKey: true, "order": true, "transaction": true, "amount_krw": true, "stack": true,
}

// OpenLog opens the program's log in dir: lines of JSON, for support, readable
// by this user only. Every text in it passes scrub, which takes out whatever
// looks like a card number. Close the file after the last line.
func OpenLog(dir string, scrub func(string) string) (*slog.Logger, *os.File, error) {
	path := filepath.Join(dir, logName)
	if info, err := os.Stat(path); err == nil && info.Size() > logLimitBytes {
		if err := os.Rename(path, path+".1"); err != nil {
			return nil, nil, err
		}
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, err
	}
	handler := slog.NewJSONHandler(file, &slog.HandlerOptions{
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if plainLogKeys[a.Key] {
				return a
			}
			switch v := a.Value.Resolve(); v.Kind() {
			case slog.KindString:
				return slog.String(a.Key, scrub(v.String()))
			case slog.KindAny:
				return slog.String(a.Key, scrub(v.String()))
			default:
				return slog.Attr{Key: a.Key, Value: v}
			}
		},
	})
	return slog.New(handler), file, nil
}
