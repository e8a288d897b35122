#!/bin/sh
# No fuzz target finds anything in its share of six minutes, or of the
# $FUZZ_MINUTES asked for.
exec "$(dirname "$0")/../fuzz/run" "${FUZZ_MINUTES:-6}"
