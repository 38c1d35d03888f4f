namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>The operations of neural networks, without modules.</summary>
        public static partial class functional
        {
            /// <summary>Negative elements become 0.</summary>
            internal static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_().alias() : x.relu();

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
