#!/bin/sh
# Writes down what it was called with: standard input and environment, byte for byte.
run=$(ls "$RECORDS" | wc -l)
mkdir "$RECORDS/.$run"
cat > "$RECORDS/.$run/stdin"
env | sort > "$RECORDS/.$run/environment"
echo "$1" > "$RECORDS/.$run/script"
# All at once, so that nobody reads half of it.
mv "$RECORDS/.$run" "$RECORDS/$run"
