package practice

import "slices"

// Payple's own behaviours, and what each does to the key that is asked about.
const (
	UnknownKey Key = "unknown-key" // SPAY0005 for a key that stands: nothing is deleted

	// The session: nothing is told and nothing is deleted.
	AuthRefused  Key = "auth-refused"  // AUTH0004, as if the Referer were not the registered one
	TokenExpired Key = "token-expired" // SPAY0001 before the half hour is over, and all tokens are void
	ForeignURL   Key = "foreign-url"   // an authentication whose return_url is on another host; see ReturnTo

	// The answer can't be trusted, or reads oddly. A deletion is done all the same.
	OtherKey Key = "other-key" // success, but another PCD_PAYER_ID
	NoResult Key = "no-result" // success without PCD_PAY_RST
	Numbers  Key = "numbers"   // success with numbers where the document has strings
)

// ReturnTo answers the next authentication with a token and a return_url below
// host, such as "https://payple.kr@evil.example".
func ReturnTo(host string) Behaviour { return Behaviour{Key: ForeignURL, Message: host} }

// What is asked of Payple: the authentication, and the values of ACT_.
const (
	authing  act = "auth"
	asking   act = "PUSERINFO"
	deleting act = "PUSERDEL"
	straying act = "any other ACT_"
)

// paypleHabits stands in the order of the practice strip: the good day, the
// refusals, the bad line, the odd answers. A bad line waits for the look-up or
// the deletion itself: what happens to an authentication is harmless.
var paypleHabits = slices.Concat(
	habits{
		{Behaviour{Key: Approve}, nil},
		{Behaviour{Key: UnknownKey}, []act{asking, deleting}},
		{Behaviour{Key: AuthRefused}, []act{authing}},
		{Behaviour{Key: TokenExpired}, []act{asking, deleting}},
		{Behaviour{Key: DeclineOther}, []act{asking, deleting}},
	},
	badLine(asking, deleting),
	habits{
		{Behaviour{Key: OtherKey}, []act{asking, deleting}},
		{Behaviour{Key: NoResult}, []act{asking, deleting}},
		{Behaviour{Key: Numbers}, []act{asking, deleting}},
		{Behaviour{Key: ForeignURL, Message: "http://payple.practice.invalid.evil.example"}, []act{authing}},
	},
)
