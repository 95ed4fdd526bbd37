// Command icon writes a Windows icon from a square PNG: icon IN.png OUT.ico.
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/png"
	"os"

	"golang.org/x/image/draw"
)

// sizes are those that Windows shows: title bar, task bar, lists, large tiles.
var sizes = []int{16, 20, 24, 32, 40, 48, 64, 128, 256}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "icon:", err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	if len(arguments) != 2 {
		return fmt.Errorf("give it a PNG and the icon to write")
	}
	in, err := os.Open(arguments[0])
	if err != nil {
		return err
	}
	defer in.Close()
	picture, err := png.Decode(in)
	if err != nil {
		return fmt.Errorf("read %s: %w", arguments[0], err)
	}
	icon, err := encode(picture)
	if err != nil {
		return err
	}
	return os.WriteFile(arguments[1], icon, 0o644)
}

// entry is a picture's line in the directory that opens an icon file.
type entry struct {
	Width, Height    uint8 // 0 means 256
	Colours, Unused  uint8
	Planes, BitCount uint16
	Bytes, Offset    uint32
}

// encode writes the directory and then every size as a PNG.
func encode(picture image.Image) ([]byte, error) {
	var directory, pictures bytes.Buffer
	write := func(v any) { _ = binary.Write(&directory, binary.LittleEndian, v) }
	write([3]uint16{0, 1, uint16(len(sizes))})
	start := 6 + len(sizes)*binary.Size(entry{})
	for _, size := range sizes {
		offset := pictures.Len()
		scaled := image.NewNRGBA(image.Rect(0, 0, size, size))
		draw.CatmullRom.Scale(scaled, scaled.Bounds(), picture, picture.Bounds(), draw.Src, nil)
		if err := png.Encode(&pictures, scaled); err != nil {
			return nil, err
		}
		write(entry{
			Width: uint8(size), Height: uint8(size), Planes: 1, BitCount: 32,
			Bytes: uint32(pictures.Len() - offset), Offset: uint32(start + offset),
		})
	}
	return append(directory.Bytes(), pictures.Bytes()...), nil
}
