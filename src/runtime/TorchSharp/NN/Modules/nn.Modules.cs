using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A convolution of [N, C, H, W] with square windows.</summary>
        public static Conv2d Conv2d(
            long in_channels,
            long out_channels,
            long kernel_size,
            long stride = 1,
            long padding = 0,
            long dilation = 1,
            PaddingModes padding_mode = PaddingModes.Zeros,
            long groups = 1,
            bool bias = true,
            Device? device = null,
            ScalarType? dtype = null) =>
            new(
                new ConvolutionShape(
                    in_channels, out_channels, Square(kernel_size), Square(stride), Square(padding), Square(dilation), groups, padding_mode),
                bias,
                device,
                dtype);

        /// <summary>A batch norm of [N, C, H, W].</summary>
        public static BatchNorm2d BatchNorm2d(
            long num_features,
            double eps = 1E-05,
            double momentum = 0.1,
            bool affine = true,
            bool track_running_stats = true,
            Device? device = null,
            ScalarType? dtype = null) =>
            new(num_features, eps, momentum, affine, track_running_stats, device, dtype);

        /// <summary>Negative elements become 0.</summary>
        public static ReLU ReLU(bool inplace = false) => new(inplace);

        /// <summary>Elements held within [0, 6].</summary>
        public static ReLU6 ReLU6(bool inplace = false) => new(inplace);

        /// <summary>x * min(max(x + 3, 0), 6) / 6.</summary>
        public static Hardswish Hardswish(bool inplace = false) => new(inplace);

        /// <summary>The largest element of each square window of [N, C, H, W]; windows side by side where no stride is given.</summary>
        public static MaxPool2d MaxPool2d(
            long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
            new(Square(kernel_size), Square(stride ?? kernel_size), Square(padding ?? 0), Square(dilation ?? 1), ceil_mode);

        /// <summary>Modules one after another, named by their positions.</summary>
        public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => Sequential((IEnumerable<Module<Tensor, Tensor>>)modules);

        /// <summary>Modules one after another, with names.</summary>
        public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules)
        {
            var sequential = new Sequential();
            foreach ((string name, Module<Tensor, Tensor> module) in modules)
            {
                sequential.append(name, module);
            }

            return sequential;
        }

        /// <summary>Modules one after another, named by their positions.</summary>
        internal static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules)
        {
            var sequential = new Sequential();
            foreach (Module<Tensor, Tensor> module in modules)
            {
                sequential.append(module);
            }

            return sequential;
        }

        /// <summary>No module yet; append some.</summary>
        public static Sequential Sequential() => new();

        /// <summary>A list of modules of one type.</summary>
        public static ModuleList<T> ModuleList<T>(params T[] modules)
            where T : Module => new(modules);

        private static long[] Square(long size) => [size, size];
    }
}
