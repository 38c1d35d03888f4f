using MLNetDetection.Core.Geometry;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Coding;

/// <summary>What the coders share.</summary>
internal static class CodedBoxes
{
    public static void Check(BoxXyxy box)
    {
        if (!box.IsProper)
        {
            throw new ArgumentException($"A box without area cannot be encoded: {box}.", nameof(box));
        }
    }

    /// <summary>[4] on the device.</summary>
    public static Tensor Row(IEnumerable<double> values, Device device) => tensor(values.Select(v => (float)v).ToArray(), device: device);

    /// <summary>[P, count]: some columns of [P, C].</summary>
    public static Tensor Columns(Tensor table, long first, long count) =>
        table.index_select(1, tensor(Enumerable.Range((int)first, (int)count).Select(i => (long)i).ToArray(), device: table.device));
}
