"""The part of tensorflow.Event that event files of scalars and images use, for Debian's python3-protobuf; the masked CRC-32C by python3-crcmod."""
import crcmod.predefined
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

_F = descriptor_pb2.FieldDescriptorProto


def _field(message, name, number, kind, type_name=None, repeated=False, oneof=None):
    field = message.field.add(name=name, number=number, type=kind, label=_F.LABEL_REPEATED if repeated else _F.LABEL_OPTIONAL)
    if type_name:
        field.type_name = type_name
    if oneof is not None:
        field.oneof_index = oneof


def _declare():
    file = descriptor_pb2.FileDescriptorProto(name="events.proto", package="tensorflow", syntax="proto3")
    summary = file.message_type.add(name="Summary")
    image = summary.nested_type.add(name="Image")
    for number, name in enumerate(("height", "width", "colorspace"), 1):
        _field(image, name, number, _F.TYPE_INT32)
    _field(image, "encoded_image_string", 4, _F.TYPE_BYTES)
    value = summary.nested_type.add(name="Value")
    value.oneof_decl.add(name="value")
    _field(value, "tag", 1, _F.TYPE_STRING)
    _field(value, "simple_value", 2, _F.TYPE_FLOAT, oneof=0)
    _field(value, "image", 4, _F.TYPE_MESSAGE, ".tensorflow.Summary.Image", oneof=0)
    _field(summary, "value", 1, _F.TYPE_MESSAGE, ".tensorflow.Summary.Value", repeated=True)
    event = file.message_type.add(name="Event")
    event.oneof_decl.add(name="what")
    _field(event, "wall_time", 1, _F.TYPE_DOUBLE)
    _field(event, "step", 2, _F.TYPE_INT64)
    _field(event, "file_version", 3, _F.TYPE_STRING, oneof=0)
    _field(event, "summary", 5, _F.TYPE_MESSAGE, ".tensorflow.Summary", oneof=0)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.MessageFactory(pool).GetPrototype(pool.FindMessageTypeByName("tensorflow.Event"))


Event = _declare()
_crc = crcmod.predefined.mkPredefinedCrcFun("crc-32c")


def masked_crc(data):
    crc = _crc(data)
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF
