namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>In main memory; this memory again where it is there already.</summary>
        public Tensor cpu() => to(DeviceType.CPU);

        /// <summary>Of another type and on another device; this memory again where both are so already and copy is false.</summary>
        internal Tensor to(
            ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Finish(Ops.to_device.Tensor(this, device, type, non_blocking, copy), disposeAfter);

        /// <summary>Of another type; this memory again where it is so already and copy is false.</summary>
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to_type(type, copy, disposeAfter, non_blocking);

        /// <summary>On another device; this memory again where it is there already and copy is false.</summary>
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Finish(Ops.to_device.Tensor(this, device, dtype, non_blocking, copy), disposeAfter);

        /// <summary>On another device; this memory again where it is there already and copy is false.</summary>
        internal Tensor to(
            DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        /// <summary>Of another type; this memory again where it is so already and copy is false.</summary>
        internal Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Finish(Ops.to_dtype.Tensor(this, type, non_blocking, copy), disposeAfter);

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
