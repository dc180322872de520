//go:build dispute_source

package dispute

// #cgo CFLAGS: -I${SRCDIR}/source -I${SRCDIR}/no_source
import "C"
