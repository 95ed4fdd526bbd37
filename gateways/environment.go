package gateways

import "fmt"

// Environment is where charges go. Each has its own history file and its own
// keyring entries.
type Environment string

// The three environments. Their values are stored and name folders.
const (
	Practice Environment = "practice" // gateways played in this process; nothing leaves the PC
	Test     Environment = "test"     // the gateways' test hosts
	Live     Environment = "live"     // real money
)

// Environments lists all three, the safest first.
func Environments() []Environment { return []Environment{Practice, Test, Live} }

// ParseEnvironment reads a stored or typed name. Anything else is an error:
// an unknown word never means live.
func ParseEnvironment(name string) (Environment, error) {
	for _, e := range Environments() {
		if string(e) == name {
			return e, nil
		}
	}
	return "", fmt.Errorf("unknown environment %q", name)
}
