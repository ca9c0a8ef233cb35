#!/bin/sh
# Makes the fonts of this folder from the npm packages source-serif@4.5.1 and @fontsource-variable/public-sans@5.3.0.
# Needs fonttools and brotli (Debian: fonttools, python3-brotli). Usage: sh subset.sh NODE_MODULES
# "Source" is a reserved font name (OFL 1.1), so the subset goes by another: Pincite Serif.
set -eu
modules=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
latin='U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0300-0304,U+0306-030C,U+0327-0328,U+2002-200A,U+2010-2027,U+202F-203A,U+2044,U+20AC,U+2122,U+2190-2193,U+2212,U+2192,U+21A9,U+00B6,U+2761'
latin_ext='U+0100-0130,U+0132-0151,U+0154-017F,U+0180-024F,U+1E00-1EFF,U+0305,U+030D-0326,U+0329-0331'
features='kern,liga,locl,ccmp,mark,onum,lnum,pnum,tnum'
for face in Roman Italic; do
  # Italics serve in running text only: one weight, fewer optical sizes, half the bytes.
  [ "$face" = Roman ] && axes='wght=400:650 opsz=10:50' || axes='wght=400 opsz=12:24'
  # shellcheck disable=SC2086
  fonttools varLib.instancer "$modules/source-serif/WOFF2/VAR/SourceSerif4Variable-$face.ttf.woff2" $axes -o "$work/$face.ttf" -q
  name=$(echo "$face" | tr '[:upper:]' '[:lower:]')
  for part in latin latin-ext; do
    [ "$part" = latin ] && range=$latin || range=$latin_ext
    pyftsubset "$work/$face.ttf" --unicodes="$range" --layout-features="$features" --flavor=woff2 --name-IDs='0,13,14' \
      --output-file="$here/pincite-serif-$name-$part.woff2"
  done
done
for part in latin latin-ext; do
  cp "$modules/@fontsource-variable/public-sans/files/public-sans-$part-wght-normal.woff2" "$here/public-sans-$part.woff2"
done
rm -r "$work"
