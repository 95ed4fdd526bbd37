package desk

import (
	"errors"
	"path/filepath"

	"keyindesk/store/keys"
)

// witnessName is where the keyring keeps how far a history went at its newest
// closing, behind the environment's name.
const witnessName = "/witness"

// anchorFile is where the store notes how far the history goes: beside the
// environments' folders, so that putting an older copy of one back is seen.
func (o *Office) anchorFile(env Environment) string {
	return filepath.Join(o.config.DataDir, "anchor-"+string(env)+".json")
}

// witness is what the keyring knows of that, which is there even if the whole
// data folder is an older copy. nil if there is nothing.
func (o *Office) witness(env Environment) []byte {
	text, err := o.config.Ring.Get(string(env) + witnessName)
	if err != nil {
		if !errors.Is(err, keys.ErrNotFound) {
			o.config.Log.Warn("read how far the history went", "error", err)
		}
		return nil
	}
	return text
}
