package printer

import (
	"context"
	"errors"
	"fmt"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	winspool = windows.NewLazySystemDLL("winspool.drv")

	enumPrinters     = winspool.NewProc("EnumPrintersW")
	openPrinter      = winspool.NewProc("OpenPrinterW")
	startDocPrinter  = winspool.NewProc("StartDocPrinterW")
	startPagePrinter = winspool.NewProc("StartPagePrinter")
	writePrinter     = winspool.NewProc("WritePrinter")
	endPagePrinter   = winspool.NewProc("EndPagePrinter")
	endDocPrinter    = winspool.NewProc("EndDocPrinter")
	abortPrinter     = winspool.NewProc("AbortPrinter")
	closePrinter     = winspool.NewProc("ClosePrinter")
)

// What winspool.h and winerror.h call by these names.
const (
	enumLocal       = 0x2 // PRINTER_ENUM_LOCAL
	enumConnections = 0x4 // PRINTER_ENUM_CONNECTIONS
	namesOnly       = 4   // of PRINTER_INFO_4: asks no other PC

	invalidPrinterName = syscall.Errno(1801) // ERROR_INVALID_PRINTER_NAME
	serverUnavailable  = syscall.Errno(1722) // RPC_S_SERVER_UNAVAILABLE: the spooler does not run
	serviceDisabled    = syscall.Errno(1058) // ERROR_SERVICE_DISABLED
)

// printerInfo4 is PRINTER_INFO_4W.
type printerInfo4 struct {
	name, server *uint16
	attributes   uint32
}

// docInfo1 is DOC_INFO_1W.
type docInfo1 struct{ name, output, datatype *uint16 }

// list runs beside ctx, because the spooler's calls can't be ended.
func list(ctx context.Context) ([]string, error) {
	return within(ctx, names)
}

func send(ctx context.Context, name, title string, data []byte) error {
	_, err := within(ctx, func() (struct{}, error) { return struct{}{}, spool(name, title, data) })
	return err
}

// within gives up on f when ctx ends. f goes on by itself.
func within[T any](ctx context.Context, f func() (T, error)) (T, error) {
	type answer struct {
		got T
		err error
	}
	answered := make(chan answer, 1)
	go func() {
		got, err := f()
		answered <- answer{got, err}
	}()
	select {
	case a := <-answered:
		return a.got, a.err
	case <-ctx.Done():
		var none T
		return none, &Trouble{Silent, ctx.Err()}
	}
}

func names() ([]string, error) {
	if err := enumPrinters.Find(); err != nil {
		return nil, &Trouble{NoSystem, err}
	}
	var buffer []uint64 // so that the structures in it are aligned
	for range 3 {       // a printer may be added between asking for the size and for the names
		var needed, count uint32
		done, _, err := enumPrinters.Call(enumLocal|enumConnections, 0, namesOnly,
			uintptr(unsafe.Pointer(unsafe.SliceData(buffer))), uintptr(8*len(buffer)),
			uintptr(unsafe.Pointer(&needed)), uintptr(unsafe.Pointer(&count)))
		switch {
		case done != 0:
			return namesIn(buffer, count), nil
		case !errors.Is(err, windows.ERROR_INSUFFICIENT_BUFFER):
			return nil, trouble("list the printers", err)
		}
		buffer = make([]uint64, (needed+7)/8)
	}
	return nil, &Trouble{Refused, errors.New("list the printers: they keep changing")}
}

// namesIn reads what EnumPrinters wrote: the structures, and behind them what they
// point to.
func namesIn(buffer []uint64, count uint32) []string {
	if count == 0 {
		return nil
	}
	var all []string
	for _, info := range unsafe.Slice((*printerInfo4)(unsafe.Pointer(unsafe.SliceData(buffer))), count) {
		all = append(all, windows.UTF16PtrToString(info.name))
	}
	return all
}

// spool prints a document of raw bytes. One that was begun and not finished is
// thrown away.
func spool(name, title string, data []byte) error {
	if err := openPrinter.Find(); err != nil {
		return &Trouble{NoSystem, err}
	}
	wideName, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return &Trouble{Unknown, err}
	}
	wideTitle, err := windows.UTF16PtrFromString(title)
	if err != nil {
		return &Trouble{Refused, err}
	}
	var printer uintptr
	if done, _, err := openPrinter.Call(uintptr(unsafe.Pointer(wideName)), uintptr(unsafe.Pointer(&printer)), 0); done == 0 {
		return trouble("open the printer", err)
	}
	defer closePrinter.Call(printer) //nolint:errcheck // nothing is left to lose
	document := docInfo1{name: wideTitle, datatype: windows.StringToUTF16Ptr("RAW")}
	if job, _, err := startDocPrinter.Call(printer, 1, uintptr(unsafe.Pointer(&document))); job == 0 {
		return trouble("start the document", err)
	}
	err = page(printer, data)
	if err == nil {
		if done, _, endErr := endDocPrinter.Call(printer); done == 0 {
			err = trouble("end the document", endErr)
		}
	}
	if err != nil {
		_, _, _ = abortPrinter.Call(printer)
	}
	return err
}

func page(printer uintptr, data []byte) error {
	if done, _, err := startPagePrinter.Call(printer); done == 0 {
		return trouble("start the page", err)
	}
	for len(data) > 0 {
		var written uint32
		done, _, err := writePrinter.Call(printer, uintptr(unsafe.Pointer(unsafe.SliceData(data))), uintptr(len(data)),
			uintptr(unsafe.Pointer(&written)))
		if done == 0 || written == 0 {
			return trouble("write to the printer", err)
		}
		data = data[written:]
	}
	if done, _, err := endPagePrinter.Call(printer); done == 0 {
		return trouble("end the page", err)
	}
	return nil
}

// trouble tells by Windows' number what went wrong.
func trouble(step string, err error) *Trouble {
	kind := Refused
	switch {
	case errors.Is(err, invalidPrinterName):
		kind = Unknown
	case errors.Is(err, serverUnavailable), errors.Is(err, serviceDisabled):
		kind = NoSystem
	}
	return &Trouble{kind, fmt.Errorf("%s: %w", step, err)}
}
