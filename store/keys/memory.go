package keys

import (
	"bytes"
	"sync"
)

// memory keeps its values until the program ends.
type memory struct {
	mu     sync.Mutex
	values map[string][]byte
}

// Memory is an empty ring that lives in this process only.
func Memory() Ring { return &memory{values: make(map[string][]byte)} }

// Get is Ring's.
func (m *memory) Get(name string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	value, ok := m.values[name]
	if !ok {
		return nil, ErrNotFound
	}
	return bytes.Clone(value), nil
}

// Set is Ring's.
func (m *memory) Set(name string, value []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.values[name] = append([]byte{}, value...)
	return nil
}

// Delete is Ring's.
func (m *memory) Delete(name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.values[name]; !ok {
		return ErrNotFound
	}
	delete(m.values, name)
	return nil
}
