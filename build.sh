#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
case "${1:-}" in
  test) exec dotnet test MLNetDetection.sln ;;
  *) echo "usage: ./build.sh demo|test|bench|verify|pack" >&2; exit 2 ;;
esac
