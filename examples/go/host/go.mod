module example.org/dispute/host

go 1.18

require (
	example.org/dispute v0.0.0
	github.com/mattn/go-sqlite3 v1.14.16
)

replace example.org/dispute => ../
