/* Found only where the folder source is empty. */
#error "the C sources are missing: run `go generate` in this module's folder, inside a checkout of libdispute"
