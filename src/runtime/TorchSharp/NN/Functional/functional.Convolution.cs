namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Convolution of [N, C, H, W] with weights [out, C / groups, kh, kw].</summary>
            public static Tensor conv2d(
                Tensor input,
                Tensor weight,
                Tensor? bias = null,
                long[]? strides = null,
                long[]? padding = null,
                long[]? dilation = null,
                long groups = 1) =>
                Ops.conv2d.Tensor(input, weight, bias, strides ?? [1], padding ?? [0], dilation ?? [1], groups);

            /// <summary>Convolution of [N, C, H, W], padded so that the size stays, or not at all.</summary>
            public static Tensor conv2d_padding(
                Tensor input,
                Tensor weight,
                Tensor? bias = null,
                long[]? strides = null,
                Padding padding = Padding.Valid,
                long[]? dilation = null,
                long groups = 1) =>
                Ops.conv2d_padding.Tensor(
                    input, weight, bias, strides ?? [1], padding == Padding.Same ? "same" : "valid", dilation ?? [1], groups);

            /// <summary>Every channel scaled to mean 0 and variance 1, of the batch while training, else of the running values.</summary>
            public static Tensor batch_norm(
                Tensor input,
                Tensor? running_mean,
                Tensor? running_var,
                Tensor? weight = null,
                Tensor? bias = null,
                bool training = false,
                double momentum = 0.1,
                double eps = 1E-05) =>
                Ops.batch_norm.Tensor(input, weight, bias, running_mean, running_var, training, momentum, eps, false);

            /// <summary>The largest element of each window of [N, C, H, W].</summary>
            public static Tensor max_pool2d(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Ops.max_pool2d.Tensor(
                    input, kernel_size, strides ?? kernel_size, padding ?? Same(kernel_size, 0), dilation ?? Same(kernel_size, 1), ceil_mode);

            /// <summary>The largest element of each square window of [N, C, H, W].</summary>
            public static Tensor max_pool2d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                max_pool2d(
                    input,
                    [kernel_size, kernel_size],
                    [stride ?? kernel_size, stride ?? kernel_size],
                    [padding ?? 0, padding ?? 0],
                    [dilation ?? 1, dilation ?? 1],
                    ceil_mode);

            /// <summary>The mean of each window of [N, C, H, W].</summary>
            public static Tensor avg_pool2d(
                Tensor input,
                long[] kernel_size,
                long[]? stride = null,
                long[]? padding = null,
                bool ceil_mode = false,
                bool count_include_pad = true,
                long? divisor_override = null) =>
                Ops.avg_pool2d.Tensor(
                    input, kernel_size, stride ?? kernel_size, padding ?? Same(kernel_size, 0), ceil_mode, count_include_pad, divisor_override);

            /// <summary>The mean of each square window of [N, C, H, W].</summary>
            public static Tensor avg_pool2d(
                Tensor input,
                long kernel_size,
                long? stride = null,
                long padding = 0,
                bool ceil_mode = false,
                bool count_include_pad = true,
                long? divisor_override = null) =>
                avg_pool2d(
                    input,
                    [kernel_size, kernel_size],
                    [stride ?? kernel_size, stride ?? kernel_size],
                    [padding, padding],
                    ceil_mode,
                    count_include_pad,
                    divisor_override);

            /// <summary>Means of as many equal windows as the output has positions.</summary>
            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) =>
                Ops.adaptive_avg_pool2d.Tensor(input, output_size);

            private static long[] Same(long[] shape, long value) => Array.ConvertAll(shape, _ => value);
        }
    }
}
