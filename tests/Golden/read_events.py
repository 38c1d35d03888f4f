"""Reads an event file with Debian's protobuf and crcmod, checks every checksum, lists what is in it; with a folder, unpacks the pictures there.

    python3 read_events.py FILE [FOLDER]
"""
import pathlib
import re
import struct
import sys

import events_proto


def records(path):
    data = pathlib.Path(path).read_bytes()
    at = 0
    while at < len(data):
        length, = struct.unpack_from("<Q", data, at)
        assert struct.unpack_from("<I", data, at + 8)[0] == events_proto.masked_crc(data[at:at + 8]), f"length checksum at {at}"
        body = data[at + 12:at + 12 + length]
        assert struct.unpack_from("<I", data, at + 12 + length)[0] == events_proto.masked_crc(body), f"checksum at {at}"
        at += 16 + length
        yield events_proto.Event.FromString(body)


def main():
    folder = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    for event in records(sys.argv[1]):
        if event.file_version:
            print(f"{event.wall_time:.3f} version {event.file_version}")
        for value in event.summary.value:
            if value.WhichOneof("value") == "image":
                image = value.image
                print(f"{event.wall_time:.3f} step {event.step} {value.tag}: {image.width}x{image.height}, {len(image.encoded_image_string)} bytes")
                if folder:
                    folder.mkdir(exist_ok=True)
                    (folder / (re.sub(r"\W+", "_", value.tag) + f"_{event.step}.png")).write_bytes(image.encoded_image_string)
            else:
                print(f"{event.wall_time:.3f} step {event.step} {value.tag} = {value.simple_value:.6g}")


if __name__ == "__main__":
    main()
