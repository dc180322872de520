//go:build !dispute_source

package dispute

// #cgo pkg-config: dispute
import "C"
