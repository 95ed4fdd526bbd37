//go:build !race

package proof

// underRace says that the race detector watches, which makes children slow.
const underRace = false
