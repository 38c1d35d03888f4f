namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>The operations of neural networks, without modules.</summary>
        public static partial class functional
        {
            /// <summary>Negative elements become 0.</summary>
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_().alias() : x.relu();

            /// <summary>Elements held within [0, 6].</summary>
            public static Tensor relu6(Tensor x, bool inplace = false) =>
                inplace ? x.clamp_(0, 6).alias() : Ops.relu6.Tensor(x);

            /// <summary>x * sigmoid(x).</summary>
            public static Tensor silu(Tensor x, bool inplace = false) => inplace ? x.silu_().alias() : Ops.silu.Tensor(x);

            /// <summary>Exponentials over their sum along a dimension.</summary>
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

            /// <summary>Logarithms of the softmax along a dimension.</summary>
            public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);

            /// <summary>While training, elements become 0 with probability p and the others grow by 1 / (1 - p).</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
            {
                if (!inplace)
                {
                    return Ops.dropout.Tensor(input, p, training);
                }

                Ops.dropout_.Run(input, p, training);
                return input.alias();
            }

            /// <summary>input x weights^T + bias.</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Ops.linear.Tensor(input, weights, bias);

            /// <summary>A new last dimension with a 1 at each class and 0 elsewhere; num_classes -1 is the largest class + 1.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1) => Ops.one_hot.Tensor(x, num_classes);

            /// <summary>Vectors along a dimension over their p-norm, which is taken as eps where it is smaller.</summary>
            public static Tensor normalize(Tensor input, double p = 2, long dim = 1, double eps = 1E-12)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor length = Ops.norm_ScalarOpt_dim.Tensor(input, p, One(dim), true).clamp_min(eps);
                return input.div(length.expand_as(input)).MoveToOuterDisposeScope();
            }

            /// <summary>Elements added around the last dimensions: before and after the last, then the one before, ...</summary>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
            {
                string name = mode switch
                {
                    PaddingModes.Zeros or PaddingModes.Constant => "constant",
                    PaddingModes.Reflect => "reflect",
                    PaddingModes.Replicate => "replicate",
                    _ => "circular",
                };
                return name == "constant" ? Ops.pad.Tensor(input, pad, name, value) : Ops.pad.Tensor(input, pad, name);
            }

            /// <summary>Another size of [N, C, H, W]: the size itself, or factors.</summary>
            /// <exception cref="ArgumentException">Both or neither of size and scale_factor are given, or the mode is unknown here.</exception>
            public static Tensor interpolate(
                Tensor x,
                long[]? size = null,
                double[]? scale_factor = null,
                InterpolationMode mode = InterpolationMode.Nearest,
                bool? align_corners = null,
                bool recompute_scale_factor = false,
                bool antialias = false)
            {
                if (size is null == scale_factor is null)
                {
                    throw new ArgumentException("Exactly one of size and scale_factor must be given.");
                }

                if (recompute_scale_factor && scale_factor is not null)
                {
                    long[] shape = x.shape;
                    size = scale_factor.Select((factor, i) => (long)Math.Floor(shape[i + 2] * factor)).ToArray();
                    scale_factor = null;
                }

                bool corners = align_corners ?? false;
                return (mode, antialias) switch
                {
                    (InterpolationMode.Nearest, false) => Ops.upsample_nearest2d_vec.Tensor(x, size, scale_factor),
                    (InterpolationMode.Bilinear, false) => Ops.upsample_bilinear2d_vec.Tensor(x, size, corners, scale_factor),
                    (InterpolationMode.Bilinear, true) => Ops._upsample_bilinear2d_aa_vec.Tensor(x, size, corners, scale_factor),
                    (InterpolationMode.Bicubic, false) => Ops.upsample_bicubic2d_vec.Tensor(x, size, corners, scale_factor),
                    _ => throw new ArgumentException($"Interpolation {mode} (antialias: {antialias}) is not part of this runtime."),
                };
            }
        }
    }
}
