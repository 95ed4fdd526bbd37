package verify

// Verdict is what became of a history.
type Verdict string

// The verdicts.
const (
	Intact    Verdict = "intact"
	Altered   Verdict = "altered"   // something in it is not as it was written; Findings say what
	Truncated Verdict = "truncated" // its newest events were cut off
	Rewritten Verdict = "rewritten" // it agrees with itself, and not with what was signed or noted before
	Older     Verdict = "older"     // an older copy in the place of a newer history
)

// Kind names what is wrong at one place.
type Kind string

// What can be found.
const (
	EventEdited    Kind = "event-edited"  // an event's content is not what its hash says
	EventMissing   Kind = "event-missing" // events are not there
	EventMoved     Kind = "event-moved"   // an event stands under another number than it was written with
	EventForeign   Kind = "event-foreign" // an event does not continue the one before: one of the two was exchanged
	StoryWrong     Kind = "story"         // an operation's events can't follow one another
	RowEdited      Kind = "row-edited"    // an operation says something other than its events
	RowMissing     Kind = "row-missing"   // events tell of an operation that is not there
	RowUntold      Kind = "row-untold"    // an operation of which no event tells
	LineWrong      Kind = "line"          // a line of an audit file that the program would not have written there
	StructureOther Kind = "structure"     // a table, an index or a trigger that is not the program's, or is missing
	PersonEdited   Kind = "person"        // sealed personal data were exchanged, removed or put back
	CustomerBad    Kind = "customer"      // a customer is not what the operations made of them

	ClosingMissing Kind = "closing-missing" // a closing is not there
	ClosingMoved   Kind = "closing-moved"   // a closing stands under another number than it was made with
	ClosingEdited  Kind = "closing-edited"  // a closing's record or list is not what its hash says
	ClosingForged  Kind = "closing-forged"  // the signature does not fit, or is another key's
	ClosingUntrue  Kind = "closing-untrue"  // a signed closing says something other than the events
	ClosingUntold  Kind = "closing-untold"  // the chain tells of another closing, or of none

	TailMissing  Kind = "tail-missing"  // rows, closings or an end mark tell of events after the last
	WitnessAhead Kind = "witness-ahead" // the witness knows of newer events
	WitnessOther Kind = "witness-other" // the witness knows other events
)

// Finding is one place that is not as it was written. What does not apply is 0
// or "".
type Finding struct {
	Kind      Kind
	Seq       int64  // the event
	Operation int64  // its id
	Order     string // the operation's order number
	Customer  int64
	Closing   int64 // its number
	Line      int64 // of an audit file, from 1
	// Detail is a number or a name: the events that are missing, the number that
	// an event was written with, the column, the field or the part of the file
	// that differs.
	Detail string
}

// Report is what a check found out.
type Report struct {
	Verdict     Verdict
	Findings    []Finding // the first is what the verdict rests on
	More        int       // findings that are not listed
	Environment string
	FileID      string
	Audit       bool // an audit file was read, not a database
	Events      int64
	Operations  int64
	Closings    int64
	Head        string // hash of the last event, in hex
	LastClosing Closing
	// Witnessed says that something from outside agreed. Without that, a history
	// made anew as a whole, or an older copy of it, would look the same.
	Witnessed bool
	// NoIndexes: the indexes of a large database were not held against its tables.
	NoIndexes bool
	// NewKeys are closings from which on another key signs, as the chain itself
	// tells.
	NewKeys []int64
	// Accepted are the events by which staff went on with an older copy, or with
	// another file.
	Accepted []int64
	// Rescued are the events before which a damaged history was put together from
	// what could be read of it.
	Rescued []int64
}

// Closing is a closing in a report.
type Closing struct {
	Number     int64
	ClosedAt   string
	ClosingKRW int64
	Code       string // as on the printed page
	Key        string // public key, in hex
}

// maxFindings is how many places a report lists.
const maxFindings = 20

// found takes the findings of a check.
type found struct {
	list []Finding
	more int
}

func (f *found) add(finding Finding) {
	if len(f.list) == maxFindings {
		f.more++
		return
	}
	f.list = append(f.list, finding)
}
