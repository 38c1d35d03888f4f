"""Writes Torch/events.tfevents with Debian's protobuf and crcmod: what TensorBoard's own writers would write of the same events.

The message types are declared here as tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto define them (the
fields that are used); the serialiser and the checksum are not ours. `read_events.py FILE` reads any event file by the same means.

Needs python3-protobuf and python3-crcmod.
"""
import pathlib
import struct

import events_proto

OUT = pathlib.Path(__file__).parent / "Torch" / "events.tfevents"
PNG = bytes(range(256)) * 2


def main():
    events = []
    start = events_proto.Event(wall_time=1700000000.0, file_version="brain.Event:2")
    events.append(start)
    first = events_proto.Event(wall_time=1700000001.0, step=10)
    first.summary.value.add(tag="loss/total", simple_value=1.5)
    first.summary.value.add(tag="rate", simple_value=0.0)
    events.append(first)
    far = events_proto.Event(wall_time=1700000002.0, step=3_000_000_000)
    far.summary.value.add(tag="validation/AP", simple_value=0.1)
    events.append(far)
    picture = events_proto.Event(wall_time=1700000003.0, step=300)
    value = picture.summary.value.add(tag="images/00 é.png")
    value.image.height, value.image.width, value.image.colorspace = 20, 300, 3
    value.image.encoded_image_string = PNG
    events.append(picture)
    with OUT.open("wb") as file:
        for event in events:
            data = event.SerializeToString(deterministic=True)
            length = struct.pack("<Q", len(data))
            file.write(length + struct.pack("<I", events_proto.masked_crc(length)) + data + struct.pack("<I", events_proto.masked_crc(data)))


if __name__ == "__main__":
    main()
