package ui

import (
	"crypto/sha256"
	"time"

	"keyindesk/desk"
)

// clipTime is how long a secret stays on the clipboard.
const clipTime = 10 * time.Second

// clip is the secret that this program put on the clipboard, if any: its
// digest, so that it is known again without being kept, and how to stop the
// clock that takes it off.
type clip struct {
	digest [sha256.Size]byte
	stop   func()
}

// copySecret puts a secret on the clipboard and takes it off again after
// clipTime, unless something else stands there by then.
func (w *Window) copySecret(secret desk.Secret) {
	w.clearSecret()
	w.app.Clipboard().SetContent(secret.Reveal())
	w.clip = clip{digest: sha256.Sum256([]byte(secret.Reveal())), stop: w.runner.After(clipTime, w.clearSecret)}
	w.toast(w.words.T("clip.copied", "seconds", itoa(int(clipTime/time.Second))))
}

// clearSecret takes the secret off the clipboard if it is still there.
func (w *Window) clearSecret() {
	if w.clip.stop == nil {
		return
	}
	w.clip.stop()
	if sha256.Sum256([]byte(w.app.Clipboard().Content())) == w.clip.digest {
		w.app.Clipboard().SetContent("")
	}
	w.clip = clip{}
}
