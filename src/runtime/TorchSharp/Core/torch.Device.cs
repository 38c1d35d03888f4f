namespace TorchSharp;

public static partial class torch
{
    /// <summary>A place for tensors: main memory, or one graphics card.</summary>
    public class Device
    {
        /// <summary>Reads "cpu", "cuda" or "cuda:1".</summary>
        /// <exception cref="ArgumentException">The type is unknown.</exception>
        public Device(string description)
        {
            string[] parts = description.Split(':');
            type = Parse(parts[0]);
            if (parts.Length == 2)
            {
                index = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        /// <summary>A device by the name of its type.</summary>
        public Device(string deviceType, int index = -1)
        {
            type = Parse(deviceType);
            this.index = index;
        }

        /// <summary>A device by its type; index -1 is the current one.</summary>
        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        /// <summary>A CUDA device by its number.</summary>
        public Device(int index)
        {
            type = DeviceType.CUDA;
            this.index = index;
        }

        /// <summary>Main memory, or a kind of accelerator.</summary>
        public DeviceType type { get; private set; } = DeviceType.CPU;

        /// <summary>Which of several; -1 for the current one.</summary>
        public int index { get; private set; } = -1;

        /// <summary>Reads "cpu", "cuda" or "cuda:1".</summary>
        public static implicit operator Device(string description) => new(description);

        /// <summary>"cpu", "cuda" or "cuda:1".</summary>
        public override string ToString()
        {
            if (type == DeviceType.CPU)
            {
                return "cpu";
            }

            string name = type.ToString().ToLowerInvariant();
            return index == -1 ? name : $"{name}:{index}";
        }

        private static DeviceType Parse(string name) => Enum.Parse<DeviceType>(name.ToUpperInvariant());
    }

    /// <summary>Main memory.</summary>
    public static readonly Device CPU = new(DeviceType.CPU);

    /// <summary>The current CUDA device.</summary>
    public static Device CUDA => new(DeviceType.CUDA);

    /// <summary>Reads "cpu", "cuda" or "cuda:1".</summary>
    public static Device device(string description) => new(description);

    /// <summary>A device by its type and number.</summary>
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    /// <summary>CUDA: whether there is a device, and waiting for it.</summary>
    public static partial class cuda
    {
        /// <summary>True where libtorch was built for CUDA and sees a device.</summary>
        public static bool is_available() => device_count() > 0;

        /// <summary>The number of CUDA devices.</summary>
        public static int device_count()
        {
            Interop.NativeMethods.Check(Interop.NativeMethods.mlnd_cuda_device_count(out long count));
            return (int)count;
        }

        /// <summary>Waits for all work queued on a CUDA device, by default the current one.</summary>
        public static void synchronize(Device? device = null) =>
            Interop.NativeMethods.Check(Interop.NativeMethods.mlnd_cuda_synchronize(device?.index ?? -1));
    }

    /// <summary>True where libtorch was built for CUDA and sees a device.</summary>
    public static bool cuda_is_available() => cuda.is_available();
}
