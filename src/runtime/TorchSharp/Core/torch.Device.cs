namespace TorchSharp;

public static partial class torch
{
    /// <summary>A place for tensors: main memory, or one graphics card.</summary>
    public class Device
    {
        /// <summary>Reads "cpu", "cuda" or "cuda:1".</summary>
        /// <exception cref="ArgumentException">The type is unknown.</exception>
        internal Device(string description)
        {
            string[] parts = description.Split(':');
            type = Parse(parts[0]);
            if (parts.Length == 2)
            {
                index = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        /// <summary>A device by its type; index -1 is the current one.</summary>
        internal Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        /// <summary>Main memory, or a kind of accelerator.</summary>
        public DeviceType type { get; private set; } = DeviceType.CPU;

        /// <summary>Which of several; -1 for the current one.</summary>
        internal int index { get; private set; } = -1;

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

    /// <summary>Reads "cpu", "cuda" or "cuda:1".</summary>
    public static Device device(string description) => new(description);

    /// <summary>CUDA: whether there are devices.</summary>
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
    }
}
