package desk_test

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"keyindesk/desk"
	"keyindesk/store/keys"
)

// quietReceiver is a receiver that waits for nothing.
type quietReceiver struct{ returns }

func (*quietReceiver) CheckURL() string { return "https://127.0.0.1:47443/check" }
func (*quietReceiver) Close()           {}

// receiving is an office whose receiver waits for returns, with a certificate.
func receiving(t *testing.T, log *slog.Logger) *desk.Office {
	t.Helper()
	office := desk.NewOffice(desk.OfficeConfig{
		DataDir: t.TempDir(), Ring: keys.Memory(), Log: log,
		Wire: func(desk.Environment, string, desk.Credentials) (desk.Wired, error) { return desk.Wired{}, nil },
		Receive: func(_ []byte, port int, log *slog.Logger) (desk.Receiver, desk.Certificate, []byte, error) {
			log.Info("waiting for returns", "port", port)
			return &quietReceiver{}, desk.Certificate{PEM: []byte("a certificate")}, []byte("an identity"), nil
		},
	})
	t.Cleanup(office.Close)
	settings := office.Settings()
	settings.Returns.Receive = true
	if err := office.SaveSettings(settings); err != nil {
		t.Fatal(err)
	}
	if _, err := office.OpenDesk(t.Context(), desk.Practice); err != nil {
		t.Fatal(err)
	}
	return office
}

func TestReceiver(t *testing.T) {
	t.Run("writes_to_the_office_s_log", func(t *testing.T) {
		var log bytes.Buffer
		office := receiving(t, slog.New(slog.NewTextHandler(&log, nil)))
		if !office.Returns().Receiving || !strings.Contains(log.String(), "waiting for returns") {
			t.Errorf("%+v, log %q", office.Returns(), log.String())
		}
	})
	t.Run("its_certificate_replaces_no_file", func(t *testing.T) {
		home := t.TempDir()
		t.Setenv("HOME", home)
		t.Setenv("USERPROFILE", home)
		mine := filepath.Join(home, "Downloads", "keyindesk-certificate.crt")
		if err := os.MkdirAll(filepath.Dir(mine), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(mine, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		office := receiving(t, slog.New(slog.DiscardHandler))
		for range 2 {
			path, err := office.SaveCertificate()
			if err != nil || path != filepath.Join(home, "Downloads", "keyindesk-certificate (2).crt") {
				t.Error(path, err)
			}
		}
		if content, err := os.ReadFile(mine); err != nil || string(content) != "mine" {
			t.Errorf("%q %v", content, err)
		}
	})
}
