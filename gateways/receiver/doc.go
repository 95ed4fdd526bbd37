// Package receiver takes the return of a gateway's browser page on this PC:
// when the page is done, the browser posts a form to
// https://127.0.0.1:PORT/return/TOKEN, and the receiver hands its text over.
//
// It listens on 127.0.0.1 and nowhere else, with a certificate that can speak
// for this PC only. It is optional: without it, staff paste the same text.
//
// It must not know a gateway, what a return means, or where anything is kept:
// it reads no field, keeps no text and logs none.
//
// Start reading at Receiver, then Identity.
package receiver
