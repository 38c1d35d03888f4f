using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Gradients.</summary>
    public static partial class autograd
    {
        /// <summary>Adds the gradients of tensors, times grad_tensors (1 where null), to the leaves they were computed from.</summary>
        public static unsafe void backward(
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

        /// <summary>The gradients of outputs, times grad_outputs (1 where null), with respect to inputs, without accumulating them.</summary>
        public static unsafe IList<Tensor> grad(
            IList<Tensor> outputs,
            IList<Tensor> inputs,
            IList<Tensor>? grad_outputs = null,
            bool retain_graph = false,
            bool create_graph = false,
            bool allow_unused = false)
        {
            nint[] outs = Handles(outputs);
            nint[] ins = Handles(inputs);
            nint[] seeds = Handles(grad_outputs);
            var results = new nint[ins.Length];
            fixed (nint* outStart = outs, inStart = ins, seedStart = seeds, resultStart = results)
            {
                NativeMethods.Check(NativeMethods.mlnd_grad(
                    outStart, outs.Length, inStart, ins.Length, seedStart, seeds.Length, retain_graph ? 1 : 0,
                    create_graph ? 1 : 0, allow_unused ? 1 : 0, resultStart));
            }

            return results.Select(handle => handle == 0 ? null! : new Tensor(handle)).ToList();
        }

        private static nint[] Handles(IList<Tensor>? tensors) =>
            tensors is null ? [] : tensors.Select(tensor => tensor.Handle).ToArray();
    }
}
