package verify

import "context"

// batchRows is how many rows are read at once, and batchesAhead how many
// batches may be read before they are needed.
const (
	batchRows    = 512
	batchesAhead = 4
)

// ahead fills batches beside whoever uses them, on another core if there is
// one. fill fills one, an older one again if it can, and says whether there are
// more. What next returns is good until it is called again; nil at the end. The
// filling ends with ctx.
func ahead[B any](ctx context.Context, fill func(*B) (more bool, err error)) (next func() (*B, error)) {
	type filled struct {
		batch *B
		err   error
	}
	full, free := make(chan filled, batchesAhead), make(chan *B, batchesAhead+2)
	go func() {
		defer close(full)
		for more := true; more; {
			var f filled
			select {
			case f.batch = <-free:
			default:
				f.batch = new(B)
			}
			if more, f.err = fill(f.batch); f.err != nil {
				more = false
			}
			select {
			case full <- f:
			case <-ctx.Done():
				return
			}
		}
	}()
	var used *B
	return func() (*B, error) {
		if used != nil {
			select {
			case free <- used:
			default:
			}
		}
		f, ok := <-full
		if !ok {
			return nil, ctx.Err()
		}
		used = f.batch
		return f.batch, f.err
	}
}

// copies keeps copies of values one after the other.
type copies struct{ bytes []byte }

func (c *copies) add(value []byte) []byte {
	if value == nil {
		return nil
	}
	begin := len(c.bytes)
	c.bytes = append(c.bytes, value...)
	return c.bytes[begin:len(c.bytes):len(c.bytes)]
}
