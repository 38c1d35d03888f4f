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
                    in_channels, out_channels, Square(kernel_size), Square(stride), Square(padding), null, Square(dilation), groups, padding_mode),
                bias,
                device,
                dtype);

        /// <summary>A convolution of [N, C, H, W] with windows of height and width.</summary>
        public static Conv2d Conv2d(
            long in_channels,
            long out_channels,
            (long, long) kernel_size,
            (long, long)? stride = null,
            (long, long)? padding = null,
            (long, long)? dilation = null,
            PaddingModes padding_mode = PaddingModes.Zeros,
            long groups = 1,
            bool bias = true,
            Device? device = null,
            ScalarType? dtype = null) =>
            new(
                new ConvolutionShape(
                    in_channels,
                    out_channels,
                    Pair(kernel_size),
                    Pair(stride ?? (1, 1)),
                    Pair(padding ?? (0, 0)),
                    null,
                    Pair(dilation ?? (1, 1)),
                    groups,
                    padding_mode),
                bias,
                device,
                dtype);

        /// <summary>A convolution of [N, C, H, W] with square windows, padded by effect.</summary>
        public static Conv2d Conv2d(
            long in_channels,
            long out_channels,
            long kernel_size,
            Padding padding,
            long stride = 1,
            long dilation = 1,
            PaddingModes padding_mode = PaddingModes.Zeros,
            long groups = 1,
            bool bias = true,
            Device? device = null,
            ScalarType? dtype = null) =>
            new(
                new ConvolutionShape(
                    in_channels, out_channels, Square(kernel_size), Square(stride), Square(0), padding, Square(dilation), groups, padding_mode),
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

        /// <summary>x * sigmoid(x).</summary>
        public static SiLU SiLU(bool inplace) => new(inplace);

        /// <summary>Returns its input.</summary>
        public static Identity Identity() => new();

        /// <summary>While training, elements become 0 with probability p and the others grow by 1 / (1 - p).</summary>
        public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);

        /// <summary>The largest element of each square window of [N, C, H, W].</summary>
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
        public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules)
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

        /// <summary>A list of modules.</summary>
        public static ModuleList<Module> ModuleList(params Module[] modules) => new(modules);

        /// <summary>A list of modules of one type.</summary>
        public static ModuleList<T> ModuleList<T>(params T[] modules)
            where T : Module => new(modules);

        private static long[] Square(long size) => [size, size];

        private static long[] Pair((long, long) sizes) => [sizes.Item1, sizes.Item2];
    }
}
