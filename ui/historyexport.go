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
	days := q.FromDay
	switch {
	case q.FromDay == "":
		days = desk.BusinessDay(d.Now())
		name += " " + w.T("history.period.all")
	case q.FromDay != q.ToDay:
		days += "~" + q.ToDay
	}
	return name + " " + days
}
