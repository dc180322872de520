# tally.awk - "PASSED FAILED" of one log: cmocka's totals, unittest's, or lines "N passed, N failed".
# status is 1 where the command failed: then at least one failure is counted.
/^\[  PASSED  \]/ && match($0, /[0-9]+ test/) { passed += substr($0, RSTART) }
/^\[  FAILED  \].*[0-9]+ test\(s\), listed below/ && match($0, /[0-9]+ test/) { failed += substr($0, RSTART) }
/^[0-9]+ passed, [0-9]+ failed$/ { passed += $1; failed += $3 }
/^Ran [0-9]+ tests? in / { ran = $2 }
/^FAILED \(/ {
    wrong = 0
    for (text = $0; match(text, /(failures|errors)=[0-9]+/); text = substr(text, RSTART + RLENGTH)) {
        split(substr(text, RSTART, RLENGTH), pair, "=")
        wrong += pair[2]
    }
    passed += ran > wrong ? ran - wrong : 0; failed += wrong; ran = 0
}
/^OK( |$)/ { passed += ran; ran = 0 }
END { print passed + 0, failed + (status && !failed) }
