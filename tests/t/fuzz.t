#!/bin/sh
# Every fuzz target finds nothing in a minute ($FUZZ_MINUTES).
exec "$(dirname "$0")/../fuzz/run" "${FUZZ_MINUTES:-1}"
