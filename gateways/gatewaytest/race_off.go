//go:build !race

package gatewaytest

// stride is how far apart the bytes are at which a line is cut: every one.
const stride = 1
