//go:build race

package gatewaytest

// stride is how far apart the bytes are at which a line is cut. Where the race
// detector watches, each call takes ten times as long and every byte would bring
// the same two goroutines together.
const stride = 16
