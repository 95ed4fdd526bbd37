package desk

import "sync"

// flight counts the calls under way and lets a closing desk wait for them.
type flight struct {
	mu      sync.Mutex
	landed  sync.Cond
	flying  int
	closing bool
}

func (f *flight) begin() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closing {
		return false
	}
	f.flying++
	return true
}

func (f *flight) end() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.flying--
	if f.landed.L != nil {
		f.landed.Broadcast()
	}
}

func (f *flight) count() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.flying
}

func (f *flight) land() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closing = true
	f.landed.L = &f.mu
	for f.flying > 0 {
		f.landed.Wait()
	}
}
