#!/bin/sh
# No fuzz target finds anything in its share of ten minutes ($FUZZ_MINUTES).
exec "$(dirname "$0")/../fuzz/run" "${FUZZ_MINUTES:-1}"
