package gateways

// For the fuzz tests, which stand outside: gatewaytest imports this package.
var (
	DecodeCharset = decodeCharset
	ShowsCard     = shows
	LongNumber    = longNumber
)
