package ui

import "keyindesk/desk"

// export asks how what is shown shall leave as a file.
func (s *historyScreen) export() {
	q := s.query()
	s.exportRows(s.desk, q, s.words.exportName(s.desk, q))
}

// exportName is what a file of a query's rows is called: where they are from,
// and their days. It says nothing of what was searched for.
func (w *Words) exportName(d *desk.Desk, q desk.Query) string {
	name := w.T("export.sheet")
	if d.Environment != desk.Live {
		name = w.T("settings.env."+string(d.Environment)) + " " + name
	}
	if q.FromDay == "" && q.ToDay == "" {
		name += " " + w.T("history.period.all")
	} else {
		name += " " + fileDays(q.FromDay, q.ToDay)
	}
	if q.CancelFromDay != "" || q.CancelToDay != "" {
		return name + " " + w.T("filter.cancels", "days", fileDays(q.CancelFromDay, q.CancelToDay))
	}
	if q.FromDay == "" && q.ToDay == "" {
		name += " " + desk.BusinessDay(d.Now())
	}
	return name
}

// fileDays are days in the name of a file.
func fileDays(from, to string) string {
	if from == to {
		return from
	}
	return from + "~" + to
}
