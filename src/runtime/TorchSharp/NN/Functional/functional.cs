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
            public static Tensor relu6(Tensor x, bool inplace = false) => inplace ? Overwritten(Ops.relu6_, x) : Ops.relu6.Tensor(x);

            /// <summary>x * min(max(x + 3, 0), 6) / 6.</summary>
            public static Tensor hardswish(Tensor input, bool inplace = false) =>
                inplace ? Overwritten(Ops.hardswish_, input) : Ops.hardswish.Tensor(input);

            /// <summary>min(max(x + 3, 0), 6) / 6.</summary>
            public static Tensor hardsigmoid(Tensor input, bool inplace = false) =>
                inplace ? Overwritten(Ops.hardsigmoid_, input) : Ops.hardsigmoid.Tensor(input);

            /// <summary>A new last dimension with a 1 at each class and 0 elsewhere; num_classes -1 is the largest class + 1.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1) => Ops.one_hot.Tensor(x, num_classes);

            /// <summary>Logarithms of 1 / (1 + e^-x), exact for large negative x.</summary>
            public static Tensor logsigmoid(Tensor x) => Ops.log_sigmoid.Tensor(x);

            /// <summary>Vectors along a dimension over their p-norm, which is taken as eps where it is smaller.</summary>
            public static Tensor normalize(Tensor input, double p = 2, long dim = 1, double eps = 1E-12)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor length = Ops.norm_ScalarOpt_dim.Tensor(input, p, new[] { dim }, true).clamp(eps);
                return input.div(length).MoveToOuterDisposeScope();
            }

            private static Tensor Overwritten(Interop.Operator operation, Tensor input)
            {
                operation.Run(input);
                return input.alias();
            }

            /// <summary>Elements added around the last dimensions: before and after the last, then the one before, ...</summary>
            internal static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
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
        }
    }
}
