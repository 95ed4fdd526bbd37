#!/bin/sh
# Makes KeyinDeskSans-Regular.ttf and KeyinDeskSans-SemiBold.ttf in this folder.
# Needs: python3-fonttools (Debian), npm or the package already at $PRETENDARD_TGZ, and apt or $NANUM_DEB.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

if [ -n "${PRETENDARD_TGZ:-}" ]; then
	cp "$PRETENDARD_TGZ" pretendard.tgz
else
	npm pack --silent pretendard@1.3.9 >/dev/null
	mv pretendard-1.3.9.tgz pretendard.tgz
fi
if [ -n "${NANUM_DEB:-}" ]; then
	cp "$NANUM_DEB" nanum.deb
else
	apt-get download -q fonts-nanum=20200506-1
	mv fonts-nanum_*.deb nanum.deb
fi
sha256sum -c "$here/sources.sha256"

tar xzf pretendard.tgz package/dist/public/static/alternative
dpkg-deb -x nanum.deb nanum
ours=package/dist/public/static/alternative
theirs=nanum/usr/share/fonts/truetype/nanum
/usr/bin/python3 "$here/build.py" $ours/Pretendard-Regular.ttf $theirs/NanumGothic.ttf Regular "$here/KeyinDeskSans-Regular.ttf"
/usr/bin/python3 "$here/build.py" $ours/Pretendard-SemiBold.ttf $theirs/NanumGothicBold.ttf SemiBold "$here/KeyinDeskSans-SemiBold.ttf"
