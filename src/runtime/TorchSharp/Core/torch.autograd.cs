using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Gradients.</summary>
    public static partial class autograd
    {
        /// <summary>Adds the gradients of tensors, times grad_tensors (1 where null), to the leaves they were computed from.</summary>
        internal static unsafe void backward(
            IList<Tensor> tensors,
            IList<Tensor>? grad_tensors = null,
            bool? retain_graph = null,
            bool create_graph = false,
            IList<Tensor>? inputs = null)
        {
            nint[] outputs = Handles(tensors);
            nint[] seeds = Handles(grad_tensors);
            nint[] leaves = Handles(inputs);
            fixed (nint* outputStart = outputs, seedStart = seeds, leafStart = leaves)
            {
                NativeMethods.Check(NativeMethods.mlnd_backward(
                    outputStart, outputs.Length, seedStart, seeds.Length, (retain_graph ?? create_graph) ? 1 : 0,
                    create_graph ? 1 : 0, leafStart, leaves.Length));
            }
        }

        private static nint[] Handles(IList<Tensor>? tensors) =>
            tensors is null ? [] : tensors.Select(tensor => tensor.Handle).ToArray();
    }
}
