namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The one element.</summary>
        public static explicit operator float(Tensor value) => value.ToSingle();

        /// <summary>The one element.</summary>
        public static explicit operator double(Tensor value) => value.ToDouble();

        /// <summary>The one element.</summary>
        public static explicit operator int(Tensor value) => value.ToInt32();

        /// <summary>The one element.</summary>
        public static explicit operator long(Tensor value) => value.ToInt64();

        /// <summary>The one element.</summary>
        public static explicit operator bool(Tensor value) => value.ToBoolean();

        /// <summary>In main memory; this memory again where it is there already.</summary>
        public Tensor cpu() => to(DeviceType.CPU);

        /// <summary>On a CUDA device, by default the current one.</summary>
        public Tensor cuda(Device? device = null, bool non_blocking = false) =>
            to(DeviceType.CUDA, device?.index ?? -1, non_blocking: non_blocking);

        /// <summary>Of another type and on another device; this memory again where both are so already and copy is false.</summary>
        public Tensor to(
            ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Finish(Ops.to_device.Tensor(this, device, type, non_blocking, copy), disposeAfter);

        /// <summary>Of another type; this memory again where it is so already and copy is false.</summary>
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to_type(type, copy, disposeAfter, non_blocking);

        /// <summary>On another device; this memory again where it is there already and copy is false.</summary>
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Finish(Ops.to_device.Tensor(this, device, dtype, non_blocking, copy), disposeAfter);

        /// <summary>On another device; this memory again where it is there already and copy is false.</summary>
        public Tensor to(
            DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        /// <summary>Of the type and on the device of another tensor.</summary>
        public Tensor to(Tensor other, bool non_blocking = false) => to(other.dtype, other.device, non_blocking: non_blocking);

        /// <summary>Of another type; this memory again where it is so already and copy is false.</summary>
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Finish(Ops.to_dtype.Tensor(this, type, non_blocking, copy), disposeAfter);

        /// <summary>Of another type.</summary>
        public Tensor type(ScalarType dtype) => to_type(dtype);

        internal bool WouldCopy(ScalarType type, Device place)
        {
            Device here = device;
            return dtype != type || here.type != place.type || (place.index != -1 && here.index != place.index);
        }

        private Tensor Finish(Tensor result, bool disposeAfter)
        {
            if (disposeAfter)
            {
                Dispose();
            }

            return result;
        }
    }
}
