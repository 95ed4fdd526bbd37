package store

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fileEvents are the events of the file as a whole, the oldest first.
func fileEvents(t *testing.T, s *Store) []Event {
	t.Helper()
	var rows []eventRow
	if err := s.readers.Select(&rows, selectEvents+`WHERE operation_id IS NULL ORDER BY seq`); err != nil {
		t.Fatal(err)
	}
	var events []Event
	for _, r := range rows {
		e, err := r.event()
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, e)
	}
	return events
}

func TestRecordExport(t *testing.T) {
	november := Export{
		Staff: "김하늘", Reason: "부가세 신고", Format: "xlsx", Columns: []string{"day", "amount"}, Rows: 12,
		Filters: Query{Text: "홍길동 01012345678", FromDay: "2026-11-01", ToDay: "2026-11-30", States: []State{Approved}, Kinds: []Kind{KindCharge}, Limit: 7, Before: "9"},
	}

	t.Run("begun_and_done_are_events_of_the_file", func(t *testing.T) {
		s, _ := newStore(t)
		before := len(fileEvents(t, s))
		if err := s.RecordExport(ctx, november); err != nil {
			t.Fatal(err)
		}
		done := november
		done.Rows, done.SHA256 = 11, strings.Repeat("ab", 32)
		if err := s.RecordExport(ctx, done); err != nil {
			t.Fatal(err)
		}
		events := fileEvents(t, s)[before:]
		if len(events) != 2 || events[0].Type != EventExportBegun || events[1].Type != EventExported {
			t.Fatal(events)
		}
		want := `{"reason":"부가세 신고","format":"xlsx","columns":["day","amount"],"filters":{"searched":true,"from_day":"2026-11-01",` +
			`"to_day":"2026-11-30","states":["approved"],"kinds":["charge"]},"rows":11,"sha256":"` + done.SHA256 + `"}`
		if diff := cmp.Diff(want, events[1].Detail); diff != "" {
			t.Error(diff)
		}
		if events[1].Staff != "김하늘" || events[1].OperationID != 0 {
			t.Error(events[1])
		}
	})

	t.Run("what_was_searched_for_is_not_kept", func(t *testing.T) {
		s, _ := newStore(t)
		if err := s.RecordExport(ctx, november); err != nil {
			t.Fatal(err)
		}
		for _, e := range fileEvents(t, s) {
			if strings.Contains(e.Detail, "홍길동") || strings.Contains(e.Detail, "5678") {
				t.Error(e.Detail)
			}
		}
	})

	t.Run("every_filter_is_kept", func(t *testing.T) {
		var q Query
		full := reflect.ValueOf(&q).Elem()
		for i := range full.NumField() {
			switch field := full.Field(i); field.Kind() {
			case reflect.String:
				field.SetString("x")
			case reflect.Slice:
				field.Set(reflect.MakeSlice(field.Type(), 1, 1))
			}
		}
		kept := reflect.ValueOf(q.exportFilters())
		for i := range full.NumField() {
			switch name := full.Type().Field(i).Name; name {
			case "Text", "Before", "Limit": // Searched; where a page ends
			default:
				if field := kept.FieldByName(name); !field.IsValid() || field.IsZero() {
					t.Errorf("the filter %s leaves no trace", name)
				}
			}
		}
	})

	t.Run("not_without_a_reason", func(t *testing.T) {
		s, _ := newStore(t)
		for _, e := range []Export{
			{Format: "csv", Columns: []string{"day"}}, {Reason: "신고", Columns: []string{"day"}}, {Reason: "신고", Format: "csv"},
		} {
			if err := s.RecordExport(ctx, e); !errors.Is(err, ErrInvalid) {
				t.Error(err)
			}
		}
	})

	t.Run("the_detail_reads_back", func(t *testing.T) {
		s, _ := newStore(t)
		if err := s.RecordExport(ctx, november); err != nil {
			t.Fatal(err)
		}
		events := fileEvents(t, s)
		var d exportDetail
		if err := json.Unmarshal([]byte(events[len(events)-1].Detail), &d); err != nil {
			t.Fatal(err)
		}
		if d.Rows != 12 || !d.Filters.Searched || d.Filters.ToDay != "2026-11-30" {
			t.Error(d)
		}
	})
}
