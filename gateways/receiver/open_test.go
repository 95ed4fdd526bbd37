package receiver

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"
)

func TestOpen(t *testing.T) {
	now := time.Now()
	kept := newIdentity(t)
	for name, c := range map[string]struct {
		kept []byte
		now  time.Time
		same bool
	}{
		"the_kept_one_is_used":            {kept.Marshal(), now, true},
		"on_its_last_day_too":             {kept.Marshal(), kept.ExpiresAt(), true},
		"a_new_one_where_none_was_kept":   {nil, now, false},
		"a_new_one_for_a_damaged_one":     {kept.Marshal()[1:], now, false},
		"a_new_one_for_one_out_of_date":   {kept.Marshal(), kept.ExpiresAt().Add(time.Second), false},
		"and_not_for_one_that_is_younger": {kept.Marshal(), now.Add(-48 * time.Hour), true},
	} {
		t.Run(name, func(t *testing.T) {
			r, identity, err := Open(c.kept, c.now, Config{})
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			if (identity.Name() == kept.Name()) != c.same || c.now.After(identity.ExpiresAt()) {
				t.Errorf("%s until %s, kept was %s", identity.Name(), identity.ExpiresAt(), kept.Name())
			}
		})
	}

	t.Run("a_taken_port_comes_with_the_identity", func(t *testing.T) {
		b := start(t)
		var port int
		fmt.Sscan(b.port, &port)
		r, identity, err := Open(kept.Marshal(), now, Config{Port: port})
		if r != nil || identity.Name() != kept.Name() || !errors.Is(err, ErrPortTaken) {
			t.Errorf("%v, %s, %v", r, identity.Name(), err)
		}
	})

	t.Run("what_happens_is_logged", func(t *testing.T) {
		var log bytes.Buffer
		r, _, err := Open(nil, now, Config{Log: slog.New(slog.NewTextHandler(&log, nil))})
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		if log.Len() == 0 {
			t.Error("nothing")
		}
	})
}
