package store

import (
	"encoding/binary"
	"errors"
	"io"
	"os"
)

const (
	walHeader   = 32
	frameHeader = 24
	walBigSums  = 0x377f0683 // the first word of a log whose sums read words with the highest byte first
)

// applyLog writes into a database what is committed in the write-ahead log
// beside it, page by page: SQLite itself may not be able to open the database
// (https://sqlite.org/fileformat2.html, section 4). Frames of an earlier round
// of the log have other salts. A page that does not fit its checksum, as a power
// cut leaves the last ones, replaces none that may be good; and whether its
// transaction was committed, only a good one behind it can tell.
func applyLog(path string) error {
	log, err := os.Open(path + "-wal")
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer log.Close()
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer file.Close()
	head := make([]byte, walHeader)
	if _, err := io.ReadFull(log, head); err != nil || binary.BigEndian.Uint32(head[8:]) != sqlitePage {
		return nil // no log that could be read
	}
	sum := logSumOf(head[24:])
	var order binary.ByteOrder = binary.LittleEndian
	if binary.BigEndian.Uint32(head) == walBigSums {
		order = binary.BigEndian
	}
	frame := make([]byte, frameHeader+sqlitePage)
	pending := map[int64][]byte{}
	for {
		if _, err := io.ReadFull(log, frame); err != nil || string(frame[8:16]) != string(head[16:24]) {
			return nil
		}
		told := logSumOf(frame[16:])
		good := sum.add(order, frame[:8]).add(order, frame[frameHeader:]) == told
		if sum = told; !good {
			continue
		}
		pending[int64(binary.BigEndian.Uint32(frame))] = append([]byte{}, frame[frameHeader:]...)
		if binary.BigEndian.Uint32(frame[4:]) == 0 {
			continue // the transaction goes on
		}
		for number, page := range pending {
			if _, err := file.WriteAt(page, (number-1)*sqlitePage); err != nil {
				return err
			}
		}
		clear(pending)
	}
}

// logSum is the running checksum of a log (section 4.2).
type logSum [2]uint32

// logSumOf reads one as it was written.
func logSumOf(b []byte) logSum {
	return logSum{binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[4:])}
}

func (s logSum) add(order binary.ByteOrder, b []byte) logSum {
	for ; len(b) >= 8; b = b[8:] {
		s[0] += order.Uint32(b) + s[1]
		s[1] += order.Uint32(b[4:]) + s[0]
	}
	return s
}
